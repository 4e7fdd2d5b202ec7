"""Whether a number that conflicts today fits what had been published about its release.

Each slot of its graph may then have held any value between the last edition known by that day and the first one known
after it. What lay ahead takes no part, nor do slots whose number is itself in conflict. Of the bridges only those of
its own cell are asked, and only where nothing but the number itself was revised: parts and wholes of different
vintages don't add up.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..vocabulary import Edition
from .cells import Cell, Number
from .core import Judge
from .editions import Slot, age, is_known, slot_of
from .family import cell_of
from .graph import Bound, Reach, Web
from .together import ANYTHING, left_of, share_of, total_of

BROKEN = (Edition.TYPO, Edition.MISREAD, Edition.STALE)
"""Editions that were never anybody's count."""


class Vintage(NamedTuple):
    """What a slot may have held, whether anything of it was known by then, and whether it has been revised since."""

    low: int
    high: int | None
    known: bool
    revised: bool


class Vintages:
    """The editions of a family's slots. `kept` are the slots whose standing number is in the core, and that number."""

    def __init__(self, judge: Judge, slots: dict[Slot, list[Number]], kept: Mapping[Slot, Number]) -> None:
        self.judge, self.family = judge, judge.family
        self.kept = {slot: kept[slot] for slot in sorted(kept, key=str)}
        self.slots = {slot: [number for number in there if _counts(number)] for slot, there in slots.items()}

    def fits(self, number: Number, mate: Number | None) -> bool:
        """Return whether the number was true to what was known at its release, and has been revised since."""
        if number.released is None or number.edition in BROKEN:
            return False
        if mate is not None and is_known(mate, number.released[0] - dt.timedelta(days=1)):
            return False
        if mate is None and not any(self._was_revised(slot, number) for slot in self.kept):
            return False
        low, high = self.family.limits(number)
        pair = self.family.share_cell(cell_of(number))
        if pair is not None:
            return share_of(*(self._reach(cell, number) for cell in pair)).meets(low, high)
        bound = self.family.bounds[number.id]
        web = self._web(number, bound)
        return web.potentials is not None and all(r.meets(low, high) for r in self._by_bridges(number))

    def _was_revised(self, slot: Slot, number: Number) -> bool:
        """Return whether what stands in a slot is another number than what was known of it at a release."""
        assert number.released is not None
        there = self._vintage(slot, number) if slot[2] is not None and slot[2] <= number.released[1] else None
        return there is not None and (there.revised or there[:2] != self.family.limits(self.kept[slot]))

    def _reach(self, cell: Cell, number: Number) -> Reach:
        ends = self.family.ends(cell)
        web = self._web(number, graph=self.family.graph_of[cell.series])
        return web.between(*ends) if ends and web.potentials is not None else ANYTHING

    def _web(self, number: Number, *own: Bound, graph: str = "") -> Web:
        """Return the graph of a number as it was known at the number's release, its own slot holding the number."""
        assert number.released is not None
        graph = graph or self.family.graph_of[number.series]
        bounds = list(own)
        for slot in self.kept:
            past = slot[2] is not None and slot[2] <= number.released[1]
            if past and self.family.graph_of[slot[0]] == graph and slot != slot_of(number):
                there, ends = self._vintage(slot, number), self.family.ends(Cell(*slot))  # type: ignore[arg-type]
                if there and ends:
                    bounds.append(Bound("", *ends, there.low, there.high))
        return Web(self.family.layout[graph], bounds)

    def _vintage(self, slot: Slot, number: Number) -> Vintage | None:
        assert number.released is not None
        day = number.released[1]
        editions = sorted(self.slots.get(slot, ()), key=_when)
        before = [edition for edition in editions if is_known(edition, day)][-1:]
        after = [edition for edition in editions if not is_known(edition, day)][:1]
        limits = [self.family.limits(edition) for edition in (*before, *after)]
        if not limits:
            return None
        high = None if any(high is None for _, high in limits) else max(high for _, high in limits if high is not None)
        return Vintage(min(low for low, _ in limits), high, bool(before), len(set(limits)) > 1)

    def _by_bridges(self, number: Number) -> Iterable[Reach]:
        """Yield what the other counts of the same cell left for this one."""
        family = self.family
        for whole, parts, _ in family.partitions:
            if number.series == whole:
                yield self._left(number, (), parts)
            elif number.series in parts:
                yield self._left(number, (whole,), [part for part in parts if part != number.series])
        for tie in family.within:
            if tie.series == number.series:
                yield self._left(number, (tie.other,), ())._replace(low=0)
            elif tie.other == number.series:
                yield self._left(number, (), (tie.series,))._replace(high=None)

    def _left(self, number: Number, whole: Sequence[str], parts: Sequence[str]) -> Reach:
        slots = [(series, *slot_of(number)[1:]) for series in (*whole, *parts)]
        there = [self._vintage(slot, number) if slot in self.kept else None for slot in slots]
        held = [vintage for vintage in there if vintage is not None]
        if any(vintage.revised for vintage in held) or not any(vintage.known for vintage in held):
            return ANYTHING
        reaches = [ANYTHING if vintage is None else Reach(vintage.low, vintage.high) for vintage in there]
        return left_of(reaches[0], total_of(reaches[1:])) if whole else total_of(reaches)


def _when(number: Number) -> tuple[dt.date, dt.date, tuple[int, str]]:
    """Return what orders editions by release; one of unknown release comes last."""
    earliest, latest = number.released or (dt.date.max, dt.date.max)
    return latest, earliest, age(number)


def _counts(number: Number) -> bool:
    return number.edition not in BROKEN and number.low is not None
