"""Make the public record again from the approved revisions. The result is the same, byte for byte."""

import json
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Window
from django.db.models.functions import DenseRank

from ..models import (
    Place,
    PublicBridge,
    PublicChange,
    PublicCheck,
    PublicClaim,
    PublicEvent,
    PublicFigure,
    PublicLink,
    PublicSearch,
    PublicSeries,
    PublicSource,
    PublicState,
    PublicTally,
    PublicVersion,
    PublicWord,
    ReckonedSeries,
    Revision,
    RevisionBody,
    Series,
    public_id,
)
from ..vocabulary import Act
from .locks import PUBLIC_FEED, lock
from .project import Approved, prune_sources, record_change, write
from .snapshot import Json
from .tally import recount

PREFIXES = {"event": "EV", "source": "SR", "figure": "FG", "bridge": "BR", "check": "CK"}
SLUGGED: dict[str, type[Series | Place]] = {"series": Series, "place": Place}
_REBUILT = (
    *(PublicLink, PublicSearch, PublicWord, PublicClaim, PublicFigure, PublicBridge, PublicCheck),
    *(PublicEvent, PublicVersion, PublicState, PublicSource, PublicSeries, PublicChange),
)


def lacks_rows() -> bool:
    """Return whether a table that a newer program added to the public record is still empty. Costs: 8 queries."""
    if PublicFigure.objects.exists() and not ReckonedSeries.objects.exists():
        return True
    if PublicSource.objects.exists() and not PublicState.objects.exists():
        return True
    events = PublicEvent.objects.live()
    if events.exists() and not PublicTally.objects.exists():
        return True
    told = events.filter(Exists(PublicVersion.objects.filter(number=OuterRef("pk"))))
    return events.exists() and not (told.exists() and PublicWord.objects.exists())


@transaction.atomic
def rebuild_record() -> int:
    """Write the whole public record anew and return the number of its changes. Nothing is approved meanwhile."""
    lock(PUBLIC_FEED)
    for model in _REBUILT:
        model.objects.all().delete()
    for approved in last_approved():
        write(approved)
    recount()
    prune_sources(set(PublicSource.objects.values_list("pk", flat=True)))
    slugs = {kind: dict(model.objects.values_list("pk", "slug")) for kind, model in SLUGGED.items()}
    feed = Revision.objects.filter(public_number__isnull=False).select_related("body").order_by("public_number")
    created: set[tuple[str, int]] = set()
    for revision in feed.iterator(500):
        name = slugs[revision.record][revision.record_id] if revision.record in slugs else _public_id(revision)
        chain = (revision.record, revision.record_id)
        public = (
            revision.body.read()["public"] if hasattr(revision, "body") else erased_line(revision, chain in created)
        )
        record_change(revision, public, name)
        created.add(chain)
    return PublicChange.objects.count()


def erased_line(revision: Revision, known: bool) -> Json:
    """Return what the feed still says of a change whose body was destroyed: its kind, which its act tells."""
    kinds = {Act.WITHDRAW.value: "withdrawn", Act.MERGE.value: "merged", Act.TAKE_DOWN.value: "taken_down"}
    return {"kind": kinds.get(revision.act, "updated" if known else "created"), "fields": {}, "reason": ""}


def last_approved() -> Iterator[Approved]:
    """Yield the last approved state of every record: sources and series first, then the rest, in order of approval."""
    ranked = Revision.objects.filter(public_number__isnull=False).annotate(
        version=Window(DenseRank(), partition_by=["record", "record_id"], order_by="number"),
        last=Window(Max("number"), partition_by=["record", "record_id"]),
    )
    order = {"source": 0, "series": 0}
    latest = [row for row in ranked.order_by("public_number") if row.number == row.last]
    for revision in sorted(latest, key=lambda row: (order.get(row.record, 1), row.public_number)):
        snapshot = json.loads(RevisionBody.objects.get(pk=revision.pk).body)["snapshot"]
        change = revision.public_number
        assert change is not None
        yield Approved(revision.record, revision.record_id, change, revision.at, revision.version, snapshot)


def _public_id(revision: Revision) -> str:
    return public_id(PREFIXES[revision.record], revision.record_id)
