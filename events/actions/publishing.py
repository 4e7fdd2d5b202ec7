"""From the desk to the public record: the approving revision and the projection, in one transaction.

Order of locks: the public feed, then the record, then what it cites; so no two approvals wait for each other. The
number of a public change is the next one under the feed's lock, so the feed has no gaps and stands in commit order.
"""

import json
from collections.abc import Callable, Collection, Sequence
from typing import Any, cast

from django.contrib.auth.models import User
from django.db.models import Max

from ..derive import (
    REBUILD_YEARS,
    Approved,
    Json,
    project,
    record_change,
    snapshot_event,
    snapshot_figure,
    snapshot_series,
    snapshot_source,
)
from ..errors import FourEyes
from ..models import (
    Event,
    Figure,
    OutboxRow,
    PublicEvent,
    Reviewed,
    Revision,
    RevisionBody,
    Series,
    Source,
    canonical,
)
from ..vocabulary import Act
from .history import KINDS, append

SNAPSHOTS = cast(
    dict[type[Reviewed], Callable[[Any], Json]],
    {Event: snapshot_event, Figure: snapshot_figure, Source: snapshot_source, Series: snapshot_series},
)


WRITTEN = ("version", "approved_version", "approved_by", "state", "state_reason", "merged_into")
"""What a step of the workflow changes in a record's own row."""


def publish(record: Reviewed, act: Act, snapshot: Json, *, by: User, reason: str, override: str = "") -> None:
    """Append the approving revision of a locked record, project its snapshot and write its line of the feed.

    The caller holds the lock of the public feed.
    """
    last = Revision.objects.aggregate(last=Max("public_number"))["last"] or 0
    snapshot = json.loads(canonical(snapshot))  # as a rebuild will read it
    first = record.approved_version is None
    public = _describe(snapshot, {} if first else approved_snapshots([record])[record.pk], reason)
    body = {"snapshot": snapshot, "public": public, "override": override}
    record.version += 1
    revision = append(record, act, body=body, public_number=last + 1, by=by, reason=reason)
    record.approved_version, record.approved_by = revision.number, by if act == Act.APPROVE else None
    save_step(record)
    project_again(record, revision, snapshot, first=first)
    record_change(revision, public, record.slug if isinstance(record, Series) else record.public_id)


def save_step(record: Reviewed) -> None:
    """Save what a step of the workflow changes in a locked record's own row, and nothing else."""
    record.save(update_fields=[name for name in WRITTEN if hasattr(record, name)])


def project_again(record: Reviewed, revision: Revision, snapshot: Json, *, first: bool = False) -> None:
    """Write the public rows of an approved revision; for an event also the work of recounting its years."""
    assert revision.public_number is not None
    public = Revision.objects.filter(record=revision.record, record_id=record.pk, public_number__isnull=False)
    approvals = 1 if first else public.filter(number__lte=revision.number).count()
    years = years_of(record)
    project(Approved(revision.record, record.pk, revision.public_number, revision.at, approvals, snapshot))
    years |= years_of(record)
    if years:
        OutboxRow.objects.create(task=REBUILD_YEARS, payload={"years": sorted(years)})


def years_of(record: Reviewed) -> set[int]:
    """Return the years in which the public sees an event; none for other records and tombstones."""
    if not isinstance(record, Event):
        return set()
    spans = PublicEvent.objects.live().filter(pk=record.pk).values_list("year_from", "year_to")
    return {year for first, last in spans for year in range(first, last + 1)}


def approved_snapshots(records: Sequence[Reviewed]) -> dict[int, Json]:
    """Return {number of a record: what was last approved of it}, for records of one kind.

    Costs: 2 queries; as one join it took 0.2 s on a table whose statistics were stale.
    """
    approved = {record.pk: record.approved_version for record in records if record.approved_version is not None}
    chains = Revision.objects.filter(record=KINDS[type(records[0])], record_id__in=list(approved))
    found = chains.filter(number__in=list(approved.values())).values_list("pk", "record_id", "number")
    wanted = {pk: record_id for pk, record_id, number in found if approved[record_id] == number}
    bodies = RevisionBody.objects.in_bulk(list(wanted))
    return {record_id: bodies[pk].read()["snapshot"] for pk, record_id in wanted.items()}


