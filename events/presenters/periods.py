"""Periods of policy behind the line: context with sources of its own, counted nowhere. They stand in periods.csv."""

import csv
import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from .. import partial_dates
from ..vocabulary import Bilingual
from . import addresses
from .axis import WIDTH, Axis

LANE, LETTER = 17, {"en": 6.6, "ko": 11.5}
"""Height of a lane, and about how wide a letter of its words is."""


class End(NamedTuple):
    """The beginning or the end of a period: when, what happened, and who says so."""

    date: partial_dates.DateRange
    told: Bilingual
    source: str
    url: str


class Period(NamedTuple):
    """Some time under a policy. One without an end is a single day from which nobody says how long it held."""

    name: Bilingual
    began: End
    ended: End | None

    @property
    def first(self) -> dt.date:
        assert self.began.date.start is not None
        return self.began.date.start

    @property
    def last(self) -> dt.date:
        day = (self.ended or self.began).date.end
        assert day is not None
        return day


@cache
def every() -> tuple[Period, ...]:
    with Path(__file__).with_name("periods.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Period(
                Bilingual(row["name_en"], row["name_ko"]),
                _end(row, "from", "began"),
                _end(row, "to", "ended") if row["ended_url"] else None,
            )
            for row in csv.DictReader(file)
        )


def _end(row: dict[str, str], column: str, name: str) -> End:
    told = Bilingual(row[f"{name}_en"], row[f"{name}_ko"])
    return End(partial_dates.read(row[column]), told, row[f"{name}_source"], row[f"{name}_url"])


def on(axis: Axis) -> list[Period]:
    """Return the periods that an axis touches."""
    return [period for period in every() if period.first < axis.end and period.last >= axis.start]


def draw(periods: list[Period], axis: Axis) -> list[dict[str, Any]]:
    """Return the periods in lanes from the top: a bracket over its time, its name beside, a shade below."""
    lanes: list[float] = []
    drawn = []
    for period in periods:
        start, end = axis.x(period.first), axis.x(period.last + dt.timedelta(days=1))
        end = max(end, start + 2)
        wide = len(str(period.name)) * LETTER[addresses.language()]
        turned = start + wide > WIDTH
        left, right = (end - wide, end) if turned else (start, max(end, start + wide))
        lane = next((lane for lane, taken in enumerate(lanes) if taken < left), len(lanes))
        lanes[lane : lane + 1] = [right + 8]
        drawn.append(
            {
                "name": period.name,
                "x": f"{start:.1f}",
                "width": f"{end - start:.1f}",
                "y": lane * LANE,
                "text": f"{end if turned else start:.1f}",
                "text_y": lane * LANE + 14,
                "turned": turned,
            }
        )
    return drawn


def head(drawn: list[dict[str, Any]]) -> int:
    """Return how much room the lanes take."""
    return max((mark["y"] + LANE for mark in drawn), default=0)


def told(periods: list[Period]) -> list[dict[str, Any]]:
    """Return the periods as lines of a list: name, and each end with its date in words and its source."""
    return [
        {"name": period.name, "ends": [_told(end) for end in (period.began, period.ended) if end]} for period in periods
    ]


def _told(end: End) -> dict[str, Any]:
    date = end.date
    words = partial_dates.show(date.start, date.end, date.precision, addresses.language())
    return {"date": words, "told": end.told, "source": end.source, "url": end.url}
