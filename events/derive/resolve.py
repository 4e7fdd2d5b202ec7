"""The one rule: the value of a field is the value on which its accepted claims agree. This writes the columns."""

import itertools
from collections.abc import Iterable
from typing import Any

from .. import partial_dates
from ..codebook import FIELDS, show
from ..errors import DisagreeingClaims, InvalidValue
from ..models import Claim, Event, Place, Source
from ..vocabulary import Certainty, ClaimRelation, Evidence, Outcome, Standing

Columns = dict[str, Any]

EMPTY: Columns = {
    "occurred": "",
    "occurred_from": None,
    "occurred_to": None,
    "date_precision": "",
    "date_basis": "",
    "direction": "",
    "movement_class": "",
    "route_type": "",
    "means": "",
    "place": None,
    "place_precision": "",
    "actor_type": "",
    "persons_min": None,
    "persons_max": None,
    "outcome": "",
    "outcome_parts": [],
    "intent": "",
    "first_public": "",
}
COMPUTED = ("evidence", "documents", "origins")
CONFIRMING = {"occurred", "direction", "movement_class", "actor_type", "outcome"}
"""Fields whose official confirmation confirms the event."""


def resolve(event: Event) -> None:
    """Set and save the coded columns, evidence and origins of an event from its accepted claims.

    Raises: DisagreeingClaims, naming the field and the claims, if accepted claims differ.
    """
    standing = list(Claim.objects.filter(event=event, standing=Standing.ACCEPTED).order_by("field", "id"))
    for key, claims in itertools.groupby(standing, key=lambda claim: claim.field):
        check_agreement(key, list(claims))
    accepted = [claim for claim in standing if not claim.sealed]
    columns = dict(EMPTY)
    for key, value in {claim.field: claim.value for claim in accepted}.items():
        columns |= columns_of(key, value)
    columns |= weigh(accepted)
    changed = [name for name, value in columns.items() if getattr(event, name) != value]
    for name in changed:
        setattr(event, name, columns[name])
    if changed:
        event.save(update_fields=changed)


def weigh(accepted: list[Claim]) -> Columns:
    """Return evidence, documents and independent origins of accepted claims. Costs: 1 query a step of derivation."""
    roots = roots_of({claim.source_id for claim in accepted})
    origins = len(set(roots.values()))
    return {"evidence": judge(accepted, origins), "documents": len(roots), "origins": origins}


def check_agreement(key: str, claims: list[Claim]) -> None:
    """Raise DisagreeingClaims unless all accepted claims on a field, sealed ones too, say the same."""
    first = claims[0]
    for other in claims[1:]:
        if other.value != first.value:
            raise DisagreeingClaims(
                f"{first.public_id} says “{show(key, first.value)}” and {other.public_id} says "
                f"“{show(key, other.value)}”, and both are accepted.",
                field=key,
                remedy="Keep one accepted and set the other to conflicting, superseded or rejected, with a note.",
            )


def columns_of(key: str, value: Any) -> Columns:
    """Return the columns that a value of a field fills; none for fields that live in claims only."""
    if key == "occurred":
        date = partial_dates.read(value["edtf"], field=key)
        return {
            "occurred": date.text,
            "occurred_from": date.start,
            "occurred_to": date.end,
            "date_precision": date.precision,
            "date_basis": value["basis"],
        }
    if key == "place":
        return {"place": find_place(value["place"]), "place_precision": value["precision"]}
    if key == "persons":
        return {"persons_min": value["min"], "persons_max": value["max"]}
    if key == "outcome":
        outcome = value[0]["outcome"] if len(value) == 1 else Outcome.MIXED.value
        return {"outcome": outcome, "outcome_parts": value}
    return {key: value} if FIELDS[key].columns else {}


def find_place(slug: str | None) -> Place | None:
    """Return a place of the gazetteer. Raises: InvalidValue for one it does not have."""
    if slug is None:
        return None
    place = Place.objects.filter(slug=slug).first()
    if place is None:
        remedy = "Add the place to the gazetteer first, or choose another."
        raise InvalidValue(f"“{slug[:60]}” is not a place of the gazetteer.", field="place", remedy=remedy)
    return place


def roots_of(sources: Iterable[int]) -> dict[int, int]:
    """Return {source: its origin}, the document from which it derives in the end. Costs: 1 query a step."""
    parents: dict[int, int | None] = {}
    wanted = set(sources)
    while wanted:
        found = dict(Source.objects.filter(pk__in=wanted).values_list("pk", "derives_from"))
        parents |= found
        wanted = {parent for parent in found.values() if parent is not None} - set(parents)
    return {source: _root(source, parents) for source in sources}


def _root(source: int, parents: dict[int, int | None]) -> int:
    while (parent := parents[source]) is not None:
        source = parent
    return source


def judge(accepted: list[Claim], origins: int) -> Evidence:
    """Return how well the accepted claims are supported."""
    if any(c.relation == ClaimRelation.RETRACTS and c.field == "occurred" for c in accepted):
        return Evidence.REFUTED
    if any(claim.certainty == Certainty.DISPUTED for claim in accepted):
        return Evidence.DISPUTED
    if any(c.certainty == Certainty.OFFICIALLY_CONFIRMED and c.field in CONFIRMING for c in accepted):
        return Evidence.OFFICIALLY_CONFIRMED
    if origins > 1:
        return Evidence.CORROBORATED
    return Evidence.REPORTED if origins else Evidence.NONE
