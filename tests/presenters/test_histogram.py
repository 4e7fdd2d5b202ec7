import datetime as dt

import pytest

from events import partial_dates
from events.presenters import axis, histogram
from events.presenters.histogram import Counted


def counted(occurred: str, events: int = 1, direction: str = "north_to_south") -> Counted:
    date = partial_dates.read(occurred)
    first, last = date.start.year if date.start else 1945, date.end.year if date.end else 2026
    return Counted(date.start, date.end, first, last, direction, True, events)


def address(directions: list[str], **changes: str | None) -> str:
    return " ".join(f"{name}={value}" for name, value in changes.items() if value)


def bars(events: list[Counted], first: str, last: str, **how: bool) -> list[tuple[str, str]]:
    """Return the bars of a period: what each asks for, and its name."""
    scale = axis.of([], partial_dates.read(first).start, partial_dates.read(last).end)
    drawn = histogram.draw(events, scale, address, **how)
    return [(mark["href"], mark["label"].partition(": ")[2]) for mark in drawn["marks"]]


def test_a_step_has_a_solid_bar_for_the_certain_and_a_lighter_one_for_all_that_may_lie_in_it() -> None:
    assert bars([counted("1980", 3), counted("1979/1980", 2)], "1980", "2020")[:2] == [
        ("from=1980 to=1980 date_match=within", "3 lie in it for certain"),
        ("from=1980 to=1980", "5 may lie in it"),
    ]


def test_an_event_of_a_decade_stands_lighter_in_each_of_its_years() -> None:
    assert [href for href, _ in bars([counted("199X")], "1980", "2020")] == [
        f"from={y} to={y}" for y in range(1990, 2000)
    ]


def test_a_reader_who_wants_the_certain_sees_no_lighter_bars() -> None:
    assert bars([counted("199X"), counted("1991")], "1980", "2020", only_certain=True) == [
        ("from=1991 to=1991 date_match=within", "1 lies in it for certain")
    ]


@pytest.mark.parametrize(
    ("first", "last", "count", "words"),
    [
        ("2020", "2021", 24, "Jan 2020"),
        ("2012", "2022", 44, "2012 Q1"),
        ("1990", "2022", 33, "1990"),
        ("1950", "2025", 38, "1950–1951"),
        ("2020-05-10", "2020-06", 2, "10 May 2020–31 May 2020"),
    ],
)
def test_steps_are_months_quarters_years_or_several(first: str, last: str, count: int, words: str) -> None:
    scale = axis.of([], partial_dates.read(first).start, partial_dates.read(last).end)
    steps = axis.buckets(scale)
    assert (len(steps), steps[0].words) == (count, words)


def test_the_period_of_a_step_reads_back_as_the_step() -> None:
    for step in axis.buckets(axis.Axis(dt.date(2019, 3, 5), dt.date(2024, 7, 1))):
        assert partial_dates.read(step.period["from"]).start == step.start
        assert partial_dates.read(step.period["to"]).end == step.end


def test_north_and_south_are_counted_apart() -> None:
    scale = axis.Axis(dt.date(2020, 1, 1), dt.date(2021, 1, 1))
    both = [counted("2020-05-01"), counted("2020-05-02", direction="south_to_north")]
    line = histogram.draw(both, scale, address)
    assert [mark["tone"] for mark in line["marks"]] == ["north", "south"]


def test_the_overview_has_a_window_over_the_years_of_the_reader() -> None:
    shown = histogram.overview([counted("1990"), counted("2020")], "2000", "2010-06", lambda **_: "")
    assert [shown[name] for name in ("first", "last", "start", "end", "before", "after", "years")] == [
        *(1990, 2020, 2000, 2010, 10, 21, 31)
    ]


def test_an_open_end_does_not_lengthen_the_overview() -> None:
    shown = histogram.overview([counted("../2004-10-26"), counted("2010")], "", "", lambda **_: "")
    assert (shown["first"], shown["last"]) == (2004, 2010)
