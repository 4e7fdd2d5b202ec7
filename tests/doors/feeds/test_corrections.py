"""The feed of corrections: everything that was changed after it had been public."""

import pytest
from django.test import Client

from tests.presenters import rows

from .conftest import Atom, Json, titles

CHANGE = {"kind": "updated", "fields": {"persons_max": [1, 2]}, "reason": "A second person.", "severity": "substance"}


def test_a_change_tells_old_new_reason_severity_and_sources(json_feed: Json) -> None:
    event, source = rows.event(title_en="One came"), rows.source()
    rows.change("event", event.public_id, sources=[source.public_id], **CHANGE)
    (item,) = json_feed("/en/feeds/corrections.json")["items"]
    assert item["title"] == f"{event.public_id} updated: One came"
    assert "<del>1</del> → <ins>2</ins>" in item["content_html"]
    assert "A second person." in item["content_html"]
    assert f'<a href="http://testserver/en/sources/{source.public_id}/">' in item["content_html"]
    assert item["tags"] == ["updated", "substance"]
    assert item["_record"]["fields"] == {"persons_max": [1, 2]}


def test_a_withdrawal_is_told_with_its_reason(atom: Atom) -> None:
    event = rows.tombstone()
    rows.change("event", event.public_id, kind="withdrawn", reason="Not a crossing.")
    assert titles(atom("/en/feeds/corrections.atom")) == [f"{event.public_id} withdrawn"]


def test_what_was_only_published_is_no_correction(atom: Atom) -> None:
    rows.event()
    assert titles(atom("/en/feeds/corrections.atom")) == []


def test_corrections_of_one_event_can_be_followed(atom: Atom) -> None:
    one, other = rows.event(title_en="One"), rows.event(title_en="Other")
    for event in (one, other):
        rows.change("event", event.public_id, **CHANGE)
    feed = atom(f"/en/feeds/corrections.atom?event={one.public_id}")
    assert titles(feed) == [f"{one.public_id} updated: One"]


def test_corrections_of_a_tombstone_can_be_followed(atom: Atom) -> None:
    event = rows.tombstone()
    rows.change("event", event.public_id, kind="withdrawn", reason="Not a crossing.")
    assert len(titles(atom(f"/ko/feeds/corrections.atom?event={event.public_id}"))) == 1


@pytest.mark.parametrize("asked", ["event=EV-999999", "event=x", "before=0", "direction=north_to_south"])
def test_a_bad_parameter_is_named(client: Client, asked: str) -> None:
    response = client.get(f"/en/feeds/corrections.json?{asked}")
    assert response.status_code == 400
    assert response.content.decode().startswith(f"{asked.partition('=')[0]}: ")


def test_corrections_of_figures_and_sources_are_told_too(json_feed: Json) -> None:
    source = rows.source()
    rows.change("source", source.public_id, kind="updated", fields={"title": ["Old", "New"]})
    (item,) = json_feed("/ko/feeds/corrections.json")["items"]
    assert item["url"] == f"http://testserver/ko/sources/{source.public_id}/"


@pytest.mark.parametrize("path", ["/en/", "/ko/corrections/", "/en/statistics/"])
def test_every_page_names_the_feeds(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    language = path[1:3]
    assert f'hreflang="{language}" href="/{language}/feeds/corrections.atom"' in page


def test_a_view_names_the_feed_of_its_own_filter(client: Client) -> None:
    page = client.get("/en/?direction=north_to_south&sort=oldest").content.decode()
    assert 'href="/en/feeds/events.atom?direction=north_to_south"' in page
