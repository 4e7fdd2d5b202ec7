"""Events that may be the same: listed on the page of an event and, while somebody types, as a fragment of HTML."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.validators import slug_re
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from .. import codebook, partial_dates
from ..derive import Similar, find_place, similar_events
from ..errors import InvalidValue, TrackerError
from ..models import Event, NotSame
from ..vocabulary import Direction

REASONS = {
    "source": _("the same document"),
    "dates": _("overlapping dates"),
    "origin": _("a document of the same origin"),
    "place": _("the same place"),
    "near_place": _("a place nearby"),
    "direction": _("the same direction"),
    "persons": _("a matching number of persons"),
}


def similar_view(request: HttpRequest) -> HttpResponse:
    """Answer with a list of events like the one described by the query string; empty where that can't be read."""
    if not request.user.has_perm("events.view_event"):
        raise PermissionDenied
    try:
        found = similar_events(**read_question(request.GET))
    except TrackerError:
        found = []
    return render(request, "admin/events/similar.html", {"similar": shape(found)})


def read_question(given: QueryDict) -> dict[str, Any]:
    """Return the question that a query string asks. Raises: TrackerError for what can't be read."""
    question: dict[str, Any] = {"sources": [_number(text) for text in given.getlist("source") if text]}
    if date := given.get("occurred", "").split():
        read = partial_dates.read(date[0], field="occurred")
        question |= {"occurred_from": read.start, "occurred_to": read.end}
    if direction := given.get("direction", ""):
        question["direction"] = codebook.code_of(Direction, direction, "direction")
    if place := given.get("place", "").split(" ")[0].removeprefix("-"):
        if not slug_re.fullmatch(place):
            raise InvalidValue(field="place")
        find_place(place)
        question["place"] = place
    if persons := given.get("persons", "").strip():
        value = codebook.parse("persons", persons)
        question["persons"] = (value["min"], value["max"])
    if event := given.get("event", ""):
        question["exclude"] = Event.objects.filter(pk=_number(event)).first()
    return question


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 15:
        raise InvalidValue(field="source")
    return int(text)


def similar_to(event: Event) -> list[dict[str, Any]]:
    """Return events like a coded one, with why. Costs: 3 queries, 4 where its claims were not read before."""
    claims = getattr(event, "read_claims", None)
    if claims is None:
        claims = event.claims.only("source")
    described = {
        "occurred_from": event.occurred_from,
        "occurred_to": event.occurred_to,
        "direction": event.direction,
        "place": event.place.slug if event.place else "",
        "persons": None if event.persons_min is None else (event.persons_min, event.persons_max),
        "sources": {claim.source_id for claim in claims},
    }
    return shape(similar_events(**described, exclude=event))


def shape(found: list[Similar]) -> list[dict[str, Any]]:
    return [{"event": similar.event, "reasons": [REASONS[code] for code in similar.reasons]} for similar in found]


def told_apart(event: Event) -> list[dict[str, Any]]:
    """Return the events that somebody found not to be this one, with how they knew. Costs: 1 query."""
    pairs = NotSame.objects.filter(one=event) | NotSame.objects.filter(other=event)
    return [
        {"event": pair.other if pair.one_id == event.pk else pair.one, "reason": pair.reason}
        for pair in pairs.select_related("one", "other")
    ]