def _describe(snapshot: Json, before: Json, reason: str) -> Json:
    """Return the public line of a change: its kind, old and new value of each changed field, and the reason."""
    if "tombstone" in snapshot:
        return {"kind": snapshot["tombstone"]["kind"], "fields": {}, "reason": snapshot["tombstone"]["reason"]}
    if "document" not in before:
        return {"kind": "created", "fields": {}, "reason": ""}
    old, new = before["document"], snapshot["document"]
    fields = {name: [old.get(name), new[name]] for name in new if old.get(name) != new[name]}
    claims = _changed_claims(before.get("claims", []), snapshot.get("claims", []))
    if claims:
        fields["claims"] = claims
    return {"kind": "updated", "fields": fields, "reason": reason}


def _changed_claims(before: list[Json], after: list[Json]) -> list[list[str]]:
    """Return [ids gone or changed, ids new or changed]; empty if no claim differs."""
    old, new = {claim["id"]: claim for claim in before}, {claim["id"]: claim for claim in after}
    gone = sorted(key for key in old if new.get(key) != old[key])
    come = sorted(key for key in new if old.get(key) != new[key])
    return [gone, come] if gone or come else []


def publish_cited(
    cited: Sequence[Source] | Sequence[Series], public: Collection[int], *, by: User, reason: str
) -> None:
    """Approve locked sources or series together with what cites them, where the public sees them otherwise or not.

    `public` are the numbers of those that the public sees. Costs: 1 query where nothing changed.
    """
    approved = approved_snapshots(cited) if cited else {}
    for record in cited:
        snapshot = SNAPSHOTS[type(record)](record)
        if snapshot != approved.get(record.pk):
            check_four_eyes(record, by)
            publish(record, Act.APPROVE, snapshot, by=by, reason=reason)
        elif record.pk not in public:
            chain = Revision.objects.filter(record=KINDS[Source], record_id=record.pk, public_number__isnull=False)
            project_again(record, chain.latest("number"), snapshot)


def with_ancestors(numbers: set[int]) -> list[Source]:
    """Lock sources with all from which they derive and return them, each parent before its copies.

    Costs: 1 query a step of derivation. Private texts are not read.
    """
    found: dict[int, Source] = {}
    while numbers:
        rows = Source.objects.select_for_update(no_key=True, of=("self",)).select_related("publisher")
        step = rows.defer("text", "snapshot").filter(pk__in=numbers).order_by("pk")
        found |= {source.pk: source for source in step}
        numbers = {found[pk].derives_from_id for pk in numbers} - found.keys() - {None}  # type: ignore[assignment]

    def depth(source: Source) -> int:
        return 0 if source.derives_from_id is None else 1 + depth(found[source.derives_from_id])

    return sorted(found.values(), key=lambda source: (depth(source), source.pk))


def lock_series(figure: Figure) -> list[Series]:
    """Lock the series of a figure and return it, as the set of one that the figure cites."""
    figure.series = Series.objects.select_for_update(no_key=True).get(pk=figure.series_id)
    return [figure.series]


def check_four_eyes(record: Reviewed, by: User) -> None:
    """Raise FourEyes if the approver changed the record since it was last approved."""
    changes = Revision.objects.filter(record=KINDS[type(record)], record_id=record.pk, by=by)
    if changes.filter(act__in=[Act.CREATE, Act.CHANGE], number__gt=record.approved_version or 0).exists():
        raise FourEyes(
            f"{by.get_username()} coded {record.public_id} and can't approve it.",
            field="by",
            remedy="Ask another reviewer to approve it.",
        )
