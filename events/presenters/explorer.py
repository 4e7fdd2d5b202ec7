"""The explorer: one question, its answer as line, list and counts, and every way on from there."""

from typing import Any

from ..vocabulary import Direction
from . import addresses, atlas, changes, chips, choices, histogram, line, listing, marks, sharing, timeline
from .asked import Asked

TRAY = 24
"""So many events without a date stand beside the line; the list has them all."""


def page(asked: Asked) -> dict[str, Any]:
    """Return the whole explorer. Costs: 7 queries; some more for ids in the address and for a view without events."""
    question = asked.question
    found = question.page()
    summary = _summary(asked)
    by_change = question.one("sort") == "changed"
    chips_shown = chips.of(question, asked.at)
    last, latest = changes.latest()
    return {
        "errors": asked.errors,
        **summary,
        "values": {name: asked.value(name) for name in ("from", "to", "q")},
        "date_match": question.one("date_match"),
        "sorts": choices.sorts(asked),
        "carried": choices.carried(asked, *choices.CARRIED),
        "carried_last": choices.carried(asked, "sort", "limit"),
        "periods_shown": asked.periods,
        "facets": choices.facets(asked),
        "chips": chips_shown,
        "all": asked.bare(),
        "ways_out": choices.ways_out(asked) if chips_shown and not summary["total"] else [],
        "sentence": question.describe(addresses.language()),
        "groups": listing.by_change(found.rows, question.search)
        if by_change
        else listing.by_year(found.rows, question.search),
        "next": asked.at(cursor=found.next) if found.next else "",
        "previous": asked.at(cursor=found.previous) if found.previous else "",
        "own": addresses.view(asked.own_query()),
        "atlas": atlas.panel(question),
        **sharing.of(asked, last),
        "latest": latest,
    }


def _summary(asked: Asked) -> dict[str, Any]:
    """Return the line with what belongs to it, and the counts of what it shows. Costs: 2 queries."""
    every_year = histogram.count(asked.question)
    counted = [one for one in every_year if one.inside]
    total = sum(one.events for one in counted)
    undated = sum(one.events for one in counted if one[:2] == (None, None))
    few = total <= timeline.MOST_MARKS
    events = asked.question.queryset
    if few:
        rows = timeline.rows(events, timeline.MOST_MARKS)
    else:
        rows = timeline.rows(events.filter(occurred_from=None, occurred_to=None), TRAY) if undated else []
    sides = {"south": Direction.NORTH_TO_SOUTH, "north": Direction.SOUTH_TO_NORTH}
    sums = {side: sum(one.events for one in counted if one.direction == of) for side, of in sides.items()}
    return {
        "line": line.draw(asked, counted, rows if few else None),
        "overview": histogram.overview(every_year, asked.value("from"), asked.value("to"), asked.at),
        "tray": timeline.tray(rows)[:TRAY],
        "tray_more": max(undated - TRAY, 0),
        "oldest": asked.at(sort="oldest"),
        "periods_switch": asked.switched(),
        "legend": marks.legend(),
        "total": total,
        "sides": sums | {"third": total - sum(sums.values())},
    }
