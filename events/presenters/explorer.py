"""The explorer: one question, its answer as line, list and counts, and every way on from there."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count

from .. import partial_dates
from ..filters import CODED, EventFilter
from ..models import PublicEvent
from ..vocabulary import AXES, Direction
from . import addresses, changes, listing, marks, notices, timeline, words

OPEN_FACETS = {"direction", "movement_class", "outcome"}
CARRIED = ("place", "source", "publisher", "limit")
"""Parameters without a field of their own in the form; a search keeps them."""

NOT_A_CHIP = {"sort", "limit", "cursor", "date_match"}


def page(params: Any) -> dict[str, Any]:
    """Return the whole explorer for a query string. Costs: 4 queries, one more for each id that it names."""
    question = EventFilter(params, PublicEvent.objects.all())
    found = question.page()
    dated = question.one("sort") != "changed"
    return {
        "errors": notices.of(question),
        **_summary(question),
        "values": {name: question.values.get(name, [""])[0] for name in ("from", "to", "q")},
        "date_match": question.one("date_match"),
        "sort": question.one("sort"),
        "sorts": list(EventFilter.orders),
        "carried": [(name, ",".join(question.values[name])) for name in CARRIED if name in question.values],
        "facets": _facets(question),
        "chips": _chips(question),
        "sentence": question.describe(addresses.language()),
        "years": listing.by_year(found.rows) if dated else [{"year": "", "rows": [listing.row(r) for r in found.rows]}],
        "next": addresses.view(question.query(cursor=found.next)) if found.next else "",
        "previous": addresses.view(question.query(cursor=found.previous)) if found.previous else "",
        "here": question.query(),
        **addresses.downloads("events", question.query(limit=None)),
        "latest": changes.latest(),
    }


def _summary(question: EventFilter) -> dict[str, Any]:
    """Return the line with the counts of what it shows: marks while they fit, else a bar a year."""
    rows = timeline.rows(question.queryset, timeline.MOST_MARKS + 1)
    start, end = (question.values.get(name, [""])[0] for name in ("from", "to"))
    period = (partial_dates.read(start).start if start else None, partial_dates.read(end).end if end else None)
    if len(rows) <= timeline.MOST_MARKS:
        line = timeline.draw(rows, *period)
        directions: Mapping[str, int] = _tally([row.direction for row in rows])
    else:
        counts = question.queryset.order_by().values_list("year_from", "year_to", "direction").annotate(n=Count("pk"))
        line = timeline.draw_years(list(counts), lambda year: question.query(**{"from": year, "to": year}), *period)
        directions = _tally_counted([(direction, n) for _, _, direction, n in counts])
    sides = {"south": Direction.NORTH_TO_SOUTH, "north": Direction.SOUTH_TO_NORTH}
    counts_of = {side: directions.get(direction, 0) for side, direction in sides.items()}
    total = sum(directions.values())
    return {
        "line": line,
        "legend": marks.legend(),
        "total": total,
        "sides": counts_of | {"third": total - sum(counts_of.values())},
    }


def _tally(directions: list[str]) -> dict[str, int]:
    return _tally_counted([(direction, 1) for direction in directions])


def _tally_counted(pairs: list[tuple[str, int]]) -> dict[str, int]:
    tally: dict[str, int] = {}
    for direction, count in pairs:
        tally[direction] = tally.get(direction, 0) + count
    return tally


def _facets(question: EventFilter) -> list[dict[str, Any]]:
    """Return the facets in the order of the codebook; what is chosen stands open."""
    counted = question.facets()
    return [
        {
            "name": parameter.name,
            "label": parameter.label,
            "open": parameter.name in OPEN_FACETS or parameter.name in question.values,
            "options": counted[parameter.name],
        }
        for parameter in CODED
    ]


def _chips(question: EventFilter) -> list[dict[str, Any]]:
    """Return what the reader asked for, one chip a value, each with the address of the view without it."""
    chips = []
    for parameter in EventFilter.parameters:
        values = [] if parameter.name in NOT_A_CHIP else question.values.get(parameter.name, [])
        for value in values:
            rest = [other for other in values if other != value]
            chips.append(
                {
                    "label": parameter.label,
                    "value": words.label(AXES[parameter.axis], value) if parameter.axis else value,
                    "href": addresses.view(question.query(**{parameter.name: rest or None})),
                }
            )
    return chips
