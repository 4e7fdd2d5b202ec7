"""The line in small: a bar a year, north above, south below, for a view that is shown inside another page."""

from collections.abc import Iterable
from typing import Any

from . import marks

WIDTH, BAND, BARS, FOOT = 480, 6, 24, 14
LEAST_YEARS = 10

Counts = Iterable[tuple[int, int, str, int]]


def draw(counts: Counts) -> dict[str, Any]:
    """Return the drawing of (first year, last year, direction, events); what spans years is told apart, not drawn.

    Shape:  width, height, band, bars (x, y, width, height, tone), first and last year, spanning.
    """
    rows = list(counts)
    certain = [(year, direction in marks.ABOVE, n) for year, end, direction, n in rows if year == end]
    sums: dict[tuple[int, bool], int] = {}
    for year, above, n in certain:
        sums[year, above] = sums.get((year, above), 0) + n
    last = max((year for year, _ in sums), default=0)
    first = min(min((year for year, _ in sums), default=0), last - LEAST_YEARS + 1)
    step, scale = WIDTH / (last - first + 1), BARS / max(sums.values(), default=1)
    bars = [_bar(year - first, above, n * scale, step) for (year, above), n in sorted(sums.items())]
    return {
        "width": WIDTH,
        "height": 2 * BARS + BAND + FOOT,
        "band": {"y": BARS, "height": BAND},
        "foot": 2 * BARS + BAND + FOOT - 2,
        "bars": bars,
        "first": first,
        "last": last,
        "spanning": sum(n for year, end, _, n in rows if year != end),
    }


def _bar(column: int, above: bool, height: float, step: float) -> dict[str, Any]:
    tall = max(height, 2)
    return {
        "x": f"{column * step + step * 0.1:.1f}",
        "y": f"{BARS - tall if above else BARS + BAND:.1f}",
        "width": f"{max(step * 0.8, 1):.1f}",
        "height": f"{tall:.1f}",
        "tone": marks.NORTH if above else marks.SOUTH,
    }
