"""Sectors of the border by decade: a table whose every number is the address of exactly the events that it counts.

A sector is a group of coded routes; the land border is cut at whole meridians by the published point of the place.
Nothing else is known of where somebody crossed, and nothing else is said.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Sum

from ..filters import NO_PLACE, EventFilter
from ..vocabulary import Bilingual, RouteType
from . import addresses
from .atlas import NOT_IN_A_VIEW

MOST_PLACES = 50
"""So many places one address can name; a row of more shows its numbers without links."""

LAND = (RouteType.MDL_LAND, RouteType.MDL_RIVER, RouteType.TRANSIT_OFFICE)
WEST, MIDDLE, EAST, NOWHERE = "west", "middle", "east", "nowhere"
FIRST_MERIDIAN, SECOND_MERIDIAN = 127.0, 128.0


@dataclass(frozen=True)
class Sector:
    """One row: its routes, and for the land border which part of it."""

    name: Bilingual
    routes: tuple[RouteType, ...]
    part: str = ""


BORDER = (
    Sector(Bilingual("Yellow Sea", "서해"), (RouteType.YELLOW_SEA_NLL, RouteType.YELLOW_SEA_FROM_CHINA)),
    Sector(Bilingual("Han River estuary", "한강 하구"), (RouteType.HAN_ESTUARY,)),
    Sector(Bilingual("Joint Security Area, Panmunjom", "판문점 공동경비구역(JSA)"), (RouteType.JSA,)),
    Sector(Bilingual("Land border, west of 127° E", "육상 경계, 동경 127° 서쪽"), LAND, WEST),
    Sector(Bilingual("Land border, 127° to 128° E", "육상 경계, 동경 127°~128°"), LAND, MIDDLE),
    Sector(Bilingual("Land border, east of 128° E", "육상 경계, 동경 128° 동쪽"), LAND, EAST),
    Sector(Bilingual("Land border, no place on the map", "육상 경계, 지도에 없는 장소"), LAND, NOWHERE),
    Sector(Bilingual("East Sea", "동해"), (RouteType.EAST_SEA_NLL, RouteType.SEA_OF_JAPAN)),
    Sector(Bilingual("By air", "항공"), (RouteType.AIR,)),
)
AT_THE_BORDER = {route for sector in BORDER for route in sector.routes}
ELSEWHERE = Sector(
    Bilingual("Other ways, or not known", "그 밖의 경로·미상"),
    tuple(route for route in RouteType if route not in AT_THE_BORDER),
)
NOT_CODED = Sector(Bilingual("No route reported", "경로 보도 없음"), ())
ALL = Bilingual("All sectors", "전체 구간")


class Group(NamedTuple):
    """Events of one route, one place and one range of years."""

    route_type: str
    place: str
    year_from: int
    year_to: int
    events: int


class Decade(NamedTuple):
    """Ten years; `counts` says whether a group belongs to it, `period` is it as parameters."""

    start: int
    counts: Callable[[Group], bool]
    period: dict[str, str | None]


def table(question: EventFilter, meridians: Mapping[str, float | None]) -> dict[str, Any]:
    """Return the counts of a view by sector and decade. `meridians` are the longitudes of places. Costs: 1 query.

    Without a period of the reader's own a decade holds what lies in it for certain; with one, what the period asks
    for, so that each address opens what was counted.
    """
    alike = Group._fields[:-1]
    counted = question.counted(*alike).order_by().values_list(*alike)
    groups = [Group(*values) for values in counted.annotate(n=Sum("events"))]
    decades = _decades(question, groups)
    rows = [_row(question, sector, _of(sector, groups, meridians), decades) for sector in (*BORDER, ELSEWHERE)]
    uncoded = [group for group in groups if not group.route_type]
    if uncoded:
        rows.append(_row(question, NOT_CODED, uncoded, decades))
    return {
        "decades": [decade.start for decade in decades],
        "rows": rows,
        "sum": _row(question, Sector(ALL, ()), groups, decades, everything=True),
        "certain": _certain(question),
    }


def _of(sector: Sector, groups: Iterable[Group], meridians: Mapping[str, float | None]) -> list[Group]:
    routed = [group for group in groups if group.route_type in sector.routes]
    return [group for group in routed if not sector.part or _part(meridians.get(group.place)) == sector.part]


def _part(lon: float | None) -> str:
    if lon is None:
        return NOWHERE
    return WEST if lon < FIRST_MERIDIAN else MIDDLE if lon < SECOND_MERIDIAN else EAST


def _certain(question: EventFilter) -> bool:
    asked = "from" in question.values or "to" in question.values
    return not asked or question.one("date_match") == "within"


def _decades(question: EventFilter, groups: Iterable[Group]) -> list[Decade]:
    """Return the decades in which there is something, and those between, within the reader's own period."""
    certain = _certain(question)
    asked = [question.values.get(name, [""])[0] for name in ("from", "to")]
    held = [g for g in groups if not certain or g.year_from // 10 == g.year_to // 10]
    if not held:
        return []
    first = max(min(g.year_from for g in held), int(asked[0][:4] or 0)) // 10 * 10
    last = min(max(g.year_to for g in held), int(asked[1][:4] or 9999)) // 10 * 10
    return [_decade(start, asked[0], asked[1], certain) for start in range(first, last + 1, 10)]


def _decade(start: int, asked_from: str, asked_to: str, certain: bool) -> Decade:
    end = start + 9
    period: dict[str, str | None] = {
        "from": asked_from if asked_from[:4] >= str(start) else str(start),
        "to": asked_to if asked_to and asked_to[:4] <= str(end) else str(end),
        "date_match": "within" if certain else None,
    }
    if certain:
        return Decade(start, lambda group: start <= group.year_from and group.year_to <= end, period)
    return Decade(start, lambda group: start <= group.year_to and group.year_from <= end, period)


def _row(
    question: EventFilter, sector: Sector, groups: list[Group], decades: list[Decade], *, everything: bool = False
) -> dict[str, Any]:
    where = {} if everything else _where(question, sector, groups)

    def cell(count: int, **period: str | None) -> dict[str, Any]:
        reachable = count and where is not None
        query = question.query(**NOT_IN_A_VIEW, **(where or {}), **period) if reachable else ""
        return {"count": count, "href": addresses.view(query) if reachable else ""}

    cells = [cell(sum(g.events for g in groups if decade.counts(g)), **decade.period) for decade in decades]
    return {"name": sector.name, "cells": cells, "total": cell(sum(group.events for group in groups))}


def _where(question: EventFilter, sector: Sector, groups: list[Group]) -> dict[str, list[str]] | None:
    """Return the parameters that find a sector's events; nothing where the query language can't say it."""
    if not sector.routes:
        return None
    asked = question.values.get("route_type", RouteType.codes())
    where = {"route_type": [route.value for route in sector.routes if route in asked]}
    if sector.part:
        where["place"] = sorted({group.place or NO_PLACE for group in groups})
    return where if len(where.get("place", [])) <= MOST_PLACES else None
