"""Bars by year as a drawing: what is certain is solid, what is only possible is hatched; up is north, down is south."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, ROOM, LEFT, RIGHT = 1160, 110, 46, 16
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
MOST_LINES = 4


@dataclass(frozen=True)
class Bar:
    """One part of a year's column; parts of a year and side are stacked in the order in which they come."""

    year: int
    above: bool
    tone: str
    count: float
    label: str
    href: str
    certain: bool = True


def draw(bars: Sequence[Bar], *, both_sides: bool) -> dict[str, Any]:
    """Return the drawing of these bars with its grid; one axis, from the first year to the last."""
    years = range(min(bar.year for bar in bars), max(bar.year for bar in bars) + 1)
    heights = _heights(bars)
    top, bottom = max(heights[True].values(), default=0), max(heights[False].values(), default=0)
    unit = ROOM * (2 if not both_sides else 1) / max(top, bottom, 1)
    axis = 14 + (top if both_sides else max(top, 1)) * unit
    gap = 22 if both_sides else 0
    column = (WIDTH - LEFT - RIGHT) / len(years)
    stacked: dict[tuple[int, bool], float] = {}
    drawn = []
    for bar in bars:
        base = stacked.get((bar.year, bar.above), 0.0)
        stacked[bar.year, bar.above] = base + bar.count
        y = axis - (base + bar.count) * unit if bar.above else axis + gap + base * unit
        x = LEFT + (bar.year - years[0]) * column
        drawn.append(
            {
                "href": bar.href,
                "label": bar.label,
                "tone": bar.tone,
                "certain": bar.certain,
                "x": f"{x + column * 0.12:.1f}",
                "y": f"{y:.1f}",
                "width": f"{column * 0.76:.1f}",
                "height": f"{bar.count * unit:.1f}",
            }
        )
    every = next(step for step in STEPS if len(years) / step <= 18)
    return {
        "width": WIDTH,
        "height": round(axis + gap + bottom * unit + (14 if both_sides else 24)),
        "left": LEFT,
        "axis": f"{axis:.1f}",
        "gap": gap,
        "bars": drawn,
        "grid": _grid(top, axis, -unit) + (_grid(bottom, axis + gap, unit) if both_sides else []),
        "years": [
            {"words": year, "x": f"{LEFT + (year - years[0] + 0.5) * column:.1f}", "y": f"{axis + 15.5:.1f}"}
            for year in years
            if year % every == 0
        ],
    }


def _heights(bars: Sequence[Bar]) -> dict[bool, dict[int, float]]:
    """Return how high each year's column is on each side."""
    heights: dict[bool, dict[int, float]] = {True: {}, False: {}}
    for bar in bars:
        side = heights[bar.above]
        side[bar.year] = side.get(bar.year, 0) + bar.count
    return heights


def _grid(most: float, axis: float, unit: float) -> list[dict[str, str]]:
    """Return lines at round counts; `unit` is negative upwards."""
    step = next((step for step in STEPS if most / step <= MOST_LINES), STEPS[-1])
    counts = range(step, int(most) + 1, step)
    return [
        {"y": f"{axis + count * unit:.1f}", "text": f"{axis + count * unit + 4:.1f}", "words": f"{count:,}"}
        for count in counts
    ]
