"""Several graphs that bridges couple, as one linear program (HiGHS): can these numbers all be true, and if not, why.

Columns are the nodes of all graphs, and, where a conflict is sought, how far each number is exceeded. A number that
takes no part has no limits, one that must hold may not be exceeded: so one matrix serves every question of a family.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack

from .family import Ends, Family, after

TOLERANCE = 1e-6
"""In persons: what the solver takes for nothing. It works to a tenth of it."""

ROUNDS = 300
"""How many corrections are tried before the smallest conflict found so far is taken."""

INFINITY = np.inf
Terms = list[tuple[int, float]]
Numbers = npt.NDArray[np.float64]


class Row(NamedTuple):
    """A linear expression and its limits; `id` is the number that sets them, "" where a bridge or time does."""

    id: str
    terms: Terms
    low: float
    high: float


class Program:
    """The rows of a family. Every set of its numbers can be asked about."""

    def __init__(self, family: Family) -> None:
        self.family = family
        self.offset: dict[str, int] = {}
        self.width = 0
        for graph, layout in family.layout.items():
            self.offset[graph], self.width = self.width, self.width + layout.size
        self.rows = [*self._falls(), *self._bridges(), *self._bounds(), *self._ratios()]
        self.owned = [at for at, row in enumerate(self.rows) if row.id]

    def _span(self, series: str, ends: Ends, factor: float = 1.0) -> Terms:
        start = self.offset[self.family.graph_of[series]]
        return [(start + ends[1], factor), (start + ends[0], -factor)]

    def _falls(self) -> Iterable[Row]:
        for graph, layout in self.family.layout.items():
            for higher, lower in layout.falls:
                yield Row("", self._span(graph, (lower, higher)), 0, INFINITY)

    def _bridges(self) -> Iterable[Row]:
        for whole, parts, _ in self.family.partitions:
            for ends, *cells in zip(*map(self.family.steps, (whole, *parts)), strict=True):
                held = [term for part, cell in zip(parts, cells, strict=True) for term in self._span(part, cell, -1)]
                yield Row("", self._span(whole, ends) + held, 0, 0)
        for tie in self.family.within:
            for ends, inner in self._pairs(tie.other, tie.series):
                yield Row("", self._span(tie.other, ends) + self._span(tie.series, inner, -1), 0, INFINITY)

    def _pairs(self, larger: str, smaller: str) -> Iterable[tuple[Ends, Ends]]:
        family = self.family
        if family.counts[larger].measure == family.counts[smaller].measure:
            return zip(family.steps(larger), family.steps(smaller), strict=True)
        base = family.bases(family.graph_of[larger])
        days = {day: len(base) + at for at, day in enumerate(family.days)}
        cells = zip(family.moments, family.steps(smaller), strict=True)
        return [((base.index(larger), days[after(m[1])]), inner) for m, inner in cells if after(m[1]) in days]

    def _bounds(self) -> Iterable[Row]:
        for bound in self.family.bounds.values():
            terms = self._span(self.family.numbers[bound.id].series, (bound.tail, bound.head))
            yield Row(bound.id, terms, bound.low, INFINITY if bound.high is None else bound.high)

    def _ratios(self) -> Iterable[Row]:
        for ratio in self.family.ratios.values():
            part = self._span(ratio.part, ratio.ends)
            for percent, low, high in ((ratio.low, 0, INFINITY), (ratio.high, -INFINITY, 0)):
                whole = self._span(ratio.whole, ratio.whole_ends, -float(percent) / 100)
                yield Row(ratio.id, part + whole, low, high)

    @cached_property
    def _nodes(self) -> csr_array:
        """Return the matrix of the rows over the nodes."""
        sizes = [len(row.terms) for row in self.rows]
        columns, factors = zip(*(term for row in self.rows for term in row.terms), strict=True)
        places = np.repeat(np.arange(len(sizes)), sizes)
        return csr_array((np.array(factors), (places, np.array(columns))), shape=(len(sizes), self.width))

    @cached_property
    def _slack(self) -> csr_array:
        """Return what lifts and what lowers each row of a number, two columns each."""
        places = np.repeat(self.owned, 2)
        factors = np.tile([1.0, -1.0], len(self.owned))
        return csr_array((factors, (places, np.arange(len(places)))), shape=(len(self.rows), len(places)))

    @cached_property
    def _limits(self) -> tuple[Numbers, Numbers]:
        return np.array([row.low for row in self.rows], float), np.array([row.high for row in self.rows], float)

    @cached_property
    def _lowest(self) -> Numbers:
        """Return the lower limits of the nodes: 0 but for the bases after the first, which nothing orders."""
        found = np.zeros(self.width)
        for graph, start in self.offset.items():
            found[start + 1 : start + len(self.family.bases(graph))] = -INFINITY
        return found

    def _limits_of(self, ids: Collection[str]) -> tuple[Numbers, Numbers]:
        """Return the limits of all rows, with none for the numbers that are not asked about."""
        low, high = (limit.copy() for limit in self._limits)
        silent = [at for at in self.owned if self.rows[at].id not in ids]
        low[silent], high[silent] = -INFINITY, INFINITY
        return low, high

    def assignment(self, ids: Collection[str]) -> Numbers | None:
        """Return values of all nodes with which these numbers are true, or None if there are none."""
        limits = LinearConstraint(self._nodes, *self._limits_of(ids))
        answer = milp(np.zeros(self.width), constraints=limits, bounds=Bounds(self._lowest, INFINITY))
        return None if answer.x is None else np.asarray(answer.x)

    def correction(self, hard: Collection[str], ids: Collection[str]) -> set[str] | None:
        """Return numbers without which the rest can be true while `hard` are; None if `hard` alone can't.

        All others may be exceeded, in all by as little as can be.
        """
        soft = np.array([self.rows[at].id not in hard for at in self.owned]).repeat(2)
        cost = np.concatenate([np.zeros(self.width), soft.astype(float)])
        lowest = np.concatenate([self._lowest, np.zeros(len(soft))])
        highest = np.concatenate([np.full(self.width, INFINITY), np.where(soft, INFINITY, 0)])
        limits = LinearConstraint(hstack([self._nodes, self._slack]), *self._limits_of(ids))
        answer = milp(cost, constraints=limits, bounds=Bounds(lowest, highest))
        if answer.x is None:
            return None
        exceeded = answer.x[self.width :].reshape(-1, 2).sum(axis=1)
        return {self.rows[at].id for at, by in zip(self.owned, exceeded, strict=True) if by > TOLERANCE}

    def fits(self, found: Numbers, name: str) -> bool:
        """Return whether an assignment makes one more number true."""
        rows = [self.rows[at] for at in self._rows_of.get(name, ())]
        sums = [(row, sum(found[node] * factor for node, factor in row.terms)) for row in rows]
        return all(row.low - TOLERANCE <= total <= row.high + TOLERANCE for row, total in sums)

    @cached_property
    def _rows_of(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at in self.owned:
            found.setdefault(self.rows[at].id, []).append(at)
        return found


def smallest_conflict(
    program: Program, ids: Sequence[str], known: Sequence[str], among: Collection[str]
) -> tuple[str, ...]:
    """Return the fewest of these numbers that can't all be true, `known` if no fewer than its; () if all can be.

    Without those `among` which one must be, all can be true.

    Each correction, a set without which the rest can be true, must be hit by every conflict. So the smallest set that
    hits all corrections found is either a conflict, and then the smallest, or gives one correction more.
    """
    corrections = [set(among)]
    for _ in range(ROUNDS):
        chosen = hitting(corrections, ids)
        if known and len(chosen) >= len(known):
            return tuple(known)
        more = program.correction(chosen, ids)
        if more is None:
            return tuple(chosen)
        if not more:
            return ()
        corrections.append(more)
    return tuple(known) or _shrunk(program, ids)


def hitting(sets: Sequence[Collection[str]], ids: Sequence[str]) -> list[str]:
    """Return the fewest ids of which each of the sets has one, in the order given."""
    if not sets:
        return []
    hit = np.array([[name in one for name in ids] for one in sets], float)
    cost = np.ones(len(ids))
    answer = milp(cost, constraints=LinearConstraint(hit, 1, INFINITY), integrality=cost, bounds=Bounds(0, 1))
    return [name for name, taken in zip(ids, answer.x, strict=True) if taken > 0.5]


def _shrunk(program: Program, ids: Sequence[str]) -> tuple[str, ...]:
    """Return a conflict from which nothing can be left out, though there may be a smaller one."""
    kept = list(ids)
    for name in ids:
        rest = [other for other in kept if other != name]
        if program.assignment(rest) is None:
            kept = rest
    return tuple(kept)
