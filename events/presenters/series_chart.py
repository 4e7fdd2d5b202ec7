"""Published numbers of one series over time as a drawing: each number by itself, never a sum, never beside events.

A count of a period is as wide as the period, a count at a moment is a dot. The standing edition is solid, hollow while
provisional; others are thin; what was printed in error is crossed; a conflict has a shape of its own.
"""

import datetime as dt
import math
from collections.abc import Sequence
from itertools import groupby
from typing import Any, NamedTuple

from ..models import PublicFigure
from ..vocabulary import Edition, FigureVerdict
from . import axis, words

HEIGHT, TOP, FOOT = 380, 22, 24
UNSOUND = {Edition.WITHDRAWN, Edition.TYPO, Edition.MISREAD, Edition.STALE}
MOST_LINES, A_YEAR = 5, dt.timedelta(days=366)
SPARK = (120, 26)


class Plotted(NamedTuple):
    """One number as it is drawn: `low` and `high` as read, `end` the last day or the moment, `start` None if open."""

    id: str
    label: str
    start: dt.date | None
    end: dt.date
    low: float
    high: float | None
    edition: str
    standing: bool
    conflict: bool


def plotted(figures: Sequence[PublicFigure], rows: dict[str, dict[str, Any]]) -> list[Plotted]:
    """Return the figures that have a day and a number, as `rows` tell them."""
    return [
        Plotted(
            id=figure.public_id,
            label=_label(row := rows[figure.public_id]),
            start=figure.period_from,
            end=figure.period_to,
            low=float(figure.low),
            high=None if figure.high is None else float(figure.high),
            edition=row["edition"],
            standing=row["shown"],
            conflict=bool(row["verdict"]) and row["verdict"]["code"] == FigureVerdict.IN_CONFLICT,
        )
        for figure in figures
        if figure.period_to is not None and figure.low is not None
    ]


def draw(numbers: Sequence[Plotted], *, moments: bool) -> dict[str, Any] | None:
    """Return the drawing of a series, or None where there are not two numbers to look at together.

    Shape:  width, height, base, ticks (of the axis of time), lines (of values), moments (dots, not lines),
            groups: [(classes, [{id, label, path, cross, diamond, reach}])].
    Unit:   that of the series; one scale from 0.
    """
    if len({(number.start, number.end, number.low) for number in numbers}) < 2:
        return None
    scale = _axis(numbers, moments=moments)
    lines = _lines(max(number.high or number.low for number in numbers))
    drawing = Drawing(scale, lines[-1] or 1, moments)
    ordered = sorted(numbers, key=lambda number: (number.standing, _classes(number), number.end, number.id))
    return {
        "width": axis.WIDTH,
        "height": HEIGHT,
        "base": HEIGHT - FOOT,
        "ticks": scale.ticks(),
        "lines": [{"y": drawing.y(value), "words": words.number(value)} for value in lines],
        "moments": moments,
        "groups": [
            (kind, [drawing.mark(number) for number in group]) for kind, group in groupby(ordered, key=_classes)
        ],
    }


def spark(figures: Sequence[PublicFigure]) -> str:
    """Return a tiny line through standing numbers of like periods, as points; empty with fewer than three."""
    alike = [(f.period_to, f.low) for f in figures if f.period_to and f.low is not None and _is_point(f)]
    points = sorted({day: float(low) for day, low in alike}.items())
    if len(points) < 3:
        return ""
    (width, height), first, last = SPARK, points[0][0], points[-1][0]
    top = max(low for _, low in points) or 1
    return " ".join(
        f"{2 + (day - first).days / (last - first).days * (width - 4):.0f},{height - 2 - low / top * (height - 4):.0f}"
        for day, low in points
    )


