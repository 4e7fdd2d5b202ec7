"""Every public page in a real browser: no error, nobody else asked, nothing wider than the window."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.chromium import Visitor, launched
from tests.journeys.house import House

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("house")]

PAGES = ("", "figures/", "statistics/", "statistics/?dimension=outcome", "method/", "data/", "corrections/")
FILTERED = "?from=2010&direction=north_to_south&q=soldier&colour=red"
WIDTHS = {"desktop": {"width": 1280, "height": 900}, "telephone": {"width": 390, "height": 844}}
BUSIEST = "SELECT {} FROM events_publicclaim GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def pages(house: House) -> tuple[str, ...]:
    """Every kind of public page; of events and sources those that have most to show."""
    event, source = (house.number(BUSIEST.format(column)) for column in ("event_id", "source_id"))
    return (*PAGES, FILTERED, f"events/EV-{event:06d}/", f"sources/SR-{source:06d}/")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("window", WIDTHS)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_page_is_sound(
    house: House, browser: Browser, pages: tuple[str, ...], language: str, window: str, theme: str
) -> None:
    visitor = Visitor(browser, house, viewport=WIDTHS[window], color_scheme=theme)
    too_wide = {}
    for page in pages:
        visitor.go(f"/{language}/{page}")
        if (pixels := visitor.overflow()) > 0:
            too_wide[page] = pixels
    visitor.leave()
    assert too_wide == {}


def test_the_documentation_of_the_api_asks_nobody_else(house: House, browser: Browser) -> None:
    visitor = Visitor(browser, house)
    visitor.go("/api/docs/")
    visitor.page.locator(".opblock").first.wait_for()
    visitor.leave()
