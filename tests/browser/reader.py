"""A reader at a page: what can be seen to be wrong with it, and a picture of it."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Error

from tests.journeys.chromium import Visitor
from tests.journeys.house import House

from .pages import PAGES, address

AXE = """async (manyAlike) => {
  const options = {resultTypes: ["violations"]};
  const whole = await axe.run({...options, rules: {"color-contrast": {enabled: false}}});
  const colours = await axe.run({exclude: manyAlike.map(one => [one])}, {...options, runOnly: ["color-contrast"]});
  return [...whole.violations, ...colours.violations].map(
    one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 160)).slice(0, 3).join(" | ")}`);
}"""
"""Every rule of axe, the best practices too."""

MANY_ALIKE = (
    *("tbody:nth-of-type(n+5)", "tr:nth-child(n+9)", "li:nth-child(n+13)", "dl > div:nth-child(n+13)"),
    *("main section:nth-of-type(n+9)", "svg a:nth-of-type(n+9)"),
)
"""What follows the first of a long list looks as they do. Contrast takes a millisecond or two for each element."""

OVER = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > wide + 1
    && !one.closest(".scroll")).slice(-3).map(one => `wider than the window: ${one.outerHTML.slice(0, 120)}`);
}"""

ENGLISH = r"""() => {
  const own = "ko", said = [];
  const walk = (one) => {
    if (one.nodeType === Node.TEXT_NODE) said.push(one.data);
    else if (one.nodeType === Node.ELEMENT_NODE && !["CODE", "SCRIPT", "STYLE"].includes(one.tagName)
      && (one.lang || own) === own) one.childNodes.forEach(walk);
  };
  walk(document.body);
  for (const one of document.querySelectorAll("[aria-label], [title], [placeholder], meta[name=description]"))
    if ((one.closest("[lang]")?.lang || own) === own)
      said.push(one.ariaLabel, one.title, one.placeholder, one.content);
  said.push(document.title);
  const english = /\b(?:the|and|of|is|are|with|not|by|to)\b/;
  return said.filter(text => english.test(text || "")).map(text => `English: ${text}`);
}"""
"""A Korean page holds no English beside what is marked as such, and codes."""

FRAME = """(framed) => {
  const faults = [], root = document.documentElement;
  const count = (selector, wanted) => {
    const found = document.querySelectorAll(selector).length;
    if (found !== wanted) faults.push(`${found} of ${selector}`);
  };
  count("h1", 1);
  count("main", 1);
  if (!framed) count("a.skip", 1);
  if (document.cookie) faults.push("a cookie");
  return [`lang ${root.lang}`, ...faults];
}"""


class Reader(Visitor):
    """One person who reads public pages."""

    def __init__(self, browser: Browser, site: House, **window: Any) -> None:
        super().__init__(browser, site, **window)
        self.house = site

    def open(self, language: str, name: str) -> None:
        """Open a page of the list by its name."""
        self.go(address(self.house, language, name), PAGES[name].status)

    def frame_faults(self, language: str, name: str) -> list[str]:
        """Return what is wrong with the page as a whole: language, headings, cookies, words of the other language."""
        told, *faults = self.page.evaluate(FRAME, PAGES[name].framed)
        faults += [] if told == f"lang {language}" else [told]
        faults += self.page.evaluate(ENGLISH) if language == "ko" else []
        return faults + [f"cookie {cookie['name']}" for cookie in self.context.cookies()]

    def faults(self) -> list[str]:
        """Return what is wrong with the page at the present size and colours."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        return list(self.page.evaluate(AXE, MANY_ALIKE)) + list(self.page.evaluate(OVER))

    def resize(self, width: int, theme: str = "light") -> None:
        self.page.set_viewport_size({"width": width, "height": 900 if width > 760 else 844})
        self.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]

    def keep(self, shots: Path | None, name: str) -> None:
        """Keep a picture of the whole page, where pictures are asked for."""
        if shots:
            with suppress(Error):  # a page that is longer than the largest picture
                self.page.screenshot(path=shots / f"{name}.png", full_page=True)
