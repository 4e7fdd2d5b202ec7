"""Webhooks are kept by administrators, each step with its rule; nothing is sent here."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from events import actions, hooks
from events.errors import ForbiddenAddress, InvalidValue, NotAllowedNow, NotPermitted
from events.models import OutboxRow, Webhook
from tests import factories

pytestmark = pytest.mark.django_db
URL = "https://newsroom.example/changes"


def add(by: User, **given: Any) -> Webhook:
    return actions.add_webhook(**{"url": URL, "whose": "A newsroom", "by": by} | given)


@pytest.fixture
def hook(administrator: User) -> Webhook:
    return add(administrator)


def test_a_new_hook_begins_after_the_last_change_and_waits_for_a_test(administrator: User) -> None:
    factories.new_change(1)
    factories.new_change(2)
    hook = add(administrator)
    assert (hook.delivered, hook.state, hook.created_by) == (2, "unproven", administrator)


def test_it_may_begin_earlier(administrator: User) -> None:
    factories.new_change(1)
    assert add(administrator, after=0).delivered == 0


@pytest.mark.parametrize("after", [-1, 1])
def test_it_begins_at_a_change_that_was(after: int, administrator: User) -> None:
    with pytest.raises(InvalidValue, match="no such change"):
        add(administrator, after=after)


@pytest.mark.parametrize("url", ["http://newsroom.example/", "ftp://newsroom.example/", "newsroom.example", ""])
def test_only_encrypted_addresses_are_taken(url: str, administrator: User) -> None:
    with pytest.raises(InvalidValue):
        add(administrator, url=url)


@pytest.mark.parametrize(
    "url",
    ["https://127.0.0.1/", "https://[::1]/", "https://2130706433/", "https://a:b@c.example/", "https://a.io:8443/"],
)
def test_only_public_addresses_are_taken(url: str, administrator: User) -> None:
    with pytest.raises(ForbiddenAddress):
        add(administrator, url=url)


def test_an_address_has_one_hook(hook: Webhook, administrator: User) -> None:
    with pytest.raises(InvalidValue, match=f"Test hook {hook.pk}"):
        add(administrator)


def test_somebody_is_named(administrator: User) -> None:
    with pytest.raises(InvalidValue, match="Nobody is named"):
        add(administrator, whose=" ")


@pytest.mark.parametrize("who", ["editor", "reviewer", "outsider"])
def test_nobody_but_an_administrator_keeps_hooks(who: str, hook: Webhook, request: pytest.FixtureRequest) -> None:
    by = request.getfixturevalue(who)
    steps = [
        lambda: add(by, url=f"{URL}/2"),
        lambda: actions.try_webhook(hook, by=by),
        lambda: actions.stop_webhook(hook, by=by, reason="x"),
        lambda: actions.rotate_webhook(hook, by=by),
        lambda: actions.webhook_secret(hook, by=by),
    ]
    for step in steps:
        with pytest.raises(NotPermitted):
            step()


def test_a_test_waits_for_the_worker(hook: Webhook, administrator: User) -> None:
    row = actions.try_webhook(hook, by=administrator)
    assert (row.task, row.payload, row.done_at) == (hooks.DELIVER, {"hook": hook.pk, "ping": True}, None)


def test_a_stopped_hook_says_why_and_what_was_asked_for_ends(hook: Webhook, administrator: User) -> None:
    actions.try_webhook(hook, by=administrator)
    stopped = actions.stop_webhook(hook, by=administrator, reason="The newsroom asked for it.")
    told = (stopped.state, stopped.state_reason, stopped.state_by)
    assert told == ("stopped", "The newsroom asked for it.", administrator)
    assert not OutboxRow.objects.open().of(hooks.DELIVER).exists()
    with pytest.raises(NotAllowedNow, match="stopped already"):
        actions.stop_webhook(hook, by=administrator, reason="Again.")


def test_it_is_stopped_with_a_reason_only(hook: Webhook, administrator: User) -> None:
    with pytest.raises(InvalidValue, match="reason"):
        actions.stop_webhook(hook, by=administrator, reason=" ")


def test_a_secret_is_shown_for_ten_minutes(hook: Webhook, administrator: User) -> None:
    secret = actions.webhook_secret(hook, by=administrator)
    assert (secret[:6], len(secret), hooks.fingerprint(hook.salt)) == ("whsec_", 50, hook.mark)
    hook.salt_at = timezone.now() - timedelta(minutes=11)
    with pytest.raises(NotAllowedNow, match="Make a new one"):
        actions.webhook_secret(hook, by=administrator)


def test_another_secret_is_another_one_and_the_one_before_is_kept_for_a_week(
    hook: Webhook, administrator: User
) -> None:
    changed = actions.rotate_webhook(hook, by=administrator)
    assert (changed.salt != hook.salt, changed.mark != hook.mark, changed.previous_salt) == (True, True, hook.salt)
    assert timedelta(days=6) < changed.previous_until - timezone.now() <= timedelta(days=7)


def test_no_column_holds_a_secret(hook: Webhook) -> None:
    row = " ".join(map(str, Webhook.objects.values_list().get()))
    assert hooks.secret_of(hook.salt).removeprefix("whsec_") not in row
