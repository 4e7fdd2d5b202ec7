"""Which of several numbers of one slot stands, and which edition each was on a given day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ..vocabulary import Edition
from .cells import Count, Number

EDITION_RANK = [
    *(Edition.WITHDRAWN, Edition.TYPO, Edition.MISREAD, Edition.STALE, Edition.SUPERSEDED),
    *(Edition.PROVISIONAL, Edition.PUBLISHED, Edition.REVISED, Edition.FINAL),
]
"""The later in this list, the rather it stands."""

NEVER_SHOWN = (Edition.WITHDRAWN, Edition.TYPO, Edition.MISREAD, Edition.STALE)
"""Editions that stay visible but are never the number of their slot."""

REPLACED = (Edition.SUPERSEDED, Edition.WITHDRAWN)
"""Editions that a number has only since another one came, or since it was taken back."""

Slot = tuple[str, dt.date | None, dt.date | None]


def slot_of(number: Number) -> Slot:
    return number.series, number.start, number.end


def age(number: Number) -> tuple[int, str]:
    """Return what orders ids by number, FG-000999 before FG-001000 and that before FG-1000000."""
    return len(number.id), number.id


def is_known(number: Number, on: dt.date) -> bool:
    """Return whether it had been published by the end of that day; without a day of release nobody can say so."""
    return number.released is not None and number.released[1] <= on


def by_slot(numbers: Iterable[Number]) -> dict[Slot, list[Number]]:
    slots: dict[Slot, list[Number]] = defaultdict(list)
    for number in sorted(numbers, key=age):
        slots[slot_of(number)].append(number)
    return slots


def choose(counts: Sequence[Count], numbers: Sequence[Number], known_on: dt.date | None = None) -> dict[str, str]:
    """Return {id: the edition it had on that day} for the numbers known by then; without a day, for all as they are.

    A number that was superseded or withdrawn only by one that came later counted as published until then. A number
    whose day of release is not known was known on no day. Only numbers of the given series are looked at.
    """
    slugs = {count.slug for count in counts}
    numbers = [number for number in numbers if number.series in slugs]
    if known_on is None:
        return {number.id: number.edition for number in numbers}
    successors: dict[str, list[Number]] = defaultdict(list)
    for number in numbers:
        successors[number.supersedes].append(number)
    slots = by_slot(numbers)
    return {
        number.id: _edition_on(number, _replacing(number, successors, slots), known_on)
        for number in numbers
        if is_known(number, known_on)
    }


def _edition_on(number: Number, replacing: Sequence[Number], day: dt.date) -> str:
    taken = number.edition not in REPLACED or not replacing or any(is_known(later, day) for later in replacing)
    return number.edition if taken else Edition.PUBLISHED


def _replacing(number: Number, successors: dict[str, list[Number]], slots: dict[Slot, list[Number]]) -> list[Number]:
    """Return what came in its place: all that supersede it, directly or not, or else the later ones of its slot."""
    chain = list(successors.get(number.id, ()))
    for later in chain:
        chain.extend(follower for follower in successors.get(later.id, ()) if follower not in chain)
    if chain or number.edition not in REPLACED or number.released is None:
        return chain
    beside = slots[slot_of(number)]
    return [other for other in beside if other.released and other.released[1] > number.released[1]]


def standing(counts: Sequence[Count], numbers: Sequence[Number], known_on: dt.date | None = None) -> set[str]:
    """Return the ids of the numbers that stand: one in each slot, by edition, authority, day of release, and number."""
    editions = choose(counts, numbers, known_on)
    authority = {count.slug: count.authority for count in counts}

    def preference(number: Number) -> tuple[int, bool, tuple[dt.date, ...], tuple[int, str]]:
        rank = EDITION_RANK.index(Edition(editions[number.id]))
        released = number.released[::-1] if number.released else ()
        return rank, number.issuer == authority.get(number.series), released, age(number)

    known = by_slot(n for n in numbers if editions.get(n.id, Edition.WITHDRAWN) not in NEVER_SHOWN)
    return {max(slot, key=preference).id for slot in known.values()}
