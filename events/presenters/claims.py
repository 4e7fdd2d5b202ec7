"""What each source says: fields by sources, and the history of every value that changed."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F

from .. import codebook, partial_dates
from ..models import PublicClaim, PublicEvent
from ..models.public import SORTED_ON
from ..vocabulary import Certainty, ClaimRelation, Issuer, Standing
from . import addresses, listing, sources, words

REPLACED = (Standing.REJECTED, Standing.SUPERSEDED)


def shape(claim: PublicClaim, places: dict[str, str]) -> dict[str, Any]:
    """Return one claim; `places` are the names of places by id, as `place_names` gives them."""
    document = json.loads(claim.document)
    standing = Standing(document["standing"])
    return {
        "id": document["id"],
        "field": document["field"],
        "label": codebook.FIELDS[document["field"]].label,
        "value": document["value"],
        "words": value_words(document, places),
        "quote": document["quote"],
        "lang": json.loads(claim.source.document)["language"],
        "locator": document["locator"],
        "source": sources.name(claim.source),
        "issuer": Issuer(document["issuer"]).label,
        "stated": words.date(document["stated"]),
        "certainty": Certainty(document["certainty"]).label,
        "standing": standing.value,
        "standing_words": standing.label,
        "accepted": standing == Standing.ACCEPTED,
        "differs": False,
        "note": document["public_note"],
        "relation": _relation(document),
        "order": _order(document),
    }


def value_words(document: dict[str, Any], places: dict[str, str]) -> str:
    """Return the value of a claim in words."""
    value = document["value"]
    place = (value.get("place") if isinstance(value, dict) else None) or ""
    return codebook.describe(document["field"], value, addresses.language(), places.get(place, ""))


def place_names(claims: Iterable[PublicClaim]) -> dict[str, str]:
    """Return the names of the places that claims speak of, as public events give them. Costs: 1 query if there are."""
    values = [json.loads(claim.document)["value"] for claim in claims if claim.field == "place"]
    wanted = {value["place"] for value in values if value["place"]}
    if not wanted:
        return {}
    newest = SORTED_ON.desc(), F("number").desc()
    first, *others = [PublicEvent.objects.filter(place=slug).order_by(*newest)[:1] for slug in sorted(wanted)]
    known = first.union(*others, all=True) if others else first
    names = {event.place: listing.place(json.loads(event.document)) for event in known}
    return {slug: names.get(slug) or slug.replace("-", " ").capitalize() for slug in wanted}


def table(claims: list[dict[str, Any]], columns: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a row for each field of which a source speaks: our value, then what each source says or does not."""
    return [_row(key, told, columns) for key, told in by_field(claims).items()]


def history(claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return every field with more than one value, each value with all who stated it.

    The accepted value is on top; below it the others, those stated last first.
    """
    return [
        {"key": key, "label": codebook.FIELDS[key].label, "values": _values(told)}
        for key, told in by_field(claims).items()
        if is_contested(told)
    ]


def corrected(past: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the fields of a history whose value is another one than was believed before, rejected ones first.

    Each with what was believed, what stands now, and the editor's reason: what changed and why, at a glance.
    """
    found = []
    for field in past:
        now = [value for value in field["values"] if value["standing"] == Standing.ACCEPTED]
        before = [value for value in field["values"] if value["differs"] and value["standing"] in REPLACED]
        if now and before:
            before.sort(key=lambda value: value["standing"] != Standing.REJECTED)
            reason = next((note for value in before for note in value["notes"]), "")
            told = {"old": list(dict.fromkeys(value["words"] for value in before)), "new": now[0]["words"]}
            stated = now[0]["claims"][0]
            found.append({**field, **told, "reason": reason, "stated": stated["stated"], "issuer": stated["issuer"]})
    return sorted(found, key=lambda field: Standing.REJECTED not in {v["standing"] for v in field["values"]})


def by_field(claims: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return claims by field, in the order of the codebook, and say of each whether its value differs from ours."""
    fields: dict[str, list[dict[str, Any]]] = {key: [] for key in codebook.FIELDS}
    for claim in claims:
        fields[claim["field"]].append(claim)
    for told in fields.values():
        ours = {claim["words"] for claim in told if claim["accepted"]}
        for claim in told:
            claim["differs"] = claim["words"] not in ours
    return {key: told for key, told in fields.items() if told}


def is_contested(claims: list[dict[str, Any]]) -> bool:
    return len({claim["words"] for claim in claims}) > 1


def _row(key: str, claims: list[dict[str, Any]], columns: list[dict[str, Any]]) -> dict[str, Any]:
    accepted = [claim for claim in claims if claim["accepted"]]
    return {
        "key": key,
        "label": codebook.FIELDS[key].label,
        "value": accepted[0]["words"] if accepted else "",
        "contested": is_contested(claims),
        "reasons": list(dict.fromkeys(claim["note"] for claim in claims if claim["differs"] and claim["note"])),
        "silent": len([column for column in columns if column["id"] not in {c["source"]["id"] for c in claims}]),
        "cells": [
            {
                "publisher": column["publisher"],
                "claims": [claim for claim in claims if claim["source"]["id"] == column["id"]],
            }
            for column in columns
        ],
    }


def _values(claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Group the claims on one field by value and standing, in the order of a history."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim["order"], reverse=True):
        groups[claim["words"], claim["standing"]].append(claim)
    values = [
        {
            "words": told,
            "standing": standing,
            "differs": stated[0]["differs"],
            "standing_words": stated[0]["standing_words"],
            "notes": list(dict.fromkeys(claim["note"] for claim in stated if claim["note"])),
            "claims": stated,
        }
        for (told, standing), stated in groups.items()
    ]
    return sorted(values, key=lambda value: value["standing"] != Standing.ACCEPTED)


def _order(document: dict[str, Any]) -> tuple[str, str]:
    """Return what sorts claims by the day on which they were stated; undated ones come first."""
    start = partial_dates.read(document["stated"]).start if document["stated"] else None
    return (start.isoformat() if start else "", document["id"])


def _relation(document: dict[str, Any]) -> dict[str, Any] | None:
    if not (document["relation"] and document["related_to"]):
        return None
    return {"words": ClaimRelation(document["relation"]).label, "id": document["related_to"]}
