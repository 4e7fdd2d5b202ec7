"""What editors and reviewers do at the desk, click by click."""

import re
from typing import Any

from playwright.sync_api import Browser, Locator, expect

from tests.journeys.chromium import Visitor
from tests.journeys.house import House

TEXTS = {
    "title_en": "A fisherman rows across the line",
    "title_ko": "어부 1명, 배로 군사분계선 넘어",
    "summary_en": "A fisherman crossed the line in a rowing boat.",
    "summary_ko": "어부 1명이 노 젓는 배로 경계선을 넘었다.",
}


class DeskVisitor(Visitor):
    """Somebody who signs in at the desk."""

    def __init__(self, browser: Browser, house: House, name: str) -> None:
        super().__init__(browser, house, viewport={"width": 1400, "height": 1000})
        self.go("/admin/")
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").fill(house.password(name))
        self.page.get_by_role("button", name="Log in").click()
        expect(self.page.locator("#user-tools")).to_contain_text(name, ignore_case=True)

    def sign_out(self) -> None:
        self.page.get_by_role("button", name="Log out").click()
        expect(self.page.locator("#user-tools")).to_have_count(0)
        self.leave()

    def add(self, kind: str, choices: dict[str, str] | None = None, found: str = "", **texts: str) -> int:
        """Fill in the form of a publisher or a source; `found` is what a lookup field is asked for."""
        self.go(f"/admin/events/{kind}/add/")
        for name, code in (choices or {}).items():
            self.page.locator(f"[name={name}]").select_option(code)
        if found:
            self.look_up(self.page.locator(".field-publisher"), found)
        for name, text in texts.items():
            self.page.locator(f"[name={name}]").fill(text)
        return self.save()

    def save(self) -> int:
        """Save and stay; return the record's number."""
        self.page.locator("[name=_continue]").click()
        expect(self.page.locator(".messagelist .success")).to_be_visible()
        found = re.search(r"/(\d+)/change/", self.page.url)
        assert found, self.page.url
        return int(found[1])

    def look_up(self, row: Locator, words: str) -> None:
        """Choose a record in a field that searches."""
        row.locator(".select2-selection").click()
        self.page.locator(".select2-dropdown .select2-search__field").fill(words)
        self.page.locator(".select2-dropdown .select2-results__option", has_text=words).first.click()
        expect(row.locator(".select2-selection__rendered")).to_contain_text(words)

    def add_event(self, source: str, values: dict[str, str]) -> int:
        """Fill in the form of an event: texts, and one accepted claim a value."""
        self.go("/admin/events/event/add/")
        for name, text in TEXTS.items():
            self.page.locator(f"[name={name}]").fill(text)
        for position, (field, text) in enumerate(values.items()):
            if position >= self.rows().count():
                self.add_row()
            self.fill_claim(position, source, field=field, text=text)
        return self.save()

    def rows(self) -> Locator:
        """Return the claims in the form, empty ones included."""
        return self.page.locator("#claims-group .inline-related:not(.empty-form)")

    def add_row(self) -> None:
        before = self.rows().count()
        self.page.locator("#claims-group .add-row").get_by_text("Add another").click()
        expect(self.rows()).to_have_count(before + 1)

    def fill_claim(self, position: int, source: str, *, field: str, text: str, **more: str) -> None:
        row = self.page.locator(f"#claims-{position}")
        given: dict[str, str] = {"field": field, "standing": "accepted", "issuer": "jcs", "certainty": "reported"} | {
            name: code for name, code in more.items() if name in ("relation", "related_to")
        }
        for name, code in given.items():
            row.locator(f"[name$='-{name}']").select_option(code)
        self.look_up(row.locator(".field-source"), source)
        row.locator("[name$='-text']").fill(text)
        row.locator("[name$='-stated']").fill(more.get("stated", "1951-06-02"))

    def claim_on(self, field: str) -> Locator:
        """Return the first claim on a field."""
        return self.rows().filter(has=self.page.locator(f"[name$='-field'] option[value={field}]:checked")).first

    def take_step(self, event: int, step: str, reason: str = "") -> None:
        """Submit or approve, as the next step on the page that stands for it."""
        page = "review" if step == "approve" else "change"
        self.go(f"/admin/events/event/{event}/{page}/")
        form = self.page.locator(f"#step-{step}")
        form.get_by_label("Reason").fill(reason)
        form.get_by_role("button").click()
        expect(self.page.locator(".messagelist .success")).to_be_visible()


def statistics_of(house: House, year: int, **cell: str) -> dict[str, Any]:
    """Return what the API counts in one cell of a year; zero where it knows none."""
    cell = {"dimension": "total", "direction": "south_to_north"} | cell
    asked = "&".join(f"{name}={text}" for name, text in cell.items())
    rows = house.json(f"/api/v1/statistics/?from={year}&to={year}&{asked}")["results"]
    return dict(rows[0]) if rows else {"events_certain": 0, "persons_max": 0}
