"""Keys at the desk: an administrator makes one, sees it once, and revokes it."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from events import access
from events.models import ApiKey, KeyUse, LiveKey
from tests import factories
from tests.doors.admin.forms import form_of

LIST, ADD = "/admin/events/apikey/", "/admin/events/apikey/add/"
TOKEN = re.compile(r"det_[0-9a-f]{8}_[0-9a-f]{72}")


@pytest.fixture
def desk(browser: Callable[[User], Client], administrator: User) -> Client:
    return browser(administrator)


def filled(**changes: object) -> dict[str, object]:
    until = timezone.localdate() + dt.timedelta(days=30)
    return {"name": "Seoul lab", "scopes": ["read", "bulk"], "expires_on": until.isoformat()} | changes


def test_a_key_works_a_year_unless_another_day_is_given(desk: Client) -> None:
    made = desk.post(ADD, form_of(desk, ADD) | {"name": "Seoul lab", "scopes": ["read"]})
    assert TOKEN.search(made.content.decode())
    assert ApiKey.objects.get().expires_on == timezone.localdate() + dt.timedelta(days=365)


def test_a_key_is_shown_once_and_never_again(desk: Client) -> None:
    made = desk.post(ADD, form_of(desk, ADD) | filled())
    (token,) = set(TOKEN.findall(made.content.decode()))
    key = ApiKey.objects.get()
    assert access.is_token(token)
    assert LiveKey.objects.get().digest == access.Token(token).digest
    assert "no-store" in made.headers["Cache-Control"]
    for page in (LIST, f"{LIST}{key.pk}/change/", f"{LIST}{key.pk}/history/", "/admin/", ADD):
        assert not TOKEN.search(desk.get(page).content.decode())


def test_the_key_is_in_no_session_and_no_cookie(desk: Client) -> None:
    made = desk.post(ADD, form_of(desk, ADD) | filled())
    told = [session.get_decoded() for session in Session.objects.all()]
    assert not TOKEN.search(f"{told} {made.cookies.output()}")


def test_an_invalid_key_is_told_at_its_field(desk: Client) -> None:
    answer = desk.post(ADD, form_of(desk, ADD) | filled(expires_on="2020-01-01"))
    assert "A key ends within a year." in answer.content.decode()
    assert not ApiKey.objects.exists()


def test_a_key_is_not_changed(desk: Client, administrator: User) -> None:
    key, _ = factories.new_key(administrator)
    assert desk.post(f"{LIST}{key.pk}/change/", filled(name="Mine")).status_code == 403
    key.refresh_from_db()
    assert key.name == "Seoul lab"


def test_selected_keys_are_revoked(desk: Client, administrator: User) -> None:
    (one, _), (other, _) = factories.new_key(administrator), factories.new_key(administrator)
    chosen = {"action": "revoke", "_selected_action": [one.pk, other.pk]}
    desk.post(LIST, chosen)
    again = desk.post(LIST, chosen, follow=True)
    assert "0 keys work no longer." in again.content.decode()
    assert not LiveKey.objects.exists()
    assert {key.revoked_by for key in ApiKey.objects.all()} == {administrator}


def test_an_editor_sees_and_revokes_no_key(
    browser: Callable[[User], Client], editor: User, administrator: User
) -> None:
    key, _ = factories.new_key(administrator)
    for answer in (
        browser(editor).get(LIST),
        browser(editor).post(LIST, {"action": "revoke", "_selected_action": [key.pk]}),
    ):
        assert answer.status_code == 403
    assert LiveKey.objects.exists()


def test_the_list_tells_the_last_day_of_use(desk: Client, administrator: User) -> None:
    key, _ = factories.new_key(administrator)
    assert "never" in desk.get(LIST).content.decode()
    KeyUse.objects.bulk_create([KeyUse(key=key, day=timezone.localdate())])
    assert "never" not in desk.get(LIST).content.decode()


@pytest.mark.parametrize(("standing", "many"), [("alive", 1), ("expired", 0), ("revoked", 1), ("", 2)])
def test_keys_are_found_by_their_standing(desk: Client, administrator: User, standing: str, many: int) -> None:
    factories.new_key(administrator)
    desk.post(LIST, {"action": "revoke", "_selected_action": [factories.new_key(administrator)[0].pk]})
    assert desk.get(LIST, {"standing": standing}).content.decode().count('class="action-select"') == many


def test_a_korean_desk_reads_korean(desk: Client) -> None:
    assert "API 키" in desk.get(LIST, headers={"Accept-Language": "ko"}).content.decode()
