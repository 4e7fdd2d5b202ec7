"""What a reader may choose and has chosen: facets with counts, orders, and ways out of an empty view."""

from typing import Any

from ..filters import CODED, EventFilter
from ..filters.reading import MINUS
from . import chips, marks
from .asked import Asked
from .chips import NOT_A_CHIP

OPEN_FACETS = {"direction", "movement_class", "outcome"}
CARRIED = ("month", "lag", "place", "bbox", "persons_min", "persons_max", "source", "publisher")
"""Parameters without a field of their own in the form; a search keeps them."""


def facets(asked: Asked) -> list[dict[str, Any]]:
    """Return the facets in the order of the codebook; what is chosen stands open. Costs: 1 query."""
    counted = asked.question.facets()
    return [
        {
            "name": parameter.name,
            "label": parameter.label,
            "open": parameter.name in OPEN_FACETS or bool(asked.question.given(parameter.name)),
            "options": [
                {
                    "code": option.code,
                    "label": option.label,
                    "count": option.count,
                    "selected": option.selected,
                    "share": round(100 * option.count / max(1, *(other.count for other in counted[parameter.name]))),
                    "tone": marks.tone(option.code) if parameter.name == "direction" else "",
                    "glyph": marks.dot(option.code, 7, 7, 5) if parameter.name == "outcome" else None,
                }
                for option in counted[parameter.name]
            ],
        }
        for parameter in CODED
    ]


def carried(asked: Asked, *names: str) -> list[tuple[str, str]]:
    """Return the parameters that a form takes along unseen, and what its boxes leave out."""
    excluded = {p.name: [f"{MINUS}{value}" for value in asked.question.excluded.get(p.name, [])] for p in CODED}
    given = {name: asked.question.given(name) for name in names}
    return [(name, ",".join(values)) for name, values in (excluded | given).items() if values]


def sorts(asked: Asked) -> list[dict[str, Any]]:
    """Return the orders of the list with their addresses."""
    return [
        {"name": name, "href": asked.at(sort=name), "chosen": asked.question.one("sort") == name}
        for name in EventFilter.orders
    ]


def ways_out(asked: Asked) -> list[dict[str, Any]]:
    """Return what an empty view would hold without one of its conditions, most first.

    Costs: 1 query for each parameter that was given.
    """
    found = []
    for parameter in EventFilter.parameters:
        if parameter.name in NOT_A_CHIP or not (given := asked.question.given(parameter.name)):
            continue
        if events := asked.question.total(apart=(parameter.name, f"{MINUS}{parameter.name}")):
            shown = ", ".join(chips.told(parameter, text) for text in given)
            href = asked.at(**{parameter.name: None})
            found.append({"label": parameter.label, "value": shown, "events": events, "href": href})
    return sorted(found, key=lambda way: -way["events"])
