from collections.abc import Callable

import pytest
from django.http import HttpResponse

from events.presenters import timeline
from tests.presenters import rows

from .conftest import Element, Read


def titles(page: Element) -> list[str]:
    return [row.text for row in page.one(id="results").all("span", kind="title")]


def test_newest_events_come_first_under_their_years(read: Read) -> None:
    rows.event("2022-01-01", title_en="Older")
    rows.event("2024-08-20", title_en="Newer")
    page = read("/en/")
    assert titles(page) == ["Newer", "Older"]
    assert [heading.text for heading in page.one(id="results").all("h3")] == ["2024", "2022"]


def test_a_row_tells_what_a_reader_needs(read: Read) -> None:
    rows.event(documents=5, origins=2, **rows.GOSEONG)
    row = read("/en/").one("a", kind="row")
    assert row.one("time").text == "20 Aug 2024"
    assert row.one("span", kind="facts").text == (
        "North to South · Reached the other side / in custody · Goseong County · 1 person"
    )
    assert row.one("span", kind="backed").text.endswith("5 documents, 2 origins")


def test_a_filter_narrows_list_line_and_count_alike(read: Read) -> None:
    rows.event()
    rows.event(direction="south_to_north", title_en="North")
    page = read("/en/?direction=south_to_north")
    assert titles(page) == ["North"]
    assert len(page.one("div", kind="line").all("a")) == 1
    assert page.one("p", role="status").text.startswith("1 event")


def test_facets_count_under_all_other_filters_and_keep_zero(read: Read) -> None:
    rows.event()
    rows.event(direction="south_to_north", outcome="killed")
    facets = read("/en/?outcome=killed").one("form", kind="facets")
    counts = {
        box.one("input").attributes["value"]: box.one("span", kind="count").text
        for box in facets.all("label", kind="facet")
        if box.one("input").attributes["name"] == "direction"
    }
    assert (counts["south_to_north"], counts["north_to_south"]) == ("1", "0")


def test_a_facet_leads_to_its_definitions(read: Read) -> None:
    links = {link.attributes["href"] for link in read("/en/").one("form", kind="facets").all("a")}
    anchors = {element.attributes["id"] for element in read("/en/method/").all() if "id" in element.attributes}
    named = {link.partition("#")[2] for link in links if "#" in link}
    assert len(named) == 8
    assert named <= anchors


def test_a_chip_takes_its_filter_away_and_keeps_the_others(read: Read) -> None:
    page = read("/en/?from=2020&direction=north_to_south,south_to_north")
    hrefs = [link.attributes["href"] for link in page.one("ul", kind="chips").all("a")]
    assert hrefs == [
        "/en/?direction=north_to_south,south_to_north",
        "/en/?from=2020&direction=south_to_north",
        "/en/?from=2020&direction=north_to_south",
        "/en/",
    ]


@pytest.mark.parametrize(
    ("query", "name", "remedy"),
    [
        ("direction=wrong", "direction", "Known values"),
        ("from=20x", "from", "YYYY-MM-DD"),
        ("directon=south_to_north", "directon", "Did you mean “direction”?"),
        ("limit=0", "limit", "whole number"),
        ("cursor=abc", "cursor", "next and previous"),
        ("from=2024&to=2020", "to", "earlier date"),
        ("q=%00", "q", "Remove it"),
    ],
)
def test_what_can_not_be_read_is_named_with_its_remedy(read: Read, query: str, name: str, remedy: str) -> None:
    notice = read(f"/en/?{query}").one("div", role="alert")
    assert name in [code.text for code in notice.all("code")]
    assert remedy in notice.text


def test_a_refusal_is_told_in_korean(read: Read) -> None:
    assert "날짜가 아닙니다" in read("/ko/?from=20x").one("div", role="alert").text


def test_pages_of_the_list_follow_each_other(read: Read) -> None:
    for day in range(1, 6):
        rows.event(f"2024-08-0{day}", title_en=f"Day {day}")
    first = read("/en/?limit=2")
    second = read(first.one("a", rel="next").attributes["href"].partition("#")[0])
    assert (titles(first), titles(second)) == (["Day 5", "Day 4"], ["Day 3", "Day 2"])
    assert titles(read(second.one("a", rel="prev").attributes["href"].partition("#")[0])) == ["Day 5", "Day 4"]


