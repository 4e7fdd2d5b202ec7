"""Documented events beside a figure: an interval and its remainder, or the reason why there is none."""

from typing import Any

import pytest
from django.utils import translation

from events.presenters import coverage
from tests.presenters import reckoned, rows

pytestmark = pytest.mark.django_db


def line(**given: Any) -> dict[str, Any]:
    figure = rows.figure(rows.series(), rows.source())
    finding = {"comparable": True, "coverage": [reckoned.covered(figure, **given)]}
    (row,) = coverage.shape(finding, {figure.public_id: {"id": figure.public_id}})["rows"]
    return row  # type: ignore[no-any-return]


def test_the_remainder_is_told_in_words() -> None:
    row = line()
    assert [row[name] for name in ("documented", "of", "share")] == ["1", "3", "33"]
    assert row["remainder"] == "2 of 3 not documented."


def test_a_date_that_only_may_lie_in_the_period_makes_an_interval() -> None:
    row = line(documented_high=3, coverage_high=1.0, remainder_low=0)
    assert [row[name] for name in ("documented", "share", "remainder")] == ["1–3", "33–100", "0–2 of 3 not documented."]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"remainder_low": 0, "remainder_high": 0, "exceeds": False}, "All documented."),
        ({"remainder_low": 0, "remainder_high": 0, "exceeds": True}, "The tracker holds more than this figure."),
        ({"high": None, "remainder_low": 2, "remainder_high": None}, "≥ 2 of ≥ 3 not documented."),
    ],
)
def test_a_figure_that_is_reached_passed_or_unbounded_says_so(given: dict[str, Any], told: str) -> None:
    assert line(**given)["remainder"] == told


def test_the_bar_never_leaves_its_scale() -> None:
    row = line(coverage_low=1.2, coverage_high=1.4, exceeds=True)
    assert row["left"] + row["width"] <= 100


def test_a_line_opens_exactly_the_events_that_it_counted() -> None:
    assert line()["href"] == "/en/?from=2024&to=2024"


def test_korean_puts_the_whole_first() -> None:
    with translation.override("ko"):
        assert line()["remainder"] == "3 중 2 기록되지 않음."


def test_where_scopes_differ_there_is_the_reason_and_no_share() -> None:
    told = coverage.shape({"comparable": False, "coverage": [], "scope_note_en": "Another population."}, {})
    assert told == {"comparable": False, "note": "Another population.", "rows": []}
