"""The public rows of all sources and events at once, as `project` writes them one by one into an empty record.

Both are read from their approvals, some hundred records at a time, and written by COPY: constant memory, and no query
for a single record. What can't be told from a record alone is told by the order of approval, as `project` meets it:
a link stands if its other end was approved before, and a place that was approved after an event names it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import F, Max, Model, Window
from django.db.models.functions import DenseRank

from ..models import (
    PublicClaim,
    PublicEvent,
    PublicLink,
    PublicSource,
    PublicState,
    PublicVersion,
    Revision,
    RevisionBody,
)
from .copying import Copying
from .project import Approved, row_of_event, row_of_source, rows_of_claims, words_of
from .search import write_search
from .snapshot import Json
from .versions import past_of

STEP = 500
"""Numbers of records that are read at once."""


class Chain(NamedTuple):
    """A record with all its approvals and their bodies, the oldest first."""

    number: int
    approvals: list[Revision]

    def last(self) -> Approved:
        """Return the approved state that stands."""
        last = self.approvals[-1]
        assert last.public_number is not None
        snapshot = last.body.read()["snapshot"]
        return Approved(last.record, self.number, last.public_number, last.at, len(self.approvals), snapshot)


def last_approved(*records: str) -> Iterator[Approved]:
    """Yield the last approved state of every record of some kinds, in order of approval; for kinds with few records."""
    ranked = Revision.objects.filter(record__in=records, public_number__isnull=False).annotate(
        version=Window(DenseRank(), partition_by=["record", "record_id"], order_by="number"),
        last=Window(Max("number"), partition_by=["record", "record_id"]),
    )
    for revision in [row for row in ranked.order_by("public_number") if row.number == row.last]:
        snapshot = json.loads(RevisionBody.objects.get(pk=revision.pk).body)["snapshot"]
        change = revision.public_number
        assert change is not None
        yield Approved(revision.record, revision.record_id, change, revision.at, revision.version, snapshot)


def write_sources() -> None:
    """Write every source that was ever approved, and its past."""
    for chains in _chains("source"):
        rows: Rows = defaultdict(list)
        for chain in chains:
            rows[PublicSource].append({"number": chain.number} | row_of_source(chain.last()))
            _add_past("source", chain, rows)
        _write(rows)


def write_events() -> None:
    """Write every event that was ever approved, with its claims, links, words and past."""
    places = {approved.snapshot["slug"]: approved for approved in last_approved("place")}
    linked: list[tuple[int, list[list[Any]]]] = []
    for chains in _chains("event"):
        rows: Rows = defaultdict(list)
        texts: dict[int, str] = {}
        for chain in chains:
            approved = chain.last()
            rows[PublicEvent].append({"number": chain.number} | row_of_event(approved))
            _add_past("event", chain, rows)
            if "tombstone" in approved.snapshot:
                continue
            rows[PublicClaim] += rows_of_claims(chain.number, approved.snapshot["claims"])
            texts[chain.number] = words_of(chain.number, _as_named_today(approved, places))
            if links := approved.snapshot["links"]:
                linked.append((approved.change, links))
        _write(rows)
        write_search(texts)
    _write_links(linked)


Rows = dict[type[Model], list[Json]]


def _chains(record: str) -> Iterator[list[Chain]]:
    """Yield all approved records of a kind by their numbers, some at a time. Costs: 2 queries each time."""
    approvals = Revision.objects.filter(record=record, public_number__isnull=False)
    last = approvals.aggregate(last=Max("record_id"))["last"] or 0
    for start in range(0, last, STEP):
        some = approvals.filter(record_id__gt=start, record_id__lte=start + STEP).select_related("body")
        grouped = groupby(some.order_by("record_id", "number"), key=lambda revision: revision.record_id)
        yield [Chain(number, list(revisions)) for number, revisions in grouped]


def _add_past(record: str, chain: Chain, rows: Rows) -> None:
    for model, row in past_of(record, chain.number, chain.approvals):
        rows[model].append(row)


def _as_named_today(approved: Approved, places: dict[str, Approved]) -> Json:
    """Return an event's snapshot with the names of its place, if these were approved after it."""
    place = places.get(approved.snapshot["document"]["place"])
    if place is None or place.change < approved.change:
        return approved.snapshot
    return approved.snapshot | {"words": place.snapshot["words"]}


def _write(rows: Rows) -> None:
    """Write rows, those first that others point to."""
    for model in (PublicSource, PublicEvent, PublicClaim, PublicVersion, PublicState, PublicLink):
        if model in rows:
            copying = Copying(model, numbered=model not in (PublicVersion, PublicState, PublicLink))
            copying.write(copying.values(row) for row in rows[model])


def _write_links(linked: Iterable[tuple[int, list[list[Any]]]]) -> None:
    """Write links of which both ends are live, and which the end that was approved last tells."""
    ends = {end for _, links in linked for link in links for end in link[:2]}
    changes = dict(PublicEvent.objects.live().filter(pk__in=ends).values_list("pk", F("change")))
    told = [
        {"event_id": one, "other_id": other, "kind": kind}
        for change, links in sorted(linked, key=lambda pair: pair[0])
        for one, other, kind in links
        if max(changes.get(one, change + 1), changes.get(other, change + 1)) <= change
    ]
    _write({PublicLink: told})