def test_the_files_are_of_exactly_this_view(read: Read) -> None:
    rows.event()
    links = [
        link.attributes["href"]
        for link in read("/en/?direction=south_to_north&limit=2").one("ul", kind="acts").all("a")
    ]
    assert links[:2] == [
        "/api/v1/events.csv?direction=south_to_north",
        "/api/v1/events/?direction=south_to_north",
    ]


def test_every_mark_is_a_link_with_a_name(read: Read) -> None:
    event = rows.event("2017-06", title_en="One came")
    mark = read("/en/").one("div", kind="line").one("a")
    assert mark.attributes["href"] == f"/en/events/{event.public_id}/"
    assert mark.one("title").text == "Jun 2017, One came"


def test_the_language_switch_keeps_path_and_query(read: Read) -> None:
    switch = read("/en/?from=2020&q=boat").one("div", kind="tools").one("a")
    assert switch.attributes["href"] == "/ko/?from=2020&q=boat"


def test_korean_pages_speak_korean(read: Read) -> None:
    rows.event(documents=5, origins=2, **rows.GOSEONG)
    page = read("/ko/")
    assert page.one("html").attributes["lang"] == "ko"
    assert "군인 1명" in page.one("a", kind="row").text
    assert "문서 5건, 독립 출처 2곳" in page.one("a", kind="row").text
    assert page.one("p", role="status").text.startswith("1 건")


def test_other_parameters_of_a_view_survive_the_form(read: Read) -> None:
    rows.event(**rows.GOSEONG)
    hidden = read("/en/?place=goseong-gangwon").one("form", kind="facets").one("input", type="hidden")
    assert (hidden.attributes["name"], hidden.attributes["value"]) == ("place", "goseong-gangwon")


