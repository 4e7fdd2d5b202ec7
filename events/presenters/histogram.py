"""Events counted over time: solid for those that lie in a step for certain, lighter for those that only may.

A bar is a link to exactly the events that it counts: the solid one asks for its step with `date_match=within`, the
lighter one for all that may lie in it. An event dated by decade therefore stands in ten lighter bars, and in no solid.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import Case, QuerySet, Sum, Value, When
from django.utils.translation import gettext, ngettext

from ..filters import EventFilter
from ..partial_dates import Exact
from ..vocabulary import Direction
from . import marks
from .axis import BAND, EDGE, Axis, Bucket, buckets
from .timeline import Row
from .words import number

HEIGHT, OVERVIEW = 120, 36
SIDES = {
    True: [direction.value for direction in Direction if direction in marks.ABOVE],
    False: [direction.value for direction in Direction if direction not in marks.ABOVE],
}
Address = Callable[..., str]


class Counted(NamedTuple):
    """Some events of one direction with the same range, which may be one in whole months or whole years.

    `inside`: in the reader's own period.
    """

    occurred_from: dt.date | None
    occurred_to: dt.date | None
    year_from: int
    year_to: int
    direction: str
    inside: bool
    events: int

    @property
    def start(self) -> dt.date:
        """The first day; where it is open, that of the year which the filter gives it."""
        return self.occurred_from or dt.date(self.year_from, 1, 1)

    @property
    def end(self) -> dt.date:
        return self.occurred_to or dt.date(self.year_to, 12, 31)

    @property
    def above(self) -> bool:
        return self.direction in marks.ABOVE


RANGE = Counted._fields[: Counted._fields.index("inside")]


class Heights(NamedTuple):
    """How many events each step has on each side: those that lie in it, and those that lie in several."""

    certain: Counter[tuple[int, bool]]
    possible: Counter[tuple[int, bool]]
    spanning: int

    @property
    def most(self) -> int:
        return max(self.side(above=True), self.side(above=False), 1)

    def side(self, *, above: bool) -> int:
        """Return the most that one step has on a side."""
        return max((n for (_, side), n in (self.certain + self.possible).items() if side == above), default=0)


def count(question: EventFilter) -> list[Counted]:
    """Return the events of a question, its period aside, by range in years and direction. Costs: 1 query."""
    period = question.in_period
    inside = Case(When(period, then=True), default=False) if period else Value(True)
    return _sum_up(question.counted(*RANGE, apart=("from", "to"), dates=Exact.YEAR), inside)


def count_closely(question: EventFilter) -> list[Counted]:
    """Return the events of a question by range in months and direction. Costs: 1 query."""
    return _sum_up(question.counted(*RANGE, dates=Exact.MONTH), Value(True))


def of_rows(rows: Iterable[Row]) -> list[Counted]:
    """Return events one by one as they are counted."""
    return [
        Counted(row.occurred_from, row.occurred_to, row.year_from, row.year_to, row.direction, inside=True, events=1)
        for row in rows
    ]


def _sum_up(events: QuerySet[Any], inside: Case | Value) -> list[Counted]:
    groups = events.order_by().annotate(inside=inside).values_list(*RANGE, "inside")
    return [Counted(*group) for group in groups.annotate(n=Sum("events"))]


def draw(
    counted: Iterable[Counted], axis: Axis, address: Address, head: float = 0, *, only_certain: bool = False
) -> dict[str, Any]:
    """Return the bars as a drawing of the same shape as that of marks, and `spanning`, the events in lighter bars.

    `address` makes the address of what the view has of some directions, with changes. `only_certain` leaves out the
    lighter bars, where the reader has excluded events that only may lie in the period.
    """
    steps = buckets(axis)
    heights = _heights(counted, steps)
    scale = HEIGHT / heights.most
    band = round(head + heights.side(above=True) * scale + EDGE)
    drawn = []
    for at, step in enumerate(steps):
        for above in (True, False):
            certain, possible = heights.certain[at, above], 0 if only_certain else heights.possible[at, above]
            base = band - 2 if above else band + BAND + 2
            for events, low, high in ((certain, 0, certain), (certain + possible, certain, certain + possible)):
                if high > low:
                    shape = _bar(axis, step, base, low * scale, high * scale, upwards=above)
                    drawn.append(_mark(step, above, events, shape, address, certain=low == 0 < certain))
    return {
        "height": round(band + BAND + heights.side(above=False) * scale + EDGE),
        "band": band,
        "middle": band + BAND / 2 + 4,
        "marks": drawn,
        "bars": True,
        "spanning": heights.spanning,
    }


def overview(counted: Sequence[Counted], first: str, last: str, address: Callable[..., str]) -> dict[str, Any]:
    """Return all events as bars by year, and the window of a reader's period over them.

    Shape:  first, last, start, end (years of all and of the window), ahead, beyond (one year outside: the handles of
            the window stand at the edges of their years), before, after (the window in units), years, bars, and whole
            (the address without a period).
    """
    asked = [int(text[:4]) for text in (first, last) if text]
    years = sorted({day.year for one in counted for day in one[:2] if day} | set(asked)) or [dt.date.today().year]
    steps = [Bucket(dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in range(years[0], years[-1] + 1)]
    heights = _heights(counted, steps)
    start = int(first[:4]) if first else years[0]
    end = int(last[:4]) if last else years[-1]
    return {
        "first": years[0],
        "last": years[-1],
        "start": start,
        "end": end,
        "ahead": years[0] - 1,
        "beyond": years[-1] + 1,
        "before": start - years[0],
        "after": end - years[0] + 1,
        "years": len(steps),
        "bars": _paths(heights),
        "whole": address(**{"from": None, "to": None}),
    }


def _heights(counted: Iterable[Counted], steps: Sequence[Bucket]) -> Heights:
    heights = Heights(Counter(), Counter(), 0)
    starts, ends = [step.start for step in steps], [step.end for step in steps]
    spanning = 0
    for group in counted:
        touched = range(bisect_left(ends, group.start), bisect_right(starts, group.end))
        inside = len(touched) == 1 and starts[touched[0]] <= group.start and group.end <= ends[touched[0]]
        for at in touched:
            (heights.certain if inside else heights.possible)[at, group.above] += group.events
        spanning += 0 if inside else group.events
    return heights._replace(spanning=spanning)


def _bar(axis: Axis, step: Bucket, base: float, low: float, high: float, *, upwards: bool) -> str:
    start, end = axis.x(step.start), axis.x(step.end + dt.timedelta(days=1))
    top, height = base - high if upwards else base + low, high - low
    left, right = start + 0.5, max(end - 0.5, start + 1.5)
    return f"M{left:.1f} {top:.1f}H{right:.1f}v{height:.1f}H{left:.1f}z"


def _mark(step: Bucket, above: bool, events: int, path: str, address: Address, *, certain: bool) -> dict[str, Any]:
    told = ngettext("%(n)s lies in it for certain", "%(n)s lie in it for certain", events)
    if not certain:
        told = ngettext("%(n)s may lie in it", "%(n)s may lie in it", events)
    side = gettext("To the North") if above else gettext("To the South")
    return {
        "href": address(SIDES[above], **step.period, date_match="within" if certain else None),
        "label": f"{step.words}, {side}: {told % {'n': number(events)}}",
        "tone": marks.NORTH if above else marks.SOUTH,
        "glyph": marks.Glyph("bar" if certain else "may", path),
        "whisker": "",
    }


def _paths(heights: Heights) -> list[dict[str, str]]:
    """Return four outlines in a box as many units wide as there are years, and twice OVERVIEW high."""
    scale = OVERVIEW / heights.most
    drawn: dict[tuple[str, str], str] = {}
    for at, above in sorted({*heights.certain, *heights.possible}):
        certain, possible = heights.certain[at, above] * scale, heights.possible[at, above] * scale
        tone = marks.NORTH if above else marks.SOUTH
        for name, low, high in (("sure", 0.0, certain), ("may", certain, certain + possible)):
            if high > low:
                y = OVERVIEW - high if above else OVERVIEW + low
                drawn[tone, name] = drawn.get((tone, name), "") + f"M{at} {y:.1f}h.94v{high - low:.1f}h-.94z"
    return [{"tone": tone, "name": name, "path": path} for (tone, name), path in drawn.items()]
