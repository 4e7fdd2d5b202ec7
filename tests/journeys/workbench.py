"""An editor at the workbench, click by click or key by key."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, expect

from tests.journeys.editor import DeskVisitor
from tests.journeys.house import House

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
"""Raw texts of two articles, kept outside of the project."""

SELECT = """([text, words]) => {
    const paragraphs = [...document.querySelectorAll(`${text} p[data-start]`)];
    const paragraph = paragraphs.find((p) => p.textContent.includes(words));
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), range = document.createRange();
    const from = paragraph.textContent.indexOf(words);
    for (let node = walker.nextNode(), at = 0; node; at += node.length, node = walker.nextNode()) {
        if (from >= at && from < at + node.length) range.setStart(node, from - at);
        if (from + words.length > at + node.length) continue;
        range.setEnd(node, from + words.length - at);
        break;
    }
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


def seed(number: str) -> str:
    """Return the raw text of a seed; empty where there are none."""
    return next((path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob(f"{number}_*.txt"))), "")


class Coder(DeskVisitor):
    """Somebody who codes from the words of an article."""

    def __init__(self, browser: Browser, house: House) -> None:
        super().__init__(browser, house, "editor")

    def take_in(self, text: str, **given: str) -> int:
        """Paste an article, make its source, and return the number of the article."""
        self.go("/admin/events/article/add/")
        self.page.locator("[name=text]").fill(text)
        self.page.locator("[name=publisher]").select_option(label=given.pop("publisher"))
        for name in ("title", "published"):
            self.page.locator(f"[name={name}]").fill(given.pop(name))
        self.page.locator("#article_form [type=submit]").click()
        form = self.page.locator("#source_form")
        for name, value in given.items():
            field = form.locator(f"[name={name}]")
            field.select_option(value) if name == "derives_how" else field.fill(value)
        form.locator("[type=submit]").click()
        expect(self.page.locator("#made-h")).to_be_visible()
        return int(self.page.url.rstrip("/").split("/")[-2])

    def open_beside(self, article: int, event: str) -> None:
        self.go(f"/admin/events/article/{article}/change/")
        self.page.locator("#wb-other").fill(event)
        self.page.locator(".wb-other button").click()
        expect(self.card("direction")).to_be_visible()

    def card(self, field: str) -> Locator:
        return self.page.locator(f".wb-card[data-field={field}]")

    def claim(self, field: str, words: str, value: str = "") -> None:
        """Click into a field, give its value, select words and press E."""
        box = self.card(field).locator(f"#wb-value-{field}")
        if value and box.evaluate("element => element.tagName") == "SELECT":
            box.select_option(value)
        elif value:
            box.fill(value)
        box.focus()
        box.evaluate("element => element.blur()")
        self.page.evaluate(SELECT, [".wb-art:not([hidden])", words])
        self.page.keyboard.press("e")
        expect(self.page.locator("#wb-say")).to_contain_text("Claim made")

    def hint(self, words: str, field: str = "") -> Locator:
        """Return the suggestion whose words hold these."""
        where = f"[data-hint][data-field='{field}']" if field else "[data-hint]"
        return self.page.locator(where).filter(has_text=words).first

    def use(self, words: str, field: str) -> None:
        self.hint(words, field).locator(".wb-use").click()
        expect(self.page.locator("#wb-say")).to_contain_text("Claim made")

    def record_figure(self, article: int, words: str, **values: str) -> dict[str, Any]:
        """Record the figure that the program marked at these words; what it filled in is kept unless given."""
        self.go(f"/admin/events/article/{article}/change/")
        address = self.hint(words).get_by_role("link").get_attribute("href")
        assert address
        self.go(address)
        for name, value in values.items():
            field = self.page.locator(f"#id_{name}")
            field.select_option(value) if name in ("issuer", "edition") else field.fill(value)
        names = ("comparator", "value", "period", "as_of", "words")
        filled = {name: self.page.locator(f"#id_{name}").input_value() for name in names}
        filled["series"] = self.page.locator(".field-series .select2-selection__rendered").inner_text()
        self.save()
        return filled

    def aim_at(self, label: str) -> None:
        """Press ] until the words that are selected next are for this field."""
        said = self.page.locator("#wb-say")
        for _ in range(self.page.locator(".wb-card[data-field]").count()):
            if label in said.inner_text():
                return
            self.page.keyboard.press("]")
        raise AssertionError(f"No field is called {label}.")

    def choose_series(self, slug: str) -> None:
        """Choose a series in the field that searches for one; slugs that begin alike are told apart by their colon."""
        row = self.page.locator(".field-series")
        row.locator(".select2-selection").click()
        self.page.locator(".select2-dropdown .select2-search__field").fill(slug)
        self.page.locator(".select2-results__option", has_text=f"{slug}:").first.click()
        expect(row.locator(".select2-selection__rendered")).to_contain_text(f"{slug}:")

    def tab_to(self, selector: str, most: int = 300) -> None:
        """Press Tab until the focus is there."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"Tab does not lead to {selector}.")
