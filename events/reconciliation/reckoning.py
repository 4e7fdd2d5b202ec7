"""The public figures as the engine takes them, as known today or on a day."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from .. import figures
from ..figures import Count, Number, Reckoning, Tie
from ..models import PublicBridge, PublicFigure, PublicSeries, PublicSource
from ..vocabulary import SeriesMeasure

MOMENTS = (SeriesMeasure.STOCK, SeriesMeasure.CUMULATIVE)
"""Measures that are counted at a moment, not within a period."""


def related(slugs: Collection[str]) -> set[str]:
    """Return some series and all that bridges bind to them, through others too. Costs: 1 query."""
    ends = list(PublicBridge.objects.filter(tombstone="").values_list("series__slug", "other__slug"))
    found: set[str] = set()
    step = set(slugs)
    while step:
        found |= step
        step = {end for pair in ends if step & set(pair) for end in pair} - found
    return found


def reckon(slugs: Collection[str] = (), *, known_on: date | None = None, also: Sequence[Number] = ()) -> Reckoning:
    """Return what the public figures of some series, or of all, say about each other. Costs: 4 or 5 queries.

    `known_on` asks as if it were that day; `also` are numbers that nobody has published, each in the place of the
    public one of the same id.
    """
    asked = related(slugs) if slugs else None
    counts = counts_of(asked)
    known = {count.slug: count for count in counts}
    numbers = [number for number in public_numbers(known) if number.id not in {extra.id for extra in also}]
    numbers += [number for number in also if number.series in known]
    if known_on is not None:
        then = figures.choose(counts, numbers, known_on)
        numbers = [replace(number, edition=then[number.id]) for number in numbers if number.id in then]
        return _of_the_past(tuple(counts), tuple(numbers), tuple(ties_of(known)))
    return figures.reconcile(counts, numbers, ties_of(known))


@lru_cache(maxsize=64)
def _of_the_past(counts: tuple[Count, ...], numbers: tuple[Number, ...], ties: tuple[Tie, ...]) -> Reckoning:
    """Return the reckoning of a day in the past: days between two releases share it.

    Costs: some seconds where old tables contradict each other, else a tenth; about 2 MB kept for each.
    """
    return figures.reconcile(counts, numbers, ties)


def counts_of(slugs: Collection[str] | None) -> list[Count]:
    """Return what series count; of all without `slugs`. Costs: 1 query."""
    rows = PublicSeries.objects.order_by("slug")
    rows = rows if slugs is None else rows.filter(slug__in=slugs)
    documents = map(json.loads, rows.values_list("document", flat=True))
    return [Count(told["id"], told["measure"], told["unit"], told["authority"]) for told in documents]


def ties_of(known: Collection[str]) -> list[Tie]:
    """Return the bridges between known series. Costs: 1 query."""
    rows = PublicBridge.objects.filter(tombstone="").values_list("document", flat=True)
    documents = map(json.loads, rows)
    return [
        Tie(told["id"], told["kind"], told["series"], told["other"], told["partition"])
        for told in documents
        if told["series"] in known and told["other"] in known
    ]


def public_numbers(known: Mapping[str, Count]) -> list[Number]:
    """Return the public figures of known series. Costs: 2 queries."""
    rows = PublicFigure.objects.filter(tombstone="", series__slug__in=known)
    told = list(rows.values_list("document", "released_from", "released_to"))
    origins = origins_of()
    return [
        number_of(document := json.loads(text), known[document["series"]], origins, (start, end))
        for text, start, end in told
    ]


def origins_of() -> dict[str, str]:
    """Return {id of a public source: id of the document from which it derives in the end}. Costs: 1 query."""
    rows = PublicSource.objects.values_list("number", "public_id", "derives_from")
    ids = {number: public_id for number, public_id, _ in rows}
    parents = {number: parent for number, _, parent in rows}

    def root(number: int) -> int:
        while (parent := parents.get(number)) is not None and parent in parents:
            number = parent
        return number

    return {public_id: ids[root(number)] for number, public_id in ids.items()}


def number_of(
    document: Mapping[str, Any],
    count: Count,
    origins: Mapping[str, str],
    released: tuple[date | None, date | None] = (None, None),
) -> Number:
    """Return a figure's document as a number. Its interval is read anew, by the rule of today."""
    value, upper = (None if document[name] is None else Decimal(str(document[name])) for name in ("value", "upper"))
    said = figures.interval(
        document["comparator"], value, upper, unit=count.unit, by_authority=document["issuer"] == count.authority
    )
    start, end = (document[name] and date.fromisoformat(document[name]) for name in ("period_from", "period_to"))
    first, last = released
    return Number(
        id=document["id"],
        series=count.slug,
        start=None if count.measure in MOMENTS else start,
        end=end,
        low=said.low,
        high=said.high,
        value=value,
        comparator=document["comparator"],
        edition=document["edition"],
        issuer=document["issuer"],
        source=document["source"],
        origin=origins.get(document["source"], document["source"]),
        released=(first, last) if first is not None and last is not None else None,
        supersedes=document["supersedes"] or "",
    )


def editions(rows: Iterable[PublicFigure], known_on: date) -> dict[str, str]:
    """Return {id of a figure: the edition that it had on a day} of those known by then. Costs: 1 query."""
    counts, numbers = _numbers_of(rows)
    return figures.choose(counts, numbers, known_on)


def shown_on(rows: Iterable[PublicFigure], known_on: date | None) -> set[str]:
    """Return the ids of the figures that stand in their slots, today or on a day; whole slots have to be given.

    Costs: 1 query.
    """
    counts, numbers = _numbers_of(rows)
    return figures.standing(counts, numbers, known_on)


def _numbers_of(rows: Iterable[PublicFigure]) -> tuple[list[Count], list[Number]]:
    told = [(json.loads(row.document), (row.released_from, row.released_to)) for row in rows]
    counts = counts_of({document["series"] for document, _ in told})
    known = {count.slug: count for count in counts}
    return counts, [number_of(document, known[document["series"]], {}, released) for document, released in told]
