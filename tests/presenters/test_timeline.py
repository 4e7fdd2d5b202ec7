import datetime as dt
import re

import pytest

from events import partial_dates
from events.presenters import timeline
from events.presenters.timeline import Row


def row(occurred: str, direction: str = "north_to_south", outcome: str = "arrived") -> Row:
    date = partial_dates.read(occurred)
    return Row("EV-000001", "A", "가", date.start, date.end, str(date.precision), direction, outcome)


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
    (mark,) = timeline.draw([row("2024-08-20")])["marks"]
    assert mark["whisker"] == ""
    assert "a5.2" in mark["glyph"].path


def test_a_month_has_a_whisker_as_wide_as_the_month() -> None:
    (mark,) = timeline.draw([row("2024-06")])["marks"]
    start, end = extent(mark["whisker"])
    assert start == pytest.approx(scaled(dt.date(2024, 6, 1), 2024), abs=0.1)
    assert end == pytest.approx(scaled(dt.date(2024, 7, 1), 2024), abs=0.1)


def test_a_year_is_a_bar_over_all_of_it_and_no_dot() -> None:
    (mark,) = timeline.draw([row("2024")])["marks"]
    start, end = extent(mark["glyph"].path)
    assert (start, end) == (timeline.MARGIN, timeline.WIDTH - timeline.MARGIN)
    assert "a5.2" not in mark["glyph"].path


def test_an_open_start_reaches_to_the_edge() -> None:
    (mark,) = timeline.draw([row("../2004-10-26")])["marks"]
    assert extent(mark["glyph"].path)[0] == 0


def test_north_is_above_the_band_and_south_below() -> None:
    line = timeline.draw([row("2024-08-20"), row("2024-08-20", "south_to_north")])
    tops = {mark["tone"]: float(mark["glyph"].path.split()[1].split("a")[0]) for mark in line["marks"]}
    assert tops["north"] < line["band"] < line["band"] + timeline.BAND < tops["south"]


def test_marks_of_one_day_do_not_cover_each_other() -> None:
    marks = timeline.draw([row("2024-08-20") for _ in range(500)])["marks"]
    assert len({mark["glyph"].path for mark in marks}) == 500


def test_a_bar_does_not_cover_the_dots_in_its_year() -> None:
    dot, bar = timeline.draw([row("2024-08-20"), row("2024")])["marks"]
    assert dot["glyph"].path.split()[1][:5] != bar["glyph"].path.split()[1][:5]


def test_an_event_without_a_date_is_counted_and_not_drawn() -> None:
    line = timeline.draw([Row("EV-000001", "A", "가", None, None, "unknown", "north_to_south", "arrived")])
    assert (line["marks"], line["undated"]) == ([], 1)


def test_the_axis_is_the_period_of_the_reader() -> None:
    line = timeline.draw([row("2024-08-20")], dt.date(2020, 1, 1), dt.date(2024, 12, 31))
    assert line["ticks"][0]["words"] == "2020"


def test_the_name_of_a_mark_is_as_vague_as_its_date() -> None:
    (mark,) = timeline.draw([row("2017-06")])["marks"]
    assert mark["label"] == "Jun 2017, A"


def test_many_events_become_a_bar_a_year() -> None:
    counts = [
        (2020, 2020, "north_to_south", 900),
        (2021, 2021, "south_to_north", 30),
        (2019, 2021, "north_to_south", 4),
    ]
    line = timeline.draw_years(counts, lambda year: f"from={year}&to={year}")
    assert [mark["label"] for mark in line["marks"]] == ["2020: 900", "2021: 30"]
    assert line["spanning"] == 4
