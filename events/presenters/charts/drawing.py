"""Bars as a drawing: what is certain is solid, what is only possible is hatched; up is north, down is south.

A drawing is numbers and words alone. One template makes it part of a page, with links, and of a file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from .. import marks

STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
LEFT, BAND, BETWEEN, WORD, BREAK, BROKEN = 14, 22, 15, 44, 16, 3
"""Room at the left; heights of the band and between lines; width of a year's number; room beyond a break, and from
how many times the second highest on an axis breaks."""


@dataclass(frozen=True)
class Bar:
    """One part of a column or row; parts of a place and side are stacked in the order in which they come."""

    place: int
    above: bool
    tone: str
    count: float
    label: str
    href: str
    certain: bool = True


class Frame(NamedTuple):
    """How large a drawing is: its width, the room of its higher side, and the margin for numbers at its right."""

    width: int
    room: int
    right: int = 44


WIDE, BESIDE, NARROW, SMALL = Frame(1160, 130), Frame(780, 120), Frame(380, 110, 36), Frame(260, 60, 30)


class Scale(NamedTuple):
    """How long a count is drawn. Beyond `limit`, where a single column is many times as high as all others, the axis
    is broken and what is left up to `most` shares a fixed room."""

    unit: float
    limit: float
    most: float

    def __call__(self, count: float) -> float:
        beyond = (count - self.limit) / (self.most - self.limit) * BREAK if count > self.limit else 0.0
        return min(count, self.limit) * self.unit + beyond


def columns(
    bars: Sequence[Bar], places: Sequence[str], frame: Frame, *, both: bool, most: tuple[float, float] | None = None
) -> dict[str, Any]:
    """Return columns over an axis of places; `most` holds the scale of several drawings equal."""
    tops = most or highest(bars)
    limit = max(tops) if most else _limit(bars)
    length = Scale(frame.room / max(limit, 1), limit, max(tops))
    above, below = length(tops[0]), length(tops[1])
    gap = BAND if both else 0
    axis = 18 + above
    width = (frame.width - frame.right - LEFT) / len(places)
    stacked: dict[tuple[int, bool], float] = {}
    drawn = []
    for bar in bars:
        base = stacked.get((bar.place, bar.above), 0.0)
        stacked[bar.place, bar.above] = base + bar.count
        start, end = length(base), length(base + bar.count)
        y = axis - end if bar.above else axis + gap + start
        drawn.append(_rect(bar, LEFT + (bar.place + 0.12) * width, y, width * 0.76, end - start))
    return {
        "kind": "columns",
        "width": frame.width,
        "height": round(axis + gap + below + (18 if both else 26)),
        "left": LEFT,
        "right": frame.width - frame.right,
        "edge": frame.width - frame.right + 6,
        "axis": f"{axis:.1f}",
        "gap": gap,
        "sides": both,
        "under": f"{axis + gap + below + 13:.1f}",
        "bars": _by_tone(drawn),
        "grid": _grid(tops[0], length, axis, -1) + (_grid(tops[1], length, axis + gap, 1) if both else []),
        "places": [
            {"words": words, "x": f"{LEFT + (place + 0.5) * width:.1f}", "y": f"{axis + 15.5:.1f}"}
            for place, words in _named(places, width)
        ],
        "breaks": [
            _break(LEFT + (place + 0.5) * width, axis if up else axis + gap, -1 if up else 1, length, total)
            for (place, up), total in stacked.items()
            if total > limit
        ],
    }


def rows(bars: Sequence[Bar], places: Sequence[str], totals: Sequence[str]) -> dict[str, Any]:
    """Return one bar below the other, each under its own words with its total at the end."""
    width, high, left = 380, 38, 2
    sums: dict[int, float] = {}
    for bar in bars:
        sums[bar.place] = sums.get(bar.place, 0) + bar.count
    unit = (width - 2 * left) / max(sums.values(), default=1)
    ends: dict[int, float] = {}
    drawn = []
    for bar in bars:
        start = ends.get(bar.place, left)
        ends[bar.place] = start + bar.count * unit
        drawn.append(_rect(bar, start, bar.place * high + 20, bar.count * unit, 11))
    return {
        "kind": "rows",
        "width": width,
        "height": high * len(places) + 2,
        "bars": _by_tone(drawn),
        "words": [
            {"words": words, "total": total, "left": left, "right": width - left, "y": place * high + 14}
            for place, (words, total) in enumerate(zip(places, totals, strict=True))
        ],
    }


def highest(bars: Sequence[Bar]) -> tuple[float, float]:
    """Return how high the highest column is above the axis, and below it."""
    heights = _heights(bars)
    above, below = ([n for (_, up), n in heights.items() if up is side] for side in (True, False))
    return max(above, default=0), max(below, default=0)


def _heights(bars: Sequence[Bar]) -> dict[tuple[int, bool], float]:
    heights: dict[tuple[int, bool], float] = {}
    for bar in bars:
        heights[bar.place, bar.above] = heights.get((bar.place, bar.above), 0) + bar.count
    return heights


def side(direction: str) -> bool:
    return direction in marks.ABOVE


def _rect(bar: Bar, x: float, y: float, width: float, height: float) -> dict[str, Any]:
    place = {"x": _short(x), "y": _short(y), "width": _short(width), "height": _short(height)}
    return place | {"tone": bar.tone, "certain": bar.certain, "label": bar.label, "href": bar.href}


def _short(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")


def _by_tone(drawn: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the parts in groups of one tone and kind, so that colours are said once."""
    ordered = sorted(drawn, key=lambda bar: (bar["tone"], not bar["certain"]))
    return [
        {"tone": tone, "certain": certain, "colour": COLOURS[tone], "parts": list(parts)}
        for (tone, certain), parts in groupby(ordered, key=lambda bar: (bar["tone"], bar["certain"]))
    ]


