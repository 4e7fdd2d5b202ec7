"""With scripts off every page shows what it shows with them, and the filters filter."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.journeys.house import House

from .pages import PAGES
from .reader import Reader

pytestmark = [pytest.mark.slow, pytest.mark.browser]

SHOWN = "main h1, main h2, main h3, main p, main li, main td, main th, main dt, main dd"


@pytest.fixture
def plain(browser: Browser, site: House) -> Reader:
    """A reader whose browser runs no script."""
    return Reader(browser, site, java_script_enabled=False, viewport={"width": 1440, "height": 900})


def events_of(reader: Reader) -> list[str]:
    rows = reader.page.locator("#results li.event").all()
    return [str(row.get_attribute("data-event")) for row in rows]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_shows_the_same_without_scripts(
    site: House, browser: Browser, plain: Reader, shots: Path | None, name: str
) -> None:
    scripted = Reader(browser, site, viewport={"width": 1440, "height": 900})
    texts = []
    for reader in (scripted, plain):
        reader.open("en", name)
        texts.append({text.strip() for text in reader.page.locator(SHOWN).all_inner_texts() if text.strip()})
    plain.keep(shots, f"{name}.no-script")
    scripted.leave()
    plain.leave()
    assert texts[0] - texts[1] == set()


def test_the_form_filters_without_scripts(site: House, plain: Reader) -> None:
    plain.open("en", "home")
    form = plain.page.get_by_role("form", name="Filters")
    form.get_by_label("From", exact=True).fill("2010")
    form.get_by_role("checkbox", name="North to South").check()
    form.get_by_role("button", name="Apply filters").click()
    plain.page.wait_for_url("**from=2010**")
    found = [event["id"] for event in site.json("/api/v1/events/?from=2010&direction=north_to_south")["results"]]
    assert events_of(plain) == found
    assert "from=2010" in urlsplit(plain.page.url).query
    plain.leave()


def test_statistics_are_tables_without_scripts(plain: Reader) -> None:
    plain.open("en", "statistics")
    assert plain.page.locator("main table tbody tr").count() > 10
    plain.leave()
