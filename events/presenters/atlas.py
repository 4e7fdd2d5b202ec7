"""The map: where events happened, as exactly as it is published, and a list of what no map can show."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from ..filters import NO_PLACE, EventFilter
from ..models import PublicEvent
from ..vocabulary import Bilingual
from . import addresses, marks, mercator, spots
from .mercator import PENINSULA, STRIP, View
from .spots import Spot

NOT_KNOWN = Bilingual("Place not known or not published", "장소 미상·비공개")
NOT_IN_A_VIEW = {"sort": None, "limit": None, "cursor": None}
"""What belongs to a list: links from the map lead to a view in its usual order."""

CLOSE = (1.1, 2.9)
"""Half the height and half the width in degrees of the cut round a place away from the border."""

FRAME = dict(zip(("x", "y", "width", "height"), STRIP.box.split(), strict=True))
"""The border's cut, as it is drawn on the peninsula."""

CITY, LEFT, COUNTRY, SEA, LINE = "city", "city left", "country", "sea", "line"
"""Kinds of names; that of Kaesong stands to the left, clear of the marks at the border."""

NAMES = (
    (CITY, Bilingual("Seoul", "서울"), 37.566, 126.9784),
    (CITY, Bilingual("Pyongyang", "평양"), 39.03385, 125.75432),
    (LEFT, Bilingual("Kaesong", "개성"), 37.97083, 126.55444),
    (COUNTRY, Bilingual("North Korea", "북한"), 40.3, 126.9),
    (COUNTRY, Bilingual("South Korea", "남한"), 36.2, 127.9),
    (SEA, Bilingual("Yellow Sea", "서해"), 36.3, 124.5),
    (SEA, Bilingual("East Sea", "동해"), 39.4, 130.1),
)
NAMES_OF_THE_STRIP = (
    *(NAMES[0], NAMES[2]),
    (LINE, Bilingual("Military Demarcation Line", "군사분계선"), 38.42, 127.35),
    (LINE, Bilingual("Northern Limit Line, approximate", "북방한계선(대략)"), 37.5, 125.2),
    (COUNTRY, Bilingual("North Korea", "북한"), 38.68, 126.7),
    (COUNTRY, Bilingual("South Korea", "남한"), 37.42, 127.9),
    (SEA, Bilingual("Yellow Sea", "서해"), 37.34, 124.65),
    (SEA, Bilingual("East Sea", "동해"), 38.2, 129.0),
)


def panel(question: EventFilter) -> dict[str, Any]:
    """Return the maps of a view for the column beside its list, each mark a link that narrows it. Costs: 2 queries."""
    return maps(spots.of(question), question)


def place(event: PublicEvent) -> dict[str, Any] | None:
    """Return where one event happened, with the circle of its precision; nothing where the map does not reach."""
    spot = spots.one(json.loads(event.document), event.direction)
    if not _drawn(spot):
        return None
    assert spot.at
    cut = STRIP if STRIP.holds(*spot.at, margin=spot.radius) else _close(spot)
    names = NAMES_OF_THE_STRIP if cut is STRIP else NAMES
    return {"map": _drawing(cut, [spot], lambda _: "", names, exact=True), "name": spot.name, "reach": spot.reach}


def address(query: str) -> str:
    """Return the map with a filter's query string."""
    return addresses.page("map") + (f"?{query}" if query else "")


def maps(found: Sequence[Spot], question: EventFilter) -> dict[str, Any]:
    """Return both cuts with the places of a view, and what lies outside of them."""
    drawn = [spot for spot in found if _drawn(spot)]
    exact = len(drawn) == 1
    narrow = partial(_narrow, question)
    return {
        "strip": _drawing(STRIP, drawn, narrow, NAMES_OF_THE_STRIP, exact=exact),
        "peninsula": _drawing(PENINSULA, drawn, narrow, NAMES, exact=exact) | {"frame": FRAME},
        "tray": rows([spot for spot in found if not _drawn(spot)], question),
        "reach": drawn[0].reach if exact else None,
        "address": address(question.query(**NOT_IN_A_VIEW)),
    }


def rows(found: Sequence[Spot], question: EventFilter) -> list[dict[str, Any]]:
    """Return places as lines of a list, each with the address of its events."""
    return [
        {
            "slug": spot.slug,
            "name": spot.name or NOT_KNOWN,
            "north": spot.north,
            "south": spot.south,
            "third": spot.third,
            "total": spot.total,
            "reach": spot.reach,
            "drawn": _drawn(spot),
            "event": spot.event,
            "href": _narrow(question, spot),
        }
        for spot in found
    ]


def _narrow(question: EventFilter, spot: Spot) -> str:
    return addresses.view(question.query(**NOT_IN_A_VIEW, place=spot.slug or NO_PLACE))


def _drawn(spot: Spot) -> bool:
    return spot.at is not None and PENINSULA.holds(*spot.at)


def _close(spot: Spot) -> View:
    """Return a cut as large as that of the border round a place, moved to where there is a map."""
    assert spot.at
    x = min(max(spot.at[0] - STRIP.width / 2, PENINSULA.x), PENINSULA.x + PENINSULA.width - STRIP.width)
    y = min(max(spot.at[1] - STRIP.height / 2, PENINSULA.y), PENINSULA.y + PENINSULA.height - STRIP.height)
    return View(x, y, STRIP.width, STRIP.height)


def _drawing(
    cut: View, found: Sequence[Spot], link: Callable[[Spot], str], names: Sequence[Any], *, exact: bool
) -> dict[str, Any]:
    """Return what is drawn over the basemap in one cut; the circles of precision where they say something."""
    radius = spots.scale(found)
    inside = [spot for spot in found if spot.at and cut.holds(*spot.at)]
    return {
        "box": cut.box,
        "marks": [_mark(spot, radius, link(spot)) for spot in inside],
        "circles": [_circle(spot) for spot in inside] if exact else [],
        "names": [_name(*name) for name in names if cut.holds(*mercator.point(*name[2:]))],
    }


def _mark(spot: Spot, radius: float, href: str) -> dict[str, Any]:
    assert spot.at
    return {
        "x": f"{spot.at[0]:.1f}",
        "y": f"{spot.at[1]:.1f}",
        "parts": spots.halves(spot, radius),
        "label": f"{spot.name}: {spot.words}",
        "href": href,
        "slug": spot.slug,
        "event": spot.event,
    }


def _circle(spot: Spot) -> dict[str, str]:
    assert spot.at
    tone = marks.NORTH if spot.north == spot.total else marks.SOUTH if spot.south == spot.total else marks.THIRD
    return {"x": f"{spot.at[0]:.1f}", "y": f"{spot.at[1]:.1f}", "radius": f"{spot.radius:.1f}", "tone": tone}


def _name(kind: str, words: Bilingual, lat: float, lon: float) -> dict[str, Any]:
    x, y = mercator.point(lat, lon)
    return {"kind": kind, "words": words, "x": f"{x:.0f}", "y": f"{y:.0f}"}
