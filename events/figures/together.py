"""Some numbers of a family taken as true together: whether they can be, and what they say of any cell."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from fractions import Fraction
from functools import cached_property

from ..vocabulary import SeriesMeasure
from .cells import Cell
from .family import DATED, FINE, Family, Ratio, after, before, cell_of
from .graph import NOTHING, Bound, Reach, Terms, Web
from .program import Numbers, Program

ANYTHING = Reach(0, None)
Ids = frozenset[str]


class Together:
    """Numbers of one family, by their ids. Graphs and assignments are made once, when first asked for."""

    def __init__(self, family: Family, program: Program | None, ids: Collection[str]) -> None:
        self.family, self.program, self.ids = family, program, frozenset(ids)
        self._reaches: dict[tuple[Cell, Ids], Reach] = {}

    @cached_property
    def webs(self) -> dict[str, Web]:
        bounds: dict[str, list[Bound]] = {graph: [] for graph in self.family.layout}
        for name, bound in self.family.bounds.items():
            if name in self.ids:
                bounds[self.family.graph_of[self.family.numbers[name].series]].append(bound)
        return {graph: Web(self.family.layout[graph], there) for graph, there in bounds.items()}

    @cached_property
    def _names(self) -> dict[str, Ids]:
        return {graph: frozenset(bound.id for bound in web.bounds) for graph, web in self.webs.items()}

    @cached_property
    def _assignment(self) -> Numbers | None:
        return self.program.assignment(self.ids) if self.program else None

    @cached_property
    def is_possible(self) -> bool:
        """Return whether all of them can be true at once."""
        if any(web.potentials is None for web in self.webs.values()):
            return False
        return self.program is None or self._assignment is not None

    def exact_days(self, graph: str) -> list[dt.date]:
        """Return the boundaries of a graph's exact numbers, in order."""
        bases = len(self.family.bases(graph))
        exact = [bound for bound in self.webs[graph].bounds if bound.low == bound.high]
        nodes = {node for bound in exact for node in (bound.tail, bound.head) if node >= bases}
        dated = self.family.counts[graph].measure in DATED
        return [self.family.days[node - bases] for node in sorted(nodes)] if dated else []

    def excludes(self, name: str) -> bool:
        """Return whether the graphs alone tell that one more number can't be true."""
        number = self.family.numbers[name]
        return not self.reach(cell_of(number)).meets(*self.family.limits(number))

    def admits(self, name: str) -> bool:
        """Return whether one more number can be true, these being possible."""
        if self.excludes(name):
            return False
        if self.program is None or (self._assignment is not None and self.program.fits(self._assignment, name)):
            return True
        return self.program.assignment(self.ids | {name}) is not None

    def reach(self, cell: Cell, skip: Ids = NOTHING) -> Reach:
        """Return what a cell may hold, by its graph and one step over each bridge; `skip` names numbers left out."""
        ratio = self.family.share_cell(cell)
        if ratio is not None:
            return self._share(*ratio, skip)
        found = self._own(cell, skip)
        for other in self._by_bridges(cell, skip):
            found = found.narrowed(other)
        return found

    def _own(self, cell: Cell, skip: Ids) -> Reach:
        """Return what the cell's own graph says."""
        graph = self.family.graph_of[cell.series]
        key = (cell, skip & self._names[graph])
        if key not in self._reaches:
            ends = self.family.ends(cell)
            if ends is None:
                self._reaches[key] = self._between_boundaries(cell, skip)
            else:
                self._reaches[key] = self._bridged(cell, self.webs[graph].between(*ends, key[1]))
        return self._reaches[key]

    def _between_boundaries(self, cell: Cell, skip: Ids) -> Reach:
        """Return what the next boundaries inside the cell, and outside of it, say of one that has none."""
        days, close = self.family.days, after(cell.end)
        if self.family.counts[cell.series].measure not in DATED or not days:
            return ANYTHING
        inner = outer = cell.start
        if cell.start is not None:
            first, last = bisect_left(days, cell.start), bisect_right(days, cell.start) - 1
            inner = days[first] if first < len(days) else dt.date.max
            outer = days[last] if last >= 0 else dt.date.max
        upto, past = bisect_right(days, close) - 1, bisect_left(days, close)
        below = above = ANYTHING
        if upto >= 0 and (inner is None or inner < days[upto]):
            below = self._own(Cell(cell.series, inner, before(days[upto])), skip)
        if past < len(days) and (outer is None or outer < days[past]):
            above = self._own(Cell(cell.series, outer, before(days[past])), skip)
        return Reach(below.low, above.high, below.below, above.above)

    def _bridged(self, cell: Cell, reach: Reach) -> Reach:
        """Name the bridges too over which numbers of one series bear on another of the same graph."""
        adding = self.family.adding
        if not adding:
            return reach

        def named(terms: Terms) -> Terms:
            used = {self.family.numbers[name].series for name, _ in terms} | {cell.series}
            return terms + tuple((tie.id, 0) for tie in adding if {tie.series, tie.other} <= used)

        return reach._replace(below=named(reach.below), above=named(reach.above))

    def _by_bridges(self, cell: Cell, skip: Ids) -> Iterable[Reach]:
        for whole, parts, ties in self.family.partitions:
            if cell.series in (whole, *parts):
                others = total_of(self._own(cell._replace(series=part), skip) for part in parts if part != cell.series)
                if cell.series != whole:
                    others = left_of(self._own(cell._replace(series=whole), skip), others)
                yield _naming(others, *ties)
        for tie in self.family.within:
            if tie.series == cell.series:
                above = self._own(cell._replace(series=tie.other), skip)
                yield _naming(Reach(0, above.high, (), above.above), tie.id)
            elif tie.other == cell.series and self._has(tie.series, cell):
                below = self._own(cell._replace(series=tie.series), skip)
                yield _naming(Reach(below.low, None, below.below, ()), tie.id)
        for ratio in self.family.ratios_at.get(cell[1:], ()):
            if ratio.id in self.ids - skip:
                yield from self._by_share(ratio, cell, skip)

    def _has(self, smaller: str, cell: Cell) -> bool:
        """Return whether the smaller count has such a cell: only a flow has periods."""
        return (cell.start is not None) == (self.family.counts[smaller].measure == SeriesMeasure.FLOW)

    def _by_share(self, ratio: Ratio, cell: Cell, skip: Ids) -> Iterable[Reach]:
        low, high = Fraction(ratio.low) / 100, Fraction(ratio.high) / 100
        if cell.series == ratio.part:
            whole = self._own(cell._replace(series=ratio.whole), skip)
            yield _naming(_times(whole, low, high), ratio.id)
        elif cell.series == ratio.whole and low > 0:
            part = self._own(cell._replace(series=ratio.part), skip)
            yield _naming(_times(part, 1 / high, 1 / low), ratio.id)

    def _share(self, part: Cell, whole: Cell, skip: Ids) -> Reach:
        return share_of(self.reach(part, skip), self.reach(whole, skip))


