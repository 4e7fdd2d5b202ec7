"""A family: series that bridges join, laid out as graphs over the same boundaries.

A flow and what accumulates it share one graph: one node a boundary, and one base for each cumulative, below all of
them. A stock, a share without a part, and a rank have a graph of their own, one node a moment, which nothing orders.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from ..vocabulary import BridgeKind, SeriesMeasure, Unit
from .cells import Cell, Count, Number, Tie
from .graph import Bound, Layout

DATED = (SeriesMeasure.FLOW, SeriesMeasure.CUMULATIVE)
HUNDRED = Decimal(100)
FINE = 100
"""Of what is not counted in whole ones, as percent, the hundredth is the unit."""

Ends = tuple[int, int]
Moment = tuple[dt.date | None, dt.date]


class Ratio(NamedTuple):
    """A share as two inequalities: `low` * whole <= 100 * part <= `high` * whole, of one cell."""

    id: str
    part: str
    ends: Ends
    whole: str
    whole_ends: Ends
    low: Decimal
    high: Decimal


class Partition(NamedTuple):
    """The parts that add up to a whole, and the bridges that say so."""

    whole: str
    parts: tuple[str, ...]
    ties: tuple[str, ...]


class Family:
    """Where every number of some series stands. `numbers` are those that take part, in order of their ids."""

    def __init__(self, counts: Iterable[Count], numbers: Iterable[Number], ties: Iterable[Tie]) -> None:
        self.counts = {count.slug: count for count in counts}
        self.ties = [tie for tie in ties if {tie.series, tie.other} <= self.counts.keys()]
        self.parts_of = {tie.series: tie.other for tie in self._of(BridgeKind.SHARE_OF)}
        self.numbers = {number.id: number for number in numbers if self._takes_part(number)}
        self.adding = [tie for tie in self._of(BridgeKind.ACCUMULATES) if self._alike(tie)]
        self.graph_of = joined(self.counts, [(tie.series, tie.other) for tie in self.adding])
        self.days = self._boundaries()
        self.moments = self._moments()

    def _of(self, *kinds: str) -> list[Tie]:
        return [tie for tie in self.ties if tie.kind in kinds]

    def _takes_part(self, number: Number) -> bool:
        flows = self.counts[self.parts_of.get(number.series, number.series)].measure == SeriesMeasure.FLOW
        return number.end is not None and number.low is not None and not (flows and number.start is None)

    def _boundaries(self) -> list[dt.date]:
        """Return the first day of each period and the day after its last, of all series: their parts have them too."""
        starts = {number.start for number in self.numbers.values() if number.start}
        return sorted(starts | {after(number.end) for number in self.numbers.values() if number.end})

    def _moments(self) -> list[Moment]:
        """Return when stocks, shares and ranks were counted; a share may be one of a stock."""
        undated = [n for n in self.numbers.values() if self.counts[n.series].measure not in DATED]
        return sorted({(n.start, n.end) for n in undated if n.end}, key=lambda it: (it[1], it[0] or dt.date.min))

    @cached_property
    def partitions(self) -> list[Partition]:
        """Two parts at least make a whole; a single one is held to be within it, as one without a name is."""
        named: dict[tuple[str, str], list[Tie]] = {}
        for tie in self._of(BridgeKind.PART_OF):
            named.setdefault((tie.other, tie.partition), []).append(tie)
        return [
            Partition(whole, tuple(tie.series for tie in ties), tuple(tie.id for tie in ties))
            for (whole, name), ties in sorted(named.items())
            if name and len(ties) > 1 and all(self._alike(tie) for tie in ties)
        ]

    @cached_property
    def within(self) -> list[Tie]:
        """Return the bridges by which one series is no larger than another and adds up to nothing."""
        whole = {tie for partition in self.partitions for tie in partition.ties}
        bound = self._of(BridgeKind.PART_OF, BridgeKind.SUBSET_OF)
        return [tie for tie in bound if tie.id not in whole and self._alike(tie)]

    def _alike(self, tie: Tie) -> bool:
        """Return whether the bridge joins counts of kinds that arithmetic can hold against each other."""
        pair = self.counts[tie.series].measure, self.counts[tie.other].measure
        if tie.kind == BridgeKind.ACCUMULATES:
            return pair == DATED[::-1]
        stock_within = tie.kind == BridgeKind.SUBSET_OF and pair == (SeriesMeasure.STOCK, SeriesMeasure.CUMULATIVE)
        return stock_within or (pair[0] == pair[1] and pair[0] in (*DATED, SeriesMeasure.STOCK))

    @cached_property
    def is_coupled(self) -> bool:
        return bool(self.partitions or self.within or self.ratios)

    def bases(self, graph: str) -> list[str]:
        """Return the cumulatives of a graph: each has its base, node 0 and on."""
        return [
            slug
            for slug, there in self.graph_of.items()
            if there == graph and self.counts[slug].measure == SeriesMeasure.CUMULATIVE
        ]

    @cached_property
    def layout(self) -> dict[str, Layout]:
        """Return {graph: its nodes, highest first where one is never higher than the next}."""
        found: dict[str, Layout] = {}
        for graph in sorted(set(self.graph_of.values())):
            if self.counts[graph].measure in DATED:
                first, size = len(self.bases(graph)), len(self.bases(graph)) + len(self.days)
                falls = [(node, node - 1) for node in range(size - 1, first, -1)]
                falls += [(first, base) for base in range(first) if self.days]
                found[graph] = Layout(size, first, falls)
            else:
                size = 1 + len(self.moments)
                found[graph] = Layout(size, 1, [(node, 0) for node in range(1, size)])
        return found

    @cached_property
    def _index(self) -> tuple[dict[dt.date | None, int], dict[Moment, int]]:
        return {day: at for at, day in enumerate(self.days)}, {there: at for at, there in enumerate(self.moments)}

    def ends(self, cell: Cell) -> Ends | None:
        """Return the two nodes of a cell, or None where the family has no such boundary."""
        days, moments = self._index
        measure, graph = self.counts[cell.series].measure, self.graph_of[cell.series]
        if measure not in DATED:
            at = moments.get((cell.start, cell.end))
            return None if at is None else (0, 1 + at)
        bases = self._bases_of[graph]
        head = days.get(after(cell.end))
        if measure == SeriesMeasure.CUMULATIVE:
            tail: int | None = bases.index(cell.series)
        else:
            tail = days[cell.start] + len(bases) if cell.start in days else None
        return None if tail is None or head is None else (tail, head + len(bases))

    @cached_property
    def _bases_of(self) -> dict[str, list[str]]:
        return {graph: self.bases(graph) for graph in set(self.graph_of.values())}

    @cached_property
    def bounds(self) -> dict[str, Bound]:
        """Return each number as two difference constraints, but shares of a part."""
        found = {}
        for number in self.numbers.values():
            ends = None if self.share_cell(cell_of(number)) else self.ends(cell_of(number))
            if ends is not None:
                found[number.id] = Bound(number.id, *ends, *self.limits(number))
        return found

    def whole(self, part: str) -> str | None:
        """Return what a share of this part is a share of: its whole, or the one set that it lies within."""
        wholes = [partition.whole for partition in self.partitions if part in partition.parts]
        wholes = wholes or [tie.other for tie in self.within if tie.series == part]
        return wholes[0] if len(set(wholes)) == 1 else None

    @cached_property
    def ratios(self) -> dict[str, Ratio]:
        """Return each share of a part whose whole is known."""
        found = {}
        for number in self.numbers.values():
            part = self.parts_of.get(number.series)
            whole = self.whole(part) if part else None
            if part and whole and number.low is not None:
                cells = [cell_of(number)._replace(series=slug) for slug in (part, whole)]
                ends, whole_ends = map(self.ends, cells)
                if ends and whole_ends:
                    high = HUNDRED if number.high is None else number.high
                    found[number.id] = Ratio(number.id, part, ends, whole, whole_ends, number.low, high)
        return found

    @cached_property
    def ratios_at(self) -> dict[tuple[object, ...], list[Ratio]]:
        """Return the shares of each period or moment."""
        found: dict[tuple[object, ...], list[Ratio]] = {}
        for ratio in self.ratios.values():
            found.setdefault(cell_of(self.numbers[ratio.id])[1:], []).append(ratio)
        return found

    def share_cell(self, cell: Cell) -> tuple[Cell, Cell] | None:
        """Return the cells of the part and of the whole that a percentage is about; None if it is no share of one."""
        part = self.parts_of.get(cell.series, "")
        whole = self.whole(part) if part else None
        return (cell._replace(series=part), cell._replace(series=whole)) if whole else None

    def steps(self, series: str) -> list[Ends]:
        """Return the smallest cells of a series, in order; those of series of one kind stand for the same days."""
        size = self.layout[self.graph_of[series]].size
        if self.counts[series].measure not in DATED:
            return [(0, node) for node in range(1, size)]
        bases = self._bases_of[self.graph_of[series]]
        nodes = list(range(len(bases), size))
        if self.counts[series].measure == SeriesMeasure.CUMULATIVE:
            nodes.insert(0, bases.index(series))
        return list(pairwise(nodes))

    def scaled(self, series: str, low: Decimal | None, high: Decimal | None) -> tuple[int, int | None]:
        """Return an interval in whole units; a broken one is widened, never narrowed."""
        scale = self.scale(series)
        floor = int((low * scale).to_integral_value(ROUND_FLOOR)) if low else 0
        return floor, None if high is None else int((high * scale).to_integral_value(ROUND_CEILING))

    def limits(self, number: Number) -> tuple[int, int | None]:
        return self.scaled(number.series, number.low, number.high)

    def scale(self, series: str) -> int:
        return FINE if self.counts[series].unit in (Unit.PERCENT, Unit.RANK) else 1


def cell_of(number: Number) -> Cell:
    assert number.end is not None
    return Cell(number.series, number.start, number.end)


def after(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=1)


def before(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=1)


def joined(names: Iterable[str], pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return {name: the first name of those it is joined with, through any number of pairs}."""
    found = {name: name for name in sorted(names)}
    for _ in found:
        changed = False
        for pair in pairs:
            first = min(found[name] for name in pair)
            for name in pair:
                changed |= found[name] != first
                found[name] = first
        if not changed:
            break
    return found
