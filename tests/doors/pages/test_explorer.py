import pytest

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
    page = read("/en/?direction=south_to_north,north_to_south&from=2020")
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
    assert mark.attributes["aria-label"] == "Jun 2017, One came"


def test_the_language_switch_keeps_path_and_query(read: Read) -> None:
    switch = read("/en/?q=boat&from=2020").one("div", kind="tools").one("a")
    assert switch.attributes["href"] == "/ko/?q=boat&from=2020"


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
    assert len(page.all("script")) == 1


def test_a_view_without_events_says_so(read: Read) -> None:
    assert "No event matches" in read("/en/").one(id="results").text


def test_too_many_events_for_marks_become_bars(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "MOST_MARKS", 2)
    for _ in range(3):
        rows.event("2024-08-20")
    bar = read("/en/").one("div", kind="line").one("a")
    assert (bar.attributes["aria-label"], bar.attributes["href"]) == ("2024: 3", "/en/?from=2024&to=2024")


def test_events_of_an_order_by_change_are_not_grouped(read: Read) -> None:
    rows.event("2022-01-01", title_en="First entered")
    rows.event("2020-01-01", title_en="Last entered")
    assert titles(read("/en/?sort=changed")) == ["Last entered", "First entered"]