def test_what_the_reader_typed_is_never_markup(read: Read) -> None:
    page = read("/en/?q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "alert" not in " ".join(script.text for script in page.all("script"))


def test_a_record_without_events_says_so(read: Read) -> None:
    assert "No event has been published yet" in read("/en/").one(id="results").text


def test_an_empty_view_tells_what_it_would_hold_without_each_filter(read: Read) -> None:
    rows.event()
    rows.event(direction="south_to_north", outcome="killed")
    ways = read("/en/?direction=north_to_south&outcome=killed").one(id="results").one("ul", kind="lines").all("a")
    assert [way.attributes["href"] for way in ways] == ["/en/?outcome=killed", "/en/?direction=north_to_south"]
    assert ways[0].text == "1 event without “Direction: North to South”"


def test_too_many_events_for_marks_become_bars(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "MOST_MARKS", 2)
    for _ in range(3):
        rows.event("2024-08-20")
    bar = read("/en/").one("div", kind="line").one("a")
    assert bar.one("title").text == "Aug 2024, To the South: 3 lie in it for certain"


@pytest.mark.parametrize(
    "query",
    [
        *("", "?from=2016-03", "?from=2016&to=2018-05-10", "?from=2016-02-09&to=2016-02-11"),
        *("?direction=north_to_third", "?from=2016&to=2018&date_match=within"),
    ],
)
def test_each_bar_leads_to_exactly_the_events_that_it_counts(
    read: Read, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.setattr(timeline, "MOST_MARKS", 1)
    for occurred in ("2016-02-10", "2016-03", "2016", "201X", "../2017-06-30", "2017/..", "2018-05-20"):
        rows.event(occurred, direction="south_to_north")
        rows.event(occurred, direction="north_to_third")
    bars = read(f"/en/{query}").one("div", kind="line").all("a")
    assert bars
    for bar in bars:
        shown = read(bar.attributes["href"]).one(id="summary").all("b")[0].text
        assert f": {shown} " in bar.one("title").text, bar.attributes


def test_events_that_lie_in_several_bars_are_told(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "MOST_MARKS", 0)
    rows.event("201X")
    assert "1 event may lie in several of these bars" in read("/en/").one(id="line").text


def test_events_without_a_date_stand_in_a_tray(read: Read) -> None:
    event = rows.event("2024-08-20", title_en="Some day")
    rows.PublicEvent.objects.update(occurred_from=None, occurred_to=None, date_precision="before_after")
    mark = read("/en/").one("section", kind="tray").one("a")
    assert (mark.text, mark.attributes["data-event"]) == ("Some day", event.public_id)


def test_an_order_by_change_is_grouped_by_the_day_of_the_last_change(read: Read) -> None:
    rows.event("2022-01-01", title_en="First entered")
    rows.event("2020-01-01", title_en="Last entered")
    page = read("/en/?sort=changed")
    assert titles(page) == ["Last entered", "First entered"]
    assert [heading.text for heading in page.one(id="results").all("h3")] == ["2 Jan 2026"]


@pytest.mark.parametrize(
    ("stray", "own"),
    [
        ("direction=south_to_north&from=2020", "?from=2020&direction=south_to_north"),
        ("from=&to=&q=", ""),
        ("direction=south_to_north&direction=north_to_south", "?direction=north_to_south,south_to_north"),
        ("sort=newest&periods=0", "?periods=0"),
        ("limit=50&periods=1", ""),
    ],
)
def test_equal_views_have_one_address(get: Callable[..., HttpResponse], stray: str, own: str) -> None:
    answer = get(f"/en/?{stray}")
    assert (answer.status_code, answer["Location"]) == (302, f"/en/{own}")


@pytest.mark.parametrize("query", ["", "?from=2020&q=two%20words", "?direction=north_to_south%2Csouth_to_north"])
def test_the_own_address_of_a_view_leads_nowhere_else(read: Read, query: str) -> None:
    canonical = read(f"/en/{query}").one("link", rel="canonical").attributes["href"]
    assert read(canonical).one("link", rel="canonical").attributes["href"] == canonical


def test_a_view_that_can_not_be_read_stays_where_it_is(read: Read) -> None:
    assert read("/en/?periods=7&from=").one("div", role="alert").one("code").text == "periods"


def test_periods_of_policy_can_be_hidden_and_every_link_keeps_that(read: Read) -> None:
    rows.event("2005-01-01")
    shown = read("/en/").one(id="line")
    assert "Sunshine Policy" in shown.text
    hidden = read(shown.one(id="periods-switch").attributes["href"])
    assert "Sunshine Policy" not in hidden.one(id="line").text
    assert hidden.one(id="sort-oldest").attributes["href"] == "/en/?sort=oldest&periods=0"


def test_the_overview_shows_the_record_under_all_other_filters(read: Read) -> None:
    rows.event("1990-01-01")
    rows.event("2020-01-01")
    rows.event("1980-01-01", direction="south_to_north")
    brush = read("/en/?from=2019&direction=north_to_south").one("div", kind="brush")
    assert (brush.attributes["data-first"], brush.attributes["data-last"]) == ("1990", "2020")
    assert brush.one(id="first-year").attributes["value"] == "2019"


def test_a_view_says_how_to_cite_and_embed_it(read: Read) -> None:
    rows.event()
    results = read("/en/?direction=north_to_south&sort=oldest").one(id="results")
    assert results.one(id="citation").text == (
        "Defection Events Tracker. Events; Direction: North to South (1 event). Version 1 of the dataset, 2 Jan 2026."
        " http://testserver/en/?direction=north_to_south&sort=oldest"
    )
    assert "/en/embed/?direction=north_to_south&pinned=1" in results.one(id="embed-pinned").text


def test_a_view_names_its_feed(read: Read) -> None:
    feeds = read("/ko/?direction=north_to_south").all("link", type="application/atom+xml")
    named = [feed.attributes["href"] for feed in feeds]
    assert named == ["/ko/feeds/events.atom?direction=north_to_south", "/ko/feeds/corrections.atom"]


def test_row_and_mark_of_an_event_know_each_other(read: Read) -> None:
    event = rows.event()
    twins = read("/en/").all(**{"data-event": event.public_id})
    assert {twin.tag for twin in twins} == {"a", "li"}
