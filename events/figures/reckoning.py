"""Every published number held against all others: what can be true together, and how each one stands.

Series that bridges join are one family; families are reckoned apart. The engine never says which number is false and
never changes one. Why so: docs/adr/0036-reconciliation.md
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from ..errors import InvalidValue
from ..vocabulary import FigureVerdict, SeriesMeasure
from .cells import Cell, Conflict, Count, Derived, Number, Tie, Verdict
from .core import Judge, settle
from .editions import age, by_slot, standing
from .family import Family, before, joined
from .graph import NOTHING, Reach
from .reading import RULE_VERSION, Interval
from .sentences import NO_END, NO_NUMBER, NO_START, clash, sentence
from .verdicts import Bench


@dataclass(frozen=True)
class Reckoning:
    """The answer on some numbers, under one version of the rule by which numbers are read."""

    rule: str
    consistent: bool
    verdicts: dict[str, Verdict]
    conflicts: tuple[Conflict, ...]
    benches: dict[str, Bench] = field(repr=False, compare=False)

    def reach(self, series: str, start: dt.date | None, end: dt.date, *, apart: bool = False) -> Reach | None:
        """Return what a cell may hold, in the family's unit; `apart` leaves out what is printed for the cell itself."""
        bench = self.benches.get(series)
        if bench is None:
            return None
        mate = bench.mates.get((series, start, end)) if apart else None
        return bench.core.reach(Cell(series, start, end), frozenset({mate.id}) if mate else NOTHING)

    def tightest(self, series: str, start: dt.date | None, end: dt.date) -> Interval | None:
        """Return what the standing numbers allow for any period or moment; None where nothing bounds it."""
        reach = self.reach(series, start, end)
        return None if reach is None or is_open(reach) else self.benches[series].interval(series, reach)

    def why(self, series: str, start: dt.date | None, end: dt.date) -> tuple[str, ...]:
        """Return the ids of the numbers and bridges from which `tightest` follows."""
        reach = self.reach(series, start, end)
        return named(reach) if reach else ()

    @cached_property
    def derived(self) -> tuple[Derived, ...]:
        """Return the cells that nobody published and the others bound on both sides; each the first time asked."""
        found = [cell for bench in dict.fromkeys(self.benches.values()) for cell in _derived(bench)]
        return tuple(sorted(found, key=lambda cell: (cell.series, cell.end, cell.start or dt.date.min)))


def reconcile(counts: Sequence[Count], numbers: Sequence[Number], ties: Sequence[Tie]) -> Reckoning:
    """Return how all these numbers stand beside each other; their order does not matter.

    Costs:  about 0.2 ms a number where all can be true, some milliseconds for each conflict.
    Raises: InvalidValue for a number of a series that is not given, or an id given twice.
    """
    moments = {count.slug for count in counts if count.measure in (SeriesMeasure.STOCK, SeriesMeasure.CUMULATIVE)}
    numbers = [replace(n, start=None) if n.start and n.series in moments else n for n in sorted(numbers, key=age)]
    _check(counts, numbers)
    stands = standing(counts, numbers)
    benches: dict[str, Bench] = {}
    verdicts: dict[str, Verdict] = {}
    conflicts: list[Conflict] = []
    for family, members in _families(counts, numbers, ties):
        bench = _bench(family, members, stands)
        benches |= dict.fromkeys(family.counts, bench)
        verdicts |= {number.id: _verdict(bench, number, number.id in stands) for number in members}
        conflicts += _conflicts(bench, stands, verdicts)
    together = all((stands & bench.family.numbers.keys()) <= bench.core.ids for bench in benches.values())
    ordered = {number.id: verdicts[number.id] for number in numbers}
    return Reckoning(RULE_VERSION, together, ordered, tuple(conflicts), benches)


def _check(counts: Sequence[Count], numbers: Sequence[Number]) -> None:
    """Refuse a number of an unknown series and an id that is given twice."""
    slugs, seen = {count.slug for count in counts}, set()
    for number in numbers:
        if number.series not in slugs:
            remedy = "Give the series too, or leave the number out."
            raise InvalidValue(f"{number.id}: the series “{number.series}” is unknown.", field="series", remedy=remedy)
        if number.id in seen:
            raise InvalidValue(f"{number.id} is given twice.", field="id", remedy="Give each number once.")
        seen.add(number.id)


