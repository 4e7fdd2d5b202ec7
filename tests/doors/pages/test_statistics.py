"""The page of statistics and its files."""

import csv
import io
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.http import HttpResponse

from events.presenters import charts
from tests.presenters import rows

from .conftest import Read

Get = Callable[..., HttpResponse]
SVG = "{http://www.w3.org/2000/svg}"
STATISTICS = "/en/statistics/"


@pytest.fixture
def crossing() -> rows.PublicEvent:
    rows.figure(rows.series(), rows.source())
    return rows.event("2024-08-20", **rows.GOSEONG)


def table(response: HttpResponse) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode())))


@pytest.mark.usefixtures("crossing")
@pytest.mark.parametrize("name", charts.CHARTS)
def test_each_chart_has_a_name_a_description_and_its_table_in_the_page(read: Read, name: str) -> None:
    section = read(STATISTICS).one("section", id=name)
    drawing = section.all("svg")[0].attributes
    assert drawing["aria-labelledby"].startswith(name)
    assert section.one(id=drawing["aria-describedby"]).text
    assert section.one("table").all("td")


@pytest.mark.usefixtures("crossing")
@pytest.mark.parametrize("name", charts.CHARTS)
def test_each_chart_is_offered_as_three_files_of_the_same_filter(read: Read, name: str) -> None:
    links = (
        read(f"{STATISTICS}?direction=north_to_south&limit=5").one("section", id=name).one("ul", kind="acts").all("a")
    )
    assert [link.attributes["href"] for link in links] == [
        f"/en/statistics/{name}.{ending}?direction=north_to_south" for ending in ("csv", "svg", "png")
    ]


@pytest.mark.usefixtures("crossing")
@pytest.mark.parametrize("name", charts.CHARTS)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_drawing_alone_is_svg_with_its_own_colours_and_without_styles(get: Get, name: str, language: str) -> None:
    root = ElementTree.fromstring(get(f"/{language}/statistics/{name}.svg").content)
    assert root.find(f"{SVG}title").text  # type: ignore[union-attr]
    assert not [e for e in root.iter() if "style" in e.attrib or "href" in e.attrib or e.tag == f"{SVG}style"]
    assert root.findall(f".//{SVG}g[@fill='#2a5ea8']") or name in ("arrivals", "persons")


@pytest.mark.usefixtures("crossing")
@pytest.mark.parametrize("name", charts.CHARTS)
def test_a_picture_is_png_of_1200_dots(get: Get, name: str) -> None:
    content = get(f"/en/statistics/{name}.png").content
    assert (content[:4], int.from_bytes(content[16:20])) == (b"\x89PNG", 1200)


@pytest.mark.usefixtures("crossing")
def test_a_drawing_says_which_events_it_is_of_and_whose_data_it_is(get: Get) -> None:
    drawn = get(f"{STATISTICS}events.svg?direction=north_to_south").content.decode()
    for words in ("Events; Direction: North to South.", "dataset version 4", "CC BY 4.0", "http://testserver/en/"):
        assert words in drawn


@pytest.mark.usefixtures("crossing")
def test_a_table_says_in_each_row_which_events_it_is_of_and_whose_data_it_is(get: Get) -> None:
    (row,) = table(get(f"{STATISTICS}events.csv?direction=north_to_south"))
    assert (row["from"], row["direction"], row["events_certain"]) == ("2024", "north_to_south", "1")
    assert (row["filter"], row["dataset_version"]) == ("Events; Direction: North to South.", "4")
    assert row["events"].startswith("http://testserver/en/?from=2024&to=2024&direction=north_to_south")


@pytest.mark.usefixtures("crossing")
def test_the_file_of_arrivals_names_edition_issuer_and_source(get: Get) -> None:
    (row,) = table(get(f"{STATISTICS}arrivals.csv"))
    assert (row["from"], row["persons"], row["edition"], row["issuer"]) == ("2024", "236", "published", "mou")
    assert row["source"].startswith("SR-")


def test_what_the_reader_typed_is_never_markup_in_a_drawing(get: Get) -> None:
    drawn = get(f"{STATISTICS}events.svg?q=%3Cscript%3Ealert(1)%3C/script%3E").content
    assert b"<script" not in drawn
    ElementTree.fromstring(drawn)


def test_a_formula_in_the_search_words_is_no_formula_in_a_file(get: Get) -> None:
    rows.event(title_en="=1+1")
    assert all(not row["filter"].startswith("=") for row in table(get(f"{STATISTICS}events.csv?q=%3D1%2B1")))


@pytest.mark.parametrize("ending", ["csv", "svg", "png"])
def test_a_file_refuses_what_it_can_not_read_and_names_the_remedy(get: Get, ending: str) -> None:
    response = get(f"{STATISTICS}events.{ending}?direction=wrong&fro=2020")
    assert response.status_code == 400
    assert "direction: “wrong” is not a value of direction. Known values" in response.content.decode()
    assert "fro: There is no parameter “fro”. Did you mean “from”?" in response.content.decode()


@pytest.mark.parametrize("ending", ["csv", "svg", "png"])
def test_a_chart_without_events_is_a_file_that_says_so(get: Get, ending: str) -> None:
    assert get(f"{STATISTICS}events.{ending}").status_code == 200
    assert b"No event is counted here." in get(f"{STATISTICS}events.svg").content


@pytest.mark.parametrize("ending", ["csv", "svg", "png"])
def test_a_chart_that_is_not_there_is_missing(get: Get, ending: str) -> None:
    assert get(f"{STATISTICS}nothing.{ending}").status_code == 404


def test_a_file_that_is_unchanged_is_not_sent_again(get: Get) -> None:
    first = get(f"{STATISTICS}events.png")
    assert get(f"{STATISTICS}events.png", headers={"if-none-match": first["ETag"]}).status_code == 304


def test_the_page_answers_why_the_ministry_counts_otherwise(read: Read) -> None:
    page = read(STATISTICS)
    (link,) = [link for link in page.one("section", kind="head").all("a") if "ministry" in link.text]
    answer = page.one("section", id=link.attributes["href"].removeprefix("#"))
    assert "The ministry counts persons" in answer.text
    assert "/en/method/#counting" in [link.attributes["href"] for link in answer.all("a")]


def test_a_view_without_events_says_so(read: Read) -> None:
    assert "No event matches" in read(STATISTICS).one("main").text


@pytest.mark.usefixtures("crossing")
def test_a_filter_is_told_and_can_be_taken_back_and_changed_among_the_events(read: Read) -> None:
    page = read(f"{STATISTICS}?direction=north_to_south&from=2020")
    chips = [chip.attributes["href"] for chip in page.one("ul", kind="chips").all("a")]
    assert chips == [f"{STATISTICS}?direction=north_to_south", f"{STATISTICS}?from=2020", STATISTICS]
    assert "/en/?from=2020&direction=north_to_south" in [a.attributes["href"] for a in page.all("a")]


def test_what_can_not_be_read_is_a_notice_on_the_page(read: Read) -> None:
    notice = read(f"{STATISTICS}?directon=x&dimension=outcom").one("div", role="alert")
    assert [code.text for code in notice.all("code")] == ["directon", "dimension"]


@pytest.mark.usefixtures("crossing")
def test_korean_statistics_speak_korean(read: Read) -> None:
    assert "이 가운데 탈북으로 세는 사건은 1 건" in read("/ko/statistics/").one("p", kind="lead").text
