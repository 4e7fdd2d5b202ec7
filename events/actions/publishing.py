"""From the desk to the public record: the approving revision and the projection, in one transaction.

Order of locks: the record, then the public feed. The number of a public change is the next one under the feed's lock,
so the feed has no gaps and stands in the order of commit.
"""

import json
from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth.models import User
from django.db.models import Max

from ..derive import (
    PUBLIC_FEED,
    REBUILD_YEARS,
    Approved,
    Json,
    lock,
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
    PublicSeries,
    PublicSource,
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


PUBLIC_ROWS: dict[type[Reviewed], type[PublicSource | PublicSeries]] = {Source: PublicSource, Series: PublicSeries}


def publish(record: Reviewed, act: Act, snapshot: Json, *, by: User, reason: str, override: str = "") -> None:
    """Append the approving revision of a locked record, project its snapshot and write its line of the feed."""
    lock(PUBLIC_FEED)
    last = Revision.objects.aggregate(last=Max("public_number"))["last"] or 0
    snapshot = json.loads(canonical(snapshot))  # as a rebuild will read it
    public = _describe(snapshot, approved_snapshot(record), reason)
    body = {"snapshot": snapshot, "public": public, "override": override}
    revision = append(record, act, body=body, public_number=last + 1, by=by, reason=reason)
    record.approved_version, record.approved_by = revision.number, by if act == Act.APPROVE else None
    record.save()
    project_again(record, revision, snapshot)
    record_change(revision, public, record.slug if isinstance(record, Series) else record.public_id)


def project_again(record: Reviewed, revision: Revision, snapshot: Json) -> None:
    """Write the public rows of an approved revision; for an event also the work of recounting its years."""
    assert revision.public_number is not None
    approvals = Revision.objects.filter(
        record=revision.record, record_id=record.pk, public_number__isnull=False, number__lte=revision.number
    ).count()
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


def approved_snapshot(record: Reviewed) -> Json:
    """Return what the public sees of a record now; empty before its first approval."""
    if record.approved_version is None:
        return {}
    body = RevisionBody.objects.get(
        revision__record=KINDS[type(record)], revision__record_id=record.pk, revision__number=record.approved_version
    )
    snapshot: Json = body.read()["snapshot"]
    return snapshot


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


def publish_cited(cited: Reviewed, *, by: User, reason: str) -> None:
    """Approve a source or series together with what cites it, if the public does not see it as it is now."""
    cited = type(cited)._default_manager.select_for_update(no_key=True).get(pk=cited.pk)
    snapshot = SNAPSHOTS[type(cited)](cited)
    if snapshot != approved_snapshot(cited):
        check_four_eyes(cited, by)
        publish(cited, Act.APPROVE, snapshot, by=by, reason=reason)
        return
    if PUBLIC_ROWS[type(cited)].objects.filter(pk=cited.pk).exists():
        return
    revision = Revision.objects.get(record=KINDS[type(cited)], record_id=cited.pk, number=cited.approved_version)
    project_again(cited, revision, snapshot)


def with_ancestors(sources: list[Source]) -> list[Source]:
    """Return sources with all from which they derive, each parent before its copies."""
    ordered: dict[int, Source] = {}
    for source in sources:
        chain: list[Source] = []
        step: Source | None = source
        while step is not None:
            chain.append(step)
            step = step.derives_from
        for link in reversed(chain):
            ordered.setdefault(link.pk, link)
    return list(ordered.values())


def check_four_eyes(record: Reviewed, by: User) -> None:
    """Raise FourEyes if the approver changed the record since it was last approved."""
    changes = Revision.objects.filter(record=KINDS[type(record)], record_id=record.pk, by=by)
    if changes.filter(act__in=[Act.CREATE, Act.CHANGE], number__gt=record.approved_version or 0).exists():
        raise FourEyes(
            f"{by.get_username()} coded {record.public_id} and can't approve it.",
            field="by",
            remedy="Ask another reviewer to approve it.",
        )
