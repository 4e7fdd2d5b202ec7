"""What an event carries beside its own fields when it is asked for: claims, sources, links."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, StringAgg, Value

from ..models import PublicClaim, PublicLink, PublicState, PublicVersion

Gathered = dict[int, list[str]]


def include(
    wanted: Sequence[str], numbers: Sequence[int], documents: Sequence[str], change: int | None = None
) -> list[str]:
    """Return the documents of events with what is wanted spliced into each, as it stood after a change if one is given.

    Costs: 1 query for each thing wanted, 2 for the sources of the past.
    """
    if change is None:
        gathered = [(name, _GATHER[name](numbers)) for name in wanted]
    else:
        gathered = [(name, _GATHER_PAST[name](numbers, change)) for name in wanted]
    return [
        document[:-1] + "".join(f',"{name}":[{",".join(parts[number])}]' for name, parts in gathered) + "}"
        for number, document in zip(numbers, documents, strict=True)
    ]


def _claims(numbers: Sequence[int]) -> Gathered:
    texts = StringAgg("document", Value(","), order_by="position")
    rows = PublicClaim.objects.filter(event__in=numbers).order_by().values("event").annotate(texts=texts)
    return _by_event(rows.values_list("event", "texts"))


def _sources(numbers: Sequence[int]) -> Gathered:
    citing = ArrayAgg("event", distinct=True)
    cited = PublicClaim.objects.filter(event__in=numbers).order_by("source").values("source", "source__document")
    rows = cited.annotate(citing=citing).values_list("citing", "source__document")
    return _by_event((event, document) for events, document in rows for event in events)


def _links(numbers: Sequence[int]) -> Gathered:
    rows = PublicLink.objects.filter(Q(event__in=numbers) | Q(other__in=numbers)).select_related("event", "other")
    found = []
    for link in rows.order_by("kind", "event", "other"):
        for this, that in ((link.event, link.other), (link.other, link.event)):
            told = {"kind": link.kind, "event": that.public_id, "title_en": that.title_en, "title_ko": that.title_ko}
            found.append((this.pk, json.dumps(told, ensure_ascii=False)))
    return _by_event(found)


def _past_claims(numbers: Sequence[int], change: int) -> Gathered:
    rows = PublicVersion.objects.as_of(change).filter(number__in=numbers)
    return _by_event((number, claims[1:-1]) for number, claims in rows.values_list("number", "claims"))


def _past_sources(numbers: Sequence[int], change: int) -> Gathered:
    rows = PublicVersion.objects.as_of(change).filter(number__in=numbers).values_list("number", "claims")
    cited = [(number, {claim["source"] for claim in json.loads(claims)}) for number, claims in rows]
    named = {source for _, sources in cited for source in sources}
    states = (
        PublicState.objects.stood("source", change).filter(public_id__in=named).values_list("public_id", "document")
    )
    told = dict(states.order_by("number"))
    return _by_event((number, told[source]) for number, sources in cited for source in told if source in sources)


def _by_event(rows: Iterable[tuple[int, str]]) -> Gathered:
    gathered: Gathered = defaultdict(list)
    for number, document in rows:
        gathered[number].append(document)
    return gathered


_GATHER: dict[str, Callable[[Sequence[int]], Gathered]] = {"claims": _claims, "sources": _sources, "links": _links}
_GATHER_PAST: dict[str, Callable[[Sequence[int], int], Gathered]] = {"claims": _past_claims, "sources": _past_sources}
