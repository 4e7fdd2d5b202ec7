"""The explorer in a real browser: a filter swaps the page's parts and nothing else, and without a script all works."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.chromium import Visitor
from tests.journeys.house import House

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("house")]

Enter = Callable[..., Page]
DRAG = "(one, year) => { one.value = year; one.dispatchEvent(new Event('input', {bubbles: true})) }"
BOX = "[name=direction][value=south_to_north]"


@pytest.fixture
def enter(site: House, browser: Browser) -> Iterator[Enter]:
    """Open the explorer as somebody who marks the window, to see whether it was loaded again."""
    visitors = []

    def entering(path: str = "/en/", **window: Any) -> Page:
        visitor = Visitor(browser, site, **{"viewport": {"width": 1280, "height": 900}} | window)
        visitors.append(visitor)
        visitor.go(path)
        if window.get("java_script_enabled", True):
            visitor.page.evaluate("window.same = true")
        return visitor.page

    yield entering
    for visitor in visitors:
        visitor.leave()


def is_same(page: Page) -> bool:
    return bool(page.evaluate("window.same === true"))


def counted(page: Page) -> str:
    return page.locator("#summary b").first.inner_text()


def settle(page: Page) -> None:
    expect(page.locator("main")).not_to_have_attribute("aria-busy", "true")


def test_a_facet_swaps_the_view_keeps_the_focus_and_pushes_the_address(enter: Enter) -> None:
    page = enter()
    before = counted(page)
    page.locator(BOX).check()
    expect(page).to_have_url(re.compile(r"/en/\?direction=south_to_north$"))
    settle(page)
    assert counted(page) != before
    expect(page.locator(BOX)).to_be_focused()
    expect(page.locator(".chips")).to_contain_text("South to North")
    assert is_same(page)


def test_back_and_forward_bring_the_view_of_their_address(enter: Enter) -> None:
    page = enter()
    whole = counted(page)
    page.locator(BOX).check()
    expect(page.locator(".chips")).to_be_visible()
    page.go_back()
    expect(page.locator("#summary b").first).to_have_text(whole)
    expect(page.locator(BOX)).not_to_be_checked()
    page.go_forward()
    expect(page.locator(BOX)).to_be_checked()
    assert is_same(page)


def test_a_chip_takes_its_filter_away_and_the_focus_goes_to_the_results(enter: Enter) -> None:
    page = enter("/en/?direction=south_to_north")
    page.locator(".chips a").first.click()
    expect(page).to_have_url(re.compile(r"/en/$"))
    expect(page.locator("#results-title")).to_be_focused()
    assert is_same(page)


def test_the_brush_is_moved_by_keyboard(enter: Enter) -> None:
    page = enter()
    first = page.get_by_label("From year")
    start = int(first.input_value())
    first.press("ArrowRight")
    expect(page).to_have_url(re.compile(rf"\?from={start + 1}$"))
    settle(page)
    expect(first).to_be_focused()
    first.press("ArrowRight")
    expect(page).to_have_url(re.compile(rf"\?from={start + 2}$"))
    expect(page.locator("#from")).to_have_value(str(start + 2))
    assert is_same(page)


def test_a_handle_at_the_end_of_the_record_is_no_limit(enter: Enter) -> None:
    page = enter("/en/?from=2016")
    page.get_by_label("From year").press("Home")
    expect(page).to_have_url(re.compile(r"/en/$"))


def test_nothing_is_fetched_while_a_handle_is_dragged(enter: Enter) -> None:
    page = enter()
    page.wait_for_load_state("networkidle")  # the basemap of the first view may still be on its way
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    first = page.get_by_label("From year")
    for year in ("1990", "2000", "2010"):
        first.evaluate(DRAG, year)
    expect(page.locator("#window")).to_contain_text("2010–")
    assert asked == []


def test_plus_halves_the_period_and_whole_period_brings_it_back(enter: Enter) -> None:
    page = enter("/en/?from=2001&to=2010")
    page.get_by_role("button", name="Shorter period").click()
    expect(page).to_have_url(re.compile(r"\?from=2004&to=2008$"))
    settle(page)
    page.get_by_role("link", name="Whole period").click()
    expect(page).to_have_url(re.compile(r"/en/$"))


def test_words_that_are_typed_stay_while_the_view_is_swapped(enter: Enter) -> None:
    page = enter()
    page.locator("#q").fill("soldier")
    page.locator("#q").press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=soldier$"))
    settle(page)
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_value("soldier")


def test_the_next_page_starts_at_the_head_of_the_list(enter: Enter) -> None:
    page = enter("/en/?limit=5")
    page.get_by_role("link", name="Next page").click()
    expect(page).to_have_url(re.compile("cursor="))
    expect(page.locator("#results-title")).to_be_focused()
    expect(page.locator("#results-title")).to_be_in_viewport()


def test_the_title_the_other_language_and_the_feed_are_those_of_the_view(enter: Enter) -> None:
    page = enter()
    page.locator(BOX).check()
    expect(page).to_have_title(re.compile("South to North"))
    assert page.locator(".tools a").get_attribute("href") == "/ko/?direction=south_to_north"


def test_of_two_quick_questions_the_last_one_is_shown(enter: Enter) -> None:
    page = enter()

    def slowly(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route(re.compile(r"\?direction=south_to_north$"), slowly)
    page.locator(BOX).check()
    page.locator("[name=direction][value=north_to_south]").check()
    expect(page).to_have_url(re.compile(r"direction=north_to_south,south_to_north$"))
    settle(page)
    expect(page.locator(".chips li")).to_have_count(3)


def test_a_row_lights_up_its_mark_and_a_mark_its_row(enter: Enter) -> None:
    page = enter()
    row = page.locator("#results .event").first
    mark = page.locator(f'#line a[data-event="{row.get_attribute("data-event")}"]')
    row.hover()
    expect(mark).to_have_class(re.compile(r"\bon\b"))
    mark.hover()
    expect(row).to_have_class(re.compile(r"\bon\b"))


def test_the_line_is_one_stop_and_arrows_go_along_it(enter: Enter) -> None:
    page = enter()
    page.locator(".line .scroll").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#line a.mark").first).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator("#line a.mark").last).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".line .scroll")).to_be_focused()


def test_without_a_script_the_form_leads_to_the_same_address(enter: Enter) -> None:
    page = enter(java_script_enabled=False)
    page.locator("#from").fill("2016")
    page.locator(BOX).check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page).to_have_url(re.compile(r"/en/\?from=2016&direction=south_to_north$"))
    expect(page.get_by_label("From year")).to_be_hidden()
    page.get_by_role("link", name="Whole period").click()
    expect(page).to_have_url(re.compile(r"/en/\?direction=south_to_north$"))
