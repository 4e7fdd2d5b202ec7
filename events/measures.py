"""What is counted and how: every number that the tracker publishes about events comes from here.

Defections are the movement classes of COUNTED; every other class is counted under its own name and nowhere else.
A year holds an event for certain when the whole date range lies inside it, possibly when the range touches it.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from .models import COUNTED_CLASSES, PublicEvent

COUNTED: list[str] = [str(code) for code in COUNTED_CLASSES]
"""Movement classes that count as defections, as the public methodology says."""

TOTAL = "all"


class Cell(NamedTuple):
    """One place of the table of counts."""

    year: int
    direction: str
    dimension: str
    key: str


@dataclass
class Count:
    """Unit: events and persons. Certain events lie wholly inside the year, possible ones touch it."""

    events_certain: int = 0
    events_possible: int = 0
    persons_min: int = 0
    persons_max: int = 0

    def add(self, event: PublicEvent, *, certain: bool) -> None:
        self.events_possible += 1
        self.persons_max += event.persons_max or event.persons_min or 0
        if certain:
            self.events_certain += 1
            self.persons_min += event.persons_min or 0


@dataclass(frozen=True)
class Dimension:
    """One way of cutting a year's events: the key of an event, and whether only counted classes enter."""

    name: str
    key: Callable[[PublicEvent], str] = field(repr=False)
    counted_only: bool = True


DIMENSIONS = (
    Dimension("total", lambda _: TOTAL),
    Dimension("movement_class", lambda event: event.movement_class, counted_only=False),
    Dimension("route_type", lambda event: event.route_type),
    Dimension("actor_type", lambda event: event.actor_type),
    Dimension("outcome", lambda event: event.outcome),
    Dimension("evidence", lambda event: event.evidence),
)


def measure_year(year: int) -> dict[Cell, Count]:
    """Return the counts of one year, empty cells left out.

    Unit:   events and persons.
    Costs:  1 query.
    Source: docs/adr/0007-counting-rule.md
    """
    counts: dict[Cell, Count] = defaultdict(Count)
    for event in PublicEvent.objects.live().overlapping(year):
        known = event.occurred_from is not None and event.occurred_to is not None
        certain = known and event.year_from == event.year_to == year
        counted = event.movement_class in COUNTED
        for dimension in DIMENSIONS:
            if counted or not dimension.counted_only:
                cell = Cell(year, event.direction, dimension.name, dimension.key(event))
                counts[cell].add(event, certain=certain)
    return dict(counts)


def years() -> range:
    """Return every year from the first to the last that an event touches; empty if there is none. Costs: 1 query."""
    spans = PublicEvent.objects.live().values_list("year_from", "year_to")
    if not spans:
        return range(0)
    return range(min(first for first, _ in spans), max(last for _, last in spans) + 1)
