"""How far two people who coded an article apart agree: field by field, and over all such articles.

One measure serves every kind of field: the share that two values have in common of all that either of them covers, in
days, persons, outcomes, or places with what lies around them; for a code it is 1 or 0. Krippendorff's alpha takes
1 - share as its distance, which for codes is its nominal form. Why: docs/adr/0025-agreement-of-coders.md
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import partial
from itertools import batched
from typing import Any, NamedTuple

import krippendorff
import numpy as np

from . import partial_dates
from .codebook import CODE, DATE, FIELDS, OCCURRED, PARTS, PERSONS, PLACE, EventField, Value
from .codebook.values import MOST_PERSONS
from .models import CODERS, Coding, Place

FEWEST_UNITS = 10
"""Below this many articles an alpha says more about chance than about coders."""

NEWEST = 100
"""How many articles the table looks back. The library takes units x values x values; 200 articles were 0.8 GB."""

TOO_FEW = "Fewer than ten articles have it from both coders."
NO_VARIATION = "Everybody coded the same value; alpha needs some that differ."

Parents = Mapping[str, str | None]
Extent = range | frozenset[Any]
"""What a value covers: a stretch of days or of persons, or a set."""


class Likeness(StrEnum):
    """How two codings of one field stand to each other."""

    SAME = "same"
    PARTLY = "partly"
    DIFFERS = "differs"
    ONE = "one"
    NEITHER = "neither"


class Agreement(NamedTuple):
    """How two values agree. `share` is 0 to 1; None where one coder or both gave no value."""

    share: float | None
    likeness: Likeness


class Alpha(NamedTuple):
    """Krippendorff's alpha: 1 is full agreement, 0 what chance gives. Without a value, the reason why there is none."""

    value: float | None
    reason: str = ""


class Row(NamedTuple):
    """One field, or the code inside a date or a place (`part`), over all articles that two people coded.

    `units` have a value from both coders, `lone` from one. `same` and `overlap` are shares of units, 0 to 1.
    """

    field: EventField
    part: str
    units: int
    lone: int
    same: float | None
    overlap: float | None
    alpha: Alpha


def agree(key: str, first: Value | None, second: Value | None, parents: Parents | None = None) -> Agreement:
    """Return how two values of a field agree. `parents` says in which place a place lies."""
    if first is None or second is None:
        return Agreement(None, Likeness.NEITHER if first is second else Likeness.ONE)
    share = overlap(*(extent(key, value, parents or {}) for value in (first, second)))
    if first == second:
        return Agreement(share, Likeness.SAME)
    return Agreement(share, Likeness.PARTLY if share else Likeness.DIFFERS)


def overlap(first: Extent, second: Extent) -> float:
    """Return what two extents have in common, as a share of all that either covers."""
    if isinstance(first, range) and isinstance(second, range):
        common = len(range(max(first.start, second.start), min(first.stop, second.stop)))
        return common / (len(first) + len(second) - common)
    return len({*first} & {*second}) / len({*first} | {*second})


def extent(key: str, value: Value, parents: Parents) -> Extent:
    """Return what a value covers."""
    return _EXTENTS[FIELDS[key].kind](value, parents)


def _days(edtf: str) -> range:
    """Return the days of a date; an open end reaches as far as a date of this record can."""
    date = partial_dates.read(edtf)
    start = date.start or dt.date(partial_dates.FIRST_YEAR, 1, 1)
    end = date.end or dt.date(partial_dates.LAST_YEAR, 12, 31)
    return range(start.toordinal(), end.toordinal() + 1)


_EXTENTS: dict[str, Callable[[Value, Parents], Extent]] = {
    CODE: lambda value, _: frozenset([value]),
    OCCURRED: lambda value, _: _days(value["edtf"]),
    DATE: lambda value, _: _days(value),
    PLACE: lambda value, parents: frozenset([value["place"], parents.get(value["place"]) or value["place"]]),
    PERSONS: lambda value, _: range(value["min"], (value["max"] or MOST_PERSONS) + 1),
    PARTS: lambda value, _: frozenset((part["outcome"], part["persons"]) for part in value),
}

CODED_PARTS = {OCCURRED: "basis", PLACE: "precision"}
"""Codes inside values of these kinds; each has a row of its own."""


def alpha(
    units: Sequence[Sequence[Any]], likeness: Callable[[Any, Any], float] = lambda one, other: float(one == other)
) -> Alpha:
    """Return Krippendorff's alpha of units, each a list of what its coders said; None is a value that is missing.

    Its distance is 1 - likeness, so that it is nominal unless another likeness is given.
    Costs: 0.2 s and 100 MB for 100 units whose values are all distinct; the cube of that.
    """
    said = [[value for value in unit if value is not None] for unit in units]
    said = [values for values in said if len(values) > 1]
    domain = list(dict.fromkeys(value for values in said for value in values))
    if len(said) < FEWEST_UNITS:
        return Alpha(None, TOO_FEW)
    if len(domain) == 1:
        return Alpha(None, NO_VARIATION)

    distances = np.array([[1 - likeness(one, other) for other in domain] for one in domain])
    counts = np.array([[values.count(value) for value in domain] for values in said])

    metric: Any = lambda *_, i1, i2, **__: distances[i1, i2]  # noqa: E731 -- its type is a protocol of six arguments
    return Alpha(float(krippendorff.alpha(value_counts=counts, level_of_measurement=metric)))


def parents_of_places() -> dict[str, str | None]:
    """Return {place: the place in which it lies}. Costs: 1 query."""
    return dict(Place.objects.values_list("slug", "parent__slug"))


def compare(first: Coding, second: Coding) -> dict[str, Agreement]:
    """Return how two codings of one article agree, for every field that somebody coded. Costs: 1 query."""
    parents = parents_of_places()
    coded = [key for key in FIELDS if key in first.values or key in second.values]
    return {key: agree(key, value_of(first, key), value_of(second, key), parents) for key in coded}


def value_of(coding: Coding, key: str) -> Value | None:
    """Return the value that a coder gave a field; None for none."""
    entry = coding.values.get(key)
    return entry and entry["value"]


def table() -> list[Row]:
    """Return the agreement on every field over the newest articles that two people coded. Costs: 2 queries."""
    codings = Coding.objects.complete().order_by("-article", "pk")[: NEWEST * CODERS]
    return list(_rows(list(batched(codings, CODERS)), parents_of_places()))


def _rows(pairs: list[tuple[Coding, ...]], parents: Parents) -> Iterator[Row]:
    for field in FIELDS.values():
        values = [[value_of(coding, field.key) for coding in pair] for pair in pairs]
        yield _row(field, "", values, partial(extent, field.key, parents=parents))
        if part := CODED_PARTS.get(field.kind):
            codes = [[value and value[part] for value in pair] for pair in values]
            yield _row(field, part, codes, lambda code: frozenset([code]))


def _row(field: EventField, part: str, values: list[list[Value | None]], cover: Callable[[Value], Extent]) -> Row:
    units = [pair for pair in values if None not in pair]
    lone = sum(pair.count(None) == 1 for pair in values)
    extents = [[cover(value) for value in pair] for pair in units]
    if not units:
        return Row(field, part, 0, lone, None, None, alpha([]))
    same = sum(first == second for first, second in units) / len(units)
    shared = sum(overlap(first, second) for first, second in extents) / len(units)
    return Row(field, part, len(units), lone, same, shared, alpha(extents, overlap))
