"""Make the public record again from the approved revisions. The result is the same, byte for byte."""

from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from ..models import (
    Place,
    PublicBridge,
    PublicChange,
    PublicCheck,
    PublicClaim,
    PublicEvent,
    PublicFigure,
    PublicLink,
    PublicRewrite,
    PublicSearch,
    PublicSeries,
    PublicSource,
    PublicState,
    PublicTally,
    PublicVersion,
    PublicWord,
    ReckonedSeries,
    Revision,
    Series,
    public_id,
)
from ..vocabulary import Act
from . import bulk
from .copying import Copying
from .locks import PUBLIC_FEED, REWRITING, lock
from .project import prune_sources, row_of_change, write
from .snapshot import Json
from .tally import recount

PREFIXES = {"event": "EV", "source": "SR", "figure": "FG", "bridge": "BR", "check": "CK"}
LINES = 1_000
"""Of the feed, written at once."""

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
    bulk.write_sources()
    for approved in bulk.last_approved("series"):
        write(approved)
    bulk.write_events()
    for approved in bulk.last_approved("figure", "bridge", "check"):
        write(approved)
    recount()
    prune_sources(set(PublicSource.objects.values_list("pk", flat=True)))
    _write_feed()
    note_rewrite()
    return PublicChange.objects.count()


def note_rewrite() -> None:
    """Let no tag count as fresh that was given out before public rows were written anew without a public change.

    Nothing else is locked after it in a transaction. Costs: 3 queries.
    """
    lock(REWRITING)
    PublicRewrite.objects.create(number=PublicRewrite.objects.count() + 1)


def _write_feed() -> None:
    """Write every line of the feed of changes, a piece at a time."""
    slugs = {kind: dict(model.objects.values_list("pk", "slug")) for kind, model in SLUGGED.items()}
    lines = Copying(PublicChange, numbered=True)
    last = Revision.objects.aggregate(last=Max("public_number"))["last"] or 0
    for start in range(0, last, LINES):
        told = Revision.objects.filter(public_number__gt=start, public_number__lte=start + LINES)
        rows = []
        for revision in told.select_related("body").order_by("public_number"):
            name = slugs[revision.record][revision.record_id] if revision.record in slugs else _public_id(revision)
            public = revision.body.read()["public"] if hasattr(revision, "body") else _erased_line(revision)
            rows.append(lines.values(row_of_change(revision, public, name)))
        lines.write(rows)


def _erased_line(revision: Revision) -> Json:
    chain = Revision.objects.filter(record=revision.record, record_id=revision.record_id)
    return erased_line(revision, chain.filter(public_number__lt=revision.public_number).exists())


def erased_line(revision: Revision, known: bool) -> Json:
    """Return what the feed still says of a change whose body was destroyed: its kind, which its act tells."""
    kinds = {Act.WITHDRAW.value: "withdrawn", Act.MERGE.value: "merged", Act.TAKE_DOWN.value: "taken_down"}
    return {"kind": kinds.get(revision.act, "updated" if known else "created"), "fields": {}, "reason": ""}


def _public_id(revision: Revision) -> str:
    return public_id(PREFIXES[revision.record], revision.record_id)
