"""Every public page is sound in both languages, on three widths, light and dark; and a picture of each is kept."""

from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser

from tests.journeys.chromium import Visitor
from tests.journeys.house import House

from .pages import PAGES
from .reader import Reader

pytestmark = [pytest.mark.slow, pytest.mark.browser]


class Guise(NamedTuple):
    name: str
    width: int
    theme: str


GUISES = {
    "en": (
        Guise("desktop", 1440, "light"),
        Guise("dark", 1440, "dark"),
        Guise("phone", 390, "light"),
        Guise("narrow", 320, "dark"),
    ),
    "ko": (Guise("korean", 1440, "light"), Guise("korean-phone", 390, "dark"), Guise("korean-narrow", 320, "light")),
}
"""Each two of language, width and theme meet once at least."""


@pytest.mark.parametrize("language", GUISES)
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_sound(site: House, browser: Browser, shots: Path | None, name: str, language: str) -> None:
    reader = Reader(browser, site)
    reader.open(language, name)
    broken = {"page": reader.frame_faults(language, name)}
    for guise in GUISES[language]:
        reader.resize(guise.width, guise.theme)
        broken[guise.name] = reader.faults()
        reader.keep(shots, f"{name}.{guise.name}")
    reader.leave()
    assert {guise: faults for guise, faults in broken.items() if faults} == {}


PLANTED = """() => {
  document.cookie = "seen=1";
  document.documentElement.lang = "en";
  document.querySelector("main").insertAdjacentHTML("beforeend",
    "<h1>One of the two</h1><img src='data:,'><p id='wide'>x</p><p id='pale'>흐린 글자</p>");
  document.querySelector("#wide").style.width = "3000px";
  document.querySelector("#pale").style.color = "#999";
}"""


def test_planted_faults_are_found(site: House, browser: Browser) -> None:
    reader = Reader(browser, site)
    reader.open("ko", "data")
    reader.page.evaluate(PLANTED)
    told = " ".join([*reader.frame_faults("ko", "data"), *reader.faults()])
    reader.context.close()
    for fault in ("lang en", "2 of h1", "a cookie", "English: One of", "image-alt", "color-contrast", "wider than"):
        assert fault in told


def test_the_documentation_of_the_api_asks_nobody_else(site: House, browser: Browser) -> None:
    visitor = Visitor(browser, site)
    visitor.go("/api/docs/")
    visitor.page.locator(".opblock").first.wait_for()
    visitor.leave()
