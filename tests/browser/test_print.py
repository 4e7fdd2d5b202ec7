"""On paper: what leads on is gone, addresses are readable, drawings and tables fit the sheet."""

import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.journeys.house import House

from .pages import PAGES, address
from .reader import OVER, Reader

pytestmark = [pytest.mark.slow, pytest.mark.browser]

SHEET = {"width": 680, "height": 1000}
"""An A4 sheet between its margins, in CSS pixels."""

ON_PAPER = """() => {
  const seen = one => one.getClientRects().length > 0, faults = [];
  for (const one of document.querySelectorAll("nav, form, button, .skip, .tools, .acts, .chips, .pages"))
    if (seen(one)) faults.push(`printed: ${one.outerHTML.slice(0, 80)}`);
  for (const link of document.querySelectorAll("main a[href^=http]"))
    if (seen(link) && !getComputedStyle(link, "::after").content.includes(link.getAttribute("href")))
      faults.push(`no address: ${link.outerHTML.slice(0, 80)}`);
  for (const box of document.querySelectorAll(".scroll"))
    if (seen(box) && box.scrollWidth > box.clientWidth + 1) faults.push(`cut: ${box.innerHTML.slice(0, 80)}`);
  for (const heading of document.querySelectorAll("main h2"))
    if (seen(heading) && getComputedStyle(heading).breakAfter !== "avoid") faults.push("a heading may stand alone");
  return faults;
}"""


@pytest.fixture
def reader(site: House, browser: Browser) -> Reader:
    reader = Reader(browser, site, viewport=SHEET, color_scheme="dark")
    reader.page.emulate_media(media="print")
    return reader


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_the_sheet_and_says_where_it_leads(reader: Reader, shots: Path | None, name: str) -> None:
    reader.open("en", name)
    faults = reader.page.evaluate(ON_PAPER) + reader.page.evaluate(OVER)
    paper = reader.page.evaluate("getComputedStyle(document.body).backgroundColor")
    reader.keep(shots, f"{name}.print")
    reader.leave()
    assert faults == []
    assert paper == "rgb(255, 255, 255)"


@pytest.mark.parametrize("name", ["home", "event", "statistics"])
def test_a_printed_page_names_itself_and_its_address(reader: Reader, site: House, name: str) -> None:
    reader.open("en", name)
    title = reader.page.locator("h1").inner_text()
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(reader.page.pdf(format="A4"))).pages]
    reader.leave()
    assert " ".join(title.split()) in " ".join(sheets[0].split())
    assert site.url + address(site, "en", name) in "".join(sheets[-1].split())
