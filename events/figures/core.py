"""Which standing numbers are held to be true together, in layers, and the smallest conflicts of the others.

First the authority's final and revised numbers, then what it published, then the rest. Within a layer: those that
contradict the core alone stay out; the others join; where they contradict each other, the smallest conflict leaves.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from ..vocabulary import Edition
from .cells import Number
from .editions import age
from .family import Family, cell_of
from .program import Program, smallest_conflict
from .together import Together

LAYERS = ((Edition.FINAL, Edition.REVISED), (Edition.PUBLISHED,))
"""Editions of the authority that come before all others, best first."""


class Clash(NamedTuple):
    """A smallest conflicting set of one layer and the core, and the numbers that it keeps out."""

    members: tuple[str, ...]
    out: tuple[str, ...]


class Judge:
    """One family and every question about sets of its numbers."""

    def __init__(self, family: Family) -> None:
        self.family = family
        self.program = Program(family) if family.is_coupled and family.numbers else None

    def together(self, ids: Collection[str]) -> Together:
        return Together(self.family, self.program, ids)

    def smallest(self, ids: Iterable[str], among: Sequence[str], *, proven: bool = True) -> tuple[str, ...]:
        """Return the fewest of these that can't all be true, one of `among` in it: without those, all can be.

        A graph alone is asked first; its answer is the smallest unless bridges give one of fewer numbers, which is
        looked for only if it shall be `proven`.
        """
        ids = sorted(ids, key=self._age)
        found = self._in_graphs(ids, among)
        if self.program is None or 0 < len(found) <= 2 or (found and not proven):
            return found
        return smallest_conflict(self.program, ids, found, among)

    def conflicts(self, core: Together, others: Sequence[str]) -> list[tuple[str, ...]]:
        """Return conflicts among others that can't all join the core, the one of fewest numbers first.

        Where bridges bind, as few as can be are taken out first: each of those has its own smallest conflict with the
        rest, and there is none without one of them. The smallest of one graph is found in any case.
        """
        ids = core.ids | set(others)
        correction = self.correction(core, others)
        kept = self.together(ids - correction)
        if self.program is None or not correction or not kept.is_possible:
            return [self.smallest(ids, others)]
        culprits = []
        for name in sorted(correction, key=self._age):
            if kept.admits(name):
                kept = self.together(kept.ids | {name})
            else:
                culprits.append(name)
        found = {self._in_order(self.smallest(kept.ids | {name}, [name])) for name in culprits}
        found |= {self._in_order(self._in_graphs(sorted(ids, key=self._age), others))} - {()}
        return sorted(found, key=lambda members: (len(members), [self._age(name) for name in members]))

    def correction(self, core: Together, others: Sequence[str]) -> set[str]:
        """Return as few as can be of the others without which the rest of them can join the core."""
        ids = core.ids | set(others)
        found = self.program.correction(core.ids, ids) if self.program else None
        return set(others) if found is None else found

    def _in_graphs(self, ids: Sequence[str], among: Collection[str]) -> tuple[str, ...]:
        found: tuple[str, ...] = ()
        for web in self.together(ids).webs.values():
            through = [bound for bound in web.bounds if bound.id in among]
            found = web.shortest_conflict(through, len(found) - 1 if found else len(ids)) or found
        return found

    def _in_order(self, members: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(members, key=self._age))

    def _age(self, name: str) -> tuple[int, str]:
        return age(self.family.numbers[name])

    def repairs(self, core: Together, members: Sequence[str]) -> tuple[str, ...]:
        """Return the members without which alone the core and all other members can be true."""
        return tuple(name for name in members if self._mends(core, members, name))

    def _mends(self, core: Together, members: Sequence[str], name: str) -> bool:
        rest = [member for member in members if member not in core.ids and member != name]
        if not rest:
            return True
        number = self.family.numbers[rest[0]]
        if not core.reach(cell_of(number), frozenset({name})).meets(*self.family.limits(number)):
            return False
        return self.together((core.ids | set(rest)) - {name}).is_possible


def settle(
    judge: Judge, standing: Collection[str], authority: Callable[[Number], bool]
) -> tuple[Together, list[Clash]]:
    """Return the core, and the conflicts among numbers of one layer, each of which the core alone admits."""
    numbers = [judge.family.numbers[name] for name in sorted(standing & judge.family.numbers.keys())]
    everything = judge.together([number.id for number in numbers])
    if everything.is_possible:
        return everything, []
    core, clashes = judge.together(()), []
    for layer in range(len(LAYERS) + 1):
        ids = sorted((n.id for n in numbers if _layer(n, authority(n)) == layer), key=judge._age)
        core, more = _join(judge, core, ids)
        clashes += more
    return core, clashes


def _layer(number: Number, by_authority: bool) -> int:
    fitting = (place for place, editions in enumerate(LAYERS) if by_authority and number.edition in editions)
    return next(fitting, len(LAYERS))


def _join(judge: Judge, core: Together, ids: Sequence[str]) -> tuple[Together, list[Clash]]:
    joined = judge.together(core.ids | set(ids))
    if joined.is_possible:
        return joined, []
    others = [name for name in ids if not core.excludes(name)]
    suspects = judge.correction(core, others)
    others = [name for name in others if name not in suspects or core.admits(name)]
    clashes: list[Clash] = []
    while not (joined := judge.together(core.ids | set(others))).is_possible:
        left = set(others)
        for members in judge.conflicts(core, others):
            out = tuple(name for name in members if name not in core.ids)
            if left.issuperset(out):
                clashes.append(Clash(members, out))
                left.difference_update(out)
        others = [name for name in others if name in left]
    return joined, clashes
