"""The axis of time as a scale from days to units of a drawing, its ticks, and the steps in which it is counted."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from .. import partial_dates
from . import addresses

WIDTH, MARGIN, BAND, EDGE = 1160, 8, 26, 20
MONTHS_OF_A_STEP = (1, 3, 6, 12, 24, 60, 120)
MONTHS_OF_A_BUCKET = (1, 3, 12, 24, 60, 120)
MOST_TICKS, MOST_BUCKETS = 16, 48


@dataclass(frozen=True)
class Axis:
    """A scale from days to units of the drawing; `end` is the day after the last."""

    start: dt.date
    end: dt.date

    @property
    def last(self) -> dt.date:
        return self.end - dt.timedelta(days=1)

    @property
    def months(self) -> int:
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month

    def x(self, day: dt.date) -> float:
        inside = min(max(day, self.start), self.end)
        return MARGIN + (inside - self.start).days / (self.end - self.start).days * (WIDTH - 2 * MARGIN)

    def firsts(self, step: int) -> list[dt.date]:
        """Return the first day of every month on the axis whose count is a multiple of `step`."""
        first = self.start.year * 12 + self.start.month - 1
        counts = [count for count in range(first, first + self.months + 1) if count % step == 0]
        days = [dt.date(count // 12, count % 12 + 1, 1) for count in counts]
        return [day for day in days if self.start <= day < self.end]

    def ticks(self) -> list[dict[str, str]]:
        step = next((step for step in MONTHS_OF_A_STEP if self.months / step <= MOST_TICKS), MONTHS_OF_A_STEP[-1])
        days = [day for day in self.firsts(step) if self.x(day) < WIDTH - 30]
        told = [(day, _tick_words(day)) for day in days] or [(self.start, Bucket(self.start, self.start).words)]
        return [{"x": f"{self.x(day):.1f}", "text": f"{self.x(day) + 4:.1f}", "words": words} for day, words in told]


class Bucket(NamedTuple):
    """A month, a quarter, a year or several, or what the axis has of it; both days included."""

    start: dt.date
    end: dt.date

    @property
    def period(self) -> dict[str, str]:
        """The values of `from` and `to` that ask for exactly this."""
        following = self.end + dt.timedelta(days=1)
        if (self.start.month, self.start.day, following.month, following.day) == (1, 1, 1, 1):
            return {"from": str(self.start.year), "to": str(self.end.year)}
        if self.start.day == following.day == 1:
            return {"from": f"{self.start:%Y-%m}", "to": f"{self.end:%Y-%m}"}
        return {"from": self.start.isoformat(), "to": self.end.isoformat()}

    @property
    def words(self) -> str:
        if self.start.year != self.end.year and len(self.period["from"]) == 4:
            return f"{self.start.year}–{self.end.year}" + ("년" if addresses.language() == "ko" else "")
        precision = partial_dates.read(f"{self.start}/{self.end}").precision
        return partial_dates.show(self.start, self.end, precision, addresses.language())


def of(days: list[dt.date], first: dt.date | None, last: dt.date | None) -> Axis:
    """Return the axis over the whole years of these days; `first` and `last` are the reader's own period."""
    this_year = dt.date.today().year
    start = first or dt.date(min(days).year if days else this_year, 1, 1)
    end = last + dt.timedelta(days=1) if last else dt.date((max(days).year if days else this_year) + 1, 1, 1)
    return Axis(start, max(end, start + dt.timedelta(days=1)))


def buckets(axis: Axis) -> list[Bucket]:
    """Return the axis in months, quarters, years or several years, whichever are not too many."""
    cuts = sorted({axis.start, *axis.firsts(_step(axis)), axis.end})
    return [Bucket(start, end - dt.timedelta(days=1)) for start, end in pairwise(cuts)]


def divides_years(axis: Axis) -> bool:
    """Return whether the buckets of an axis are shorter than years."""
    return _step(axis) < 12


def _step(axis: Axis) -> int:
    """Return how many months a bucket has."""
    return next((step for step in MONTHS_OF_A_BUCKET if axis.months / step <= MOST_BUCKETS), MONTHS_OF_A_BUCKET[-1])


def _tick_words(day: dt.date) -> str:
    if day.month == 1:
        return str(day.year)
    return f"{day.month}월" if addresses.language() == "ko" else partial_dates.MONTHS[day.month - 1]
