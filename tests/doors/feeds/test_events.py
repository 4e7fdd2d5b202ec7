"""The feed of new events: under any filter, in the order in which they became public."""

import datetime as dt

import pytest
from django.test import Client

from events.models import PublicChange, PublicEvent
from events.presenters import feeds
from tests.presenters import rows

from .conftest import ATOM, Atom, Json, text, titles

LATER = dt.datetime(2026, 3, 4, tzinfo=dt.UTC)


def test_what_became_public_last_comes_first(atom: Atom) -> None:
    rows.event("2024-08-20", title_en="First told")
    rows.event("1990-01-01", title_en="Then told")
    assert titles(atom("/en/feeds/events.atom")) == ["Then told", "First told"]


def test_a_filter_narrows_a_feed_and_names_it(atom: Atom) -> None:
    rows.event(title_en="South")
    rows.event(title_en="North", direction="south_to_north")
    feed = atom("/en/feeds/events.atom?direction=south_to_north")
    assert titles(feed) == ["North"]
    assert text(feed, "title") == "Defection Events Tracker: Events; Direction: South to North"


def test_a_changed_event_keeps_its_place_and_name_and_is_newer(atom: Atom) -> None:
    event, _ = rows.event(title_en="Older"), rows.event(title_en="Newer")
    before = {text(e, "id") for e in atom("/en/feeds/events.atom").findall(f"{ATOM}entry")}
    line = rows.change("event", event.public_id, kind="updated", at=LATER)
    PublicEvent.objects.filter(pk=event.pk).update(change=line.number, title_en="Older, renamed")
    feed = atom("/en/feeds/events.atom")
    assert titles(feed) == ["Newer", "Older, renamed"]
    assert {text(e, "id") for e in feed.findall(f"{ATOM}entry")} == before
    assert text(feed, "updated") == text(feed.findall(f"{ATOM}entry")[1], "updated") == "2026-03-04T00:00:00+00:00"


def test_a_tombstone_leaves_the_feed(atom: Atom) -> None:
    rows.tombstone()
    assert titles(atom("/en/feeds/events.atom")) == []


def test_an_empty_feed_is_the_same_whenever_it_is_asked_for(client: Client) -> None:
    assert client.get("/en/feeds/events.atom").content == client.get("/en/feeds/events.atom").content


def test_pages_hold_every_event_once(json_feed: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "A_PAGE", 2)
    events = [rows.event() for _ in range(5)]
    seen, address = [], "/en/feeds/events.json?from=2020"
    while address:
        feed = json_feed(address.removeprefix("http://testserver"))
        seen += [item["_record"]["id"] for item in feed["items"]]
        address = feed.get("next_url", "")
    assert seen == [event.public_id for event in reversed(events)]


def test_an_atom_page_leads_to_the_next(atom: Atom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "A_PAGE", 1)
    rows.event(title_en="First")
    rows.event(title_en="Second")
    (link,) = [one for one in atom("/en/feeds/events.atom").findall(f"{ATOM}link") if one.get("rel") == "next"]
    assert titles(atom((link.get("href") or "").removeprefix("http://testserver"))) == ["First"]


def test_names_do_not_depend_on_the_host(client: Client, settings: object) -> None:
    settings.ALLOWED_HOSTS = ["*"]  # type: ignore[attr-defined]
    rows.event()
    one, other = (client.get("/en/feeds/events.json", headers={"host": host}).json() for host in ("a.org", "b.org"))
    assert one["items"][0]["id"] == other["items"][0]["id"]
    assert (one["items"][0]["url"][:13], other["items"][0]["url"][:13]) == ("http://a.org/", "http://b.org/")


def test_each_language_has_a_feed_of_its_own(json_feed: Json) -> None:
    rows.event()
    en, ko = json_feed("/en/feeds/events.json"), json_feed("/ko/feeds/events.json")
    assert (en["language"], ko["language"]) == ("en", "ko")
    assert ko["items"][0]["title"] == "군인 1명, 고성에서 귀순"
    assert en["items"][0]["id"] != ko["items"][0]["id"]


def test_the_text_of_an_event_is_never_markup(json_feed: Json) -> None:
    rows.event(summary_en="<script>alert(1)</script>")
    assert "<script>" not in json_feed("/en/feeds/events.json")["items"][0]["content_html"]


@pytest.mark.parametrize(
    "asked", ["from=soon", "sort=oldest", "cursor=x", "limit=5", "place=nowhere", "before=x", "a=1"]
)
@pytest.mark.parametrize("form", ["atom", "json"])
def test_a_bad_parameter_is_named(client: Client, asked: str, form: str) -> None:
    response = client.get(f"/en/feeds/events.{form}?{asked}")
    assert response.status_code == 400
    assert response.content.decode().startswith(f"{asked.partition('=')[0]}: ")


def test_a_refusal_speaks_the_language_of_the_feed(client: Client) -> None:
    assert "날짜가 아닙니다" in client.get("/ko/feeds/events.atom?from=soon").content.decode()


def test_an_unchanged_feed_is_not_sent_again(client: Client) -> None:
    rows.event()
    tag = client.get("/en/feeds/events.atom")["ETag"]
    assert client.get("/en/feeds/events.atom", headers={"if-none-match": tag}).status_code == 304
    rows.event()
    assert client.get("/en/feeds/events.atom", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("size", [1, 30])
def test_a_feed_costs_the_same_however_long(size: int, client: Client, django_assert_max_num_queries: object) -> None:
    for _ in range(size):
        rows.event()
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        client.get("/en/feeds/events.atom?direction=north_to_south")


def test_every_line_of_the_record_is_told_to_programs(json_feed: Json) -> None:
    event = rows.event()
    told = json_feed("/en/feeds/events.json")["items"][0]["_record"]
    assert (told["id"], told["occurred"]) == (event.public_id, "2024-08-20")
    assert PublicChange.objects.count() == 1