COLOURS = {marks.SOUTH: "#2a5ea8", marks.NORTH: "#b4500f", marks.THIRD: "#6a6570"}
"""Colours of the light theme, for a drawing that stands alone; on a page the styles say them."""


def _limit(bars: Sequence[Bar]) -> float:
    """Return the count up to which the axis is even: the highest, unless it is many times the second highest."""
    second, first = ([0.0, 0.0, *sorted(_heights(bars).values())])[-2:]
    return second if second and first > BROKEN * second else first


def _break(x: float, axis: float, way: int, length: Scale, total: float) -> dict[str, str]:
    """Return where a column that is higher than the axis is cut, and its number at the end."""
    end = axis + way * (length(total) + (5 if way < 0 else 13))
    return {
        "x": f"{x:.1f}",
        "y": f"{axis + way * length(length.limit):.1f}",
        "end": f"{end:.1f}",
        "words": f"{total:,.0f}",
    }


def _grid(most: float, length: Scale, axis: float, way: int) -> list[dict[str, str]]:
    """Return lines at round counts, far enough from each other to be read; `way` is negative upwards."""
    step = next((step for step in STEPS if step * length.unit >= BETWEEN), STEPS[-1])
    return [
        {
            "y": f"{axis + way * length(count):.1f}",
            "text": f"{axis + way * length(count) + 4:.1f}",
            "words": f"{count:,}",
        }
        for count in range(step, int(min(most, length.limit)) + 1, step)
    ]


def _named(places: Sequence[str], width: float) -> list[tuple[int, str]]:
    """Return the places that the axis names: all that are no years, else round years as far apart as they must be."""
    named = [(place, words.partition("–")[0]) for place, words in enumerate(places)]
    if not places[0][:4].isdigit():
        return named
    years = [int(words) for _, words in named]
    a_year = width * len(years) / (years[-1] - years[0] + 1)
    every = next((step for step in STEPS if step * a_year >= WORD), STEPS[-1])
    return [(place, words) for place, words in named if int(words) % every == 0] or named[:1]
