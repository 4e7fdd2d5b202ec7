"""What stands beside an event: those that belong to it, and the ones before and after it in time."""

import json
from typing import Any

from django.db.models import Q

from ..models import PublicEvent, PublicLink
from ..models.public import SORTED_ON, UNDATED
from ..vocabulary import LinkKind
from . import listing, words


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


def neighbours(event: PublicEvent) -> dict[str, Any]:
    """Return the events before and after one, in the order of the list. Costs: 2 queries."""
    dated = PublicEvent.objects.live().annotate(day=SORTED_ON)
    here = event.occurred_from or event.occurred_to or UNDATED
    sooner = Q(day__lt=here) | Q(day=here, number__lt=event.number)
    later = Q(day__gt=here) | Q(day=here, number__gt=event.number)
    found = {
        "earlier": dated.filter(sooner, day__lte=here).order_by("-day", "-number").first(),
        "later": dated.filter(later, day__gte=here).order_by("day", "number").first(),
    }
    return {way: listing.row(row) for way, row in found.items() if row is not None}
