"""Every list costs the same number of queries for one row and for fifty."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.doors.api import rows
from tests.doors.api.conftest import API, body

ROLE = 2  # queries that take the public role and give it back, where a test has but one connection
VERSION = 1


def events(many: int) -> None:
    source = rows.source()
    for _ in range(many):
        rows.claim(rows.event(place="seoul"), source)


def figures(many: int) -> None:
    series, source = rows.series(), rows.source()
    for _ in range(many):
        rows.verdict(rows.figure(series, source))


def bridges(many: int) -> None:
    series = rows.series()
    for _ in range(many):
        rows.bridge(series, series)


def checks(many: int) -> None:
    series, source = rows.series(), rows.source()
    for _ in range(many):
        rows.verdict(rows.check(series, source))


def reckoned(many: int) -> None:
    source = rows.source()
    for number in range(many):
        figure = rows.figure(rows.series(f"series-{number}"), source)
        rows.verdict(figure)
        assert figure.series is not None
        rows.reckoned(figure.series, rows.covered(figure))


def sources(many: int) -> None:
    for _ in range(many):
        rows.source()


def changes(many: int) -> None:
    for _ in range(many):
        rows.change()


def statistics(many: int) -> None:
    for number in range(many):
        rows.statistic(1950 + number)


@pytest.mark.parametrize("many", [1, 50])
@pytest.mark.parametrize(
    ("make", "path", "queries"),
    [
        (events, "events/", 1),
        (events, "events.csv", 1),
        (events, "events/?count=1", 2),
        (events, "events/?include=claims,sources,links", 4),
        (events, "events/?direction=north_to_south&q=soldier&place=seoul&publisher=yonhap", 3),
        (events, "claims/", 1),
        (figures, "figures/?concept=arrivals", 2),
        (figures, "figures/?include=verdict", 1),
        (figures, "figures.csv?include=verdict", 1),
        (figures, "figures/?known_on=2025-06-30", 4),
        (figures, "figures/?known_on=2025-06-30&shown=1", 4),
        (figures, "series/", 1),
        (figures, "series/?known_on=2025-06-30", 1),
        (bridges, "bridges/", 1),
        (checks, "checks/", 1),
        (checks, "checks.csv", 1),
        (reckoned, "reconciliation/", 3),
        (reckoned, "reconciliation/?series=series-0", 4),
        (reckoned, "coverage/", 2),
        (reckoned, "coverage.csv", 2),
        (sources, "sources/", 1),
        (changes, "changes/", 1),
        (statistics, "statistics/", 1),
    ],
)
def test_a_list_keeps_to_its_budget(
    client: Client,
    make: Callable[[int], None],
    path: str,
    queries: int,
    many: int,
    django_assert_num_queries: Any,
) -> None:
    make(many)

    with django_assert_num_queries(ROLE + VERSION + queries):
        body(client.get(API + path))


def test_an_event_costs_one_query(client: Client, django_assert_num_queries: Any) -> None:
    event = rows.event()

    with django_assert_num_queries(ROLE + VERSION + 1):
        client.get(f"{API}events/{event.public_id}/")


def test_the_vocabularies_cost_none(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(ROLE):
        client.get(f"{API}vocabularies/")


@pytest.mark.parametrize(
    "path", ["figures/?include=verdict", "figures.csv?include=verdict", "reconciliation/?series=a"]
)
def test_a_reckoning_of_a_day_costs_no_more_for_more_figures(
    client: Client, path: str, django_assert_max_num_queries: Any
) -> None:
    series, source = rows.series("a"), rows.source()
    for _ in range(50):
        rows.figure(series, source)

    with django_assert_max_num_queries(ROLE + VERSION + 14):
        body(client.get(f"{API}{path}&known_on=2025-06-30"))
