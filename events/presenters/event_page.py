"""The page of one event: what is known, who says so, and what was believed before."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from .. import codebook
from ..models import PublicClaim, PublicEvent, PublicVersion, parse_public_id
from ..vocabulary import ActorType, DateBasis, Intent, Means, PlacePrecision, RouteType, Severity
from . import addresses, atlas, beside, changes, checks, claims, listing, sources, words

FACTS = {"route_type": RouteType, "means": Means, "actor_type": ActorType, "intent": Intent}
GRAVE = (Severity.SUBSTANCE, Severity.SAFETY)
"""Changes of our own record that a reader must not overlook."""


def page(event: PublicEvent) -> dict[str, Any]:
    """Return everything on an event's page. Costs: 9 or 10 queries, one more a step of derivation."""
    rows = list(PublicClaim.objects.filter(event=event).select_related("source").order_by("position"))
    ledger = changes.of(event.public_id)
    versions = version_list(event.public_id)
    hrefs = {version["change"]: version["href"] for version in versions}
    told = record(event, rows)
    return {
        **told,
        "where": atlas.place(event),
        "versions": versions,
        "related": beside.related(event, told["subjects"]),
        "neighbours": beside.neighbours(event),
        "checks": checks.naming(event.public_id),
        "changes": [{**line, "version_href": hrefs.get(line["number"], "")} for line in ledger],
        "changed": ledger[0]["at"] if ledger else None,
        "grave": next((line for line in ledger if line["severity"] in GRAVE), None),
    }


def record(event: PublicEvent | PublicVersion, rows: list[PublicClaim]) -> dict[str, Any]:
    """Return what an event says, now or in an earlier version: heading, values, claims, documents.

    Costs: 1 query where claims name places, one more a step of derivation.
    """
    document = json.loads(event.document)
    library = sources.Library(row.source for row in rows)
    places = claims.place_names(rows)
    told = [claims.shape(row, places) for row in rows]
    columns = _columns(rows, library)
    row = listing.row(event)
    past = claims.history(told)
    return {
        **row,
        "when": f"{row['date']} ({words.label(DateBasis, document['date_basis'])})",
        "canonical": addresses.named_event(event.public_id, str(row["title"])),
        "backing": row,
        "summary": document[f"summary_{addresses.language()}"],
        "version": event.version,
        "facts": _facts(document),
        "place_precision": PlacePrecision(document["place_precision"]) if document["place_precision"] else None,
        "radius": document["radius_km"],
        "sources": columns,
        "origins_of": sources.by_origin(columns),
        "table": claims.table(told, columns),
        "history": past,
        "corrected": claims.corrected(past),
        "subjects": document["subjects"],
    }


def version_list(public_id: str) -> list[dict[str, Any]]:
    """Return the public versions of an event, the current one first. Costs: 1 query."""
    rows = (
        PublicVersion.objects.filter(number=parse_public_id("EV", public_id))
        .order_by("-version")
        .values("version", "change", "at")
    )
    return [{**row, "href": addresses.version(public_id, row["version"])} for row in rows]


def tombstone(event: PublicEvent) -> dict[str, Any]:
    """Return what is left to say of an event that was withdrawn or merged."""
    successor = event.leads_to()
    ledger = changes.of(event.public_id)
    return {
        "id": event.public_id,
        "kind": event.tombstone,
        "reason": event.tombstone_reason,
        "replaced_by": successor,
        "href": addresses.event(successor) if successor else "",
        "changes": ledger,
        "at": ledger[0]["at"] if ledger else None,
    }


def epitaph(event: PublicEvent) -> str:
    """Return what is left to cite of a tombstone, as one line."""
    successor = event.leads_to()
    told = {"id": event.public_id, "reason": event.tombstone_reason, "other": successor}
    if successor:
        return gettext("%(id)s was merged into %(other)s: %(reason)s") % told + "\n"
    return gettext("%(id)s was withdrawn: %(reason)s") % told + "\n"


def _columns(rows: Iterable[PublicClaim], library: sources.Library) -> list[dict[str, Any]]:
    """Return the documents that speak of the event, in the order in which they appeared."""
    cited = {row.source_id: row.source for row in rows}
    ordered = sorted(cited.values(), key=lambda source: (str(source.published_from or "9999"), source.number))
    return [sources.shape(source, library) for source in ordered]


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
