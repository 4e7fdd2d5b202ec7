"""What the engine takes and what it answers. Ids are public ones: FG- a number, BR- a bridge, SR- a source."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from ..vocabulary import Bilingual
from .reading import Interval

Days = tuple[dt.date, dt.date]

EACH_YEAR = "arrivals_per_year"
"""Concept of series that say something of each single year of a span, as “over 1,000 a year before 2020”. Such a span
may be open at its start, as the words are, for nothing is added up over it."""


@dataclass(frozen=True, slots=True)
class Count:
    """What a series counts, as far as arithmetic cares."""

    slug: str
    measure: str
    unit: str
    authority: str


@dataclass(frozen=True, slots=True)
class Number:
    """One published figure.

    `start` is None for a cumulative, which is counted from its base, and for a stock, which is a moment. Without an
    `end` it takes no part. `low` is None where no number is given. `origin` is the root of its source: copies of one
    document share it. `released` is the earliest and the latest day of release, `supersedes` the id it replaces.
    """

    id: str
    series: str
    start: dt.date | None
    end: dt.date | None
    low: Decimal | None
    high: Decimal | None
    value: Decimal | None
    comparator: str
    edition: str
    issuer: str
    source: str
    origin: str
    released: Days | None
    supersedes: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A bridge between two series that an editor made.

    | kind        | series                | other                           |
    |-------------|-----------------------|---------------------------------|
    | accumulates | the cumulative series | the flow that it adds up        |
    | part_of     | the part              | the whole; parts of one `partition` add up to it |
    | subset_of   | the smaller           | the larger                      |
    | share_of    | the percentages       | the part whose share they are   |
    """

    id: str
    kind: str
    series: str
    other: str
    partition: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one number stands beside the others.

    `derived` is the tightest interval that the other standing numbers give its cell (without itself and the other
    editions of its slot), `derivation` the numbers and bridges from which it follows. `conflict` are the other members
    of the smallest conflicting set, nearest first; `repairs`, of a number in conflict, the members, itself perhaps
    among them, without which alone all the rest can be true. `single_source`: one origin only prints the value and
    other origins do not pin it, so that swapped values could not be found. `standing`: it is the edition that stands
    in its slot.
    """

    id: str
    code: str
    derived: Interval | None
    derivation: tuple[str, ...]
    conflict: tuple[str, ...]
    repairs: tuple[str, ...]
    single_source: bool
    standing: bool
    sentence: Bilingual


@dataclass(frozen=True, slots=True)
class Conflict:
    """Standing numbers that can't all be true: no smaller set among them conflicts."""

    members: tuple[str, ...]
    repairs: tuple[str, ...]
    sentence: Bilingual


@dataclass(frozen=True, slots=True)
class Derived:
    """A cell that nobody published, by the arithmetic of the others. `start` is None for a cumulative."""

    series: str
    start: dt.date | None
    end: dt.date
    interval: Interval
    derivation: tuple[str, ...]


class Cell(NamedTuple):
    """A period of a series, or a moment where `start` is None."""

    series: str
    start: dt.date | None
    end: dt.date


class Finding(NamedTuple):
    """What became of a sentence. `details` are rows, for a sentence about each year (year, verdict, low, high)."""

    code: str
    sentence: Bilingual
    evidence: tuple[str, ...] = ()
    details: tuple[tuple[object, ...], ...] = ()
