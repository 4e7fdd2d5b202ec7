"""Everything by keyboard: the link to skip, a focus that is seen, one stop for the line, filters without a mouse."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.house import House

from .pages import PAGES
from .reader import Reader

pytestmark = [pytest.mark.slow, pytest.mark.browser]

MOST_STOPS = 400
HERE = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const rect = one.getBoundingClientRect();
  return {
    html: one.outerHTML.slice(0, 100), tag: one.tagName, drawing: Boolean(one.closest("svg")),
    line: Boolean(one.closest(".line")),
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && rect.width > 0 && rect.height > 0
      && rect.bottom > 0 && rect.top < innerHeight,
  };
}"""


def stops(reader: Reader, most: int = MOST_STOPS) -> list[dict[str, object]]:
    """Return what Tab comes by, until it leaves the page or has been everywhere."""
    passed: list[dict[str, object]] = []
    while len(passed) < most:
        reader.page.keyboard.press("Tab")
        here = reader.page.evaluate(HERE)
        if here["tag"] == "BODY":
            break
        passed.append(here)
    return passed


@pytest.mark.parametrize("name", PAGES)
def test_every_stop_is_seen(site: House, browser: Browser, name: str) -> None:
    reader = Reader(browser, site, viewport={"width": 1440, "height": 900})
    reader.open("en", name)
    passed = stops(reader, 60)
    reader.leave()
    assert [stop["html"] for stop in passed if not stop["seen"]] == []


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if not page.framed])
def test_the_first_stop_leads_past_the_head(site: House, browser: Browser, name: str) -> None:
    reader = Reader(browser, site)
    reader.open("en", name)
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.className") == "skip"
    reader.page.keyboard.press("Enter")
    assert reader.page.evaluate("document.activeElement.id") == "content"
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("Boolean(document.activeElement.closest('main'))")
    reader.leave()


def test_the_line_is_one_stop(site: House, browser: Browser) -> None:
    reader = Reader(browser, site, viewport={"width": 1440, "height": 900})
    reader.open("en", "home")
    passed = stops(reader, 40)
    reader.leave()
    marks = [stop for stop in passed if stop["drawing"]]
    assert len(marks) <= 1, marks
    assert [stop for stop in passed if stop["line"]]


def test_the_explorer_is_filtered_by_keyboard_alone(site: House, browser: Browser) -> None:
    reader = Reader(browser, site, viewport={"width": 1440, "height": 900})
    reader.open("en", "home")
    tab_to(reader, "input[name=from]")
    reader.page.keyboard.type("2010")
    tab_to(reader, "input[name=direction][value=north_to_south]")
    reader.page.wait_for_url("**from=2010**")
    reader.page.keyboard.press("Space")
    reader.page.wait_for_url("**direction=north_to_south**")
    total = len(site.json("/api/v1/events/?limit=500&from=2010&direction=north_to_south")["results"])
    expect(reader.page.get_by_role("status").first.locator("b").first).to_have_text(str(total))
    reader.leave()


def tab_to(reader: Reader, selector: str) -> None:
    """Press Tab until the element has the focus; a filter that stands closed is opened on the way."""
    for _ in range(MOST_STOPS):
        if reader.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
        reader.page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {selector}")
