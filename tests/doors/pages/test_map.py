import json
import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from events.filters import EventFilter
from events.models import PublicEvent
from events.presenters import atlas
from tests.presenters import rows

from .conftest import Element, Page, Read

GOSEONG = rows.GOSEONG | {"lat": 38.37881, "lon": 128.4676}
PAJU = {"place": "paju", "place_name_en": "Paju", "lat": 37.83, "lon": 126.82, "radius_km": 15}
BEIJING = {"place": "beijing", "place_name_en": "Beijing", "lat": 39.9, "lon": 116.4, "radius_km": 15}


def marks(page: Element) -> list[str]:
    return [mark.one("title").text for mark in page.all("div", kind="strip")[0].all("a", kind="spot")]


def count(read: Read, address: str) -> int:
    """Return how many events a view of the explorer has."""
    return int(read(address).one("p", role="status").all("b")[0].text)


@pytest.fixture
def world() -> None:
    """Events of several routes, places and years; some of a decade, of no date, of no place, of no route."""
    rows.event("2024-08-20", **GOSEONG)
    rows.event("2021", direction="south_to_north", **GOSEONG)
    rows.event("2019/2021", **PAJU)
    rows.event("2012-10", route_type="jsa", **PAJU)
    rows.event("2012-10-06", route_type="mdl_river", **PAJU)
    rows.event("1996-05-01", route_type="yellow_sea_nll", place="", direction="north_to_third")
    rows.event("../1999", route_type="mdl_land")
    rows.event("1990/..", route_type="third_country_mission", **BEIJING)
    rows.event("2003-02", route_type="")


def test_a_mark_says_its_place_and_counts_and_leads_to_them(read: Read) -> None:
    rows.event(**GOSEONG)
    rows.event(direction="south_to_north", **GOSEONG)
    mark = read("/en/map/?actor_type=active_duty_soldier").all("div", kind="strip")[0].one("a", kind="spot")
    assert mark.one("title").text == "Goseong County: 1 to the North, 1 to the South"
    assert mark.attributes["href"] == "/en/?actor_type=active_duty_soldier&place=goseong-gangwon"
    assert mark.attributes["data-place"] == "goseong-gangwon"


def test_marks_are_told_in_korean(read: Read) -> None:
    rows.event(**GOSEONG)
    assert marks(read("/ko/map/")) == ["고성군: 남으로 1건"]


def test_the_only_event_of_a_place_is_named_at_its_mark(read: Read) -> None:
    event = rows.event(**GOSEONG)
    named = [mark.attributes.get("data-event") for mark in read("/en/map/").all("a", kind="spot")]
    assert named == [event.public_id, event.public_id]


def test_the_map_is_one_tab_stop(read: Read) -> None:
    rows.event(**GOSEONG)
    maps = read("/en/map/").one("div", kind="maps")
    assert maps.attributes["tabindex"] == "0"
    assert {mark.attributes["tabindex"] for mark in maps.all("a")} == {"-1"}


def test_what_no_map_shows_lies_in_the_tray_with_its_events(read: Read, world: None) -> None:
    tray = read("/en/map/").one("div", kind="tray")
    told = {link.text: link.attributes["href"] for link in tray.all("a")}
    assert set(told) == {"Beijing", "Place not known or not published"}
    assert count(read, told["Place not known or not published"]) == 3


def test_the_list_of_places_holds_every_event_once(read: Read, world: None) -> None:
    table = read("/en/map/").one("table", kind="places")
    assert sum(int(cell.text) for cell in table.all("td")) == PublicEvent.objects.count()


def test_a_place_of_the_list_opens_what_it_counts(read: Read, world: None) -> None:
    for row in read("/en/map/?from=2010").one("table", kind="places").one("tbody").all("tr"):
        assert count(read, row.one("a").attributes["href"]) == sum(int(cell.text) for cell in row.all("td"))


