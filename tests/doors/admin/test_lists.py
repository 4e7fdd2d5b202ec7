"""Lists cost the same number of queries for one row and for fifty, and never read the texts of articles."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from events.models import Event, Source
from tests import factories

LISTS = {"event": 12, "source": 10, "publisher": 9, "figure": 12, "series": 10, "place": 9, "subject": 9, "revision": 9}
LISTS |= {"bridge": 12, "check": 12}


def fill(name: str, number: int, editor: User) -> None:
    for _ in range(number):
        if name == "event":
            factories.coded_event(editor, source=Source.objects.first())
        elif name in ("figure", "series"):
            factories.recorded_figure(editor, value=Decimal(105))
        elif name == "bridge":
            ends = (factories.recorded_figure(editor).series for _ in range(2))
            factories.recorded_bridge(editor, *ends)
        elif name == "check":
            factories.recorded_check(editor)
        elif name == "place":
            factories.PlaceFactory.create()
        elif name == "subject":
            factories.SubjectFactory.create()
        else:
            factories.new_source(editor)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_for_many_rows(
    name: str, desk: Client, editor: User, django_assert_max_num_queries: Any
) -> None:
    fill(name, 12, editor)
    with django_assert_max_num_queries(LISTS[name]):
        assert desk.get(f"/admin/events/{name}/").status_code == 200


def test_the_list_of_sources_leaves_texts_in_the_database(
    desk: Client, source: Source, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(20) as queries:
        desk.get("/admin/events/source/")
    assert not any('"events_source"."text"' in query["sql"] for query in queries.captured_queries)


def test_the_form_of_an_event_costs_little_more_for_each_claim(
    desk: Client, event: Event, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(16):
        desk.get(f"/admin/events/event/{event.pk}/change/")


def test_an_event_is_found_by_its_title(desk: Client, event: Event) -> None:
    assert b"EV-" in desk.get("/admin/events/event/?q=soldier").content


def test_a_source_is_offered_while_typing(desk: Client, source: Source) -> None:
    query = {"app_label": "events", "model_name": "claim", "field_name": "source", "term": source.title}
    assert desk.get("/admin/autocomplete/", query).json()["results"][0]["id"] == str(source.pk)