class Drawing(NamedTuple):
    """Where numbers lie on the drawing."""

    axis: axis.Axis
    top: float
    moments: bool

    def y(self, value: float) -> str:
        return _short(HEIGHT - FOOT - min(value / self.top, 1) * (HEIGHT - FOOT - TOP))

    def ends(self, number: Plotted) -> tuple[float, float]:
        """Return where a number begins and ends; a moment is a point, a day at least as wide as can be seen."""
        right = self.axis.x(number.end + dt.timedelta(days=1))
        left = right if self.moments else self.axis.x(number.start or self.axis.start)
        return (left, right) if self.moments or right - left >= 3 else (left - 1.5, left + 1.5)

    def mark(self, number: Plotted) -> dict[str, str]:
        left, right = self.ends(number)
        x, y = _short((left + right) / 2), self.y(number.high if number.high is not None else number.low)
        told = {"id": number.id, "label": number.label, "cross": "", "diamond": "", "reach": ""}
        if number.high != number.low:
            middle = (number.low + number.high) / 2 if number.high is not None else number.low
            told["reach"] = self._reach(number, x)
            y = self.y(middle)
        if self.moments:
            told["path"] = f"M{x} {y}m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z"
        else:
            told["path"] = f"M{_short(left)} {y}H{_short(right)}"
            if number.standing and number.edition == Edition.PROVISIONAL:
                told["path"] = f"M{_short(left)} {y}m0-2.5H{_short(right)}v5H{_short(left)}z"
        if number.edition in UNSOUND:
            told["cross"] = f"M{x} {y}m-4-4l8 8m0-8l-8 8"
        if number.conflict:
            told["diamond"] = f"M{x} {y}m0-8l8 8-8 8-8-8z"
        return told

    def _reach(self, number: Plotted, x: str) -> str:
        """Return the whisker of an interval; one without a bound ends in an arrow."""
        low, high = self.y(number.low), self.y(number.high if number.high is not None else self.top)
        if number.high is not None:
            return f"M{x} {low}V{high}m-4 0h8M{x} {low}m-4 0h8"
        return f"M{x} {low}V{_short(max(float(low) - 24, 4))}m-4 5l4-5 4 5"


def _axis(numbers: Sequence[Plotted], *, moments: bool) -> axis.Axis:
    """Return the axis of whole years; what has no start, or one long before all others, comes in from its edge."""
    days = [number.end for number in numbers] + [number.start for number in numbers if number.start and not moments]
    scale = axis.of(days, None, None)
    if moments or all(number.start for number in numbers):
        return scale
    return axis.Axis(scale.start.replace(year=scale.start.year - 2), scale.end)


def _lines(most: float) -> list[float]:
    """Return round values from 0 to the first that is not below the greatest."""
    step = next(
        step for power in range(-1, 9) for step in (10.0**power * n for n in (1, 2, 5)) if most <= step * MOST_LINES
    )
    return [step * count for count in range(max(math.ceil(most / step), 1) + 1)]


def _classes(number: Plotted) -> str:
    """Return how a number is drawn, as classes of the style sheet."""
    unsound = number.edition in UNSOUND
    provisional = number.edition == Edition.PROVISIONAL and number.standing
    kind = "false" if unsound else "earlier" if not number.standing else "hollow" if provisional else "stands"
    return " ".join([kind, *(["open"] if number.start is None else []), *(["conflict"] if number.conflict else [])])


def _label(row: dict[str, Any]) -> str:
    when = row["as_of"] or row["period"]
    said = " ".join(filter(None, [str(row["comparator"]), row["value"] or row["interval"]]))
    verdict = f"; {row['verdict']['word']}" if row["verdict"] else ""
    return f"{when}: {said}; {row['edition_words']}{verdict}"


def _is_point(figure: PublicFigure) -> bool:
    """Say whether a figure is a count of a whole year, or one at a moment."""
    if figure.period_from is None or figure.period_to is None:
        return True
    length = figure.period_to - figure.period_from
    return length.days == 0 or dt.timedelta(days=364) <= length < A_YEAR


def _short(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")
