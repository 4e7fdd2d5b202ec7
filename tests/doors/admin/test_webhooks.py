"""Webhooks at the desk: administrators keep them, editors see how they do, and a secret is in its own answer alone."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from events import hooks
from events.models import KeptForm, OutboxRow, Webhook
from tests import factories

LIST = "/admin/events/webhook/"
URL = "https://newsroom.example/changes"


@pytest.fixture
def keeper(browser: Callable[[User], Client], administrator: User) -> Client:
    """The administrator's browser."""
    return browser(administrator)


@pytest.fixture
def hook(administrator: User) -> Webhook:
    return factories.new_webhook(administrator)


def page(hook: Webhook, step: str = "change") -> str:
    return f"{LIST}{hook.pk}/{step}/"


def token(client: Client, path: str, step: str = "") -> dict[str, str]:
    """Return the token of a form on a page."""
    html = client.get(path).content.decode()
    part = html[html.index(f'/{step}/"') :] if step else html
    return {"form_token": re.search(r'name="form_token" value="(\w+)"', part)[1]}  # type: ignore[index]


def test_an_administrator_adds_one_and_is_shown_its_secret(keeper: Client) -> None:
    form = {"url": URL, "whose": "A newsroom", "after": ""} | token(keeper, f"{LIST}add/")
    added = keeper.post(f"{LIST}add/", form)
    hook = Webhook.objects.get()
    assert (added.status_code, added["Location"]) == (302, page(hook))
    shown = keeper.post(page(hook, "secret"))
    assert hooks.secret_of(hook.salt) in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]


def test_a_form_sent_twice_adds_one(keeper: Client) -> None:
    form = {"url": URL, "whose": "A newsroom", "after": ""} | token(keeper, f"{LIST}add/")
    places = {keeper.post(f"{LIST}add/", form)["Location"] for _ in range(2)}
    assert (Webhook.objects.count(), len(places), KeptForm.objects.exclude(why="saved").count()) == (1, 1, 0)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"url": "http://newsroom.example/"}, "Begin it with https://."),
        ({"url": "https://10.0.0.1/"}, "reach on port 443"),
        ({"whose": ""}, "required"),
        ({"after": "9"}, "There is no such change"),
    ],
)
def test_what_can_not_be_added_is_told(typed: dict[str, str], told: str, keeper: Client) -> None:
    form = {"url": URL, "whose": "A newsroom", "after": ""} | typed | token(keeper, f"{LIST}add/")
    assert told in keeper.post(f"{LIST}add/", form, follow=True).content.decode()
    assert not Webhook.objects.exists()


def test_a_secret_is_nowhere_but_in_the_answer_that_shows_it(keeper: Client, hook: Webhook) -> None:
    secret = hooks.secret_of(hook.salt)
    keeper.post(page(hook, "secret"))
    answers = [keeper.get(path) for path in (LIST, page(hook), page(hook, "history"), "/admin/")]
    assert not any(secret in answer.content.decode() or hook.salt in answer.content.decode() for answer in answers)
    assert not any(secret in str(cookie) for cookie in keeper.cookies.values())
    assert not any(secret in str(row) for row in LogEntry.objects.values())


def test_an_old_secret_is_not_shown(keeper: Client, hook: Webhook) -> None:
    Webhook.objects.update(salt_at=timezone.now() - timedelta(hours=1))
    answer = keeper.post(page(hook, "secret")).content.decode()
    assert ("Make a new one" in answer, hooks.secret_of(hook.salt) in answer) == (True, False)


def test_a_test_is_asked_for_once_by_a_double_click(keeper: Client, hook: Webhook) -> None:
    form = token(keeper, page(hook), "test")
    for _ in range(2):
        keeper.post(page(hook, "test"), form)
    assert [row.payload for row in OutboxRow.objects.all()] == [{"hook": hook.pk, "ping": True}]


def test_it_is_stopped_with_a_reason(keeper: Client, hook: Webhook) -> None:
    refused = keeper.post(page(hook, "stop"), {"reason": " "})
    assert (refused.status_code, "A reason is needed" in refused.content.decode()) == (200, True)
    keeper.post(page(hook, "stop"), {"reason": "The newsroom asked for it."})
    assert "The newsroom asked for it." in keeper.get(page(hook)).content.decode()
    assert LogEntry.objects.get().change_message == "stop"


def test_another_secret_is_made(keeper: Client, hook: Webhook) -> None:
    keeper.post(page(hook, "rotate"), token(keeper, page(hook), "rotate"))
    assert Webhook.objects.get().previous_salt == hook.salt
    assert "the one before signs too" in keeper.get(page(hook)).content.decode()


def test_editors_see_why_one_was_switched_off_and_can_do_nothing(desk: Client, hook: Webhook) -> None:
    Webhook.objects.update(state="broken", state_reason="Nothing was accepted for three days.")
    html = desk.get(page(hook)).content.decode()
    assert ("Nothing was accepted for three days." in html, "form_token" in html) == (True, False)
    steps = {step: desk.post(page(hook, step)).status_code for step in ("test", "stop", "rotate", "secret")}
    assert set(steps.values()) == {403}


def test_a_failing_hook_tells_since_when_and_when_next(desk: Client, hook: Webhook) -> None:
    Webhook.objects.update(failing_since=timezone.now(), failures=3, status=500)
    assert "3 times" in desk.get(page(hook)).content.decode()


def test_what_is_not_there_is_told(keeper: Client) -> None:
    assert keeper.get(f"{LIST}99/change/").status_code == 302
    assert keeper.post(f"{LIST}99/test/").status_code == 404


def test_the_list_costs_the_same_for_many_rows(
    desk: Client, administrator: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        factories.new_webhook(administrator, url=f"{URL}/{number}")
    with django_assert_max_num_queries(8):
        desk.get(LIST)