def _families(
    counts: Sequence[Count], numbers: Sequence[Number], ties: Sequence[Tie]
) -> Iterator[tuple[Family, list[Number]]]:
    """Yield the families in order of their first series, each with its numbers."""
    known = {count.slug for count in counts}
    bridges = sorted((tie for tie in ties if {tie.series, tie.other} <= known), key=lambda tie: tie.id)
    family_of = joined(known, [(tie.series, tie.other) for tie in bridges])
    grouped: dict[str, tuple[list[Count], list[Number], list[Tie]]] = defaultdict(lambda: ([], [], []))
    for count in sorted(counts, key=lambda count: count.slug):
        grouped[family_of[count.slug]][0].append(count)
    for number in numbers:
        grouped[family_of[number.series]][1].append(number)
    for tie in bridges:
        grouped[family_of[tie.series]][2].append(tie)
    for group in grouped.values():
        yield Family(*group), group[1]


def _bench(family: Family, members: Sequence[Number], stands: set[str]) -> Bench:
    judge = Judge(family)
    core, clashes = settle(judge, stands, lambda number: number.issuer == family.counts[number.series].authority)
    return Bench(judge, core, clashes, by_slot(members))


def _verdict(bench: Bench, number: Number, stands: bool) -> Verdict:
    if number.id not in bench.family.numbers:
        told = NO_NUMBER if number.low is None else NO_END if number.end is None else NO_START
        return Verdict(number.id, FigureVerdict.UNTESTABLE, None, (), (), (), False, stands, told)
    there = bench.stands(number)
    known = None if is_open(there.reach) else bench.interval(number.series, there.reach)
    clashes = there.code == FigureVerdict.IN_CONFLICT
    return Verdict(
        id=number.id,
        code=there.code,
        derived=known,
        derivation=named(there.reach),
        conflict=there.members,
        repairs=bench.judge.repairs(bench.core, (number.id, *there.members)) if clashes else (),
        single_source=there.single_source,
        standing=stands,
        sentence=sentence(bench, there),
    )


def _conflicts(bench: Bench, stands: set[str], verdicts: dict[str, Verdict]) -> Iterator[Conflict]:
    """Yield the conflicts of standing numbers, but those that a later edition explains."""
    for found in dict.fromkeys(bench.clash_of.values()):
        told = next((name for name in found.out if verdicts[name].code == FigureVerdict.IN_CONFLICT), "")
        if told:
            yield Conflict(found.members, verdicts[told].repairs, clash(bench, found.members))
    for name in bench.family.numbers:
        verdict = verdicts[name]
        if name in stands and name not in bench.clash_of and verdict.code == FigureVerdict.IN_CONFLICT:
            yield Conflict((name, *verdict.conflict), verdict.repairs, verdict.sentence)


def _derived(bench: Bench) -> Iterator[Derived]:
    """Yield what lies between neighbouring boundaries of a graph's exact numbers, and each cumulative at one."""
    for slug, count in bench.family.counts.items():
        days = bench.core.exact_days(bench.family.graph_of[slug])
        cells: list[Cell] = []
        if count.measure == SeriesMeasure.FLOW:
            cells = [Cell(slug, first, before(past)) for first, past in pairwise(days)]
        elif count.measure == SeriesMeasure.CUMULATIVE:
            cells = [Cell(slug, None, before(day)) for day in days]
        for cell in cells:
            reach = bench.core.reach(cell)
            if reach.high is not None and cell not in bench.mates:
                yield Derived(*cell, bench.interval(slug, reach), named(reach))


def is_open(reach: Reach) -> bool:
    return reach.high is None and reach.low == 0


def named(reach: Reach) -> tuple[str, ...]:
    """Return the ids from which both ends follow, numbers before bridges, each once."""
    names = dict.fromkeys(name for name, _ in (*reach.below, *reach.above))
    return tuple(sorted(names, key=lambda name: name.startswith("BR-")))