QUESTIONS = [
    "",
    "?from=1996-03&to=2020-06",
    "?from=2012&date_match=within",
    "?place=paju,unknown",
    "?direction=north_to_south",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_number_of_the_sectors_opens_the_events_that_it_counts(read: Read, world: None, question: str) -> None:
    cells = read(f"/en/map/{question}").one("table", kind="sectors").all("td")
    links = [link for cell in cells for link in cell.all("a")]
    assert len(links) > 5
    for link in links:
        assert count(read, link.attributes["href"]) == int(link.text), link.attributes["href"]


def test_sectors_hold_every_event_once(read: Read, world: None) -> None:
    table = read("/en/map/").one("table", kind="sectors")
    totals = [int(row.all("td")[-1].text) for row in table.one("tbody").all("tr")]
    assert sum(totals) == PublicEvent.objects.count()


def test_the_land_border_is_cut_by_the_published_point(read: Read, world: None) -> None:
    rows_of = read("/en/map/").one("table", kind="sectors").one("tbody").all("tr")
    totals = {row.one("th").text: row.all("td")[-1].text for row in rows_of}
    assert totals["Land border, west of 127° E"] == "2"
    assert totals["Land border, east of 128° E"] == "2"
    assert totals["Land border, no place on the map"] == "1"


def test_what_has_no_route_is_counted_and_not_linked(read: Read, world: None) -> None:
    (row,) = [row for row in read("/en/map/").one("table", kind="sectors").all("tr") if "No route" in row.text]
    assert row.all("td")[-1].text == "1"
    assert row.all("a") == []


def test_a_layer_switches_itself_and_keeps_the_rest(read: Read) -> None:
    rows.event(**GOSEONG)
    options = {a.one("span").text: a for a in read("/en/map/?from=2020").one("div", kind="layers").all("a")}
    assert options["To the South"].attributes["href"] == "/en/map/?from=2020&direction=north_to_south"
    page = read("/en/map/?from=2020&direction=north_to_south")
    chosen = page.one("div", kind="layers").one("a", **{"aria-current": "true"})
    assert chosen.attributes["href"] == "/en/map/?from=2020"


def test_a_chip_takes_its_filter_away_on_the_map(read: Read) -> None:
    chips = read("/en/map/?direction=north_to_south&outcome=killed").one("ul", kind="chips").all("a")
    assert chips[0].attributes["href"] == "/en/map/?outcome=killed"


def test_a_view_of_one_place_shows_how_exact_it_is(read: Read, world: None) -> None:
    page = read("/en/map/?place=goseong-gangwon")
    assert len(page.all("circle", kind="reach")) == 2
    assert "about 20 km" in page.one("div", kind="told").text
    assert read("/en/map/").all("circle", kind="reach") == []


def test_a_wrong_parameter_is_told_and_the_rest_shown(read: Read) -> None:
    rows.event(**GOSEONG)
    page = read("/en/map/?direction=nonsense&nonsense=1")
    assert len(page.one("div", role="alert").all("li")) == 2
    assert len(marks(page)) == 1


def test_the_map_says_no_more_of_a_place_than_the_public_document(read: Read) -> None:
    event = rows.event(**GOSEONG)
    document = json.loads(event.document)
    x, y = atlas.mercator.point(document["lat"], document["lon"])
    places = {mark.attributes["transform"] for mark in read("/en/map/").all("a", kind="spot")}
    assert places == {f"translate({x:.1f} {y:.1f})"}


def test_the_basemap_is_asked_for_once_and_of_us(read: Read) -> None:
    used = [use.attributes["href"] for use in read("/en/map/").all("use")]
    assert len({href.partition("#")[0] for href in used}) == 1
    assert all(re.match("/static/img/korea", href) for href in used)


def test_the_panel_beside_a_list_keeps_the_question(world: None) -> None:
    question = EventFilter({"from": "2010", "sort": "oldest"}, PublicEvent.objects.all())
    with translation.override("en"):
        panel = Page(render_to_string("events/atlas/panel.html", {"atlas": atlas.panel(question)})).root
    links = [mark.attributes["href"] for mark in panel.all("a", kind="spot")]
    assert "/en/?from=2010&place=paju" in links
    assert panel.all("a")[-1].attributes["href"] == "/en/map/?from=2010"


def test_the_place_of_an_event_says_how_exact_it_is(db: None) -> None:
    with translation.override("en"):
        where = atlas.place(rows.event(**GOSEONG))
        figure = Page(render_to_string("events/atlas/place.html", {"where": where})).root
    assert figure.one("figcaption").text == ("Goseong County. The circle shows how exact the sources are, about 20 km.")
    assert figure.all("a") == []


def test_an_event_without_a_place_draws_no_map(db: None) -> None:
    assert render_to_string("events/atlas/place.html", {"where": None}).strip() == ""
