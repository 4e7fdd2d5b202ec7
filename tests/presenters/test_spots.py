import math
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.filters import EventFilter
from events.models import PublicEvent
from events.presenters import atlas, mercator, spots
from events.presenters.spots import Spot
from tests.presenters import rows

GOSEONG = rows.GOSEONG | {"lat": 38.37881, "lon": 128.4676}


def spot(north: int = 0, south: int = 0, third: int = 0) -> Spot:
    return Spot("here", "Here", (1.0, 1.0), 127.0, 5.0, 20, north, south, third, "")


def area(outline: str) -> float:
    """Return the area of a disc or half of one, as its path data gives it."""
    radius = float(re.findall(r"a([\d.]+)", outline)[0])
    return math.pi * radius**2 / (1 if outline.count("a") == 2 else 2)


def test_areas_are_in_proportion_to_events() -> None:
    parts = spots.halves(spot(north=4, south=2, third=1), 10)
    assert area(parts["north"]) / area(parts["third"]) == pytest.approx(4, rel=0.02)
    assert area(parts["south"]) / area(parts["third"]) == pytest.approx(2, rel=0.02)


def test_north_is_the_upper_half_and_south_the_lower() -> None:
    parts = spots.halves(spot(north=1, south=1), 5)
    assert parts == {"north": "M-5.0 0a5.0 5.0 0 0 1 10.0 0z", "south": "M-5.0 0a5.0 5.0 0 0 0 10.0 0z"}


def test_others_stand_beside_the_halves() -> None:
    outline = spots.halves(spot(north=1, third=1), 5)["third"]
    left = float(re.findall(r"M([-\d.]+)", outline)[0])
    assert left == pytest.approx(5)


def test_the_largest_mark_stays_within_bounds() -> None:
    many = spot(south=10_000)
    assert spots.scale([many, spot(north=1)]) * math.sqrt(10_000) == pytest.approx(spots.LARGEST)


@pytest.mark.django_db
def test_events_are_grouped_by_place_and_side() -> None:
    for direction in ("north_to_south", "north_to_south", "south_to_north", "north_to_third"):
        rows.event(direction=direction, **GOSEONG)
    rows.event()
    goseong, nowhere = spots.of(EventFilter({}, PublicEvent.objects.all()))
    assert (goseong.slug, goseong.south, goseong.north, goseong.third) == ("goseong-gangwon", 2, 1, 1)
    assert (nowhere.slug, nowhere.total, nowhere.at) == ("", 1, None)


@pytest.mark.django_db
def test_the_point_of_a_place_is_the_one_published_last() -> None:
    rows.event(**GOSEONG | {"lat": 39.0, "lon": 128.0})
    rows.event(**GOSEONG)
    (found,) = spots.of(EventFilter({}, PublicEvent.objects.all()))
    assert found.at == mercator.point(38.37881, 128.4676)


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 50])
def test_a_panel_costs_two_queries(size: int) -> None:
    for number in range(size):
        rows.event(**GOSEONG | {"place": f"place-{number}"})
    with CaptureQueriesContext(connection) as captured:
        spots.of(EventFilter({}, PublicEvent.objects.all()))
    assert len(captured) == 2


@pytest.mark.django_db
def test_the_circle_of_an_event_is_drawn_to_scale() -> None:
    where = atlas.place(rows.event(**GOSEONG))
    assert where
    (circle,) = where["map"]["circles"]
    assert float(circle["radius"]) == pytest.approx(mercator.length(20, 38.37881), abs=0.05)
    assert where["map"]["box"] == mercator.STRIP.box


@pytest.mark.django_db
@pytest.mark.parametrize("given", [{}, {"place": "cairo", "lat": 30.06, "lon": 31.25, "radius_km": 15}])
def test_an_event_without_a_place_on_the_map_has_none(given: dict[str, object]) -> None:
    assert atlas.place(rows.event(**given)) is None


@pytest.mark.django_db
def test_a_place_away_from_the_border_has_a_cut_of_its_own_inside_the_basemap() -> None:
    where = atlas.place(rows.event(place="busan", lat=35.1, lon=129.03, radius_km=15))
    assert where
    x, y, width, height = (float(number) for number in where["map"]["box"].split())
    assert mercator.View(x, y, width, height).holds(*mercator.point(35.1, 129.03))
    assert x + width <= mercator.PENINSULA.x + mercator.PENINSULA.width + 1
