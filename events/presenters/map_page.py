"""The page of the map: both cuts, layers, sectors by decade, and the places as a list for whoever sees no map."""

from collections.abc import Iterable
from typing import Any

from ..filters import EventFilter, Facet
from ..models import PublicEvent
from ..vocabulary import Bilingual, Direction, Outcome
from . import addresses, atlas, chips, marks, notices, sectors, spots

SIDES = (
    (Bilingual("To the North", "북으로"), [Direction.SOUTH_TO_NORTH]),
    (Bilingual("To the South", "남으로"), [Direction.NORTH_TO_SOUTH]),
    (Bilingual("Other or unclear", "그 밖의 방향"), [d for d in Direction if marks.tone(d) == marks.THIRD]),
)
ENDS = tuple((words, [o for o in Outcome if marks.shape(o) == shape]) for shape, words in marks.LEGEND.items())


def page(params: Any) -> dict[str, Any]:
    """Return the map of a query string. Costs: 4 queries, one more for each id that it names."""
    question = EventFilter(params, PublicEvent.objects.all())
    found = spots.of(question)
    facets = question.facets()
    return {
        "errors": notices.of(question),
        "sentence": question.describe(addresses.language()),
        "chips": chips.of(question, lambda **changes: atlas.address(question.query(**changes))),
        "total": sum(spot.total for spot in found),
        "explorer": addresses.view(question.query(**atlas.NOT_IN_A_VIEW)),
        "atlas": atlas.maps(found, question),
        "layers": [
            _layer(question, "direction", SIDES, facets["direction"]),
            _layer(question, "outcome", ENDS, facets["outcome"]),
        ],
        "places": atlas.rows(found, question),
        "sectors": sectors.table(question, {spot.slug: spot.lon for spot in found}),
        **addresses.downloads("events", question.query(limit=None)),
    }


def _layer(
    question: EventFilter, name: str, choices: Iterable[tuple[Bilingual, list[Any]]], facets: list[Facet]
) -> dict[str, Any]:
    """Return the choices of one layer, each with what it would show and the address that switches it."""
    counts = {facet.code: facet.count for facet in facets}
    asked = set(question.values.get(name, []))
    options = []
    for words, members in choices:
        codes = {member.value for member in members}
        chosen = bool(asked) and codes <= asked
        wanted = asked - codes if chosen else asked | codes
        options.append(
            {
                "words": words,
                "count": sum(counts[code] for code in codes),
                "chosen": chosen,
                "href": atlas.address(question.query(**atlas.NOT_IN_A_VIEW, **{name: sorted(wanted)})),
            }
        )
    return {"label": question.parameter(name).label, "options": options}
