"""Light and dark, by the system and by the button; colours that the system forces; no movement unasked."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.house import House

from .pages import PAGES
from .reader import Reader

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PAPER = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(251, 250, 247)", "rgb(20, 22, 26)"
MOVING = """() => document.getAnimations().length + [...document.querySelectorAll("*")].filter(one => {
  const style = getComputedStyle(one), long = times => times.split(",").some(time => parseFloat(time) > 0.01);
  return style.scrollBehavior === "smooth" || long(style.transitionDuration) || long(style.animationDuration);
}).length"""
SYSTEM_COLOURS = (
    """() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector("h1")).color]"""
)


@pytest.mark.parametrize(("system", "other"), [("light", "dark"), ("dark", "light")])
def test_the_button_turns_the_theme_of_the_system_and_is_remembered(
    site: House, browser: Browser, system: str, other: str
) -> None:
    papers = {"light": LIGHT, "dark": DARK}
    reader = Reader(browser, site, color_scheme=system)
    reader.open("en", "home")
    button = reader.page.get_by_role("button", name="Dark mode")
    expect(button).to_have_attribute("aria-pressed", str(system == "dark").lower())
    assert reader.page.evaluate(PAPER) == papers[system]
    button.click()
    for name in ("home", "event", "statistics"):
        reader.open("ko", name)
        expect(reader.page.locator(".theme")).to_have_attribute("aria-pressed", str(other == "dark").lower())
        assert reader.page.evaluate(PAPER) == papers[other]
    reader.leave()


def test_a_theme_follows_the_system_while_nothing_was_chosen(site: House, browser: Browser) -> None:
    reader = Reader(browser, site, color_scheme="light")
    reader.open("en", "home")
    reader.page.emulate_media(color_scheme="dark")
    assert reader.page.evaluate(PAPER) == DARK
    expect(reader.page.locator(".theme")).to_have_attribute("aria-pressed", "true")
    reader.leave()


@pytest.mark.parametrize("name", ["home", "event", "statistics"])
def test_forced_colours_are_taken_and_marks_stay_visible(site: House, browser: Browser, name: str) -> None:
    reader = Reader(browser, site, forced_colors="active")
    reader.open("en", name)
    paper, ink = reader.page.evaluate(SYSTEM_COLOURS)
    reader.leave()
    assert paper not in (LIGHT, DARK)
    assert paper != ink


def test_nothing_moves_where_no_movement_is_wanted(site: House, browser: Browser) -> None:
    reader = Reader(browser, site, reduced_motion="reduce")
    moving = {}
    for name in PAGES:
        reader.open("en", name)
        moving[name] = reader.page.evaluate(MOVING)
    reader.leave()
    assert {name: found for name, found in moving.items() if found} == {}