def share_of(part: Reach, whole: Reach) -> Reach:
    """Return what the percentage may be, in hundredths, widened to whole ones."""
    most = 100 * FINE
    low = part.low * most // whole.high if whole.high else 0
    high = most if part.high is None or not whole.low else min(most, -(-part.high * most // whole.low))
    below, above = (_silent(terms) for terms in (part.below + whole.above, part.above + whole.below))
    return Reach(min(low, most), high, below if low else (), above if high < most else ())


def total_of(reaches: Iterable[Reach]) -> Reach:
    total = Reach(0, 0)
    for one in reaches:
        high = None if total.high is None or one.high is None else total.high + one.high
        total = Reach(total.low + one.low, high, total.below + one.below, total.above + one.above)
    return total


def left_of(whole: Reach, others: Reach) -> Reach:
    """Return what is left of the whole."""
    low = 0 if others.high is None else max(0, whole.low - others.high)
    high = None if whole.high is None else whole.high - others.low
    return Reach(low, high, whole.below + _taken(others.above), whole.above + _taken(others.below))


def _taken(terms: Terms) -> Terms:
    return tuple((name, -sign) for name, sign in terms)


def _silent(terms: Terms) -> Terms:
    """Return the same numbers as ones that are not simply added."""
    return tuple((name, 0) for name, _ in terms)


def _times(reach: Reach, low: Fraction, high: Fraction) -> Reach:
    """Return a share of a count, in whole persons that surely cover it."""
    above = None if reach.high is None else -(-(reach.high * high) // 1)
    return Reach(int(reach.low * low // 1), above, _silent(reach.below), _silent(reach.above))


def _naming(reach: Reach, *ids: str) -> Reach:
    named = tuple((name, 0) for name in ids)
    return Reach(reach.low, reach.high, reach.below + named, reach.above + named)
