"""Feeds as their readers take them: entries by name, and every rule of the format held."""

import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
URN = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Atom = Callable[[str], ElementTree.Element]
Json = Callable[[str], dict[str, Any]]


@pytest.fixture(autouse=True)
def served(db: None, settings: Any) -> None:
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def atom(client: Client) -> Atom:
    """Return an Atom feed that keeps to RFC 4287."""

    def reading(path: str) -> ElementTree.Element:
        response = client.get(path)
        assert response.status_code == 200, response.content
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        root = ElementTree.fromstring(response.content)
        hold_to_rfc_4287(root)
        return root

    return reading


@pytest.fixture
def json_feed(client: Client) -> Json:
    """Return a JSON feed that keeps to version 1.1."""

    def reading(path: str) -> dict[str, Any]:
        response = client.get(path)
        assert response.status_code == 200, response.content
        assert response["Content-Type"].startswith("application/feed+json")
        feed: dict[str, Any] = json.loads(response.content)
        hold_to_json_feed(feed)
        return feed

    return reading


def hold_to_rfc_4287(root: ElementTree.Element) -> None:
    """4.1.1 and 4.1.2: what a feed and an entry must have, once, and as what."""
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for element in [root, *entries]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert URN.fullmatch(text(element, "id"))
        assert RFC_3339.fullmatch(text(element, "updated"))
        links = [(one.get("rel"), one.get("hreflang"), one.get("type")) for one in element.findall(f"{ATOM}link")]
        assert len(links) == len(set(links))
        assert all(one.get("href", "").startswith("http://testserver/") for one in element.findall(f"{ATOM}link"))
    assert root.find(f"{ATOM}author/{ATOM}name") is not None  # so that no entry needs its own
    assert len([link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]) == 1
    names = [text(entry, "id") for entry in entries]
    assert len(names) == len(set(names))
    assert all(entry.find(f"{ATOM}summary") is not None for entry in entries)


def hold_to_json_feed(feed: dict[str, Any]) -> None:
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert all(feed[name].startswith("http://testserver/") for name in ("home_page_url", "feed_url"))
    assert all(set(author) & {"name", "url", "avatar"} for author in feed["authors"])
    names = [item["id"] for item in feed["items"]]
    assert len(names) == len(set(names))
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_html"]
        assert all(RFC_3339.fullmatch(item[name]) for name in ("date_published", "date_modified"))
        assert all(name in KNOWN or name.startswith("_") for name in item)


KNOWN = {"id", "url", "title", "content_html", "date_published", "date_modified", "tags"}


def text(element: ElementTree.Element, name: str) -> str:
    found = element.find(f"{ATOM}{name}")
    assert found is not None
    return found.text or ""


def titles(root: ElementTree.Element) -> list[str]:
    return [text(entry, "title") for entry in root.findall(f"{ATOM}entry")]
