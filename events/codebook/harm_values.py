"""Coded values that say too much: places more exact than they may be, countries on the way, and small cells."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..vocabulary import PlacePrecision, RouteType
from .harm import Finding

TRANSIT = {"LA", "TH", "VN", "MN", "MM", "KH", "MY"}
"""Countries that people cross on their way and that close the way when they are named."""
HOME = {"", "KR", "KP"}
LARGER = {PlacePrecision.PROVINCE, PlacePrecision.BORDER, PlacePrecision.COUNTRY, PlacePrecision.NONE}
A_TOWN = {PlacePrecision.EXACT_SITE, PlacePrecision.NAMED_PLACE}
ON_THE_WAY = {RouteType.CHINA_BORDER, RouteType.RUSSIA_BORDER, RouteType.VIA_CHINA, RouteType.VIA_THIRD_COUNTRY}
SMALLEST_CELL = 5


@dataclass(frozen=True)
class Spot:
    """A place of the gazetteer as far as it can give somebody away."""

    name: str
    kind: str
    country: str
    is_pin: bool


def find_harm_in_place(spot: Spot, precision: str, routes: set[str], *, route_in_use: bool) -> list[str]:
    """Return the rules that a public place breaks beside the routes that are told of the same event."""
    order = PlacePrecision.codes()
    broken = []
    if order.index(precision) < order.index(spot.kind):
        broken.append("a place more exact than the gazetteer allows")
    if precision not in A_TOWN and spot.is_pin:
        broken.append("a pin for an area")
    if route_in_use and spot.country in TRANSIT:
        broken.append("a transit country")
    elif route_in_use and spot.country not in HOME and spot.kind not in LARGER:
        if routes & ON_THE_WAY:
            broken.append("a crossing point")
        if RouteType.THIRD_COUNTRY_CUSTODY in routes:
            broken.append("custody in a third country")
    return broken


def find_small_cell(figure: Mapping[str, Any], series: Mapping[str, Any]) -> list[Finding]:
    """Return a finding if a figure counts fewer than five of a small group in less than a year."""
    value, start, end = figure["value"], figure["period_from"], figure["period_to"]
    if value is None or not 0 < value < SMALLEST_CELL or not start or not end:
        return []
    short = dt.date.fromisoformat(end) - dt.date.fromisoformat(start) < dt.timedelta(days=360)
    few = series["subgroup"] not in ("", "all") or series["route_scope"] not in ("", "all", "inter_korean")
    return [Finding("a small cell", str(value), "value")] if short and few else []
