"""The whole drawing of the line: marks while they fit, else bars, with ticks and periods of policy around them."""

from collections.abc import Sequence
from typing import Any

from . import axis, histogram, periods, timeline
from .asked import Asked
from .histogram import Counted


def draw(asked: Asked, counted: Sequence[Counted], rows: Sequence[timeline.Row] | None) -> dict[str, Any]:
    """Return the line of a view: `rows` are its events one by one, where they are not too many for that.
    Costs: no query, or 1 for bars of months where there are no rows.

    Shape:  width, height, band, middle, marks; ticks, first, last (years), periods, context (lines of a list);
            bars, and spanning (events that lie in several of them), where they stand for marks.
    """
    scale = axis.of([day for one in counted for day in one[:2] if day], *asked.period)
    around = _around(asked, scale)
    if rows is not None:
        lanes = timeline.lay(rows, scale)
        if timeline.fits(lanes):
            return around | timeline.draw(lanes, around["head"])
    if axis.divides_years(scale):
        counted = histogram.count_closely(asked.question) if rows is None else histogram.of_rows(rows)
    within = asked.question.one("date_match") == "within"
    return around | histogram.draw(counted, scale, asked.of_sides, around["head"], only_certain=within)


def _around(asked: Asked, scale: axis.Axis) -> dict[str, Any]:
    """Return what of the drawing does not depend on how events are shown."""
    shown = periods.on(scale)
    drawn = periods.draw(shown, scale) if asked.periods else []
    return {
        "width": axis.WIDTH,
        "ticks": scale.ticks(),
        "first": scale.start.year,
        "last": scale.last.year,
        "periods": drawn,
        "context": periods.told(shown),
        "head": periods.head(drawn),
    }
