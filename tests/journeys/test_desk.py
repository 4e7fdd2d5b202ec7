"""The desk in a real browser: coded by keyboard alone, every page sound, and nothing for axe to say."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.journeys.chromium import launched
from tests.journeys.house import House
from tests.journeys.workbench import Coder

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("house")]

TEXT = """A fisherman rows across

A fisherman rowed across the sea border to South Korea on 3 May 1950, the coast guard said.

He was alone. Two million nets were left behind."""
ARTICLE = {"publisher": "Yonhap News Agency", "title": "A fisherman rows across", "published": "1950-05-04"}

STOCK = [".select2-container", ".inline-group th.original", "#changelist-filter", "#nav-sidebar", "#toggle-nav-sidebar"]
"""Parts of Django's own admin; what is wrong in them is not ours to mend."""
PAGES = (
    "/admin/",
    "/admin/events/article/",
    "/admin/events/article/add/",
    "/admin/events/article/send/",
    "/admin/events/article/{article}/change/",
    "/admin/events/event/add/?article={article}",
    "/admin/events/event/2/change/?article={article}",
    "/admin/events/figure/add/?article={article}",
    "/admin/events/event/queue/",
    "/admin/events/event/2/review/",
    "/admin/events/event/2/split/",
    "/admin/events/coding/agreement/",
    "/admin/events/linkcheck/",
)
WINDOWS = {"desktop": {"width": 1400, "height": 1000}, "telephone": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def article(house: House, browser: Browser) -> int:
    """An article whose source is made, with suggestions."""
    coder = Coder(browser, house)
    number = coder.take_in(TEXT, **ARTICLE)
    coder.leave()
    return number


def violations(coder: Coder) -> list[str]:
    """Return what axe finds outside of the stock parts, one line a fault."""
    found = Axe().run(coder.page, context={"exclude": [[part] for part in STOCK]}).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("window", WINDOWS)
def test_every_page_of_the_desk_is_sound(house: House, browser: Browser, article: int, window: str, theme: str) -> None:
    coder = Coder(browser, house)
    coder.page.set_viewport_size(WINDOWS[window])  # type: ignore[arg-type]
    coder.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    broken = {}
    for page in PAGES:
        coder.go(page.format(article=article))
        if faults := violations(coder):
            broken[page] = faults
    coder.leave()
    assert broken == {}


def test_an_article_is_coded_by_keyboard_alone(house: House, browser: Browser, article: int) -> None:
    coder = Coder(browser, house)
    coder.go(f"/admin/events/event/add/?article={article}")
    press = coder.page.keyboard.press
    coder.tab_to(".wb-art")
    for key in ("ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
        press(key)
    coder.aim_at("Persons")
    press("e")
    coder.page.keyboard.type("1")  # the value has the focus now
    coder.tab_to(".wb-use")
    press("Enter")
    expect(coder.page.locator("#wb-say")).to_contain_text("Claim made")
    coder.tab_to("#id_title_en")
    coder.page.keyboard.type("A fisherman rows south")
    press("Enter")
    expect(coder.page.locator(".messagelist .success")).to_be_visible()
    made = "SELECT count(*) FROM events_claim c JOIN events_event e ON e.id = c.event_id WHERE e.title_en = '{}'"
    assert house.number(made.format("A fisherman rows south")) == 2
    coder.leave()


def test_words_of_two_paragraphs_are_refused_before_they_are_sent(house: House, browser: Browser, article: int) -> None:
    coder = Coder(browser, house)
    coder.go(f"/admin/events/event/add/?article={article}")
    coder.page.locator(".wb-art").focus()
    for key in ("ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown"):
        coder.page.keyboard.press(key)
    coder.page.keyboard.press("e")
    expect(coder.page.locator("#wb-say")).to_contain_text("one paragraph")
    coder.leave()
