"""What is counted and how: every number that the tracker publishes about events comes from here.

Defections are the movement classes of COUNTED; every other class is counted under its own name and nowhere else.
A year holds an event for certain when the whole date range lies inside it, possibly when the range touches it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Case, Max, Min, Q, QuerySet, Sum, Value, When

from .models import COUNTED_CLASSES, PublicTally

COUNTED: list[str] = [str(code) for code in COUNTED_CLASSES]
"""Movement classes that count as defections, as the public methodology says."""

TOTAL = "all"


class Cell(NamedTuple):
    """One place of the table of counts."""

    year: int
    direction: str
    dimension: str
    key: str


class Group(NamedTuple):
    """Events that are alike in everything that is counted, and their number and persons.

    `inside`: they certainly lie in the period asked for. `unnumbered`: events without any number of persons.
    """

    year_from: int
    year_to: int
    direction: str
    movement_class: str
    route_type: str
    actor_type: str
    outcome: str
    evidence: str
    inside: bool
    events: int
    least: int
    most: int
    unnumbered: int


ALIKE = Group._fields[: Group._fields.index("inside")]
YEARS = ("year_from", "year_to")
SUMS = {f"sum_of_{name}": Sum(name, default=0) for name in ("events", "least", "most", "unnumbered")}
Events = QuerySet[Any]
"""Events to be counted, one by one or all that are alike, as `EventFilter.counted` gives them."""


@dataclass
class Count:
    """Unit: events and persons. Certain events lie wholly inside the span of years, possible ones touch it."""

    events_certain: int = 0
    events_possible: int = 0
    persons_min: int = 0
    persons_max: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(*(one + two for one, two in zip(vars(self).values(), vars(other).values(), strict=True)))

    def add(self, group: Group, *, certain: bool) -> None:
        self.events_possible += group.events
        self.persons_max += group.most
        if certain:
            self.events_certain += group.events
            self.persons_min += group.least


@dataclass(frozen=True)
class Dimension:
    """One way of cutting events: the key of a group, and whether only counted classes enter."""

    name: str
    key: Callable[[Group], str] = field(repr=False)
    counted_only: bool = True


DIMENSIONS = (
    Dimension("total", lambda _: TOTAL),
    Dimension("movement_class", lambda group: group.movement_class, counted_only=False),
    Dimension("route_type", lambda group: group.route_type),
    Dimension("actor_type", lambda group: group.actor_type),
    Dimension("outcome", lambda group: group.outcome),
    Dimension("evidence", lambda group: group.evidence),
)


@dataclass(frozen=True)
class Spans:
    """The years from the first to the last in steps; steps begin at round years, the outer ones are cut off."""

    first: int
    last: int
    step: int = 1

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for start in range(self._round(self.first), self.last + 1, self.step):
            yield max(start, self.first), min(start + self.step - 1, self.last)

    def touched(self, year_from: int, year_to: int) -> range:
        """Return the places of the spans that a range of years touches."""
        start, end = max(year_from, self.first), min(year_to, self.last)
        return range(self._place(start), self._place(end) + 1) if start <= end else range(0)

    def _round(self, year: int) -> int:
        return year - year % self.step

    def _place(self, year: int) -> int:
        return (year - self._round(self.first)) // self.step


def groups(events: Events, inside: Q | None = None) -> list[Group]:
    """Return counted events as groups of those that are alike. Costs: 1 query."""
    certain = Case(When(inside, then=True), default=False) if inside else Value(True)
    added = events.order_by().annotate(inside=certain).values(*ALIKE, "inside").annotate(**SUMS)
    return [Group(*row) for row in added.values_list(*ALIKE, "inside", *SUMS)]


def spread(found: Iterable[Group], spans: Spans, dimension: Dimension) -> dict[tuple[int, str, str], Count]:
    """Return the counts by place of the span, direction and key of the dimension; empty ones are left out.

    Unit:   events and persons.
    Costs:  no query.
    Source: docs/adr/0007-counting-rule.md
    """
    counts: dict[tuple[int, str, str], Count] = defaultdict(Count)
    years = list(spans)
    for group in found:
        if dimension.counted_only and group.movement_class not in COUNTED:
            continue
        for place in spans.touched(group.year_from, group.year_to):
            first, last = years[place]
            certain = group.inside and first <= group.year_from and group.year_to <= last
            counts[place, group.direction, dimension.key(group)].add(group, certain=certain)
    return dict(counts)


def count_by(
    events: Events, columns: Sequence[str], inside: Q | None = None, years: range | None = None
) -> dict[tuple[int | str, ...], Count]:
    """Return the counts of events by some columns; with `years`, by each of those years first.

    Every event counts, whatever its class. Certain are those of which `inside` holds and, of a year, whose whole range
    lies in it.

    Unit:   events and persons.
    Costs:  1 query.
    Source: docs/adr/0007-counting-rule.md, docs/adr/0038-one-question-in-every-form.md
    """
    certain = Case(When(inside, then=True), default=False) if inside else Value(True)
    spans = YEARS if years is not None else ()
    added = events.order_by().annotate(inside=certain).values(*columns, *spans, "inside").annotate(**SUMS)
    counts: dict[tuple[int | str, ...], Count] = defaultdict(Count)
    for row in added.values_list(*columns, "inside", *[*SUMS][:3], *spans):
        key, (is_inside, *numbers), span = row[: len(columns)], row[len(columns) :][:4], row[len(columns) + 4 :]
        if not span:
            counts[key] += _counted(is_inside, *numbers)
        for year in _touched(span, years):
            counts[year, *key] += _counted(is_inside and span[0] == span[1], *numbers)
    return dict(counts)


def _touched(span: Sequence[int], years: range | None) -> range:
    if not span or not years:
        return range(0)
    return range(max(span[0], years.start), min(span[1] + 1, years.stop))


def _counted(certain: bool, events: int, least: int, most: int) -> Count:
    return Count(events if certain else 0, events, least if certain else 0, most)


def measure_year(year: int) -> dict[Cell, Count]:
    """Return the counts of one year, empty cells left out.

    Unit:   events and persons.
    Costs:  1 query.
    Source: docs/adr/0007-counting-rule.md
    """
    found, spans = groups(PublicTally.objects.of("years").overlapping(year)), Spans(year, year)
    return {
        Cell(year, direction, dimension.name, key): count
        for dimension in DIMENSIONS
        for (_, direction, key), count in spread(found, spans, dimension).items()
    }


def count_codes(events: Events, column: str) -> dict[tuple[str, str], int]:
    """Return how many counted events have each code of a column, by direction and code. Costs: 1 query."""
    counted = events.filter(movement_class__in=COUNTED).order_by()
    cells = counted.values_list("direction", column).annotate(n=Sum("events"))
    return {(direction, code): n for direction, code, n in cells}


def ends(events: Events) -> tuple[int, int] | None:
    """Return the first and the last year that events touch; none where there are no events. Costs: 1 query."""
    found = events.order_by().aggregate(first=Min("year_from"), last=Max("year_to"))
    return None if found["first"] is None else (found["first"], found["last"])


def years() -> range:
    """Return every year from the first to the last that an event touches; empty if there is none. Costs: 1 query."""
    found = ends(PublicTally.objects.of("years"))
    return range(0) if found is None else range(found[0], found[1] + 1)
