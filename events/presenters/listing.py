"""The list: events as rows grouped by year, each with what a reader needs before opening it."""

import json
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import timezone

from .. import partial_dates
from ..filters import Search
from ..models import PublicChange, PublicEvent
from ..models.public import EventColumns
from ..vocabulary import DatePrecision, Direction, Evidence, MovementClass, Outcome
from . import addresses, marks, words

Parts = list[tuple[str, bool]]
"""A text in pieces, each with whether it was searched for."""

BEFORE, LENGTH = 60, 160


def by_year(events: Iterable[PublicEvent], search: Search | None = None) -> list[dict[str, Any]]:
    """Return the events in their order, grouped under the year in which they begin; 0 where no date is known."""
    rows = [row(event, search) for event in events]
    return [{"year": year, "rows": list(group)} for year, group in groupby(rows, key=lambda row: row["year"])]


def by_change(events: Iterable[PublicEvent], search: Search | None = None) -> list[dict[str, Any]]:
    """Return the events in their order, grouped under the day of their last change. Costs: 1 query."""
    events = list(events)
    lines = PublicChange.objects.filter(number__in=[event.change for event in events])
    days = {number: timezone.localtime(at).date() for number, at in lines.values_list("number", "at")}
    return [
        {"day": _in_words(day), "rows": [row(event, search) for event in group]}
        for day, group in groupby(events, key=lambda event: days.get(event.change))
    ]


def _in_words(day: date | None) -> str:
    return partial_dates.show(day, day, DatePrecision.DAY, addresses.language())


def row(event: EventColumns, search: Search | None = None) -> dict[str, Any]:
    """Return one event as a line of a list; what a search found in it is in parts."""
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
        **_found(document, search),
    }


def _found(document: dict[str, Any], search: Search | None) -> dict[str, Parts]:
    """Return title and place in parts, and the summary around what was found where neither shows it."""
    title, name = str(document[f"title_{addresses.language()}"]), place(document)
    if search is None:
        return {"title_parts": [(title, False)], "place_parts": [(name, False)], "snippet_parts": []}
    title_parts, place_parts = search.mark(title), search.mark(name)
    if name and not _has_hit(place_parts):
        names = " | ".join(str(document[f"place_name_{code}"]) for code in addresses.LANGUAGES)
        place_parts = [(name, _has_hit(search.mark(names)))]  # found by its name in the other language
    shown = _has_hit(title_parts) or _has_hit(place_parts)
    snippet = [] if shown else _around(search.mark(str(document[f"summary_{addresses.language()}"])))
    return {"title_parts": title_parts, "place_parts": place_parts, "snippet_parts": snippet}


def _has_hit(parts: Parts) -> bool:
    return any(hit for _, hit in parts)


def _around(parts: Parts) -> Parts:
    """Return the parts around the first hit, cut between words; nothing where there is none."""
    if not _has_hit(parts):
        return []
    first = next(at for at, (_, hit) in enumerate(parts) if hit)
    lead = "".join(text for text, _ in parts[:first])
    if len(lead) > BEFORE:
        lead = "… " + lead[-BEFORE:].partition(" ")[2]
    found, room = [(lead, False)] if lead else [], LENGTH - len(lead)
    for text, hit in parts[first:]:
        if len(text) > room and not hit:
            found.append((text[: max(room, 0)].rpartition(" ")[0] + " …", False))
            break
        found.append((text, hit))
        room -= len(text)
    return found


def place(document: dict[str, Any]) -> str:
    """Return the name of an event's place; empty where none is known."""
    return str(document[f"place_name_{addresses.language()}"] or "")
