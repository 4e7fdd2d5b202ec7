"""What machines read before pages: the map of the site, robots.txt, security.txt; and HEAD everywhere."""

import csv
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from events import sitemaps
from events.models import PublicCheck
from tests.presenters import rows

Get = Callable[..., HttpResponse]
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
MATRIX = (settings.ROOT / "tests" / "laws" / "permissions.csv").read_text(encoding="utf-8").splitlines()
PUBLIC = [row["path"] for row in csv.DictReader(MATRIX) if row["method"] == "GET" and "{" not in row["path"]]


def files(get: Get, part: str) -> list[str]:
    """Return the addresses of the files of a part, as the index of the map names them."""
    index = ElementTree.fromstring(get("/sitemap.xml").content)
    named = [str(one.text).removeprefix("http://testserver") for one in index.iter(f"{MAP}loc")]
    return [path for path in named if path.startswith(f"/sitemap-{part}.xml")]


def urls(get: Get, part: str) -> dict[str, ElementTree.Element]:
    """Return what all files of a part name; none names what another one does."""
    found = [url for path in files(get, part) for url in ElementTree.fromstring(get(path).content).findall(f"{MAP}url")]
    told = {url.findtext(f"{MAP}loc", ""): url for url in found}
    assert len(told) == len(found)
    return told


def test_the_map_leads_to_its_parts(get: Get) -> None:
    root = ElementTree.fromstring(get("/sitemap.xml").content)
    parts = [one.text for one in root.iter(f"{MAP}loc")]
    named = ("pages", "events", "sources", "checks", "series")
    assert parts == [f"http://testserver/sitemap-{part}.xml" for part in named]  # of an empty record


def test_every_page_that_is_listed_anywhere_stands_in_the_map(get: Get) -> None:
    pages = {path: get(path) for path in PUBLIC if path.startswith(("/en/", "/ko/")) and "?" not in path}
    listed = [path for path, page in pages.items() if page.status_code == 200 and "X-Robots-Tag" not in page]
    listed = [path for path in listed if pages[path]["Content-Type"].startswith("text/html") and "/embed/" not in path]
    assert {f"http://testserver{path}" for path in listed} <= set(urls(get, "pages"))


def test_the_map_of_many_events_has_several_files(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file names the events of as many numbers, and some numbers have no page."""
    monkeypatch.setattr(sitemaps.Both, "limit", 2 * len(settings.LANGUAGES))
    made, gone = [rows.event() for _ in range(3)], rows.tombstone()
    pages = -(-gone.number // 2)
    listed = [f"/sitemap-events.xml?p={page}" for page in range(2, pages + 1)]
    assert files(get, "events") == ["/sitemap-events.xml", *listed]
    assert [address.split("/")[5] for address in urls(get, "events") if "/en/" in address] == [
        event.public_id for event in made
    ]
    assert get(f"/sitemap-events.xml?p={pages + 1}").status_code == 404


def test_an_event_stands_in_the_map_in_both_languages_with_its_last_day(get: Get) -> None:
    event = rows.event(title_en="One came", title_ko="한 명")
    found = urls(get, "events")
    english = f"http://testserver/en/events/{event.public_id}/one-came/"
    korean = f"http://testserver/ko/events/{event.public_id}/%ED%95%9C-%EB%AA%85/"
    assert set(found) == {english, korean}
    assert found[english].findtext(f"{MAP}lastmod") == "2026-01-02"
    assert {link.get("hreflang"): link.get("href") for link in found[korean].findall(LINK)} == {
        "en": english,
        "ko": korean,
    }


def test_a_tombstone_is_on_no_map(get: Get) -> None:
    rows.tombstone()
    PublicCheck.objects.filter(pk=rows.check().pk).update(tombstone="withdrawn")
    assert urls(get, "events") == urls(get, "checks") == {}


def test_sources_and_pages_are_on_the_map_and_answer(get: Get) -> None:
    rows.source()
    rows.check()
    for address in [*urls(get, "sources"), *urls(get, "checks"), *urls(get, "pages")]:
        assert get(address).status_code == 200, address


@pytest.mark.parametrize("path", ["/sitemap-nothing.xml", "/sitemap-events.xml?p=x", "/sitemap-events.xml?p=0"])
def test_a_part_that_is_not_there_is_missing(get: Get, path: str) -> None:
    assert get(path).status_code == 404


def test_the_map_costs_the_same_however_many_events(get: Get, django_assert_max_num_queries: Any) -> None:
    for _ in range(30):
        rows.event()
    with django_assert_max_num_queries(5):
        get("/sitemap-events.xml")


def test_an_unchanged_map_is_not_sent_again(get: Get) -> None:
    tag = get("/sitemap.xml")["ETag"]
    assert get("/sitemap.xml", headers={"if-none-match": tag}).status_code == 304


def test_robots_may_read_all_but_the_desk(get: Get) -> None:
    lines = get("/robots.txt").content.decode().splitlines()
    assert lines == ["User-agent: *", "Disallow: /admin/", "", "Sitemap: http://testserver/sitemap.xml"]


def test_security_says_what_was_set(get: Get, settings: Any) -> None:
    settings.SECURITY_CONTACTS = ["mailto:security@example.org", "https://example.org/report"]
    settings.SECURITY_EXPIRES = "2027-06-01T00:00:00Z"
    assert get("/.well-known/security.txt").content.decode().splitlines() == [
        "Contact: mailto:security@example.org",
        "Contact: https://example.org/report",
        "Expires: 2027-06-01T00:00:00Z",
        "Preferred-Languages: en, ko",
        "Canonical: http://testserver/.well-known/security.txt",
    ]


@pytest.mark.parametrize("missing", ["SECURITY_CONTACTS", "SECURITY_EXPIRES"])
def test_no_address_is_made_up(get: Get, settings: Any, missing: str) -> None:
    settings.SECURITY_CONTACTS, settings.SECURITY_EXPIRES = ["mailto:a@example.org"], "2027-06-01T00:00:00Z"
    setattr(settings, missing, "")
    assert get("/.well-known/security.txt").status_code == 404


def test_the_source_of_the_program_is_linked_where_it_is_set(get: Get, settings: Any) -> None:
    settings.SOURCE_URL = "https://example.org/source"
    assert '<a href="https://example.org/source">Source code, AGPL-3.0-or-later</a>' in get("/en/").content.decode()


def test_without_an_address_only_the_licence_is_named(get: Get) -> None:
    assert "Code: AGPL-3.0-or-later." in get("/en/").content.decode()


@pytest.mark.parametrize("path", [path for path in PUBLIC if not path.startswith("/admin/")])
def test_head_answers_as_get_without_a_body(client: Client, path: str) -> None:
    told, asked = client.head(path), client.get(path)
    assert told.status_code == asked.status_code
    assert told.streaming or not told.content
