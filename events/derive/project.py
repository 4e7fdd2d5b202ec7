"""Write the public record from approved snapshots, and from nothing else. The caller is in the approving transaction.

The same functions serve an approval and `rebuild_record`: the record is the projection of the last approved snapshot
of every record, in the order of approval.
"""

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Model, Value

from .. import partial_dates
from ..exports import COLUMNS
from ..models import (
    PublicChange,
    PublicClaim,
    PublicEvent,
    PublicFigure,
    PublicLink,
    PublicSearch,
    PublicSeries,
    PublicSource,
    Revision,
    public_id,
)
from ..vocabulary import Edition
from .snapshot import Json

OPEN_START = 1945
"""First year of an event whose range is open towards the past: the division of Korea."""

EDITION_RANK = [
    *(Edition.WITHDRAWN, Edition.TYPO, Edition.MISREAD, Edition.STALE, Edition.SUPERSEDED),
    *(Edition.PROVISIONAL, Edition.PUBLISHED, Edition.REVISED, Edition.FINAL),
]


NEVER_SHOWN = (Edition.WITHDRAWN, Edition.TYPO, Edition.MISREAD, Edition.STALE)
"""Editions that stay visible but are never the number of their slot."""


@dataclass(frozen=True)
class Approved:
    """One approved state of one record. `version` counts its approvals, `change` is its line in the feed."""

    record: str
    number: int
    change: int
    at: dt.datetime
    version: int
    snapshot: Json


def project(approved: Approved) -> None:
    """Write the public rows of one approved state; a snapshot with a tombstone leaves only that."""
    _WRITERS[approved.record](approved)


def record_change(revision: Revision, public: Json, record_public_id: str) -> None:
    """Write the line of the public feed that a revision stands for."""
    assert revision.public_number is not None
    PublicChange.objects.create(
        number=revision.public_number,
        at=revision.at,
        kind=public["kind"],
        record=revision.record,
        public_id=record_public_id,
        fields=public["fields"],
        reason=public["reason"],
    )


def _text(document: Json, record: str = "") -> str:
    """Return a document as JSON with its keys in codebook order; a tombstone has an order of its own."""
    ordered = {column.key: document[column.key] for column in COLUMNS[record]} if record else document
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":"))


def _project_event(approved: Approved) -> None:
    number, snapshot = approved.number, approved.snapshot
    dropped = _clear_event(number) if approved.version > 1 else set()
    identity = {"id": public_id("EV", number), "version": approved.version}
    shared = {"public_id": identity["id"], "version": approved.version, "change": approved.change}
    if tombstone := snapshot.get("tombstone"):
        row = dict.fromkeys(_EVENT_TEXT, "") | dict.fromkeys(_EVENT_NULL) | shared | {"year_from": 0, "year_to": 0}
        row |= {"tombstone": tombstone["kind"], "tombstone_reason": tombstone["reason"]}
        row |= {"replaced_by": tombstone["replaced_by"], "document": _text(identity | {"tombstone": tombstone})}
        _put(PublicEvent, number, row)
    else:
        document = identity | snapshot["document"]
        row = shared | {name: document[name] or "" for name in _EVENT_TEXT} | {n: document[n] for n in _EVENT_NULL}
        row |= _years(document) | {"document": _text(document, "event")}
        row |= {"tombstone": "", "tombstone_reason": "", "replaced_by": ""}
        _put(PublicEvent, number, row)
        _write_claims(number, snapshot["claims"])
        _write_links(snapshot["links"])
        _write_search(number, document, snapshot["words"])
    prune_sources(dropped)


def _clear_event(number: int) -> set[int]:
    """Remove what stands around an event and return the sources on which its claims rested."""
    dropped = set(PublicClaim.objects.filter(event=number).values_list("source", flat=True))
    PublicClaim.objects.filter(event=number).delete()
    PublicLink.objects.filter(event=number).delete()
    PublicLink.objects.filter(other=number).delete()
    PublicSearch.objects.filter(event=number).delete()
    return dropped


def _put(model: type[Model], number: int, row: Json) -> None:
    """Write the public row of a record, be it there already or not. Costs: 1 query."""
    model._default_manager.bulk_create(
        [model(pk=number, **row)],
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=[model._meta.get_field(name).name for name in row],
    )


_EVENT_TEXT = [
    "date_precision",
    "date_basis",
    "direction",
    "movement_class",
    "route_type",
    "means",
    "actor_type",
    "outcome",
    "intent",
    "evidence",
    "place",
    "place_precision",
    "title_en",
    "title_ko",
]
_EVENT_NULL = ["occurred_from", "occurred_to", "persons_min", "persons_max"]


def _years(document: Json) -> Json:
    """Return the years that an event touches; an open end closes with the year in which it became public."""
    start, end = (document[name] and int(document[name][:4]) for name in ("occurred_from", "occurred_to"))
    if end is None:
        told = partial_dates.read(document["first_public"]) if document["first_public"] else None
        end = max(start, told.end.year if told is not None and told.end is not None else start)
    return {"year_from": start if start is not None else min(OPEN_START, end), "year_to": end}


