"""A claim that differs from the accepted value: keep that value, change it, or accept both as a range."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from .. import codebook, partial_dates
from ..errors import InvalidValue
from ..vocabulary import ClaimRelation, Standing
from .claims import ClaimInput

KEEP, CHANGE, RANGE = "keep", "change", "range"
SPANNING = (codebook.PERSONS, codebook.OCCURRED, codebook.DATE)
"""Kinds of fields of which two values make a range."""


def settle(inputs: Sequence[ClaimInput]) -> list[ClaimInput]:
    """Return the claims with every settled difference carried out; those without a settlement stay as they are.

    The claim that asks (`settlement`) brings the note that the loser shows to readers. `range` leaves both as they
    were said, in conflict, and adds an accepted claim that spans them. Raises: InvalidValue naming claims[position].
    """
    settled = [replace(given) for given in inputs]
    for position, given in enumerate(list(settled)):
        if not given.settlement:
            continue
        if given.settlement not in _CARRY_OUT:
            remedy = f"Choose one of: {', '.join(_CARRY_OUT)}."
            raise InvalidValue(
                f"“{given.settlement[:20]}” settles nothing.", field=f"claims[{position}].settlement", remedy=remedy
            )
        holders = [other for other in settled if _holds_against(other, given)]
        if not holders:
            continue
        if not given.settlement_note.strip():
            remedy = "Write one sentence for readers: why the other value does not stand."
            raise InvalidValue(
                "The value that loses needs a note.", field=f"claims[{position}].settlement_note", remedy=remedy
            )
        _CARRY_OUT[given.settlement](settled, given, holders, position)
    return settled


def _holds_against(other: ClaimInput, given: ClaimInput) -> bool:
    same_field = other is not given and other.field == given.field
    return same_field and other.standing == Standing.ACCEPTED and other.value != given.value


def _lose(claim: ClaimInput, standing: Standing, note: str) -> None:
    claim.standing, claim.public_note = standing.value, note.strip()


def _keep(_: list[ClaimInput], given: ClaimInput, __: list[ClaimInput], ___: int) -> None:
    _lose(given, Standing.CONFLICTING, given.settlement_note)


def _change(_: list[ClaimInput], given: ClaimInput, holders: list[ClaimInput], __: int) -> None:
    given.standing = Standing.ACCEPTED.value
    for holder in holders:
        _lose(holder, Standing.SUPERSEDED, given.settlement_note)
    if not given.relation:
        given.relation, given.related_to = ClaimRelation.SUPERSEDES.value, holders[0].id or holders[0].key or None
    if given.related_to is None:
        given.relation = ""


def _span(settled: list[ClaimInput], given: ClaimInput, holders: list[ClaimInput], position: int) -> None:
    values = [given.value, *(holder.value for holder in holders)]
    spanning = replace(given, id=None, key="", value=span_of(given.field, values, position), suggestion=None)
    spanning.standing, spanning.public_note = Standing.ACCEPTED.value, given.settlement_note.strip()
    spanning.relation, spanning.related_to, spanning.settlement = "", None, ""
    for claim in (given, *holders):
        _lose(claim, Standing.CONFLICTING, given.settlement_note)
    settled.append(spanning)


_CARRY_OUT = {KEEP: _keep, CHANGE: _change, RANGE: _span}


def span_of(key: str, values: Sequence[codebook.Value], position: int = 0) -> codebook.Value:
    """Return the value that covers all of these: the least to the most persons, the first to the last day."""
    field = codebook.find(key)
    if field.kind not in SPANNING:
        remedy = "Keep the accepted value, or change it."
        where = f"claims[{position}].settlement"
        raise InvalidValue("Two values of this field make no range.", field=where, remedy=remedy)
    if field.kind == codebook.PERSONS:
        highest = [value["max"] for value in values]
        most = None if None in highest else max(highest)
        return {"min": min(value["min"] for value in values), "max": most}
    if field.kind == codebook.DATE:
        return _days([str(value) for value in values])
    return {"edtf": _days([value["edtf"] for value in values]), "basis": values[0]["basis"]}


def _days(texts: Sequence[str]) -> str:
    """Return the EDTF range from the first day of these dates to the last; open where one of them is."""
    dates = [partial_dates.read(text) for text in texts]
    start = None if any(date.start is None for date in dates) else min(date.start or dt.date.max for date in dates)
    end = None if any(date.end is None for date in dates) else max(date.end or dt.date.min for date in dates)
    return f"{start or '..'}/{end or '..'}"
