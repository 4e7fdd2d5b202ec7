"""The peer: plain model serializers over the desk's tables, nested as the question needs them."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Count, Q
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer

from events.models import Claim, Event, PublicClaim, PublicEvent, Source
from events.models.public import SORTED_ON

COPIED = ("number", "public_id", "document")


class SourceSerializer(serializers.ModelSerializer[Source]):
    publisher = serializers.CharField(source="publisher.name")

    class Meta:
        model = Source
        fields = ("id", "title", "url", "language", "published", "kind", "publisher", "derives_from")


class ClaimSerializer(serializers.ModelSerializer[Claim]):
    source = SourceSerializer()

    class Meta:
        model = Claim
        fields = ("id", "field", "value", "source", "issuer", "stated", "certainty", "quote", "standing", "public_note")


class EventSerializer(serializers.ModelSerializer[Event]):
    id = serializers.CharField(source="public_id")
    claims = ClaimSerializer(many=True)

    class Meta:
        model = Event
        exclude = ("desk_notes", "coded_by", "approved_by", "subjects")


def _events(**filters: str) -> Any:
    published = Event.objects.filter(state="published", **filters).order_by(SORTED_ON.desc(), "-id")
    return published.select_related("place").prefetch_related("claims__source__publisher")


def list_events(start: int = 0, words: str = "", **filters: str) -> list[dict[str, Any]]:
    """Serve 50 events, the newest first, with claims and sources, with the exact total."""
    events = _events(**filters)
    for word in words.split():
        events = events.filter(Q(title_en__icontains=word) | Q(summary_en__icontains=word))
    total = events.count()
    rows = EventSerializer(events[start : start + 50], many=True).data
    JSONRenderer().render({"count": total, "results": rows})
    return list(rows)


def count_events(**filters: str) -> int:
    return int(_events(**filters).count())


def facets(names: Iterable[str], **filters: str) -> dict[str, dict[str, int]]:
    """Count the events of each code of each field, all other filters applied: one statement a field."""
    counts = {}
    for name in names:
        others = {key: value for key, value in filters.items() if key != name}
        events = Event.objects.filter(state="published", **others).values_list(name)
        counts[name] = dict(events.annotate(n=Count("id")))
    return counts


def one_event(public_id: str) -> bytes:
    event = _events().get(pk=int(public_id.partition("-")[2]))
    return bytes(JSONRenderer().render(EventSerializer(event).data))


def count_year(year: int) -> bytes:
    """Count a year's events by every dimension, as one does without kept statistics."""
    events = Event.objects.filter(state="published", occurred_from__year__lte=year, occurred_to__year__gte=year)
    names = ("movement_class", "route_type", "actor_type", "outcome", "evidence")
    counts = {name: list(events.values("direction", name).annotate(events=Count("id"))) for name in names}
    return bytes(JSONRenderer().render(counts))


def multiply(wanted: int) -> None:
    """Copy the founding events, on both sides alike, until there are as many as wanted."""
    step = 1_000
    live = list(PublicEvent.objects.live().order_by("pk"))
    for copy in range(1, wanted // len(live) + 1):
        for table, key in ((Event, "id"), (Claim, "event_id")):
            _copy_rows(table, key, copy * step)
        for event in live:
            number = event.pk + copy * step
            old, event_claims = event.public_id, list(PublicClaim.objects.filter(event=event.pk))
            clone = PublicEvent.objects.get(pk=event.pk)
            clone.pk, clone.public_id = number, f"EV-{number:06d}"
            clone.document = clone.document.replace(old, clone.public_id)
            clone.save(force_insert=True)
            for claim in event_claims:
                claim.pk += copy * 100_000
                claim.public_id, claim.event_id = f"CL-{claim.pk:06d}", number
                claim.document = claim.document.replace(old, clone.public_id)
            PublicClaim.objects.bulk_create(event_claims)


def _copy_rows(table: type[Event | Claim], key: str, offset: int) -> None:
    """Copy the founding rows of a desk table under new numbers, its triggers asleep."""
    shift = {key: offset, "id": offset if table is Event else offset * 100}
    columns = [field.column for field in table._meta.concrete_fields if not field.generated]
    chosen = ", ".join(f"{name} + {shift[name]}" if name in shift else name for name in columns)
    name, limit = table._meta.db_table, f"{key} < 1000" + (" AND state = 'published'" if table is Event else "")
    if table is Claim:
        chosen = chosen.replace("related_to_id", "NULL").replace("relation", "''", 1)
        limit += " AND event_id IN (SELECT id FROM events_event WHERE state = 'published')"
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"INSERT INTO {name} ({', '.join(columns)}) SELECT {chosen} FROM {name} WHERE {limit}")
        cursor.execute("SET session_replication_role = DEFAULT")
