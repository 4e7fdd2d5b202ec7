"""From the desk to the public record: the approving revision and the projection, in one transaction.

Order of locks: the public feed, then the record, then what it cites; so no two approvals wait for each other. The
number of a public change is the next one under the feed's lock, so the feed has no gaps and stands in commit order.
"""

import json
from collections.abc import Callable, Collection, Sequence
from typing import Any, cast

from django.contrib.auth.models import User
from django.db.models import Max, Q, Subquery
from django.db.models.functions import Coalesce

from ..derive import (
    REBUILD_YEARS,
    RECONCILE,
    Approved,
    Json,
    project,
    record_change,
    snapshot_bridge,
    snapshot_check,
    snapshot_event,
    snapshot_figure,
    snapshot_series,
    snapshot_source,
)
from ..errors import FourEyes
from ..models import (
    Bridge,
    Check,
    Event,
    Figure,
    OutboxRow,
    PublicEvent,
    PublicSeries,
    Record,
    Reviewed,
    Revision,
    RevisionBody,
    Series,
    Source,
    canonical,
    public_id,
)
from ..vocabulary import Act
from .history import KINDS, WRITING, append
from .ledger import describe

SNAPSHOTS = cast(
    dict[type[Reviewed], Callable[[Any], Json]],
    {
        Event: snapshot_event,
        Figure: snapshot_figure,
        Source: snapshot_source,
        Series: snapshot_series,
        Bridge: snapshot_bridge,
        Check: snapshot_check,
    },
)


WRITTEN = ("version", "approved_version", "approved_by", "state", "state_reason", "merged_into")
"""What a step of the workflow changes in a record's own row."""


def publish(
    record: Reviewed, act: Act, snapshot: Json, *, by: User, reason: str, severity: str = "", kept: Json | None = None
) -> Revision:
    """Append the approving revision of a locked record, project its snapshot and write its line of the feed.

    `severity` overrides the one that is proposed; `kept` is what the revision's body holds besides, for the desk alone.
    The caller holds the lock of the public feed.
    """
    snapshot = json.loads(canonical(snapshot))  # as a rebuild will read it
    first = record.approved_version is None
    public = describe(snapshot, {} if first else approved_snapshots([record])[record.pk], reason, severity)
    if first and (lender := _split_from(record)):
        public |= {"kind": "split", "fields": {"split_from": [None, lender]}}
    body = {"snapshot": snapshot, "public": public, "override": ""} | (kept or {})
    record.version += 1
    revision = append(record, act, body=body, public_number=next_public_number(), by=by, reason=reason)
    record.approved_version, record.approved_by = revision.number, by if act == Act.APPROVE else None
    save_step(record)
    project_again(record, revision, snapshot, first=first)
    record_change(revision, public, record.slug if isinstance(record, Series) else record.public_id)
    return revision


def _split_from(record: Reviewed) -> str:
    """Return the id of the event whose claims a new event took over; empty for any other record. Costs: 1 query."""
    if not isinstance(record, Event):
        return ""
    made = Revision.objects.filter(record=KINDS[Event], record_id=record.pk, number=1, body__isnull=False)
    lenders = [revision.body.read().get("split_from") for revision in made.select_related("body")]
    return public_id("EV", lenders[0]) if lenders and lenders[0] else ""


def next_public_number() -> int:
    """Return the number of the next line of the public feed, whose lock the caller holds. Costs: 1 query."""
    return int(Revision.objects.aggregate(last=Max("public_number"))["last"] or 0) + 1


def save_step(record: Reviewed) -> None:
    """Save what a step of the workflow changes in a locked record's own row, and nothing else."""
    record.save(update_fields=[name for name in WRITTEN if hasattr(record, name)])


def project_again(record: Reviewed, revision: Revision, snapshot: Json, *, first: bool = False) -> None:
    """Write the public rows of an approved revision, and the work that follows: recounting years, reconciling."""
    assert revision.public_number is not None
    public = Revision.objects.filter(record=revision.record, record_id=record.pk, public_number__isnull=False)
    approvals = 1 if first else public.filter(number__lte=revision.number).count()
    years, series = years_of(record), series_of(record)
    project(Approved(revision.record, record.pk, revision.public_number, revision.at, approvals, snapshot))
    years |= years_of(record)
    if years:
        OutboxRow.objects.create(task=REBUILD_YEARS, payload={"years": sorted(years)})
    if not isinstance(record, Source):
        touched = {"series": sorted(series | series_of(record)), "events": isinstance(record, Event)}
        OutboxRow.objects.create(task=RECONCILE, payload=touched)


def series_of(record: Reviewed) -> set[str]:
    """Return the ids of the series that a record touches in public, as both ends of a bridge."""
    if isinstance(record, Series):
        return {record.slug}
    if isinstance(record, Figure):
        return set(PublicSeries.objects.filter(figures=record.pk).values_list("slug", flat=True))
    if isinstance(record, Check):
        return set(PublicSeries.objects.filter(checks=record.pk).values_list("slug", flat=True))
    if isinstance(record, Bridge):
        ends = PublicSeries.objects.filter(Q(bridges=record.pk) | Q(bridged=record.pk))
        return set(ends.values_list("slug", flat=True))
    return set()


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


def with_ancestors(numbers: set[int], *, locked: bool = True) -> list[Source]:
    """Lock sources with all from which they derive and return them, each parent before its copies.

    Costs: 1 query a step of derivation. Private texts are not read.
    """
    found: dict[int, Source] = {}
    while numbers:
        rows = Source.objects.select_related("publisher")
        rows = rows.select_for_update(no_key=True, of=("self",)) if locked else rows
        step = rows.defer("text", "snapshot").filter(pk__in=numbers).order_by("pk")
        found |= {source.pk: source for source in step}
        numbers = {found[pk].derives_from_id for pk in numbers} - found.keys() - {None}  # type: ignore[assignment]

    def depth(source: Source) -> int:
        return 0 if source.derives_from_id is None else 1 + depth(found[source.derives_from_id])

    return sorted(found.values(), key=lambda source: (depth(source), source.pk))


def cited_series(record: Reviewed, *, locked: bool = True) -> list[Series]:
    """Lock the series that a figure, bridge or check names and return them. Costs: 1 query."""
    ends = (getattr(record, name, None) for name in ("series_id", "other_id", "other_series_id"))
    named = [number for number in ends if number is not None]
    if not named:
        return []
    rows = Series.objects.select_for_update(no_key=True) if locked else Series.objects.all()
    return list(rows.filter(pk__in=named).order_by("pk"))


def check_four_eyes(record: Record, by: User) -> None:
    """Raise FourEyes if the approver changed the record since it was last approved."""
    if has_coded(record, by):
        raise FourEyes(
            f"{by.get_username()} coded {record.public_id} and can't approve it.",
            field="by",
            remedy="Ask another reviewer to approve it.",
        )


def has_coded(record: Record, by: User) -> bool:
    """Tell whether somebody changed a record since its last approval; a takedown meanwhile is none."""
    chain = Revision.objects.filter(record=KINDS[type(record)], record_id=record.pk)
    approved = chain.filter(act=Act.APPROVE).order_by("-number").values("number")[:1]
    since = Coalesce(Subquery(approved), 0)
    return chain.filter(act__in=WRITING, by=by, number__gt=since).exists()