def _write_claims(number: int, claims: list[Json]) -> None:
    PublicClaim.objects.bulk_create(
        PublicClaim(
            number=_number(claim["id"]),
            public_id=claim["id"],
            event_id=number,
            source_id=_number(claim["source"]),
            field=claim["field"],
            standing=claim["standing"],
            position=position,
            document=_text(claim, "claim"),
        )
        for position, claim in enumerate(claims)
    )


def _write_links(links: list[list[Any]]) -> None:
    ends = {end for link in links for end in link[:2]}
    live = set(PublicEvent.objects.live().filter(pk__in=ends).values_list("pk", flat=True))
    PublicLink.objects.bulk_create(
        PublicLink(event_id=one, other_id=other, kind=kind) for one, other, kind in links if {one, other} <= live
    )


def _write_search(number: int, document: Json, words: str) -> None:
    names = ("title_en", "title_ko", "summary_en", "summary_ko", "place_name_en", "place_name_ko")
    text = " ".join(filter(None, [*(document[name] for name in names), words, document["id"]]))
    PublicSearch.objects.create(event_id=number, words=text, vector=SearchVector(Value(text), config="simple"))


def _number(text: str) -> int:
    return int(text.partition("-")[2])


def _project_source(approved: Approved) -> None:
    document = {"id": public_id("SR", approved.number), "version": approved.version} | approved.snapshot["document"]
    parent = _number(document["derives_from"]) if document["derives_from"] else None
    row = {
        "public_id": document["id"],
        "change": approved.change,
        "publisher": document["publisher_name"],
        "publisher_slug": document["publisher"],
        "language": document["language"],
        "published_from": approved.snapshot["published_from"],
        "derives_from": parent,
        "document": _text(document, "source"),
    }
    _put(PublicSource, approved.number, row)


def prune_sources(candidates: Collection[int | None]) -> None:
    """Remove sources on which no public claim or figure rests any more, and then their parents likewise."""
    while candidates := set(candidates) - {None}:
        used: set[int | None] = set(PublicClaim.objects.filter(source__in=candidates).values_list("source", flat=True))
        used |= set(PublicFigure.objects.filter(source__in=candidates).values_list("source", flat=True))
        used |= set(PublicSource.objects.filter(derives_from__in=candidates).values_list("derives_from", flat=True))
        unused = PublicSource.objects.filter(pk__in=[pk for pk in candidates if pk is not None and pk not in used])
        candidates = set(unused.values_list("derives_from", flat=True))
        unused.delete()


def _project_series(approved: Approved) -> None:
    document = approved.snapshot["document"]
    row = {"slug": document["id"], "change": approved.change, "document": _text(document, "series")}
    _put(PublicSeries, approved.number, row)
    slots = PublicFigure.objects.filter(series=approved.number).order_by("period_from", "period_to", "number")
    for member in slots.distinct("period_from", "period_to"):
        _choose_shown(member)  # another authority may prefer another figure


def _project_figure(approved: Approved) -> None:
    before = PublicFigure.objects.filter(pk=approved.number).first() if approved.version > 1 else None
    identity = {"id": public_id("FG", approved.number), "version": approved.version}
    row: Json = {"public_id": identity["id"], "change": approved.change, "shown": False}
    if tombstone := approved.snapshot.get("tombstone"):
        row |= {"tombstone": tombstone["kind"], "tombstone_reason": tombstone["reason"], "issuer": "", "edition": ""}
        row |= dict.fromkeys(("series", "source", "period_from", "period_to", "low", "high"))
        row["document"] = _text(identity | {"tombstone": tombstone})
    else:
        document = identity | approved.snapshot["document"]
        row |= {name: document[name] for name in ("issuer", "edition", "period_from", "period_to", "low", "high")}
        row |= {"series_id": approved.snapshot["series_number"], "source_id": _number(document["source"])}
        row |= {"tombstone": "", "tombstone_reason": "", "document": _text(document, "figure")}
    _put(PublicFigure, approved.number, row)
    after = PublicFigure(pk=approved.number, **row)
    for figure in filter(None, (before, after)):
        _choose_shown(figure)
    if before is not None and before.source_id is not None and before.source_id != after.source_id:
        prune_sources({before.source_id})


def _choose_shown(member: PublicFigure) -> None:
    """Show one figure of a slot: the issuer's latest edition. The others stay visible beside it."""
    if member.series_id is None:
        return
    slot = PublicFigure.objects.filter(
        series=member.series_id, period_from=member.period_from, period_to=member.period_to, tombstone=""
    ).select_related("series")
    chosen = max((figure for figure in slot if figure.edition not in NEVER_SHOWN), key=_preference, default=None)
    for figure in slot:
        if figure.shown != (figure == chosen):
            PublicFigure.objects.filter(pk=figure.pk).update(shown=figure == chosen)


def _preference(figure: PublicFigure) -> tuple[int, bool, str, int]:
    document = json.loads(figure.document)
    assert figure.series is not None
    by_authority = figure.issuer == json.loads(figure.series.document)["authority"]
    return (EDITION_RANK.index(Edition(figure.edition)), by_authority, document["released"], figure.number)


_WRITERS = {
    "event": _project_event,
    "source": _project_source,
    "series": _project_series,
    "figure": _project_figure,
}
