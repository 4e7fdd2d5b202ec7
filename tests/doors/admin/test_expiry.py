"""A session ends while a form is filled in. Nothing of it is lost, and nothing is stored for nobody."""

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from events.models import Event, KeptForm
from tests import factories
from tests.doors.admin.forms import Form, change_page, filled, page

ADD_EVENT = "/admin/events/event/add/"
PASSWORD = "a long enough phrase"
HERE = {"Origin": "http://testserver"}


@pytest.fixture
def desk(editor: User) -> Client:
    """A browser that checks tokens, in which an editor signed in with a password."""
    editor.set_password(PASSWORD)
    editor.save()
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    return client


def hidden(response: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    assert found, name
    return unescape(found[1])


def opened(client: Client, address: str) -> Form:
    response = client.get(address)
    return filled(response) | {"csrfmiddlewaretoken": hidden(response, "csrfmiddlewaretoken")}


def sign_out(client: Client) -> None:
    del client.cookies["sessionid"]


def sign_in(client: Client, login_page: Any, name: str = "edna", password: str = PASSWORD) -> Any:
    """Fill in the page to sign in and send it, as a browser without a script does; follow where it leads."""
    names = ("csrfmiddlewaretoken", "next", "carried")
    data = {"username": name, "password": password} | {one: hidden(login_page, one) for one in names}
    return client.post("/admin/login/", data, follow=True, headers=HERE)


@pytest.fixture
def typed(desk: Client) -> Form:
    """A new event, half typed, with a claim in a row that was added."""
    data = opened(desk, ADD_EVENT) | {"title_en": "A soldier crosses", "claims-TOTAL_FORMS": "4"}
    return data | {"claims-3-field": "persons", "claims-3-text": "1-2"}


def assert_all_is_there(response: Any) -> None:
    assert response.context["adminform"].form["title_en"].value() == "A soldier crosses"
    assert response.context["inline_admin_formsets"][0].formset.forms[3]["text"].value() == "1-2"
    assert "You were signed out when you sent this form." in response.content.decode()


def test_the_answer_is_the_page_to_sign_in(desk: Client, typed: Form) -> None:
    sign_out(desk)
    response = desk.post(ADD_EVENT, typed)
    assert response.status_code == 200
    assert "Nothing that you typed is lost" in response.content.decode()


def test_after_signing_in_all_is_there(desk: Client, typed: Form) -> None:
    sign_out(desk)
    assert_all_is_there(sign_in(desk, desk.post(ADD_EVENT, typed)))


def test_signing_in_changes_the_token(desk: Client, typed: Form) -> None:
    before = desk.cookies["csrftoken"].value
    sign_out(desk)
    sign_in(desk, desk.post(ADD_EVENT, typed))
    assert desk.cookies["csrftoken"].value != before


def test_nothing_was_saved_and_one_more_click_saves_it(desk: Client, typed: Form) -> None:
    sign_out(desk)
    back = sign_in(desk, desk.post(ADD_EVENT, typed | {"claims-TOTAL_FORMS": "3"}))
    assert not Event.objects.exists()
    again = filled(back) | {"csrfmiddlewaretoken": hidden(back, "csrfmiddlewaretoken")}
    assert desk.post(ADD_EVENT, again).status_code == 302
    assert Event.objects.get().title_en == "A soldier crosses"
    assert not KeptForm.objects.exclude(why="saved").exists()


def test_nothing_is_stored_before_somebody_signs_in(desk: Client, typed: Form) -> None:
    sign_out(desk)
    desk.post(ADD_EVENT, typed)
    assert not KeptForm.objects.exists()


def test_a_wrong_password_loses_nothing(desk: Client, typed: Form) -> None:
    sign_out(desk)
    refused = sign_in(desk, desk.post(ADD_EVENT, typed), password="not this one")
    assert_all_is_there(sign_in(desk, refused))


def test_a_password_changed_elsewhere_loses_nothing(desk: Client, typed: Form, editor: User) -> None:
    editor.set_password("another long phrase")
    editor.save()
    assert_all_is_there(sign_in(desk, desk.post(ADD_EVENT, typed), password="another long phrase"))


def test_a_browser_that_forgot_all_cookies_loses_nothing(desk: Client, typed: Form) -> None:
    desk.cookies.clear()
    assert_all_is_there(sign_in(desk, desk.post(ADD_EVENT, typed, headers=HERE)))


def test_signing_in_in_another_tab_loses_nothing(desk: Client, typed: Form) -> None:
    sign_out(desk)
    login = desk.get("/admin/login/")
    data = {"username": "edna", "password": PASSWORD, "csrfmiddlewaretoken": hidden(login, "csrfmiddlewaretoken")}
    desk.post("/admin/login/", data)
    assert_all_is_there(desk.post(ADD_EVENT, typed, follow=True, headers=HERE))
    assert not Event.objects.exists()


def test_two_forms_that_ended_together_are_both_kept(desk: Client, typed: Form) -> None:
    other = opened(desk, ADD_EVENT) | {"title_en": "The other one"}
    sign_out(desk)
    pages = [desk.post(ADD_EVENT, data) for data in (typed, other)]
    sign_in(desk, pages[0])
    assert sign_in(desk, pages[1]).context["adminform"].form["title_en"].value() == "The other one"
    titles = KeptForm.objects.values_list("fields__title_en", flat=True)
    assert sorted(titles) == [["A soldier crosses"], ["The other one"]]


def test_two_signed_out_pages_with_an_old_token_ask_once_more(desk: Client, typed: Form) -> None:
    sign_out(desk)
    login = desk.post(ADD_EVENT, typed)
    desk.cookies.clear()
    again = sign_in(desk, login)
    assert "sign in once more" in again.content.decode()
    assert_all_is_there(sign_in(desk, again))


def test_an_account_that_may_not_open_the_form_keeps_it_unseen(desk: Client, typed: Form, administrator: User) -> None:
    administrator.set_password(PASSWORD)
    administrator.save()
    sign_out(desk)
    assert sign_in(desk, desk.post(ADD_EVENT, typed), "adam").status_code == 403
    kept = KeptForm.objects.get()
    assert (kept.owner, kept.why) == (administrator, "signed_out")
    assert "A soldier crosses" in desk.get(f"/admin/kept/{kept.pk}/").content.decode()


def test_a_change_saved_meanwhile_is_compared_after_signing_in(desk: Client, event: Event, editor: User) -> None:
    data = opened(desk, change_page(event)) | {"title_en": "My own title"}
    sign_out(desk)
    login = desk.post(change_page(event), data)
    factories.recode(event, editor, "persons", "7")
    (row,) = sign_in(desk, login).context["adminform"].form.differences
    assert (row.now, row.typed) == (factories.TEXTS["title_en"], "My own title")


def test_the_reason_of_a_step_is_there_and_can_be_sent_again(desk: Client, event: Event) -> None:
    data = opened(desk, change_page(event))
    step = {"csrfmiddlewaretoken": data["csrfmiddlewaretoken"], "reason": "Complete.", "seen_version": event.version}
    sign_out(desk)
    back = sign_in(desk, desk.post(page(event, "submit"), step))
    assert f'action="{page(event, "submit")}"' in back.content.decode()
    again = {name: hidden(back, name) for name in ("csrfmiddlewaretoken", "reason", "seen_version")}
    desk.post(page(event, "submit"), again)
    event.refresh_from_db()
    assert event.state == "in_review"


def test_a_form_that_is_too_long_to_be_carried_says_how_to_save_it(desk: Client, typed: Form) -> None:
    sign_out(desk)
    response = desk.post(ADD_EVENT, typed | {"summary_en": "x" * 1_000_001})
    assert "Sign in in another tab" in response.content.decode()


def test_what_was_altered_on_the_way_is_not_kept(desk: Client, typed: Form) -> None:
    sign_out(desk)
    login = desk.post(ADD_EVENT, typed)
    data = {"username": "edna", "password": PASSWORD, "csrfmiddlewaretoken": hidden(login, "csrfmiddlewaretoken")}
    response = desk.post("/admin/login/", data | {"carried": hidden(login, "carried")[:-3] + "abc"}, follow=True)
    assert "came back damaged" in response.content.decode()
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://example.org"}, {"Origin": "null"}])
def test_another_site_can_not_fill_in_a_form(desk: Client, typed: Form, headers: dict[str, str]) -> None:
    data = typed | {"csrfmiddlewaretoken": "x" * 64}
    assert desk.post(ADD_EVENT, data, headers=headers).status_code == 403
    assert not KeptForm.objects.exists()


def test_a_script_is_not_answered_with_a_page(desk: Client, typed: Form) -> None:
    sign_out(desk)
    assert desk.post(ADD_EVENT, typed, headers={"Sec-Fetch-Mode": "cors"}).status_code == 302


def test_opening_a_form_without_a_session_leads_to_the_page_to_sign_in(client: Client, db: None) -> None:
    assert client.get(ADD_EVENT)["Location"] == f"/admin/login/?next={ADD_EVENT}"
