"""A search on the page: what was found is marked, and what was looked for instead of a mistyped word is said."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tests.presenters import rows

from .conftest import Element, Read

Get = Callable[..., HttpResponse]


def marked(page: Element) -> list[str]:
    return [mark.text for mark in page.one(id="results").all("mark")]


def test_the_words_looked_for_are_marked_in_title_and_place(read: Read) -> None:
    rows.event(title_en="A soldier at Goseong", **rows.GOSEONG)
    assert marked(read("/en/?q=Kosong soldier")) == ["soldier", "Goseong", "Goseong"]
    assert marked(read("/ko/?q=Kosong")) == ["고성", "고성"]


def test_a_place_found_by_its_name_in_the_other_language_is_marked_whole(read: Read) -> None:
    rows.event(title_en="A soldier", place="county", place_name_en="Tall Hill", place_name_ko="높은산")
    assert marked(read(f"/en/?q={quote('높은산')}")) == ["Tall Hill"]


def test_the_summary_is_shown_where_the_words_stand_only_there(read: Read) -> None:
    rows.event(summary_en="Long before. " * 9 + "He hid in a culvert. " + "Long after. " * 20)
    row = read("/en/?q=culvert").one("a", kind="row")
    assert row.one("mark").text == "culvert"
    snippet = row.one("span", kind="snippet").text
    assert snippet.startswith("… ")
    assert len(snippet) < 200


def test_a_list_without_a_search_has_no_marks(read: Read) -> None:
    rows.event()
    page = read("/en/")
    assert (page.all("mark"), page.all("span", kind="snippet")) == ([], [])


@pytest.mark.parametrize(("language", "said"), [("en", "Nothing has “Gosoeng”"), ("ko", "“Gosoeng”이(가) 들어 있는")])
def test_what_was_looked_for_instead_is_said(read: Read, language: str, said: str) -> None:
    rows.event(title_en="At Goseong", title_ko="Goseong")
    page = read(f"/{language}/?q=Gosoeng")
    notice = page.one("div", kind="notice")
    assert said in notice.text
    assert notice.one("b").text == "goseong"
    assert marked(page) == ["Goseong"]


def test_a_mistyped_word_has_one_address_too(get: Get) -> None:
    rows.event(title_en="At Goseong")
    assert get("/en/?q=Gosoeng&direction=north_to_south")["Location"] == "/en/?direction=north_to_south&q=Gosoeng"


def test_a_search_costs_one_query_more_and_two_with_a_mistyped_word(get: Get) -> None:
    rows.event(title_en="At Goseong")

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            get(address)
        return len(captured)

    plain = queries("/en/")
    assert [queries(f"/en/?q={q}") - plain for q in ("goseong foot", "gosoeng")] == [1, 2]


@pytest.mark.parametrize("q", ["<b>bold</b>", "%00", "%ED%A0%80", "%25_%5C", "'); DROP", "a or " * 4000, "-", "½ ² _"])
def test_nasty_text_is_answered_with_a_page(get: Get, q: str) -> None:
    rows.event()
    assert get(f"/en/?q={q}", follow=True).status_code == 200
