"""Embeds: shown inside other sites' pages, live or pinned to a change."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from events import actions
from events.models import Event, PublicChange, PublicSource
from tests import factories
from tests.factories import recode, republish
from tests.presenters import rows

from .conftest import Element, Page, Read

Get = Callable[..., HttpResponse]


def last_change() -> int:
    return PublicChange.objects.latest("number").number


@pytest.fixture
def embeds(client: Client, published: Event) -> Callable[..., list[HttpResponse]]:
    """Return every embed of a small world, a broken one and a missing one included."""
    paths = ("embed/", f"embed/events/{published.public_id}/", "embed/?from=soon", "embed/events/EV-999999/")
    return lambda **headers: [client.get(f"/en/{path}", headers=headers) for path in paths]


def test_an_embed_may_be_framed_by_anybody(embeds: Callable[..., list[HttpResponse]]) -> None:
    for response in embeds():
        assert "frame-ancestors *" in response["Content-Security-Policy"]
        assert "X-Frame-Options" not in response


def test_an_unchanged_embed_may_be_framed_too(embeds: Callable[..., list[HttpResponse]]) -> None:
    again = [response for first in embeds() for response in embeds(**{"if-none-match": first["ETag"]})]
    assert {response.status_code for response in again} == {304}
    assert all("frame-ancestors *" in response["Content-Security-Policy"] for response in again)
    assert not any("X-Frame-Options" in response for response in again)


def test_nothing_else_may_be_framed(get: Get) -> None:
    for path in ("/en/", "/nothing/", "/oembed?url=x", "/en/feeds/events.atom"):
        assert "frame-ancestors 'none'" in get(path)["Content-Security-Policy"]
        assert get(path)["X-Frame-Options"] == "DENY"


def test_an_embed_runs_no_script_and_sets_no_cookie(embeds: Callable[..., list[HttpResponse]]) -> None:
    for response in embeds():
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy
        assert b"<script" not in response.content
        assert not response.cookies


def test_every_link_of_an_embed_leaves_the_frame(read: Read) -> None:
    event = rows.event()
    for path in ("embed/", f"embed/events/{event.public_id}/"):
        page = read(f"/en/{path}")
        assert page.one("base").attributes == {"target": "_blank"}
        assert all(link.attributes["href"].startswith("http://testserver/en/") for link in page.all("a"))
        assert not page.all("nav")


def test_a_view_shows_its_sentence_counts_rows_and_rest(read: Read) -> None:
    for _ in range(3):
        rows.event("2020-05-01")
    rows.event(direction="south_to_north")
    page = read("/en/embed/?direction=north_to_south&limit=2")
    assert page.one("h1").text == "Events; Direction: North to South"
    assert page.one("p", kind="sum").text == "3 events 3 North to South 0 South to North"
    assert len(page.one("ol", kind="rows").all("li")) == 2
    assert "1 more event" in page.text


def test_a_view_leads_to_the_whole_of_it(read: Read) -> None:
    rows.event()
    links = [link.attributes["href"] for link in read("/ko/embed/?theme=dark&limit=3&outcome=arrived").all("a")]
    assert "http://testserver/ko/?outcome=arrived" in links


def test_a_view_names_the_tracker_and_its_day(read: Read) -> None:
    rows.event()
    assert read("/en/embed/").one("footer").text == "Defection Events Tracker as of 2 Jan 2026 Data: CC BY 4.0."


def test_the_line_in_small_has_a_bar_a_year_above_or_below(read: Read) -> None:
    rows.event("2020-05-01")
    rows.event("2021-05-01", direction="south_to_north")
    rows.event("2019/2021")
    page = read("/en/embed/")
    drawing = page.one("svg", kind="small-line")
    assert [bar.attributes["class"] for bar in drawing.all("rect")] == ["band", "south", "north"]
    assert "1 event that may lie in several years is not drawn." in page.text


@pytest.mark.parametrize(("asked", "theme"), [("", None), ("?theme=auto", None), ("?theme=dark", "dark")])
def test_a_theme_can_be_chosen(read: Read, asked: str, theme: str | None) -> None:
    assert read(f"/en/embed/{asked}").one("html").attributes.get("data-theme") == theme


@pytest.mark.parametrize(
    "asked", ["from=soon", "theme=pink", "limit=51", "cursor=x", "pinned=7", "place=nowhere", "x=1"]
)
def test_an_embed_that_can_not_be_read_shows_why_and_no_rows(read: Read, asked: str) -> None:
    rows.event()
    page = read(f"/en/embed/?{asked}", status=400)
    assert page.one("div", role="alert").one("code").text == asked.partition("=")[0]
    assert not page.all("ol", kind="rows")


def test_a_mistyped_word_is_answered_as_on_the_page_and_said(read: Read) -> None:
    rows.event(title_en="At Goseong")
    page = read("/en/embed/?q=Gosoeng")
    assert page.one(id="embed").attributes["data-total"] == "1"
    assert "goseong" in page.one("h1").text
    assert page.all("div", kind="notice") == []


@pytest.mark.parametrize("asked", ["q=soldier", "source={source}", "publisher=yonhap"])
def test_what_can_not_be_pinned_says_so(read: Read, asked: str) -> None:
    rows.event()
    asked = asked.format(source=rows.source().public_id)
    page = read(f"/en/embed/?pinned=1&{asked}", status=400)
    assert "can't be asked of the past. Leave it out, or leave out pinned." in page.one("div", role="alert").text


def test_a_card_shows_the_event_its_evidence_and_who_published(read: Read) -> None:
    event = rows.event(title_en="One came", **rows.GOSEONG)
    rows.claim(event, rows.source(publisher_name="Journal"))
    main = read(f"/en/embed/events/{event.public_id}/").one("main").text
    for words in ("One came", "20 Aug 2024", "North to South", "Goseong County", "1 document, 1 origin", "Journal"):
        assert words in main


def test_a_card_says_that_a_value_was_corrected(read: Read) -> None:
    event = rows.event()
    rows.change("event", event.public_id, kind="updated", severity="wording")
    assert "corrected" not in read(f"/en/embed/events/{event.public_id}/").one("main").text
    rows.change("event", event.public_id, kind="updated", severity="substance")
    assert "corrected on 2 Jan 2026" in read(f"/en/embed/events/{event.public_id}/").one("main").text


def test_a_card_of_a_tombstone_says_why(read: Read) -> None:
    event = rows.tombstone(tombstone_reason="It was a drill.")
    assert "It was a drill." in read(f"/en/embed/events/{event.public_id}/", status=410).one("main").text


def test_a_pinned_card_and_a_pinned_view_never_change(get: Get, published: Event, editor: User, reviewer: User) -> None:
    pinned = last_change()
    paths = [f"/en/embed/events/{published.public_id}/?pinned={pinned}", f"/ko/embed/?pinned={pinned}&means=on_foot"]
    before = [get(path).content for path in paths]
    republish(recode(published, editor, "means", "swim"), editor, reviewer)
    factories.published_event(editor, reviewer)
    PublicSource.objects.update(publisher="Renamed", document=PublicSource.objects.latest("number").document)
    assert [get(path).content for path in paths] == before
    assert "change" in before[0].decode()


def test_a_live_card_changes(get: Get, published: Event, editor: User, reviewer: User) -> None:
    path = f"/en/embed/events/{published.public_id}/"
    before = get(path).content
    republish(recode(published, editor, "means", "swim"), editor, reviewer)
    assert get(path).content != before


def test_a_pinned_card_of_what_was_withdrawn_since_is_its_tombstone(
    read: Read, published: Event, reviewer: User
) -> None:
    pinned = last_change()
    actions.withdraw(published, by=reviewer, reason="It did not happen.")
    main = read(f"/en/embed/events/{published.public_id}/?pinned={pinned}", status=410).one("main")
    assert "It did not happen." in main.text
    assert "A soldier" not in main.text


def test_a_pinned_view_leaves_out_what_was_withdrawn_since(read: Read, published: Event, reviewer: User) -> None:
    pinned = last_change()
    actions.withdraw(published, by=reviewer, reason="It did not happen.")
    page = read(f"/en/embed/?pinned={pinned}")
    assert "0 events" in page.one("p", kind="sum").text
    assert "What was withdrawn since is left out." in page.text


def test_a_card_pinned_to_before_its_event_says_so(read: Read, published: Event, editor: User, reviewer: User) -> None:
    later = factories.published_event(editor, reviewer)
    main = read(f"/en/embed/events/{later.public_id}/?pinned=1", status=404).one("main")
    assert "was not public at change 1" in main.text


def test_a_pinned_embed_says_of_when_it_is(read: Read, published: Event) -> None:
    footer = read(f"/en/embed/?pinned={last_change()}").one("footer").text
    assert f"(change {last_change()})" in footer
    assert "as it stood on" in footer


@pytest.mark.parametrize("size", [2, 40])
@pytest.mark.parametrize("query", ["", "?direction=north_to_south&limit=50", "?pinned=1"])
def test_an_embed_costs_the_same_however_much_it_shows(
    get: Get, size: int, query: str, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for _ in range(size):
        rows.event()
    with django_assert_max_num_queries(7):  # type: ignore[attr-defined]
        get(f"/en/embed/{query}")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_ids_and_headings_of_embeds_are_in_order(get: Get, language: str) -> None:
    event = rows.event()
    for path in ("embed/", f"embed/events/{event.public_id}/"):
        root: Element = Page(get(f"/{language}/{path}").content.decode()).root
        assert [e.tag for e in root.walk() if e.tag[0] == "h" and e.tag[1:].isdigit()] == ["h1"]
        assert root.one("html").attributes["lang"] == language
