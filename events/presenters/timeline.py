"""The line: the axis of time is the border. North above, south below, each date as wide as it is uncertain."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import F

from .. import partial_dates
from ..models import PublicEvent
from ..vocabulary import DatePrecision
from . import addresses, marks
from .axis import BAND, EDGE, MARGIN, WIDTH, Axis

__all__ = ["BAND", "MARGIN", "WIDTH", "Row", "draw", "fits", "lay", "rows", "title", "tray", "words"]

CELL = 14
MOST_MARKS, MOST_LANES = 400, 12
"""Above this many events, or this many lanes on a side, marks no longer fit; the line then counts them in bars."""

DOTTED = {DatePrecision.DAY, DatePrecision.WEEK, DatePrecision.MONTH}


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
    year_from: int = 0
    year_to: int = 0

    @property
    def dated(self) -> bool:
        return bool(self.occurred_from or self.occurred_to)


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


Lanes = list[list[Span]]


def rows(events: Any, most: int) -> list[Row]:
    """Return what the line needs of a query of public events, those without a start first. Costs: 1 query."""
    ordered = events.order_by(F("occurred_from").asc(nulls_first=True), "number")
    return [Row(*values) for values in ordered.values_list(*Row._fields)[:most]]


def lay(rows: Sequence[Row], axis: Axis) -> tuple[Lanes, Lanes]:
    """Return the lanes of the dated events above and below the border."""
    dated = [row for row in rows if row.dated]
    above = _lanes(_span(row, axis) for row in dated if row.direction in marks.ABOVE)
    return above, _lanes(_span(row, axis) for row in dated if row.direction not in marks.ABOVE)


def fits(lanes: tuple[Lanes, Lanes]) -> bool:
    return max(len(side) for side in lanes) <= MOST_LANES


def draw(lanes: tuple[Lanes, Lanes], head: float = 0) -> dict[str, Any]:
    """Return the marks in these lanes as a drawing, in the order of time; `head` is room to leave above them.

    Shape:  height, band (top of the border), middle (of the words on it), marks.
    """
    above, below = lanes
    band = head + max(len(above) * CELL + EDGE, 44)
    drawn = [(span, band - CELL * lane - CELL / 2 - 3) for lane, row in enumerate(above) for span in row]
    drawn += [(span, band + BAND + CELL * lane + CELL / 2 + 3) for lane, row in enumerate(below) for span in row]
    return {
        "height": band + BAND + max(len(below) * CELL + EDGE, 44),
        "band": band,
        "middle": band + BAND / 2 + 4,
        "marks": [_mark(span, y) for span, y in sorted(drawn, key=lambda one: (one[0].start, one[1]))],
    }


def tray(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return the events without any date as links with the mark of their outcome, drawn in a box of 14 by 14."""
    return [
        {
            "id": row.public_id,
            "href": addresses.event(row.public_id),
            "title": title(row),
            "tone": marks.tone(row.direction),
            "glyph": marks.dot(row.outcome, 7, 7, 5),
        }
        for row in rows
        if not row.dated
    ]


def words(row: Row | PublicEvent) -> str:
    """Return the date of an event in words, as exact as it is known."""
    return partial_dates.show(row.occurred_from, row.occurred_to, row.date_precision, addresses.language())


def title(row: Row | PublicEvent) -> str:
    return row.title_ko if addresses.language() == "ko" else row.title_en


def _span(row: Row, axis: Axis) -> Span:
    """Return the whole range of an event; an open end reaches to the edge of the drawing."""
    start = axis.x(row.occurred_from) if row.occurred_from else 0.0
    end = axis.x(row.occurred_to + dt.timedelta(days=1)) if row.occurred_to else float(WIDTH)
    dotted = row.date_precision in DOTTED
    return Span(row, start, end if dotted else max(end, start + 4), dotted)


def _lanes(spans: Iterable[Span]) -> Lanes:
    """Put each mark into the lane nearest to the border where it covers no other; the longest go outermost."""
    lanes: Lanes = []
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
        "id": row.public_id,
        "href": addresses.event(row.public_id),
        "label": f"{words(row)}, {title(row)}",
        "tone": marks.tone(row.direction),
        "glyph": glyph,
        "whisker": whisker,
    }
