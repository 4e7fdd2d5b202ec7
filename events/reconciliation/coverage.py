"""How many of those that a figure counts the tracker documents. Events are counted here, figures never: two layers."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.http import QueryDict

from .. import figures, measures
from ..figures import Interval, Number
from ..filters import EventFilter
from ..models import PublicEvent
from ..vocabulary import Unit


def documented(scope: str, start: date, end: date, unit: str) -> Interval:
    """Return how many events, or persons in them, a period certainly holds and may hold. Costs: 2 queries.

    Source: docs/adr/0007-counting-rule.md
    """
    question = EventFilter(QueryDict(query_of(scope, start, end)), PublicEvent.objects.all())
    found = measures.groups(question.counted(*measures.ALIKE), question.inside())
    certain = [group for group in found if group.inside]
    if unit == Unit.PERSONS:
        least, most = sum(group.least for group in certain), sum(group.most for group in found)
        open_ended = question.queryset.filter(persons_max=None).exists()
        return Interval(Decimal(least), None if open_ended else Decimal(most))
    return Interval(Decimal(sum(group.events for group in certain)), Decimal(sum(group.events for group in found)))


def query_of(scope: str, start: date, end: date) -> str:
    """Return the question that opens the events of a scope and a period."""
    return f"from={start.isoformat()}&to={end.isoformat()}&{scope}"


def coverage_of(series: Mapping[str, Any], numbers: list[Number]) -> list[dict[str, Any]]:
    """Return the coverage of each number of a series whose scope matches events; none where nothing is comparable.

    `series` is the document of the series. Costs: 2 queries a number.
    """
    rows = []
    for number in sorted(numbers, key=lambda number: (number.end or date.min, number.id)):
        if not series["event_scope"] or number.start is None or number.end is None or number.low is None:
            continue
        held = documented(series["event_scope"], number.start, number.end, series["unit"])
        found = figures.coverage(held, Interval(number.low, number.high))
        if found is None:
            continue
        rows.append(
            {
                "figure": number.id,
                "from": number.start.isoformat(),
                "to": number.end.isoformat(),
                **_pair("documented", held.low, held.high),
                "low": plain(number.low),
                "high": plain(number.high),
                **_pair("coverage", found.low, found.high),
                **_pair("remainder", found.remainder.low, found.remainder.high),
                "exceeds": found.exceeds,
                "query": query_of(series["event_scope"], number.start, number.end),
            }
        )
    return rows


def _pair(name: str, low: Any, high: Any) -> dict[str, Any]:
    return {f"{name}_low": plain(low), f"{name}_high": plain(high)}


def plain(value: Decimal | Fraction | None) -> int | float | None:
    """Return a number as JSON has it: whole where it is whole, a share to four places."""
    if value is None:
        return None
    return int(value) if value == int(value) else round(float(value), 4)


def dump(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
