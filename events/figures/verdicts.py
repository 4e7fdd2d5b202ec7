"""The verdict on each number of one family: beside the core, and beside what was known when it was printed."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from ..vocabulary import FigureVerdict
from .cells import Number
from .core import Clash, Judge
from .editions import Slot, age, slot_of
from .family import cell_of
from .graph import Reach
from .reading import Interval
from .together import Together
from .vintages import Vintages


class Standing(NamedTuple):
    """What is known of one number before it is put into words. `mate` is the number of its slot that is in the core."""

    number: Number
    code: str
    reach: Reach
    mate: Number | None
    members: tuple[str, ...]
    agreeing: bool
    single_source: bool


class Bench:
    """A family with its core, to give verdicts on its numbers."""

    def __init__(self, judge: Judge, core: Together, clashes: Iterable[Clash], slots: dict[Slot, list[Number]]) -> None:
        self.judge, self.core, self.family, self.slots = judge, core, judge.family, slots
        self.clash_of = {name: clash for clash in clashes for name in clash.out}
        self.mates = {slot_of(number): number for name, number in self.family.numbers.items() if name in core.ids}

    @cached_property
    def _vintages(self) -> Vintages:
        return Vintages(self.judge, self.slots, self.mates)

    @cached_property
    def _by_origin(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for name in self.core.ids:
            found.setdefault(self.family.numbers[name].origin, set()).add(name)
        return {origin: frozenset(names) for origin, names in found.items()}

    def stands(self, number: Number) -> Standing:
        """Return where a number stands. One that has no interval or no end is not asked about."""
        mate = self.mates.get(slot_of(number))
        own = frozenset({mate.id} if mate else ())
        reach = self.core.reach(cell_of(number), own)
        agreeing = self._agreeing(number)
        conflicts = number.id in self.clash_of or (number.id not in self.core.ids and not self.core.admits(number.id))
        members: tuple[str, ...] = ()
        if conflicts:
            mate = mate if mate and not self._meet(mate, number) else None
            code = FigureVerdict.REVISED if self._vintages.fits(number, mate) else FigureVerdict.IN_CONFLICT
            members = self._members(number, mate, proven=code == FigureVerdict.IN_CONFLICT)
        else:
            code = self._code(number, reach, bool(agreeing))
        single = not any(other.origin != number.origin for other in agreeing) and not self._pinned(number, reach, own)
        return Standing(number, code, reach, mate, members, bool(agreeing), single)

    def _code(self, number: Number, reach: Reach, agreeing: bool) -> FigureVerdict:
        if reach.high is None and reach.low == 0:
            return FigureVerdict.CONSISTENT if agreeing else FigureVerdict.UNTESTABLE
        if number.value is None:
            return FigureVerdict.CONSISTENT
        low, high = self.family.scaled(number.series, number.value, number.value)
        inside = reach.meets(low, high)
        return FigureVerdict.CONSISTENT if inside else FigureVerdict.WITHIN_ROUNDING

    def _agreeing(self, number: Number) -> list[Number]:
        """Return what other origins print for the slot, as far as it can be the same."""
        beside = self.slots.get(slot_of(number), ())
        return [other for other in beside if other.origin != number.origin and self._meet(other, number)]

    def _meet(self, one: Number, other: Number) -> bool:
        if one.low is None or other.low is None:
            return False
        return Reach(*self.family.limits(one)).meets(*self.family.limits(other))

    def _pinned(self, number: Number, reach: Reach, own: frozenset[str]) -> bool:
        """Return whether numbers of other origins alone give it, so that a slip of its source would be found."""
        limits = self.family.limits(number)
        if not reach.within(*limits):
            return False
        same = self._by_origin.get(number.origin, frozenset())
        if same.isdisjoint(name for name, _ in reach.below + reach.above):
            return True
        return self.core.reach(cell_of(number), same | own).within(*limits)

    def _members(self, number: Number, mate: Number | None, *, proven: bool) -> tuple[str, ...]:
        """Return the other members of the smallest conflicting set, nearest first."""
        if clash := self.clash_of.get(number.id):
            members: Collection[str] = clash.members
        elif mate:
            members = (mate.id,)
        else:
            members = self.judge.smallest(self.core.ids | {number.id}, [number.id], proven=proven)
        return tuple(sorted((name for name in members if name != number.id), key=lambda name: self._far(number, name)))

    def _far(self, number: Number, name: str) -> tuple[int, int, tuple[int, str]]:
        other = self.family.numbers[name]
        assert number.end is not None
        assert other.end is not None
        starts = abs(((other.start or other.end) - (number.start or number.end)).days)
        return abs((other.end - number.end).days) + starts, other.series != number.series, age(other)

    def interval(self, series: str, reach: Reach) -> Interval:
        """Return a reach in the series' own unit."""
        scale = self.family.scale(series)
        high = None if reach.high is None else Decimal(reach.high) / scale
        return Interval(Decimal(reach.low) / scale, high)
