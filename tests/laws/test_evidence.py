"""Law 7: every public value of every published event has an accepted claim. Read from the public record alone."""

import json
from collections.abc import Iterator
from typing import Any

from events import codebook
from events.derive import EMPTY
from events.derive.resolve import columns_of
from events.imports import Report
from events.models import PublicClaim, PublicEvent

REMEDY = "Only derive.resolve writes coded columns, from accepted claims; accept a claim or let the value go."
PARTS_OF_A_PLACE = {"place_name_en", "place_name_ko", "lat", "lon", "radius_km"}


def documents() -> Iterator[dict[str, Any]]:
    for row in PublicEvent.objects.live():
        yield json.loads(row.document)


def supported(event: dict[str, Any]) -> dict[str, Any]:
    """Return the coded columns that the accepted public claims of an event give."""
    columns = dict(EMPTY)
    for text in PublicClaim.objects.filter(event__public_id=event["id"], standing="accepted").order_by("number"):
        claim = json.loads(text.document)
        columns |= columns_of(claim["field"], codebook.check(claim["field"], claim["value"]))
    place = columns["place"]
    plain = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in columns.items()}
    return plain | {"place": place and place.slug}


def unsupported(event: dict[str, Any]) -> dict[str, Any]:
    given = supported(event)
    return {name: event[name] for name, value in given.items() if event[name] != value}


def test_every_public_value_has_an_accepted_claim(founding: Report) -> None:
    without = {event["id"]: missing for event in documents() if (missing := unsupported(event))}
    assert without == {}, REMEDY


def test_every_coded_column_of_the_public_document_is_one_that_claims_fill(founding: Report) -> None:
    coded = {column for field in codebook.FIELDS.values() for column in field.columns}
    assert coded == set(EMPTY)
    assert all(coded <= event.keys() for event in documents())


def test_every_accepted_claim_has_a_source_that_the_public_can_look_up(founding: Report) -> None:
    assert all(claim.source.public_id for claim in PublicClaim.objects.select_related("source"))


def test_a_planted_value_is_found(founding: Report) -> None:
    event = next(documents()) | {"intent": "involuntary"}
    assert unsupported(event) == {"intent": "involuntary"}
