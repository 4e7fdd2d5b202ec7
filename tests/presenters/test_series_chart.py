"""The drawing of a series: every number by itself, its width a period, its shape its edition."""

import datetime as dt
import re
from typing import Any

import pytest

from events.models import PublicFigure, PublicSeries
from events.presenters import series_chart
from events.presenters.series_chart import Plotted


def number(start: str | None = "2024-01-01", end: str = "2024-12-31", low: float = 236, **given: Any) -> Plotted:
    told: dict[str, Any] = {"high": low, "edition": "final", "standing": True, "conflict": False} | given
    first = dt.date.fromisoformat(start) if start else None
    return Plotted(given.pop("id", "FG-000001"), "", first, dt.date.fromisoformat(end), low, **told)


def drawn(*numbers: Plotted, moments: bool = False) -> dict[str, Any]:
    drawing = series_chart.draw(numbers, moments=moments)
    assert drawing is not None
    return drawing


def marks(*numbers: Plotted, moments: bool = False) -> dict[str, list[dict[str, str]]]:
    return dict(drawn(*numbers, moments=moments)["groups"])


def extent(mark: dict[str, str]) -> tuple[float, float]:
    left, right = re.match(r"M([\d.]+) [\d.]+H([\d.]+)", mark["path"]).groups()  # type: ignore[union-attr]
    return float(left), float(right)


def test_a_quarter_is_a_quarter_as_wide_as_its_year() -> None:
    year, quarter = marks(number(), number("2024-01-01", "2024-03-31", 43))["stands"]
    widths = sorted(right - left for left, right in map(extent, (year, quarter)))
    assert widths[0] / widths[1] == pytest.approx(91 / 366, abs=0.01)


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({}, "stands"),
        ({"edition": "provisional"}, "hollow"),
        ({"standing": False, "edition": "superseded"}, "earlier"),
        ({"standing": False, "edition": "provisional"}, "earlier"),
        ({"standing": False, "edition": "typo"}, "false"),
        ({"standing": False, "edition": "withdrawn"}, "false"),
        ({"conflict": True}, "stands conflict"),
        ({"start": None}, "stands open"),
    ],
)
def test_the_shape_of_a_number_says_what_it_is(given: dict[str, Any], kind: str) -> None:
    assert kind in marks(number("2023-01-01", "2023-12-31", 196, standing=False), number(**given))


def test_an_error_of_print_is_crossed_and_a_conflict_has_a_diamond() -> None:
    found = marks(number(), number(low=181, standing=False, edition="misread", conflict=True))
    assert [bool(found["stands"][0][sign]) for sign in ("cross", "diamond")] == [False, False]
    assert [bool(found["false conflict"][0][sign]) for sign in ("cross", "diamond")] == [True, True]


def test_a_hedged_number_shows_how_far_it_reaches_and_one_without_a_bound_an_arrow() -> None:
    about, over = marks(number(low=800, high=1200), number(end="2024-06-30", low=801, high=None))["stands"]
    assert {about["reach"].count("h8"), over["reach"].count("h8")} == {0, 2}


def test_a_total_at_a_moment_is_a_dot() -> None:
    found = marks(number(None, "2023-12-31", 34078), number(None, "2024-12-31", 34314), moments=True)
    assert all(mark["path"].count("a3.5") == 2 for group in found.values() for mark in group)


@pytest.mark.parametrize(
    ("most", "lines"),
    [(9, [0, 2, 4, 6, 8, 10]), (2914, [0, 1000, 2000, 3000]), (34537, [0, 10000, 20000, 30000, 40000])],
)
def test_lines_of_values_are_round_and_begin_at_nothing(most: float, lines: list[float]) -> None:
    words = [line["words"] for line in drawn(number(low=most), number("2023-01-01", "2023-12-31", 1))["lines"]]
    assert words == [f"{line:,}" for line in lines]


def test_what_begins_before_all_others_is_wider_than_its_last_year() -> None:
    left, right = extent(marks(number(None, "1998-12-31", 947), number("1999-01-01", "1999-12-31"))["stands open"][0])
    assert right - left > 2 * (1160 / 4)


def test_one_number_alone_is_not_drawn() -> None:
    assert series_chart.draw([number(), number()], moments=False) is None


def figure(end: str, low: int, start: str | None = None) -> PublicFigure:
    first = dt.date.fromisoformat(start) if start else None
    return PublicFigure(period_from=first, period_to=dt.date.fromisoformat(end), low=low, series=PublicSeries())


def test_the_tiny_line_goes_through_years_alone() -> None:
    years = [figure(f"{year}-12-31", low, f"{year}-01-01") for year, low in ((2022, 50), (2023, 100), (2024, 0))]
    quarter = figure("2024-03-31", 9999, "2024-01-01")
    assert series_chart.spark([*years, quarter]) == "2,13 60,2 118,24"


def test_two_points_make_no_tiny_line() -> None:
    assert series_chart.spark([figure("2023-12-31", 1), figure("2024-12-31", 2)]) == ""
