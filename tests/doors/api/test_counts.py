"""Counts of events by year and codes, against a world counted by hand."""

import pytest
from django.test import Client

from tests.doors.api import rows
from tests.doors.api.conftest import API, Ask, body, csv_of

PATH = "events/counts/"


def world() -> None:
    rows.event("2019-05-01", persons_min=2, persons_max=3)
    rows.event("2019-12/2020-01", means="swim")
    rows.event("2020-06-01", means="swim", persons_min=None, persons_max=None)


def test_without_a_group_one_row_counts_all(ask: Ask) -> None:
    numbers = {"events_certain": 0, "events_possible": 0, "persons_min": 0, "persons_max": 0}
    assert ask(PATH)["results"] == [numbers]
    world()
    assert ask(PATH)["results"] == [{"events_certain": 3, "events_possible": 3, "persons_min": 3, "persons_max": 4}]


def test_a_year_counts_what_lies_in_it_and_what_may(ask: Ask) -> None:
    world()

    found = ask(f"{PATH}?group_by=year")["results"]

    assert found == [
        {"year": 2019, "events_certain": 1, "events_possible": 2, "persons_min": 2, "persons_max": 4},
        {"year": 2020, "events_certain": 1, "events_possible": 2, "persons_min": 0, "persons_max": 1},
    ]


def test_a_period_bounds_the_years_and_what_is_certain(ask: Ask) -> None:
    world()

    assert [row["year"] for row in ask(f"{PATH}?group_by=year&to=2019")["results"]] == [2019]
    [row] = ask(f"{PATH}?to=2019")["results"]
    assert (row["events_certain"], row["events_possible"]) == (1, 2)


def test_two_groups_stand_in_one_order_however_they_are_asked_for(ask: Ask) -> None:
    world()

    found = ask(f"{PATH}?group_by=means,year")["results"]

    assert found == ask(f"{PATH}?group_by=year,means")["results"]
    assert [(row["year"], row["means"], row["events_possible"]) for row in found] == [
        (2019, "on_foot", 1),
        (2019, "swim", 1),
        (2020, "swim", 2),
    ]


def test_month_and_lag_are_counted_too(ask: Ask) -> None:
    world()

    found = {row["month"]: row["events_possible"] for row in ask(f"{PATH}?group_by=month")["results"]}

    assert found == {"may": 1, "june": 1, "unknown": 1}
    assert {row["lag"] for row in ask(f"{PATH}?group_by=lag&lag=-unknown")["results"]} == {"later"}


def test_the_answer_says_what_was_counted(ask: Ask, client: Client) -> None:
    world()

    assert ask(f"{PATH}?means=-swim")["filter"] == "Events; Means: not Swimming."
    file = client.get(f"{API}events/counts.csv?group_by=means")
    assert file.headers["Dataset-Version"] == "3"
    assert [row["means"] for row in csv_of(file)] == ["on_foot", "swim"]
    assert body(client.get(f"{API}{PATH}?format=csv")).startswith("events_certain,")


@pytest.mark.parametrize(
    ("query", "nearest"),
    [("group_by=year,means,outcome", "year,means"), ("group_by=mean", "means"), ("group_by=place", "")],
)
def test_a_group_that_is_not_offered_is_refused(ask: Ask, query: str, nearest: str) -> None:
    [error] = ask(f"{PATH}?{query}", 400)["errors"]

    assert error["parameter"] == "group_by"
    assert error["remedy"]
    assert not nearest or error["nearest"] == nearest


@pytest.mark.parametrize("name", ["cursor", "limit", "sort"])
def test_a_place_in_a_list_is_refused(ask: Ask, name: str) -> None:
    assert ask(f"{PATH}?{name}=1", 400)["errors"][0]["parameter"] == name
