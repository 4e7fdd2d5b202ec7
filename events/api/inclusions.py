"""What an event carries beside its own fields when it is asked for: claims, sources, links."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from django.db.models import Q

from ..models import PublicClaim, PublicLink

Gathered = dict[int, list[str]]


def include(wanted: Sequence[str], numbers: Sequence[int], documents: Sequence[str]) -> list[str]:
    """Return the documents of events with what is wanted spliced into each. Costs: 1 query for each thing wanted."""
    gathered = [(name, _GATHER[name](numbers)) for name in wanted]
    return [
        document[:-1] + "".join(f',"{name}":[{",".join(parts[number])}]' for name, parts in gathered) + "}"
        for number, document in zip(numbers, documents, strict=True)
    ]


def _claims(numbers: Sequence[int]) -> Gathered:
    rows = PublicClaim.objects.filter(event__in=numbers).order_by("event", "position")
    return _by_event(rows.values_list("event", "document"))


def _sources(numbers: Sequence[int]) -> Gathered:
    rows = PublicClaim.objects.filter(event__in=numbers).order_by("event", "source").distinct("event", "source")
    return _by_event(rows.values_list("event", "source__document"))


def _links(numbers: Sequence[int]) -> Gathered:
    rows = PublicLink.objects.filter(Q(event__in=numbers) | Q(other__in=numbers)).select_related("event", "other")
    found = []
    for link in rows.order_by("kind", "event", "other"):
        for this, that in ((link.event, link.other), (link.other, link.event)):
            told = {"kind": link.kind, "event": that.public_id, "title_en": that.title_en, "title_ko": that.title_ko}
            found.append((this.pk, json.dumps(told, ensure_ascii=False)))
    return _by_event(found)


def _by_event(rows: Iterable[tuple[int, str]]) -> Gathered:
    gathered: Gathered = defaultdict(list)
    for number, document in rows:
        gathered[number].append(document)
    return gathered


_GATHER: dict[str, Callable[[Sequence[int]], Gathered]] = {"claims": _claims, "sources": _sources, "links": _links}
