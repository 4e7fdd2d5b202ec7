"""Verify the history: recompute every chain, compare it with the records, and name what is broken."""

import itertools
from collections.abc import Iterator

from ..models import (
    FIRST_HASH,
    Bridge,
    Check,
    Event,
    Figure,
    Place,
    Publisher,
    Record,
    Revision,
    Series,
    Source,
    Subject,
)
from ..vocabulary import Act

CHAINED: dict[str, type[Record]] = {
    "publisher": Publisher,
    "source": Source,
    "place": Place,
    "subject": Subject,
    "event": Event,
    "series": Series,
    "figure": Figure,
    "bridge": Bridge,
    "check": Check,
}
"""Kinds of records that have a history, as they are called in it."""

ERASING = (Act.ERASE, Act.TAKE_DOWN)
"""Acts whose bodies name the revisions of their chain that they destroyed: one number or a list of them."""


def verify_history() -> Iterator[str]:
    """Yield one sentence for each chain that does not verify, naming its first broken row.

    Catches: a changed row or body, a missing or swapped row, a body that is gone without a recorded erasure, and a
             chain that ends before its record's version or has no record.
    """
    rows = Revision.objects.order_by("record", "record_id", "number").select_related("body")
    seen: set[tuple[str, int]] = set()
    for chain, revisions in itertools.groupby(rows.iterator(2000), key=lambda row: (row.record, row.record_id)):
        seen.add(chain)
        if broken := _first_break(list(revisions)):
            yield broken
    for record, model in CHAINED.items():
        for pk in model._default_manager.filter(version__gt=0).values_list("pk", flat=True):
            if (record, pk) not in seen:
                yield f"{record} {pk}: its whole history is missing."


def _first_break(revisions: list[Revision]) -> str:
    erased = _erased(revisions)
    previous = FIRST_HASH
    for expected, revision in enumerate(revisions, start=1):
        if revision.number != expected:
            return f"{revision}: revision {expected} is missing before it."
        if revision.previous_hash != previous:
            return f"{revision}: it does not follow the revision before it."
        if revision.compute_hash() != revision.hash:
            return f"{revision}: the row was changed."
        body = getattr(revision, "body", None)
        if body is None and revision.number not in erased:
            return f"{revision}: its body is gone and no erasure is recorded."
        if body is not None and body.compute_commitment() != revision.commitment:
            return f"{revision}: the body was changed."
        previous = revision.hash
    last = revisions[-1]
    model = CHAINED.get(last.record)
    versions = model._default_manager.filter(pk=last.record_id).values_list("version", flat=True) if model else ()
    if last.number not in versions:
        return f"{last}: the chain ends there, but the record does not stand at that version."
    return ""


def _erased(revisions: list[Revision]) -> set[int]:
    """Return the numbers whose bodies were destroyed on the record; what a changed body claims does not count."""
    bodies = [row.body for row in revisions if row.act in ERASING and hasattr(row, "body")]
    whole = [body.read()["erased"] for body in bodies if body.compute_commitment() == body.revision.commitment]
    return {number for told in whole for number in (told if isinstance(told, list) else [told])}
