"""An event as it once stood: its banner, its values, what it changed, and what is no longer told."""

import pytest

from tests.presenters import rows

from .conftest import Read


def page_of(event: rows.PublicEvent, number: int, language: str = "en") -> str:
    return f"/{language}/events/{event.public_id}/versions/{number}/"


@pytest.fixture
def event() -> rows.PublicEvent:
    """An event of two versions: swimming, and then on foot, with a claim judged anew."""
    row = rows.event()
    claim = rows.claim(row, rows.source(publisher_name="Wire"), field="means", value="swim", standing="superseded")
    rows.claim(row, rows.source(publisher_name="Ministry"), field="means", value="on_foot")
    old = {"id": claim.public_id, "field": "means", "value": "swim", "source": claim.source.public_id, "issuer": "jcs"}
    old |= dict.fromkeys(("stated", "quote", "locator", "relation", "related_to", "public_note"), "")
    rows.version(row, 1, means="swim", claims=[old | {"certainty": "reported", "standing": "accepted"}])
    rows.version(row, 2, reason="The ministry corrected it.")
    return row


def test_an_old_version_says_from_when_to_when_it_stood(read: Read, event: rows.PublicEvent) -> None:
    banner = read(page_of(event, 1)).one("aside", kind="stood")
    assert "Version 1, as it stood from 2 Jan 2026 to 3 Jan 2026." in banner.text
    assert banner.all("a")[0].attributes["href"] == f"/en/events/{event.public_id}/"


def test_it_shows_the_values_of_then(read: Read, event: rows.PublicEvent) -> None:
    assert "Swimming" in read(page_of(event, 1)).one("dl", kind="facts").text
    assert "On foot" in read(page_of(event, 2)).one("dl", kind="facts").text


def test_it_shows_the_claims_of_then(read: Read, event: rows.PublicEvent) -> None:
    told = read(page_of(event, 1)).one("table", kind="says")
    assert "Ministry" not in told.text
    assert not told.all("div", kind="other")


def test_it_says_what_it_changed_and_why(read: Read, event: rows.PublicEvent) -> None:
    changed = read(page_of(event, 2)).one("section", **{"aria-labelledby": "differences-title"})
    pair = changed.one("dl")
    assert (pair.one("del").text, pair.one("ins").text) == ("Swimming", "On foot")
    assert "The ministry corrected it." in changed.text
    assert [tag.text for tag in changed.one("ul").all("span", kind="tag")] == ["judged anew", "new claim"]


def test_the_first_has_nothing_to_compare_with(read: Read, event: rows.PublicEvent) -> None:
    assert "It is the first that can be read" in read(page_of(event, 1)).one("main").text


def test_old_versions_are_not_to_be_found_and_point_to_the_event(read: Read, event: rows.PublicEvent) -> None:
    page = read(page_of(event, 1))
    assert page.one("meta", name="robots").attributes["content"] == "noindex"
    assert page.one("link", rel="canonical").attributes["href"] == f"http://testserver/en/events/{event.public_id}/"


def test_versions_lead_to_each_other(read: Read, event: rows.PublicEvent) -> None:
    assert read(page_of(event, 1)).one("a", rel="next").attributes["href"] == page_of(event, 2)
    assert read(page_of(event, 2)).one("a", rel="prev").attributes["href"] == page_of(event, 1)


def test_the_event_lists_its_versions_and_its_changes_lead_to_them(read: Read, event: rows.PublicEvent) -> None:
    page = read(f"/en/events/{event.public_id}/")
    for part in (page.one("section", **{"aria-labelledby": "use-title"}), page.one("ol", kind="ledger")):
        hrefs = [link.attributes["href"] for link in part.all("a")]
        assert [href for href in hrefs if "/versions/" in href] == [page_of(event, 2), page_of(event, 1)]


def test_a_document_that_is_no_longer_cited_is_named_by_its_id_alone(read: Read, event: rows.PublicEvent) -> None:
    gone = rows.PublicSource.objects.get(publisher="Wire")
    gone.claims.all().delete()
    gone.delete()
    page = read(page_of(event, 1))
    assert "a document that is no longer cited" in page.one("main").text
    assert "Wire" not in page.text
    assert f"/en/sources/{gone.public_id}/" not in [link.attributes["href"] for link in page.all("a")]


def test_a_title_that_was_withheld_since_is_withheld_in_the_past(read: Read, event: rows.PublicEvent) -> None:
    source = rows.PublicSource.objects.get(publisher="Wire")
    source.document = source.document.replace('"title":"A soldier defects","title_withheld":false', WITHHELD)
    source.save()
    assert "A soldier defects" not in read(page_of(event, 1)).one("div", kind="origin").text


WITHHELD = '"title":"","title_withheld":true'


def test_a_version_that_was_removed_answers_410(read: Read, event: rows.PublicEvent) -> None:
    rows.PublicVersion.objects.filter(version=1).delete()
    page = read(page_of(event, 1), status=410)
    assert "This version can no longer be read" in page.text


def test_one_that_stands_for_a_removed_one_says_so(read: Read, event: rows.PublicEvent) -> None:
    rows.PublicVersion.objects.filter(version=1).delete()
    rows.PublicVersion.objects.update(from_change=1)
    assert "this one stands in its place" in read(page_of(event, 2)).one("aside", kind="stood").text


@pytest.mark.parametrize("number", [0, 3, 10**30])
def test_a_version_that_never_was_is_missing(read: Read, event: rows.PublicEvent, number: int) -> None:
    read(page_of(event, number), status=404)


def test_a_tombstone_has_no_versions(read: Read) -> None:
    page = read(page_of(rows.tombstone(), 1), status=410)
    assert "Not a crossing." in page.one("main").text


def test_a_version_is_there_in_korean(read: Read, event: rows.PublicEvent) -> None:
    banner = read(page_of(event, 1, "ko")).one("aside", kind="stood").text
    assert "2026년 1월 2일부터 2026년 1월 3일까지 공개된 제1판입니다." in banner
