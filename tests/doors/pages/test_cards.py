"""What other sites show of a page: its card, and what machines read of it."""

import json
import struct
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse

from events.presenters import card
from tests.presenters import rows

from .conftest import Element, Read

Get = Callable[..., HttpResponse]


def page_of(event: rows.PublicEvent, language: str = "en") -> str:
    return f"/{language}/events/{event.public_id}/"


def social(page: Element) -> dict[str, str]:
    found = [meta.attributes for meta in page.all("meta") if "property" in meta.attributes]
    return {meta["property"]: meta["content"] for meta in found}


def linked_data(page: Element) -> dict[str, Any]:
    return json.loads(page.one("script", type="application/ld+json").text)  # type: ignore[no-any-return]


@pytest.mark.parametrize("path", ["/en/card.png", "/ko/card.png", "/en/events/{}/card.png", "/ko/events/{}/card.png"])
def test_a_card_is_a_picture_of_1200_by_630(get: Get, path: str) -> None:
    answer = get(path.format(rows.event().public_id))
    assert answer["Content-Type"] == "image/png"
    assert struct.unpack(">II", answer.content[16:24]) == (1200, 630)


def test_an_unchanged_card_is_not_drawn_again(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"{page_of(rows.event(title_en='Drawn once'))}card.png"
    tag = get(address)["ETag"]
    monkeypatch.setattr("events.pictures.png", lambda *_: pytest.fail("drawn again"))
    assert get(address).status_code == 200
    assert get(address, headers={"if-none-match": tag}).status_code == 304


def test_the_card_of_a_withdrawn_event_tells_nothing_of_it(get: Get) -> None:
    event = rows.tombstone()
    assert get(f"{page_of(event)}card.png").status_code == 410
    assert event.title_en not in card.of_tombstone(event)


def test_a_card_tells_title_date_direction_evidence_and_sources() -> None:
    drawn = card.of_event(rows.event(title_en="One <came>", documents=3, origins=2))
    for words in ("One &lt;came&gt;", "20 Aug 2024", "North to South", "Reported", "3 documents · 2 origins"):
        assert words in drawn


def test_every_page_names_a_card_by_its_whole_address(read: Read) -> None:
    assert social(read("/ko/data/"))["og:image"] == "http://testserver/ko/card.png"
    event = rows.event(title_en='A "quoted" title')
    found = social(read(page_of(event)))
    assert found["og:image"] == f"http://testserver{page_of(event)}card.png"
    assert found["og:url"] == f"http://testserver{page_of(event)}"
    assert found["og:title"] == 'A "quoted" title'
    assert "20 Aug 2024" in found["og:image:alt"]


def test_machines_read_a_dataset_with_version_licence_and_sources(read: Read) -> None:
    event = rows.event("2020/2021", title_en="One came", **rows.GOSEONG)
    rows.claim(event, rows.source(title="As printed"))
    found = linked_data(read(page_of(event)))
    data = found["mainEntity"]
    assert (found["@type"], data["@type"], data["name"], data["version"]) == ("WebPage", "Dataset", "One came", "1")
    assert data["temporalCoverage"] == "2020-01-01/2021-12-31"
    assert data["spatialCoverage"]["name"] == "Goseong County"
    assert [source["name"] for source in data["isBasedOn"]] == ["As printed"]


def test_an_open_date_stays_open_for_machines(read: Read) -> None:
    assert linked_data(read(page_of(rows.event("../1953"))))["mainEntity"]["temporalCoverage"] == "../1953-12-31"


def test_what_is_withheld_is_withheld_from_machines(read: Read) -> None:
    event = rows.event()
    rows.claim(event, rows.source(title="", title_withheld=True, url="", url_withheld=True))
    (source,) = linked_data(read(page_of(event)))["mainEntity"]["isBasedOn"]
    assert "name" not in source
    assert "url" not in source


def test_no_title_ends_the_block_early(get: Get) -> None:
    event = rows.event(title_en="</script><script>alert(1)</script>")
    html = get(page_of(event)).content.decode()
    assert "<script>alert" not in html
    assert html.count("</script>") == 2
