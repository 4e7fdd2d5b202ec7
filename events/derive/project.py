"""Write the public record from approved snapshots, and from nothing else. The caller is in the approving transaction.

The same functions serve an approval and `rebuild_record`: the record is the projection of the last approved snapshot
of every record, in the order of approval.
"""

import datetime as dt
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from .. import partial_dates, reconciliation
from ..models import (
    PublicBridge,
    PublicChange,
    PublicCheck,
    PublicClaim,
    PublicEvent,
    PublicFigure,
    PublicLink,
    PublicSeries,
    PublicSource,
    Revision,
    public_id,
)
from . import tally
from .rows import NO_EVENT, event_columns, text_of
from .search import clear_search, write_search
from .snapshot import Json
from .versions import forget_sources, write_past


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
    """Write the public rows of one approved state, and count an event as it is now instead of as it was."""
    is_event = approved.record == "event"
    if is_event and approved.version > 1:
        tally.take_off(approved.number)
    write(approved)
    if is_event:
        tally.add(approved.number)


def write(approved: Approved) -> None:
    """Write the public rows of one approved state, uncounted; a snapshot with a tombstone leaves only that."""
    _WRITERS[approved.record](approved)
    write_past(approved.record, approved.number)


def record_change(revision: Revision, public: Json, record_public_id: str) -> None:
    """Write the line of the public feed that a revision stands for."""
    PublicChange.objects.create(**row_of_change(revision, public, record_public_id))


def row_of_change(revision: Revision, public: Json, record_public_id: str) -> Json:
    """Return the columns of the line of the public feed that a revision stands for."""
    assert revision.public_number is not None
    return {
        "number": revision.public_number,
        "at": revision.at,
        "kind": public["kind"],
        "record": revision.record,
        "public_id": record_public_id,
        "fields": public["fields"],
        "reason": public["reason"],
        "severity": public.get("severity", ""),  # lines from before these were told
        "sources": public.get("sources", []),
    }


def _project_event(approved: Approved) -> None:
    number, snapshot = approved.number, approved.snapshot
    dropped = _clear_event(number) if approved.version > 1 else set()
    _put(PublicEvent, number, row_of_event(approved))
    if "tombstone" not in snapshot:
        PublicClaim.objects.bulk_create(PublicClaim(**row) for row in rows_of_claims(number, snapshot["claims"]))
        _write_links(snapshot["links"])
        write_search({number: words_of(number, snapshot)})
    prune_sources(dropped)


def row_of_event(approved: Approved) -> Json:
    """Return the columns of an event's public row, its document among them, or those of its tombstone."""
    identity = {"id": public_id("EV", approved.number), "version": approved.version}
    shared = {"public_id": identity["id"], "version": approved.version, "change": approved.change}
    if tombstone := approved.snapshot.get("tombstone"):
        row = NO_EVENT | shared
        row |= {"tombstone": tombstone["kind"], "tombstone_reason": tombstone["reason"]}
        return row | {"replaced_by": tombstone["replaced_by"], "document": text_of(identity | {"tombstone": tombstone})}
    row = shared | event_columns(identity | approved.snapshot["document"])
    return row | {"tombstone": "", "tombstone_reason": "", "replaced_by": ""}


def _clear_event(number: int) -> set[int]:
    """Remove what stands around an event and return the sources on which its claims rested."""
    dropped = set(PublicClaim.objects.filter(event=number).values_list("source", flat=True))
    PublicClaim.objects.filter(event=number).delete()
    PublicLink.objects.filter(event=number).delete()
    PublicLink.objects.filter(other=number).delete()
    clear_search([number])
    return dropped


def _put(model: type[Model], number: int, row: Json) -> None:
    """Write the public row of a record, be it there already or not. Costs: 1 query."""
    model._default_manager.bulk_create(
        [model(pk=number, **row)],
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=[model._meta.get_field(name).name for name in row],
    )


def rows_of_claims(number: int, claims: list[Json]) -> Iterator[Json]:
    """Yield the columns of the public rows of an event's claims, their documents among them."""
    for position, claim in enumerate(claims):
        yield {
            "number": _number(claim["id"]),
            "public_id": claim["id"],
            "event_id": number,
            "source_id": _number(claim["source"]),
            "field": claim["field"],
            "standing": claim["standing"],
            "position": position,
            "document": text_of(claim, "claim"),
        }


def _write_links(links: list[list[Any]]) -> None:
    ends = {end for link in links for end in link[:2]}
    live = set(PublicEvent.objects.live().filter(pk__in=ends).values_list("pk", flat=True))
    PublicLink.objects.bulk_create(
        PublicLink(event_id=one, other_id=other, kind=kind) for one, other, kind in links if {one, other} <= live
    )


def words_of(number: int, snapshot: Json) -> str:
    """Return the text in which an event is looked for: what it says in both languages, its place's names, its id."""
    names = ("title_en", "title_ko", "summary_en", "summary_ko", "place_name_en", "place_name_ko")
    told = [snapshot["document"][name] for name in names]
    return " ".join(filter(None, [*told, snapshot["words"], public_id("EV", number)]))


def _number(text: str) -> int:
    return int(text.partition("-")[2])


def _project_source(approved: Approved) -> None:
    _put(PublicSource, approved.number, row_of_source(approved))


