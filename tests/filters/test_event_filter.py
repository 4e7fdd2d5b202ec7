"""EventFilter: which events a question finds."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from events.filters import EventFilter
from events.models import PublicEvent
from tests.doors.api import rows

pytestmark = pytest.mark.django_db


def found(query: str) -> list[int]:
    question = EventFilter(QueryDict(query), PublicEvent.objects.all())
    assert not question.errors, question.errors
    return [event.number for event in question.queryset]


@pytest.mark.parametrize(
    ("occurred", "query", "expected"),
    [
        ("2024-08-20", "from=2024-08-20&to=2024-08-20", True),
        ("2024-08-20", "from=2024-08-21", False),
        ("2024-08-20", "to=2024-08-19", False),
        ("2024-08", "from=2024-08-31", True),
        ("2024-08", "from=2024-08-31&date_match=within", False),
        ("2024-08", "from=2024&to=2024&date_match=within", True),
        ("2024", "from=2024-05&to=2024-06", True),
        ("2024", "to=2024-06&date_match=within", False),
        ("../2004-10-26", "to=1950", True),
        ("../2004-10-26", "to=1950&date_match=within", False),
        ("../2004-10-26", "to=2004-10-26&date_match=within", True),
        ("../2004-10-26", "from=2004-10-27", False),
        ("2021/..", "from=2024", True),
        ("2021/..", "from=2021&date_match=within", True),
        ("2021/..", "from=2020&to=2024&date_match=within", False),
        ("2021/..", "to=2020", False),
        ("2021/..", "from=2021&to=2026&date_match=within", True),
        ("2021/..", "from=2021&to=2026-06&date_match=within", False),
        ("../2004-10-26", "from=1945&date_match=within", True),
        ("../2004-10-26", "from=1945-02&date_match=within", False),
        ("2021/..", "from=2027", False),
    ],
)
def test_a_period_finds_what_may_or_certainly_does_lie_in_it(occurred: str, query: str, expected: bool) -> None:
    event = rows.event(occurred)

    assert (event.number in found(query)) is expected


@pytest.mark.parametrize("year", [1945, 1999, 2003, 2004, 2020, 2021, 2024, 2026])
def test_a_year_finds_exactly_the_events_that_its_counts_count(year: int) -> None:
    for occurred in ("1999", "2024-08", "../2004-10-26", "../1945-12-01", "2021/..", "2026/..", "2020/2022-03"):
        rows.event(occurred)
    events = PublicEvent.objects.order_by("-occurred_from")

    assert set(found(f"from={year}&to={year}")) == {event.number for event in events.overlapping(year)}
    assert set(found(f"from={year}&to={year}&date_match=within")) == {event.number for event in events.within(year)}


def test_values_of_one_parameter_widen_and_parameters_narrow() -> None:
    swimmer, walker = rows.event(means="swim"), rows.event(means="on_foot")
    rows.event(means="boat")
    rows.event(means="swim", outcome="killed")

    assert set(found("means=swim,on_foot&outcome=arrived")) == {swimmer.number, walker.number}
    assert set(found("means=swim&means=on_foot&outcome=arrived")) == {swimmer.number, walker.number}


def test_place_source_and_publisher_find_what_cites_them() -> None:
    event, source = rows.event(place="goseong"), rows.source()
    rows.claim(event, source)
    rows.claim(event, source, field="means")
    rows.claim(rows.event(), rows.source(publisher="kbs"))

    for query in ("place=goseong", f"source={source.public_id}", "publisher=yonhap"):
        assert found(query) == [event.number]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("soldier", True),
        ("SOLDIER line", True),
        ("soldier boat", False),
        ("boat or soldier", True),
        ("-boat", True),
        ("-soldier", False),
        ('"soldier crosses"', True),
        ('"crosses soldier"', False),
        ('"soldier crosses', True),
        ("고성", True),
        ("군인 soldier", True),
        ("-고성", False),
        ("표류 or 귀순", True),
        ("\u1100\u1169\u1109\u1165\u11bc", True),  # 고성 in conjoining letters
        ("%", None),
        ("군_", True),  # signs part words
        ("a:* & b | !c <-> (d)", False),
        ("sold", False),
    ],
)
def test_words_find_events(query: str, expected: bool | None) -> None:
    event = rows.event()

    question = EventFilter({"q": query}, PublicEvent.objects.all())

    assert bool(question.errors) is (expected is None)
    assert expected is None or (event in question.queryset) is expected


def test_a_refused_value_is_left_out_and_the_others_stay() -> None:
    north = rows.event(direction="south_to_north")
    rows.event()

    question = EventFilter({"direction": "south_to_north,nonsense", "means": "nonsense"}, PublicEvent.objects.all())

    assert [event.number for event in question.queryset] == [north.number]
    assert question.values == {"direction": ["south_to_north"]}
    assert [error.field for error in question.errors] == ["direction", "means"]


def test_events_without_a_place_are_found_as_such() -> None:
    nowhere = rows.event()
    rows.event(place="goseong")
    assert found("place=unknown") == [nowhere.number]
    assert len(found("place=unknown,goseong")) == 2


def test_an_unknown_place_is_left_out() -> None:
    rows.event()

    question = EventFilter({"place": "nowhere"}, PublicEvent.objects.all())

    assert (question.values, question.errors[0].nearest) == ({}, "")


def test_a_facet_counts_with_all_other_conditions_and_keeps_zero() -> None:
    rows.event(means="swim")
    rows.event(means="boat", direction="south_to_north")

    facets = EventFilter({"means": "swim", "direction": "north_to_south"}, PublicEvent.objects.all()).facets()

    assert {facet.code: facet.count for facet in facets["direction"]}["south_to_north"] == 0
    means = {facet.code: (facet.count, facet.selected) for facet in facets["means"]}
    assert (means["swim"], means["boat"], means["on_foot"]) == ((1, True), (0, False), (0, False))


def test_facets_stand_in_the_order_of_the_vocabulary() -> None:
    codes = [facet.code for facet in EventFilter({}, PublicEvent.objects.all()).facets()["direction"]]

    assert codes[:2] == ["north_to_south", "south_to_north"]


def test_all_facets_cost_one_query() -> None:
    question = EventFilter({"means": "swim", "q": "soldier"}, PublicEvent.objects.all())

    with CaptureQueriesContext(connection) as queries:
        question.facets()

    assert len(queries) == 1


def test_a_page_can_hold_models() -> None:
    events = [rows.event() for _ in range(3)]

    page = EventFilter({"limit": "2", "sort": "changed"}, PublicEvent.objects.all()).page()

    assert page.rows == events[:0:-1]
    assert (bool(page.next), page.previous) == (True, "")


def test_a_page_beyond_the_end_is_empty() -> None:
    rows.event()
    rows.event("2000")
    following = EventFilter({"limit": "1"}, PublicEvent.objects.all()).page().next
    PublicEvent.objects.filter(occurred_from__year=2000).update(tombstone="withdrawn")

    page = EventFilter({"cursor": following}, PublicEvent.objects.all()).page()

    assert page == ([], "", "")


def test_facets_of_nothing_are_zero() -> None:
    facets = EventFilter({}, PublicEvent.objects.none()).facets()

    assert {facet.count for facet in facets["means"]} == {0}
