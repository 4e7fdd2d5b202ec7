"""An editor is interrupted in mid-form, in a real browser: the session ends, the tab is closed, somebody is quicker."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.chromium import launched
from tests.journeys.editor import DeskVisitor
from tests.journeys.house import House

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.xdist_group("house")]

ADD = "/admin/events/event/add/"
TITLE, VALUE = "A fisherman rows half-way", "../2004-10-26 discovery"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def editor(house: House, browser: Browser) -> Iterator[DeskVisitor]:
    visitor = DeskVisitor(browser, house, "editor")
    yield visitor
    visitor.leave()


def type_an_event(editor: DeskVisitor, title: str) -> None:
    """Type a title, and a claim in a row that the script added."""
    editor.go(ADD)
    editor.page.locator("[name=title_en]").fill(title)
    editor.add_row()
    editor.page.locator("[name=claims-3-text]").fill(VALUE)


def sign_in(page: Page, house: House) -> None:
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(house.password("editor"))
    page.get_by_role("button", name="Log in").click()


def expect_all_is_there(page: Page, title: str) -> None:
    expect(page.locator("[name=title_en]")).to_have_value(title)
    expect(page.locator("[name=claims-3-text]")).to_have_value(VALUE)


def end_session(editor: DeskVisitor) -> None:
    editor.context.clear_cookies(name="sessionid")


def test_a_session_that_ends_in_mid_form_loses_nothing(house: House, editor: DeskVisitor) -> None:
    type_an_event(editor, TITLE)
    end_session(editor)
    editor.page.locator("[name=_continue]").click()
    sign_in(editor.page, house)
    expect_all_is_there(editor.page, TITLE)
    editor.page.locator("[name=claims-3-text]").fill("")
    editor.page.locator("[name=_continue]").click()
    expect(editor.page.locator(".messagelist .success")).to_be_visible()


def test_a_closed_tab_loses_nothing(editor: DeskVisitor) -> None:
    type_an_event(editor, f"{TITLE}, then closes the tab")
    expect(editor.page.locator(".desk-kept-status")).to_contain_text("kept")
    editor.page.close()
    editor.page = editor.context.new_page()
    editor.go("/admin/")
    editor.page.locator("#kept li", has_text="closes the tab").get_by_role("link").click()
    expect_all_is_there(editor.page, f"{TITLE}, then closes the tab")
    editor.page.locator(".desk-kept").first.get_by_role("button", name="Throw away").click()


def test_the_page_tells_that_the_session_ended_and_goes_on_after_signing_in(house: House, editor: DeskVisitor) -> None:
    type_an_event(editor, f"{TITLE} twice")
    end_session(editor)
    editor.page.locator("[name=summary_en]").fill("A fisherman.")
    status = editor.page.locator(".desk-kept-status")
    expect(status).to_contain_text("You were signed out.")
    with editor.context.expect_page() as opened:
        status.get_by_role("link").click()
    sign_in(opened.value, house)
    expect(opened.value.locator("#user-tools")).to_contain_text("editor", ignore_case=True)
    opened.value.close()
    editor.page.locator("[name=claims-3-text]").fill("")
    editor.page.locator("[name=_continue]").click()
    expect(editor.page.locator(".messagelist .success")).to_be_visible()
    told = [text for text in editor.troubles if "403" not in text]  # the browser tells each refused request
    editor.troubles[:] = told


def test_what_is_saved_is_not_offered_again(editor: DeskVisitor) -> None:
    editor.go("/admin/events/publisher/add/")
    for name, text in {"slug": "harbour-watch", "name": "Harbour Watch"}.items():
        editor.page.locator(f"[name={name}]").fill(text)
    editor.page.locator("[name=kind]").select_option("newspaper")
    expect(editor.page.locator(".desk-kept-status")).to_contain_text("kept")
    editor.page.locator("[name=name]").fill("Harbour Watch of Sokcho")
    editor.save()
    editor.go("/admin/events/publisher/add/")
    expect(editor.page.locator(".desk-kept")).to_have_count(0)
