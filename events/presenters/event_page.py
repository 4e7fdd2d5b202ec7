"""The page of one event: what is known, who says so, and what was believed before."""

import json
from typing import Any

from django.db.models import Q

from .. import codebook
from ..models import PublicClaim, PublicEvent, PublicLink
from ..vocabulary import ActorType, DateBasis, Intent, LinkKind, Means, PlacePrecision, RouteType
from . import addresses, changes, claims, listing, words
from .sources import Library, shape

FACTS = {"route_type": RouteType, "means": Means, "actor_type": ActorType, "intent": Intent}


def page(event: PublicEvent) -> dict[str, Any]:
    """Return everything on an event's page. Costs: 5 or 6 queries, one more a step of derivation."""
    document = json.loads(event.document)
    rows = list(PublicClaim.objects.filter(event=event).select_related("source").order_by("position"))
    library = Library(row.source for row in rows)
    places = claims.place_names(rows)
    told = [claims.shape(row, places) for row in rows]
    columns = _columns(rows, library)
    ledger = changes.of(event.public_id)
    row = listing.row(event)
    return {
        **row,
        "when": f"{row['date']} ({words.label(DateBasis, document['date_basis'])})",
        "backing": row,
        "summary": document[f"summary_{addresses.language()}"],
        "version": event.version,
        "facts": _facts(document),
        "place_precision": PlacePrecision(document["place_precision"]) if document["place_precision"] else None,
        "radius": document["radius_km"],
        "sources": columns,
        "table": claims.table(told, columns),
        "history": claims.history(told),
        "related": related(event, document["subjects"]),
        "subjects": document["subjects"],
        "changes": ledger,
        "changed": ledger[0]["at"] if ledger else None,
    }


def tombstone(event: PublicEvent) -> dict[str, Any]:
    """Return what is left to say of an event that was withdrawn or merged."""
    return {
        "id": event.public_id,
        "kind": event.tombstone,
        "reason": event.tombstone_reason,
        "replaced_by": event.replaced_by,
        "href": addresses.event(event.replaced_by) if event.replaced_by else "",
        "changes": changes.of(event.public_id),
    }


def related(event: PublicEvent, subjects: list[str]) -> list[dict[str, Any]]:
    """Return the events that belong to this one, each with how and with the handles of both. Costs: 1 query."""
    links = PublicLink.objects.filter(Q(event=event) | Q(other=event)).select_related("event", "other")
    found: dict[int, dict[str, Any]] = {}
    for link in links:
        other = link.other if link.event_id == event.pk else link.event
        if other.tombstone:
            continue
        handles = [handle for handle in json.loads(other.document)["subjects"] if handle in subjects]
        entry = found.setdefault(other.pk, {**listing.row(other), "ties": [], "handles": handles})
        entry["ties"].append(words.label(LinkKind, link.kind))
    return sorted(found.values(), key=lambda row: (row["year"], row["iso"]), reverse=True)


def _columns(rows: list[PublicClaim], library: Library) -> list[dict[str, Any]]:
    """Return the documents that speak of the event, in the order in which they appeared."""
    cited = {row.source_id: row.source for row in rows}
    ordered = sorted(cited.values(), key=lambda source: (str(source.published_from or "9999"), source.number))
    return [shape(source, library) for source in ordered]


def _facts(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the coded values that the heading does not say already."""
    facts = [
        {"key": key, "label": codebook.FIELDS[key].label, "words": axis(document[key]).label}
        for key, axis in FACTS.items()
        if document[key]
    ]
    if document["outcome_parts"] and len(document["outcome_parts"]) > 1:
        parts = codebook.describe("outcome", document["outcome_parts"], addresses.language())
        facts.append({"key": "outcome", "label": codebook.FIELDS["outcome"].label, "words": parts})
    if document["first_public"]:
        told = words.date(document["first_public"])
        facts.append({"key": "first_public", "label": codebook.FIELDS["first_public"].label, "words": told})
    return facts
