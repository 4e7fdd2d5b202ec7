"""The list: events as rows grouped by year, each with what a reader needs before opening it."""

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from ..models import PublicEvent
from ..vocabulary import Direction, Evidence, MovementClass, Outcome
from . import addresses, marks, words


def by_year(events: Iterable[PublicEvent]) -> list[dict[str, Any]]:
    """Return the events in their order, grouped under the year in which they begin; 0 where no date is known."""
    rows = [row(event) for event in events]
    return [{"year": year, "rows": list(group)} for year, group in groupby(rows, key=lambda row: row["year"])]


def row(event: PublicEvent) -> dict[str, Any]:
    """Return one event as a line of a list."""
    document = json.loads(event.document)
    day = event.occurred_from or event.occurred_to
    return {
        "id": event.public_id,
        "href": addresses.event(event.public_id),
        "year": day.year if day else 0,
        "date": words.date(document["occurred"]) or words.NOT_REPORTED,
        "iso": event.occurred_from.isoformat() if event.occurred_from and event.date_precision == "day" else "",
        "title": document[f"title_{addresses.language()}"],
        "tone": marks.tone(event.direction),
        "glyph": marks.dot(event.outcome, 7, 7, 5),
        "direction": words.label(Direction, event.direction),
        "movement_class": words.label(MovementClass, event.movement_class),
        "outcome": words.label(Outcome, event.outcome),
        "place": place(document),
        "persons": words.persons(document),
        "evidence": event.evidence,
        "evidence_words": words.label(Evidence, event.evidence),
        "documents": document["documents"],
        "origins": document["origins"],
    }


def place(document: dict[str, Any]) -> str:
    """Return the name of an event's place; empty where none is known."""
    return str(document[f"place_name_{addresses.language()}"] or "")
