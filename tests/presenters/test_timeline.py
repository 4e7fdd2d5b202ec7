import datetime as dt
import re
from typing import Any

import pytest

from events import partial_dates
from events.presenters import axis, timeline
from events.presenters.timeline import Row


def row(occurred: str, direction: str = "north_to_south", outcome: str = "arrived") -> Row:
    date = partial_dates.read(occurred)
    return Row("EV-000001", "A", "가", date.start, date.end, str(date.precision), direction, outcome)


def draw(rows: list[Row]) -> dict[str, Any]:
    days = [day for one in rows for day in (one.occurred_from, one.occurred_to) if day]
    return timeline.draw(timeline.lay(rows, axis.of(days, None, None)))


def extent(path: str) -> tuple[float, float]:
    """Return where the first bar of a path starts and ends on the axis."""
    match = re.match(r"M([\d.]+) [\d.]+(?:v6m0-3H|h)([\d.]+)", path)
    assert match
    start, end = float(match[1]), float(match[2])
    return (start, end) if "H" in match[0] else (start, start + end)


def scaled(day: dt.date, year: int) -> float:
    days = (dt.date(year + 1, 1, 1) - dt.date(year, 1, 1)).days
    share = (day - dt.date(year, 1, 1)).days / days
    return timeline.MARGIN + share * (timeline.WIDTH - 2 * timeline.MARGIN)


def test_a_day_is_a_dot_without_a_whisker() -> None:
    (mark,) = draw([row("2024-08-20")])["marks"]
    assert mark["whisker"] == ""
    assert "a5.2" in mark["glyph"].path


def test_a_month_has_a_whisker_as_wide_as_the_month() -> None:
    (mark,) = draw([row("2024-06")])["marks"]
    start, end = extent(mark["whisker"])
    assert start == pytest.approx(scaled(dt.date(2024, 6, 1), 2024), abs=0.1)
    assert end == pytest.approx(scaled(dt.date(2024, 7, 1), 2024), abs=0.1)


def test_a_year_is_a_bar_over_all_of_it_and_no_dot() -> None:
    (mark,) = draw([row("2024")])["marks"]
    start, end = extent(mark["glyph"].path)
    assert (start, end) == (timeline.MARGIN, timeline.WIDTH - timeline.MARGIN)
    assert "a5.2" not in mark["glyph"].path


def test_an_open_start_reaches_to_the_edge() -> None:
    (mark,) = draw([row("../2004-10-26")])["marks"]
    assert extent(mark["glyph"].path)[0] == 0


def test_north_is_above_the_band_and_south_below() -> None:
    line = draw([row("2024-08-20"), row("2024-08-20", "south_to_north")])
    tops = {mark["tone"]: float(mark["glyph"].path.split()[1].split("a")[0]) for mark in line["marks"]}
    assert tops["north"] < line["band"] < line["band"] + timeline.BAND < tops["south"]


def test_marks_of_one_day_do_not_cover_each_other() -> None:
    marks = draw([row("2024-08-20") for _ in range(500)])["marks"]
    assert len({mark["glyph"].path for mark in marks}) == 500


def test_a_bar_does_not_cover_the_dots_in_its_year() -> None:
    dot, bar = draw([row("2024-08-20"), row("2024")])["marks"]
    assert dot["glyph"].path.split()[1][:5] != bar["glyph"].path.split()[1][:5]


def test_an_event_without_a_date_lies_in_the_tray_and_not_on_the_line() -> None:
    undated = Row("EV-000001", "A", "가", None, None, "before_after", "north_to_south", "arrived")
    assert draw([undated])["marks"] == []
    assert [row["id"] for row in timeline.tray([undated, row("2024")])] == ["EV-000001"]


def test_the_axis_is_the_period_of_the_reader() -> None:
    period = axis.of([dt.date(2024, 8, 20)], dt.date(2020, 1, 1), dt.date(2024, 12, 31))
    assert (period.start, period.last, period.ticks()[0]["words"]) == (
        dt.date(2020, 1, 1),
        dt.date(2024, 12, 31),
        "2020",
    )


def test_the_name_of_a_mark_is_as_vague_as_its_date() -> None:
    (mark,) = draw([row("2017-06")])["marks"]
    assert mark["label"] == "Jun 2017, A"


def test_marks_follow_each_other_in_time() -> None:
    line = draw([row("2024-08-20"), row("2024-01-10", "south_to_north"), row("2024")])
    assert [mark["label"][:6] for mark in line["marks"]] == ["2024, ", "10 Jan", "20 Aug"]


def test_too_many_marks_of_one_day_do_not_fit() -> None:
    year = axis.of([dt.date(2024, 8, 20)], None, None)
    most = [row("2024-08-20")] * timeline.MOST_LANES
    assert timeline.fits(timeline.lay(most, year))
    assert not timeline.fits(timeline.lay([*most, row("2024-08-20")], year))


def test_an_axis_of_some_days_says_which() -> None:
    days = axis.of([], dt.date(2024, 8, 19), dt.date(2024, 8, 21))
    assert [tick["words"] for tick in days.ticks()] == ["19 Aug 2024"]
