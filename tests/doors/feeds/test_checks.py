"""The feed of checked sentences: each once, by the time at which it became public, with its verdict of today."""

import datetime as dt

import pytest
from django.test import Client

from events.models import PublicCheck
from events.presenters import feeds
from tests.presenters import rows

from .conftest import ATOM, Atom, Json, text, titles

LATER = dt.datetime(2026, 3, 4, tzinfo=dt.UTC)


def test_a_title_is_the_verdict_and_the_words_last_published_first(atom: Atom) -> None:
    rows.finding(rows.check(words="First told"))
    rows.check(words="Then told")
    assert titles(atom("/en/feeds/checks.atom")) == ["Not asked yet: “Then told”", "Holds: “First told”"]


def test_a_title_holds_no_words_of_another_language(atom: Atom) -> None:
    rows.finding(rows.check(of=rows.series()))
    assert titles(atom("/ko/feeds/checks.atom")) == ["맞음: 입국 인원, 2024년 상반기: 105"]


def test_an_entry_leads_to_its_page_and_says_why(json_feed: Json) -> None:
    check = rows.check()
    rows.finding(check)
    (item,) = json_feed("/en/feeds/checks.json")["items"]
    assert item["url"] == f"http://testserver/en/checks/{check.public_id}/"
    assert "43 + 62 = 105." in item["content_html"]
    assert item["tags"] == ["number", "holds"]
    assert item["_record"]["finding"]["sentence_ko"] == "43 + 62 = 105이다."


def test_a_filter_narrows_a_feed_and_names_it(atom: Atom) -> None:
    rows.finding(rows.check(words="Right"))
    rows.finding(rows.check(words="Wrong"), "fails")
    feed = atom("/en/feeds/checks.atom?verdict=fails")
    assert titles(feed) == ["Does not hold: “Wrong”"]
    assert text(feed, "title").endswith("Numbers in the news, checked; Verdict: Does not hold")


def test_a_changed_check_keeps_its_place_and_name_and_is_newer(atom: Atom) -> None:
    check, _ = rows.check(words="Older"), rows.check(words="Newer")
    before = {text(entry, "id") for entry in atom("/en/feeds/checks.atom").findall(f"{ATOM}entry")}
    line = rows.change("check", check.public_id, kind="updated", at=LATER)
    PublicCheck.objects.filter(pk=check.pk).update(change=line.number)
    entries = atom("/en/feeds/checks.atom").findall(f"{ATOM}entry")
    assert {text(entry, "id") for entry in entries} == before
    assert text(entries[1], "updated") == "2026-03-04T00:00:00+00:00"


def test_a_withdrawn_check_leaves_the_feed(atom: Atom) -> None:
    rows.check()
    PublicCheck.objects.update(tombstone="withdrawn")
    assert titles(atom("/en/feeds/checks.atom")) == []


def test_pages_hold_every_check_once(json_feed: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "A_PAGE", 2)
    checks = [rows.check() for _ in range(5)]
    seen, address = [], "/en/feeds/checks.json?kind=number"
    while address:
        feed = json_feed(address.removeprefix("http://testserver"))
        seen += [item["_record"]["id"] for item in feed["items"]]
        address = feed.get("next_url", "")
    assert seen == [check.public_id for check in reversed(checks)]


@pytest.mark.parametrize("query", ["verdict=maybe", "sort=oldest", "colour=red", "before=x"])
def test_what_can_not_be_read_is_refused_by_name(client: Client, query: str) -> None:
    response = client.get(f"/en/feeds/checks.atom?{query}")
    assert response.status_code == 400
    assert response.content.decode().startswith(f"{query.partition('=')[0]}: ")
