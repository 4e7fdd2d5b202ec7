"""Events that may be the same as the one that is being coded, best first and with why."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import actions
from events.derive import similar_events
from events.models import Event, Place, Source
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 8, 20)


def found(**given: Any) -> dict[Event, tuple[str, ...]]:
    return {similar.event: similar.reasons for similar in similar_events(**given)}


def on(day: dt.date) -> dict[str, dt.date]:
    return {"occurred_from": day, "occurred_to": day}


def test_an_overlapping_date_is_enough_and_a_day_between_sources_is_forgiven(event: Event) -> None:
    assert found(**on(DAY)) == {event: ("dates",)}
    assert found(**on(DAY + dt.timedelta(days=1))) == {event: ("dates",)}
    assert found(**on(DAY + dt.timedelta(days=2))) == {}


def test_a_date_open_on_one_side_overlaps_what_lies_there(event: Event) -> None:
    assert found(occurred_from=dt.date(2024, 1, 1)) == {event: ("dates",)}
    assert found(occurred_to=dt.date(2023, 1, 1)) == {}


def test_an_open_date_reaches_a_year_and_no_further(event: Event) -> None:
    assert found(occurred_to=dt.date(2025, 8, 20)) == {event: ("dates",)}
    assert found(occurred_to=dt.date(2025, 8, 25)) == {}
    assert found(occurred_from=dt.date(2023, 8, 15)) == {}


def test_direction_and_persons_add_to_a_date(event: Event) -> None:
    assert found(**on(DAY), direction="north_to_south", persons=(1, 2)) == {event: ("dates", "direction", "persons")}
    assert found(**on(DAY), direction="south_to_north", persons=(5, None)) == {event: ("dates",)}


def test_direction_and_persons_alone_are_not_enough(event: Event) -> None:
    assert found(direction="north_to_south", persons=(1, 1)) == {}


def test_a_shared_document_and_a_shared_origin_are_told_apart(editor: User) -> None:
    root = factories.new_source(editor)
    copies = [factories.new_source(editor, derives_from=root, derives_how="rewrites") for _ in range(2)]
    event = factories.coded_event(editor, copies[0])
    assert found(sources=[copies[0].pk]) == {event: ("source",)}
    assert found(sources=[copies[1].pk], **on(DAY)) == {event: ("dates", "origin")}
    assert found(sources=[factories.new_source(editor).pk]) == {}


@pytest.fixture
def places(editor: User) -> Callable[..., Place]:
    return lambda **given: actions.record(factories.PlaceFactory.build(**given), seen=None, by=editor)


def test_the_same_place_counts_for_more_than_a_near_one(editor: User, places: Callable[..., Place]) -> None:
    country = places(kind="country")
    province = places(kind="province", parent=country)
    here, there = places(parent=province), places(parent=province)
    far = places(parent=places(kind="province", parent=country))
    events = [factories.coded_event(editor, place=f"{place.slug} county") for place in (here, there, far)]
    assert found(**on(DAY), place=here.slug) == {
        events[0]: ("dates", "place"),
        events[1]: ("dates", "near_place"),
        events[2]: ("dates",),
    }
    assert found(place=here.slug, direction="north_to_south") == {events[0]: ("place", "direction")}


def test_the_best_comes_first_and_at_most_eight(editor: User, source: Source) -> None:
    for _ in range(9):
        factories.coded_event(editor)
    best = factories.coded_event(editor, source)
    similar = similar_events(**on(DAY), sources=[source.pk])
    assert (similar[0].event, len(similar)) == (best, 8)


def test_itself_closed_events_and_those_told_apart_are_not_proposed(
    editor: User, reviewer: User, published: Event
) -> None:
    closed, apart, own = (factories.coded_event(editor) for _ in range(3))
    actions.withdraw(closed, by=reviewer, reason="No.")
    actions.tell_apart(own, apart, by=editor, reason="Hours between them.")
    assert set(found(**on(DAY), exclude=own)) == {published}
    assert set(found(**on(DAY), exclude=published)) == {apart, own}


def test_nothing_is_similar_to_nothing(event: Event) -> None:
    assert found() == {}
    assert found(place="nowhere") == {}


def test_the_ends_of_time_are_no_error(event: Event) -> None:
    assert found(occurred_from=dt.date.min, occurred_to=dt.date.max) == {event: ("dates",)}


@pytest.mark.parametrize("many", [1, 12])
def test_the_number_of_queries_does_not_grow(editor: User, source: Source, many: int) -> None:
    for _ in range(many):
        factories.coded_event(editor, source)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        similar_events(**on(DAY), sources=[source.pk], place="x", exclude=Event.objects.first())
    assert len(asked) - 1 == 3  # one of them asked for the first event
