"""The line: the axis of time is the border. North above, south below, each date as wide as it is uncertain."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from .. import partial_dates
from ..models import PublicEvent
from ..vocabulary import DatePrecision
from . import addresses, marks

WIDTH, MARGIN, BAND, CELL, EDGE, BARS = 1160, 8, 26, 14, 34, 120
MOST_MARKS = 600
"""Above this many events marks no longer fit; the line then shows a bar a year."""

DOTTED = {DatePrecision.DAY, DatePrecision.WEEK, DatePrecision.MONTH}
MONTHS_OF_A_STEP = (1, 3, 6, 12, 24, 60, 120)
MOST_TICKS = 16


class Row(NamedTuple):
    """What the line needs of one event."""

    public_id: str
    title_en: str
    title_ko: str
    occurred_from: dt.date | None
    occurred_to: dt.date | None
    date_precision: str
    direction: str
    outcome: str


@dataclass(frozen=True)
class Axis:
    """A scale from days to units of the drawing; both ends are first days of a year or of a period."""

    start: dt.date
    end: dt.date

    def x(self, day: dt.date) -> float:
        inside = min(max(day, self.start), self.end)
        return MARGIN + (inside - self.start).days / (self.end - self.start).days * (WIDTH - 2 * MARGIN)


@dataclass(slots=True)
class Span:
    """Where a mark lies before it has a lane: its range, and the room that it takes."""

    row: Row
    start: float
    end: float
    dotted: bool

    @property
    def room(self) -> tuple[float, float]:
        middle, half = (self.start + self.end) / 2, (self.end - self.start) / 2
        reach = max(half, marks.RADIUS) + 1.6
        return middle - reach, middle + reach


def draw(rows: Sequence[Row], first: dt.date | None = None, last: dt.date | None = None) -> dict[str, Any]:
    """Return the line of these events as a drawing; `first` and `last` are the reader's own period.

    Shape:  width, height, band (top of the border), marks, ticks, undated (events without any date).
    """
    dated = [row for row in rows if row.occurred_from or row.occurred_to]
    axis = _axis(dated, first, last)
    above = _lanes(_span(row, axis) for row in dated if row.direction in marks.ABOVE)
    below = _lanes(_span(row, axis) for row in dated if row.direction not in marks.ABOVE)
    band = max(len(above) * CELL + EDGE, 60)
    height = band + BAND + max(len(below) * CELL + EDGE, 60)
    drawn = [_mark(span, band - CELL * lane - CELL / 2 - 3) for lane, row in enumerate(above) for span in row]
    drawn += [_mark(span, band + BAND + CELL * lane + CELL / 2 + 3) for lane, row in enumerate(below) for span in row]
    return {
        "width": WIDTH,
        "height": height,
        "band": band,
        "middle": band + BAND / 2 + 4,
        "marks": drawn,
        "ticks": _ticks(axis),
        "undated": len(rows) - len(dated),
        "spanning": 0,
    }


def draw_years(
    counts: Sequence[tuple[int, int, str, int]],
    query: Callable[[str], str],
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> dict[str, Any]:
    """Return the line as a bar a year, for more events than marks fit; `query` gives the question of one year.

    `counts` are (first year, last year, direction, events). Events that span years are told apart, not drawn.
    """
    certain = [(year, direction in marks.ABOVE, n) for year, end, direction, n in counts if year == end]
    years = [year for year, _, _ in certain] or [dt.date.today().year]
    axis = Axis(first or dt.date(min(years), 1, 1), last or dt.date(max(years) + 1, 1, 1))
    sums: dict[tuple[int, bool], int] = {}
    for year, above, n in certain:
        sums[year, above] = sums.get((year, above), 0) + n
    scale = BARS / max(sums.values(), default=1)
    return {
        "width": WIDTH,
        "height": 2 * BARS + 2 * EDGE + BAND,
        "band": BARS + EDGE,
        "middle": BARS + EDGE + BAND / 2 + 4,
        "marks": [_year_bar(axis, *key, n, n * scale, query(str(key[0]))) for key, n in sorted(sums.items())],
        "ticks": _ticks(axis),
        "undated": 0,
        "spanning": sum(n for year, end, _, n in counts if year != end),
    }


def _year_bar(axis: Axis, year: int, above: bool, count: int, height: float, query: str) -> dict[str, Any]:
    start, end = axis.x(dt.date(year, 1, 1)), axis.x(dt.date(year + 1, 1, 1))
    top = BARS + EDGE - 2 - height if above else BARS + EDGE + BAND + 2
    path = f"M{start + 1:.1f} {top:.1f}H{max(end - 1, start + 2):.1f}v{height:.1f}H{start + 1:.1f}z"
    return {
        "href": addresses.view(query),
        "label": f"{year}: {count:,}",
        "tone": marks.NORTH if above else marks.SOUTH,
        "glyph": marks.Glyph("reached", path),
        "whisker": "",
    }


def rows(events: Any, most: int) -> list[Row]:
    """Return what the line needs of a query of public events. Costs: 1 query."""
    return [Row(*values) for values in events.order_by("occurred_from", "number").values_list(*Row._fields)[:most]]


def words(row: Row | PublicEvent) -> str:
    """Return the date of an event in words, as exact as it is known."""
    return partial_dates.show(row.occurred_from, row.occurred_to, row.date_precision, addresses.language())


def title(row: Row | PublicEvent) -> str:
    return row.title_ko if addresses.language() == "ko" else row.title_en


def _axis(rows: Sequence[Row], first: dt.date | None, last: dt.date | None) -> Axis:
    days = [day for row in rows for day in (row.occurred_from, row.occurred_to) if day]
    this_year = dt.date.today().year
    start = first or dt.date(min(days).year if days else this_year, 1, 1)
    end = last + dt.timedelta(days=1) if last else dt.date((max(days).year if days else this_year) + 1, 1, 1)
    return Axis(start, max(end, start + dt.timedelta(days=28)))


def _span(row: Row, axis: Axis) -> Span:
    """Return the whole range of an event; an open end reaches to the edge of the drawing."""
    start = axis.x(row.occurred_from) if row.occurred_from else 0.0
    end = axis.x(row.occurred_to + dt.timedelta(days=1)) if row.occurred_to else float(WIDTH)
    dotted = row.date_precision in DOTTED
    return Span(row, start, end if dotted else max(end, start + 4), dotted)


def _lanes(spans: Iterable[Span]) -> list[list[Span]]:
    """Put each mark into the lane nearest to the border where it covers no other; the longest go outermost."""
    lanes: list[list[Span]] = []
    for span in sorted(spans, key=lambda span: (round(span.end - span.start) // CELL, span.start)):
        left, right = span.room
        for lane in lanes:
            if all(right <= other.room[0] or other.room[1] <= left for other in lane):
                lane.append(span)
                break
        else:
            lanes.append([span])
    return lanes


def _mark(span: Span, y: float) -> dict[str, Any]:
    row, middle = span.row, (span.start + span.end) / 2
    if span.dotted:
        glyph = marks.dot(row.outcome, middle, y)
        wide = row.date_precision != DatePrecision.DAY and span.end - span.start > 0
        whisker = f"M{span.start:.1f} {y - 3:.1f}v6m0-3H{span.end:.1f}m0-3v6" if wide else ""
    else:
        glyph, whisker = marks.span(row.outcome, span.start, span.end, y), ""
    return {
        "href": addresses.event(row.public_id),
        "label": f"{words(row)}, {title(row)}",
        "tone": marks.tone(row.direction),
        "glyph": glyph,
        "whisker": whisker,
    }


def _ticks(axis: Axis) -> list[dict[str, Any]]:
    months = (axis.end.year - axis.start.year) * 12 + axis.end.month - axis.start.month
    step = next((step for step in MONTHS_OF_A_STEP if months / step <= MOST_TICKS), MONTHS_OF_A_STEP[-1])
    first = axis.start.year * 12 + axis.start.month - 1
    days = [dt.date(count // 12, count % 12 + 1, 1) for count in range(first, first + months + 1) if count % step == 0]
    return [
        {"x": f"{axis.x(day):.1f}", "text": f"{axis.x(day) + 4:.1f}", "words": _tick_words(day)}
        for day in days
        if axis.start <= day and axis.x(day) < WIDTH - 30
    ]


def _tick_words(day: dt.date) -> str:
    if day.month == 1:
        return str(day.year)
    return f"{day.month}월" if addresses.language() == "ko" else partial_dates.MONTHS[day.month - 1]
