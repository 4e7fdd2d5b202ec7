"""Series, figures, bridges and checks at the desk: what is refused stands at its field, and nothing typed is lost."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from events import actions
from events.figures import EACH_YEAR
from events.models import Article, Bridge, Check, Figure, Series, Source
from tests import factories
from tests.doors.admin.forms import Form, change_page, form_of, page
from tests.doors.admin.test_coding import errors_at

ADD = {name: f"/admin/events/{name}/add/" for name in ("series", "figure", "bridge", "check")}


@pytest.fixture
def forms(desk: Client, editor: User, source: Source) -> dict[str, Form]:
    """A form of each, filled in so that it could be saved."""
    flow, total = (actions.record(factories.SeriesFactory.build(**given), seen=None, by=editor) for given in KINDS)
    number = {"source": source.pk, "issuer": "mou", "period": "2024-01-01/2024-06-30", "comparator": "exact"}
    series = {"slug": "boats", "title_en": "Boats", "title_ko": "선박", "measure": "flow", "concept": "boats"}
    series |= {"population": "nk", "unit": "persons", "authority": "mou", "definition_en": "Boats."}
    given: dict[str, Form] = {
        "series": series,
        "figure": number | {"series": flow.pk, "value": "105", "edition": "published"},
        "bridge": {"series": total.pk, "other": flow.pk, "kind": "accumulates", "grounds_en": "x", "grounds_ko": "가"},
        "check": number | {"series": flow.pk, "value": "105", "kind": "number", "words": "x", "stated": "2024-08-20"},
    }
    return {name: form_of(desk, ADD[name]) | typed for name, typed in given.items()}


KINDS: tuple[dict[str, str], ...] = ({}, {"slug": "total", "measure": "cumulative", "since": "1948"})
REFUSED: list[tuple[str, Form, str, str]] = [
    ("series", {"measure": "cumulative"}, "since", "Give the EDTF date it counts from."),
    ("series", {"unit": "percent"}, "unit", "Choose persons"),
    ("series", {"event_scope": "direction=up", "scope_note_en": "x"}, "event_scope", "direction"),
    ("series", {"event_scope": "direction=north_to_south"}, "scope_note_en", "Say what both count"),
    ("figure", {"source": ""}, "source", "required"),
    ("figure", {"period": "2024-07/2024-01"}, "period", "Put the earlier date first."),
    ("figure", {"period": "../2024-06"}, "period", "Write both ends"),
    ("figure", {"comparator": "range"}, "upper", "Give both numbers of a range"),
    ("figure", {"value": "-1"}, "value", "not negative"),
    ("bridge", {"kind": "part_of", "partition": "sex"}, "other", "Choose other series"),
    ("bridge", {"partition": "sex"}, "partition", "Leave it empty."),
    ("bridge", {"grounds_ko": ""}, "grounds_ko", "required"),
    ("check", {"series": ""}, "series", "Fill it in, or choose another kind."),
    ("check", {"value": ""}, "value", "Give the number"),
    ("check", {"kind": "each_year", "comparator": ""}, "comparator", "Fill it in"),
    ("check", {"kind": "first_since", "since": "2019"}, "event", "Fill it in"),
    ("check", {"event_scope": "actor_type=civilian"}, "event_scope", "Leave it empty"),
    ("check", {"other_period": "2023"}, "other_series", "or neither"),
    ("check", {"source": ""}, "source", "required"),
]


def test_what_is_said_of_each_year_may_be_open_at_its_start(desk: Client, editor: User, forms: dict[str, Form]) -> None:
    each_year = factories.SeriesFactory.build(slug="level", concept=EACH_YEAR)
    series = actions.record(each_year, seen=None, by=editor)
    typed = forms["figure"] | {"series": series.pk, "period": "../2019", "value": "1000", "comparator": "over"}
    assert desk.post(ADD["figure"], typed).status_code == 302
    assert "Write both ends" in desk.post(ADD["figure"], typed | {"period": "2019/.."}).content.decode()


@pytest.mark.parametrize("name", ADD)
def test_what_is_whole_is_saved(desk: Client, forms: dict[str, Form], name: str) -> None:
    assert desk.post(ADD[name], forms[name]).status_code == 302


@pytest.mark.parametrize(("name", "given", "field", "words"), REFUSED)
def test_what_is_refused_stands_at_its_field_and_all_is_still_typed(
    desk: Client, forms: dict[str, Form], name: str, given: Form, field: str, words: str
) -> None:
    model = {"series": Series, "figure": Figure, "bridge": Bridge, "check": Check}[name]
    before, typed = model._default_manager.count(), forms[name] | given
    response = desk.post(ADD[name], typed)
    assert words in errors_at(response, field)
    form = response.context["adminform"].form
    assert {key: str(form[key].value() or "") for key in given} == given
    assert model._default_manager.count() == before


def test_more_than_a_hundred_percent_is_refused_at_its_field(
    desk: Client, forms: dict[str, Form], editor: User
) -> None:
    given = {"slug": "share", "measure": "share", "unit": "percent"}
    share = actions.record(factories.SeriesFactory.build(**given), seen=None, by=editor)
    response = desk.post(ADD["figure"], forms["figure"] | {"series": share.pk, "value": "100.5"})
    assert "at most 100 percent" in errors_at(response, "value")


def test_an_edition_that_would_supersede_itself_is_refused_at_its_field(desk: Client, editor: User) -> None:
    first = factories.recorded_figure(editor)
    second = factories.recorded_figure(editor, series=first.series, source=first.source, supersedes=first)
    response = desk.post(change_page(first), form_of(desk, change_page(first)) | {"supersedes": second.pk})
    assert "Choose an older edition." in errors_at(response, "supersedes")


def test_two_series_are_bound_once(desk: Client, forms: dict[str, Form]) -> None:
    desk.post(ADD["bridge"], forms["bridge"])
    again = form_of(desk, ADD["bridge"])["form_token"]
    response = desk.post(ADD["bridge"], forms["bridge"] | {"form_token": again})
    assert "Two series are bound once a kind" in errors_at(response, "other")


def test_a_bridge_takes_two_people(desk: Client, review_desk: Client, forms: dict[str, Form]) -> None:
    desk.post(ADD["bridge"], forms["bridge"])
    bridge = Bridge.objects.get()
    desk.post(page(bridge, "submit"))
    assert desk.post(page(bridge, "approve")).status_code == 403
    review_desk.post(page(bridge, "approve"))
    bridge.refresh_from_db()
    assert (bridge.state, bridge.public_id) == ("published", f"BR-{bridge.pk:06d}")
    review_desk.post(page(bridge, "withdraw"), {"reason": "The definitions differ."})
    bridge.refresh_from_db()
    assert bridge.state == "withdrawn"


def test_a_check_is_begun_from_an_article(desk: Client, editor: User, source: Source) -> None:
    text = factories.ArticleFactory.build().text
    source = factories.new_source(editor, text=text)
    article: Article = factories.ArticleFactory.create(added_by=editor, source=source, text="")
    address = f"{ADD['check']}?article={article.pk}"
    response = desk.get(address)
    shown = response.context["adminform"].form.initial
    assert (shown["source"], shown["stated"]) == (source.pk, source.published)
    assert "on foot on Tuesday" in response.content.decode()
    assert f'href="{address}"' in desk.get(change_page(article)).content.decode()


@pytest.mark.parametrize(("name", "words"), [("bridge", "arrivals"), ("check", "105 came")])
def test_records_are_found_by_their_words(desk: Client, editor: User, name: str, words: str) -> None:
    check: Any = factories.recorded_check(editor)
    other = actions.record(factories.SeriesFactory.build(title_en="Boats"), seen=None, by=editor)
    factories.recorded_bridge(editor, check.series, other)
    found = desk.get(f"/admin/events/{name}/", {"q": words}).context["cl"]
    assert found.result_count == 1
    assert desk.get(f"/admin/events/{name}/", {"q": "nothing"}).context["cl"].result_count == 0
