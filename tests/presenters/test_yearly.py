import pytest
from django.http import QueryDict

from events.filters import EventFilter
from events.models import PublicEvent
from events.presenters import yearly
from tests.presenters import rows

pytestmark = pytest.mark.django_db


def found(href: str) -> set[str]:
    question = EventFilter(QueryDict(href.partition("?")[2]), PublicEvent.objects.all())
    assert not question.errors
    return {event.public_id for event in question.queryset}


def test_each_number_opens_the_events_that_it_counted() -> None:
    certain = rows.event(occurred="2024-08-20")
    possible = rows.event(occurred="2023-12-20/2024-01-05")
    rows.event(occurred="2024-08-20", movement_class="drift")
    rows.event(occurred="2024-08-20", direction="south_to_north")
    rows.count_of(2024, events_possible=2)
    cell = yearly.page({})["years"][0]["cells"][0]
    assert found(cell["certain_href"]) == {certain.public_id}
    assert found(cell["possible_href"]) == {certain.public_id, possible.public_id}


def test_a_dimension_has_a_column_for_each_code_that_occurs() -> None:
    rows.count_of(2024, dimension="outcome", key="killed")
    rows.count_of(2023, dimension="outcome", key="arrived")
    rows.count_of(2023, "south_to_north", dimension="outcome", key="died")
    page = yearly.page({"dimension": "outcome"})
    assert [column["code"] for column in page["columns"]] == ["arrived", "killed"]


def test_possible_events_are_hatched_on_top_of_the_certain_ones() -> None:
    rows.count_of(2024, events_certain=2, events_possible=3)
    solid, hatched = yearly.page({})["chart"]["bars"]
    assert (solid["certain"], hatched["certain"]) == (True, False)
    assert float(solid["height"]) == pytest.approx(2 * float(hatched["height"]), abs=0.2)
    assert float(hatched["y"]) == pytest.approx(float(solid["y"]) + float(solid["height"]), abs=0.2)


def test_reported_arrivals_stand_apart_on_their_own_axis() -> None:
    rows.count_of(2024)
    rows.figure(rows.series(), rows.source())
    page = yearly.page({})
    assert len(page["chart"]["bars"]) == len(page["reported"]["chart"]["bars"]) == 1
    assert page["reported"]["rows"][0]["value"] == "236"


@pytest.mark.parametrize("other", [{"subgroup": "female"}, {"concept": "re_entries"}, {"route_scope": "inter_korean"}])
def test_only_all_arrivals_are_reported_beside(other: dict[str, str]) -> None:
    rows.figure(rows.series(**other), rows.source())
    assert yearly.page({})["reported"]["rows"] == []


@pytest.mark.parametrize("values", [{"period": "2023-01/2023-06"}, {"edition": "misread"}, {"edition": "typo"}])
def test_parts_of_years_and_errors_of_copies_are_no_arrivals_of_a_year(values: dict[str, str]) -> None:
    rows.figure(rows.series(), rows.source(), **values)
    assert yearly.page({})["reported"]["rows"] == []


def test_a_number_of_events_without_a_code_opens_nothing() -> None:
    rows.count_of(2024, dimension="route_type", key="")
    cell = yearly.page({"dimension": "route_type"})["years"][0]["cells"][0]
    assert cell["certain_href"] == ""


@pytest.mark.parametrize(
    ("params", "name"), [({"dimension": "outcom"}, "dimension"), ({"dimensio": "total"}, "dimensio")]
)
def test_what_can_not_be_read_is_named_with_a_remedy(params: dict[str, str], name: str) -> None:
    (error,) = yearly.page(params)["errors"]
    assert error["name"] == name
    assert "Did you mean" in str(error["advice"])
