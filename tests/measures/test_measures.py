"""What is counted: a small world counted by hand."""

import pytest
from django.contrib.auth.models import User

from events import derive
from events.measures import Cell, measure_year
from events.models import PublicEvent
from tests import factories

pytestmark = pytest.mark.django_db


def count(year: int, dimension: str, key: str, direction: str = "north_to_south") -> tuple[int, int, int, int] | None:
    found = measure_year(year).get(Cell(year, direction, dimension, key))
    return found and (found.events_certain, found.events_possible, found.persons_min, found.persons_max)


@pytest.fixture
def world(editor: User, reviewer: User) -> None:
    """2020: a day with 1 person, a month with 2 to 3, the whole decade with at least 4; a boat adrift with 9."""
    for occurred, persons, kind in (
        ("2020-05-01", "1", "defection"),
        ("2020-07", "2-3", "re_entry"),
        ("202X", "4-", "defection"),
        ("2020-08-01", "9", "drift"),
    ):
        factories.published_event(
            editor, reviewer, occurred=f"{occurred} crossing", persons=persons, movement_class=kind
        )


def test_a_year_counts_what_lies_in_it_and_what_may(world: None) -> None:
    assert count(2020, "total", "all") == (2, 3, 3, 8)


def test_a_year_that_is_only_touched_holds_nothing_for_certain(world: None) -> None:
    assert count(2023, "total", "all") == (0, 1, 0, 4)


def test_a_class_is_counted_under_its_own_name(world: None) -> None:
    assert count(2020, "movement_class", "re_entry") == (1, 1, 2, 3)
    assert count(2020, "movement_class", "drift") == (1, 1, 9, 9)


def test_no_other_dimension_counts_what_is_no_defection(world: None) -> None:
    assert count(2020, "means", "on_foot") is None
    assert count(2020, "actor_type", "active_duty_soldier") == (2, 3, 3, 8)


def test_an_event_without_a_number_of_persons_adds_none(editor: User, reviewer: User) -> None:
    factories.published_event(editor, reviewer)
    PublicEvent.objects.update(persons_min=None, persons_max=None)
    derive.recount()
    assert count(2024, "total", "all") == (1, 1, 0, 0)


@pytest.mark.parametrize(("told", "certain"), [("2024-09", 1), ("2025-01", 0)])
def test_an_open_range_closes_with_the_year_in_which_the_public_heard(
    editor: User, reviewer: User, told: str, certain: int
) -> None:
    factories.published_event(editor, reviewer, occurred="2024/.. departure", first_public=told)
    assert count(2024, "total", "all") == (certain, 1, certain, 1)


@pytest.mark.usefixtures("world")
def test_a_year_costs_one_query(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        measure_year(2020)
