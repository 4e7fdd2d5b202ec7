"""Events by place: how many went where from each, and the mark of that on a map."""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, Max, Min, OuterRef, Q, Subquery, Sum

from ..filters import EventFilter
from ..models import PublicEvent, PublicTally
from ..vocabulary import Bilingual, Direction
from . import addresses, mercator

LARGEST, LEAST, ONE = 26.0, 2.0, 5.5
"""Radius in pixels of the largest half-disc and the least, and of one event where that leaves room for all."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place with its published point, and its events by where they led; `event` is its only one, else empty."""

    slug: str
    name: str
    at: tuple[float, float] | None
    lon: float | None
    radius: float
    reach: int | None
    north: int
    south: int
    third: int
    event: str

    @property
    def total(self) -> int:
        return self.north + self.south + self.third

    @property
    def words(self) -> str:
        """How many events led where, as a mark is called."""
        korean = addresses.language() == "ko"
        told = [(TO_NORTH, self.north), (TO_SOUTH, self.south), (OTHER, self.third)]
        return ", ".join(f"{w.ko} {n:,}건" if korean else f"{n:,} {w.en}" for w, n in told if n)


TO_NORTH = Bilingual("to the North", "북으로")
TO_SOUTH = Bilingual("to the South", "남으로")
OTHER = Bilingual("other or unclear", "그 밖의 방향")


def of(question: EventFilter) -> list[Spot]:
    """Return the places of a question, those of most events first; one without a name for events without a place.

    Costs: 2 queries, however many events there are.
    """
    events = question.counted("place", "direction")
    north, south = Q(direction=Direction.SOUTH_TO_NORTH), Q(direction=Direction.NORTH_TO_SOUTH)
    sums: dict[str, Aggregate] = {
        "total": Sum("events"),
        "north": Sum("events", filter=north),
        "south": Sum("events", filter=south),
    }
    by_row = events.model is not PublicTally
    sums |= {"latest": Max("change")} if by_row else {}
    counted = list(events.order_by().values("place").annotate(**sums).order_by("-total", "place"))
    latest = _changed_last([row["latest"] for row in counted]) if by_row else _newest(question, counted)
    told = {place: json.loads(document) for place, document in latest if document}
    return [
        _spot(told[place], place, row["north"] or 0, row["south"] or 0, row["total"], told[place]["id"])
        for row in counted
        if (place := row["place"]) in told
    ]


def _changed_last(changes: Iterable[int]) -> Iterable[tuple[str, str]]:
    return PublicEvent.objects.filter(change__in=changes).values_list("place", "document")


def _newest(question: EventFilter, counted: Iterable[dict[str, Any]]) -> Iterable[tuple[str, str]]:
    """Return each place with the document of the event there that changed last, found by index. Costs: 1 query."""
    cells = PublicTally.objects.of("places").filter(place__in=[row["place"] for row in counted])
    one_of_each = cells.values("place").annotate(one=Min("pk")).values("one")
    there = question.queryset.filter(place=OuterRef("place")).order_by("-change").values("document")[:1]
    return PublicTally.objects.filter(pk__in=one_of_each).values_list("place", Subquery(there))


def one(document: dict[str, object], direction: str) -> Spot:
    """Return the place of a single event, from its public document."""
    north, south = direction == Direction.SOUTH_TO_NORTH, direction == Direction.NORTH_TO_SOUTH
    return _spot(document, str(document["place"] or ""), int(north), int(south), 1, str(document["id"]))


def _spot(document: dict[str, object], slug: str, north: int, south: int, total: int, event: str) -> Spot:
    lat, lon, reach = (document[name] for name in ("lat", "lon", "radius_km"))
    placed = isinstance(lat, int | float) and isinstance(lon, int | float)
    point = mercator.point(lat, lon) if placed else None  # type: ignore[arg-type]
    return Spot(
        slug,
        str(document[f"place_name_{addresses.language()}"] or ""),
        point,
        lon if placed else None,  # type: ignore[arg-type]
        mercator.length(reach, lat) if placed and isinstance(reach, int) else 0.0,  # type: ignore[arg-type]
        reach if isinstance(reach, int) else None,
        north,
        south,
        total - north - south,
        event if total == 1 else "",
    )


def scale(spots: Iterable[Spot]) -> float:
    """Return the radius of one event, so that the largest half-disc of these places stays within bounds."""
    most = max((max(spot.north, spot.south, spot.third) for spot in spots), default=1)
    return min(ONE, LARGEST / math.sqrt(max(most, 1)))


def halves(spot: Spot, radius: float) -> dict[str, str]:
    """Return the outlines of a place's mark round its point, in pixels: areas are in proportion to events.

    The upper half counts the events to the North, the lower half those to the South; a whole disc beside them the
    others.
    """
    north, south, third = (_radius(count, radius) for count in (spot.north, spot.south, spot.third))
    third /= math.sqrt(2)
    shift = max(north, south) + third if north or south else 0.0
    parts = {
        "north": north and f"M{-north:.1f} 0a{north:.1f} {north:.1f} 0 0 1 {2 * north:.1f} 0z",
        "south": south and f"M{-south:.1f} 0a{south:.1f} {south:.1f} 0 0 0 {2 * south:.1f} 0z",
        "third": third
        and f"M{shift - third:.1f} 0a{third:.1f} {third:.1f} 0 1 1 {2 * third:.1f} 0a{third:.1f} {third:.1f} 0 1 1"
        f" {-2 * third:.1f} 0z",
    }
    return {tone: outline for tone, outline in parts.items() if outline}


def _radius(count: int, one_event: float) -> float:
    return max(one_event * math.sqrt(count), LEAST) if count else 0.0