def row_of_source(approved: Approved) -> Json:
    """Return the columns of a source's public row, its document among them."""
    document = {"id": public_id("SR", approved.number), "version": approved.version} | approved.snapshot["document"]
    return {
        "public_id": document["id"],
        "change": approved.change,
        "publisher": document["publisher_name"],
        "publisher_slug": document["publisher"],
        "language": document["language"],
        "published_from": approved.snapshot["published_from"],
        "derives_from": _number(document["derives_from"]) if document["derives_from"] else None,
        "document": text_of(document, "source"),
    }


def prune_sources(candidates: Collection[int | None]) -> None:
    """Remove sources on which no public claim or figure rests any more, and then their parents likewise."""
    while candidates := set(candidates) - {None}:
        used: set[int | None] = set(PublicClaim.objects.filter(source__in=candidates).values_list("source", flat=True))
        used |= set(PublicFigure.objects.filter(source__in=candidates).values_list("source", flat=True))
        used |= set(PublicCheck.objects.filter(source__in=candidates).values_list("source", flat=True))
        used |= set(PublicSource.objects.filter(derives_from__in=candidates).values_list("derives_from", flat=True))
        unused = PublicSource.objects.filter(pk__in=[pk for pk in candidates if pk is not None and pk not in used])
        parents = dict(unused.values_list("number", "derives_from"))
        forget_sources(parents)
        unused.delete()
        candidates = set(parents.values())


def _project_series(approved: Approved) -> None:
    document = approved.snapshot["document"]
    row = {"slug": document["id"], "change": approved.change, "document": text_of(document, "series")}
    _put(PublicSeries, approved.number, row)
    slots = PublicFigure.objects.filter(series=approved.number).order_by("period_from", "period_to", "number")
    for member in slots.distinct("period_from", "period_to"):
        _choose_shown(member)  # another authority may prefer another figure


def _project_figure(approved: Approved) -> None:
    before = PublicFigure.objects.filter(pk=approved.number).first() if approved.version > 1 else None
    identity = {"id": public_id("FG", approved.number), "version": approved.version}
    row: Json = {"public_id": identity["id"], "change": approved.change, "shown": False}
    if stone := _stone(approved, identity):
        row |= stone | {"issuer": "", "edition": ""}
        row |= dict.fromkeys(("series", "source", "period_from", "period_to", "low", "high"))
        row |= dict.fromkeys(("released_from", "released_to"))
    else:
        document = identity | approved.snapshot["document"]
        row |= {name: document[name] for name in ("issuer", "edition", "period_from", "period_to", "low", "high")}
        row |= {"series_id": approved.snapshot["series_number"], "source_id": _number(document["source"])}
        released = partial_dates.read(document["released"]) if document["released"] else None
        row |= {"released_from": released and released.start, "released_to": released and released.end}
        row |= {"tombstone": "", "tombstone_reason": "", "document": text_of(document, "figure")}
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
    )
    chosen = reconciliation.shown_on(slot, None)
    for figure in slot:
        if figure.shown != (figure.public_id in chosen):
            PublicFigure.objects.filter(pk=figure.pk).update(shown=figure.public_id in chosen)


def _project_bridge(approved: Approved) -> None:
    identity = {"id": public_id("BR", approved.number), "version": approved.version}
    row: Json = {"public_id": identity["id"], "change": approved.change}
    if stone := _stone(approved, identity):
        row |= stone | {"kind": "", "series": None, "other": None}
    else:
        document = identity | approved.snapshot["document"]
        row |= dict(zip(("series_id", "other_id"), approved.snapshot["series_numbers"], strict=True))
        row |= {"kind": document["kind"], "tombstone": "", "tombstone_reason": ""}
        row["document"] = text_of(document, "bridge")
    _put(PublicBridge, approved.number, row)


def _project_check(approved: Approved) -> None:
    before = PublicCheck.objects.filter(pk=approved.number).values_list("source", flat=True).first()
    identity = {"id": public_id("CK", approved.number), "version": approved.version}
    row: Json = {"public_id": identity["id"], "change": approved.change}
    if stone := _stone(approved, identity):
        row |= stone | {"kind": ""} | dict.fromkeys(("series", "source", "stated_from"))
    else:
        document = identity | approved.snapshot["document"]
        row |= {"series_id": approved.snapshot["series_number"], "source_id": _number(document["source"])}
        row |= {"kind": document["kind"], "tombstone": "", "tombstone_reason": ""}
        row |= {"stated_from": partial_dates.read(document["stated"]).start, "document": text_of(document, "check")}
    _put(PublicCheck, approved.number, row)
    prune_sources({before})


def _stone(approved: Approved, identity: Json) -> Json:
    """Return the columns of a record that was withdrawn; empty if it stands."""
    stone = approved.snapshot.get("tombstone")
    if not stone:
        return {}
    document = text_of(identity | {"tombstone": stone})
    return {"tombstone": stone["kind"], "tombstone_reason": stone["reason"], "document": document}


def _project_place(approved: Approved) -> None:
    """Let the public events at a place be found by its names as they were approved."""
    events = PublicEvent.objects.live().filter(place=approved.snapshot["slug"]).values_list("pk", "document")
    texts = {
        number: words_of(number, {"document": json.loads(document), "words": approved.snapshot["words"]})
        for number, document in events
    }
    clear_search(texts)
    write_search(texts)


_WRITERS = {
    "event": _project_event,
    "source": _project_source,
    "series": _project_series,
    "figure": _project_figure,
    "bridge": _project_bridge,
    "check": _project_check,
    "place": _project_place,
}
