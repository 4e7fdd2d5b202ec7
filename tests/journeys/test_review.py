"""A journey: a reviewer reads an event by keyboard, asks back, reads the answer and approves. Nothing typed is lost."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.chromium import launched
from tests.journeys.editor import DeskVisitor
from tests.journeys.house import House

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("house")]

SOURCE = "Diary of the northern pier"
TEXT = "A boat came in at dawn.\nOne person stepped ashore and asked to stay, the harbour master said."
VALUES = {
    "occurred": "1952-06-01 crossing",
    "direction": "south_to_north",
    "movement_class": "northward_defection",
    "persons": "1",
}
QUOTE = "One person stepped ashore"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


def test_a_question_is_asked_answered_and_settled_by_keyboard(house: House, browser: Browser) -> None:
    editor, reviewer = DeskVisitor(browser, house, "editor"), DeskVisitor(browser, house, "reviewer")
    event = enter(editor)
    ask(reviewer, event)
    answer(editor, event)
    settle(reviewer)
    for visitor in (editor, reviewer):
        visitor.sign_out()
    assert house.status_of(f"/en/events/EV-{event:06d}/") == 200


def enter(editor: DeskVisitor) -> int:
    """Enter an event whose number of persons is quoted from an article, and submit it."""
    editor.add("publisher", {"kind": "newspaper"}, slug="pier", name="Northern Pier", name_ko="북쪽 부두")
    editor.add("source", {"kind": "report"}, "Northern Pier", title=SOURCE, published="1952-06-02", text=TEXT)
    event = editor.add_event(SOURCE, VALUES)
    editor.page.locator("#wb-table").click()  # its text can be read, so cards stand where the rows were
    editor.claim_on("persons").locator("[name$='-quote']").fill(QUOTE)
    editor.save()
    editor.take_step(event, "submit")
    return event


def ask(reviewer: DeskVisitor, event: int) -> None:
    """Open the review from the queue, see the quote in the article, and ask back: by keyboard."""
    page = reviewer.page
    reviewer.go("/admin/events/event/queue/")
    assert_accessible(page)
    page.get_by_role("link", name=f"EV-{event:06d}", exact=True).click()
    expect(page.get_by_role("tab", selected=True)).to_contain_text("Northern Pier")
    assert_accessible(page)
    field = page.locator("#field-persons")
    for _ in range(60):  # more than a review has fields
        if field.evaluate("field => field === document.activeElement"):
            break
        page.keyboard.press("j")
    expect(field).to_be_focused()
    field.locator("a.review-quote").press("Enter")
    expect(page.locator("mark.flash")).to_have_text(QUOTE)
    field.focus()
    page.keyboard.press("q")
    page.keyboard.type("Is it j or k who came? Ask.")
    assert field.get_by_label("What do you want to know?").input_value() == "Is it j or k who came? Ask."
    field.get_by_role("button", name="Ask back").press("Enter")
    expect(field).to_contain_text("Is it j or k who came? Ask.")
    expect(page.locator("#step-approve button")).to_be_disabled()
    assert_accessible(page)


def answer(editor: DeskVisitor, event: int) -> None:
    """Answer beside the form; what stands unsaved in the form stays there."""
    page = editor.page
    editor.go(f"/admin/events/event/{event}/change/")
    page.locator("[name=desk_notes]").fill("Not saved yet.")
    page.get_by_label("Your answer").fill("Neither is known.")
    page.locator("#questions").get_by_role("button", name="Answer").press("Enter")
    expect(page.locator("#questions")).to_contain_text("answers")
    assert page.locator("[name=desk_notes]").input_value() == "Not saved yet."


def settle(reviewer: DeskVisitor) -> None:
    """Read the answer, accept the field by one key, and approve."""
    page = reviewer.page
    page.reload()
    field = page.locator("#field-persons")
    expect(field).to_contain_text("Neither is known.")
    expect(field).to_be_focused()
    page.keyboard.press("a")
    expect(field).to_contain_text("accepted by reviewer")
    page.locator("#step-approve button").press("Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()


def assert_accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found] == []
