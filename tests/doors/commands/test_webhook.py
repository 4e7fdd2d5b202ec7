"""manage.py webhook: the steps of the desk from the shell."""

import re
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone

from events import hooks
from events.models import Webhook
from tests import factories

pytestmark = pytest.mark.django_db
URL = "https://newsroom.example/changes"


def run(*words: str, **given: Any) -> str:
    out = StringIO()
    call_command("webhook", *words, stdout=out, **given)
    return out.getvalue()


def test_it_adds_a_hook_and_shows_its_secret(administrator: User) -> None:
    told = run("add", URL, "--whose", "A newsroom", "--by", "adam")
    hook = Webhook.objects.get()
    assert re.search(r"whsec_\S+", told)[0] == hooks.secret_of(hook.salt)  # type: ignore[index]


def test_it_lists_hooks_without_secrets(administrator: User) -> None:
    hook = factories.new_webhook(administrator, failing_since=timezone.now(), failures=3)
    told = run("list")
    assert told.startswith(f"{hook.pk}\ton\t0\t{hook.mark}\t{hook.url}\tA newsroom")
    assert ("(3)" in told, "whsec" in told) == (True, False)


def test_it_stops_with_a_reason(administrator: User) -> None:
    hook = factories.new_webhook(administrator)
    with pytest.raises(CommandError, match="reason"):
        run("stop", str(hook.pk), "--by", "adam")
    assert "stopped" in run("stop", str(hook.pk), "--by", "adam", "--reason", "Asked for.")


def test_it_gives_another_secret(administrator: User) -> None:
    hook = factories.new_webhook(administrator)
    assert hooks.secret_of(hook.salt) not in run("rotate", str(hook.pk), "--by", "adam")


@pytest.mark.parametrize("words", [("test", "7"), ("stop", "x"), ("rotate",)])
def test_it_asks_which_hook(words: tuple[str, ...], administrator: User) -> None:
    with pytest.raises(CommandError, match="number of a hook"):
        run(*words, "--by", "adam")


@pytest.mark.parametrize(("by", "told"), [("", "--by"), ("nobody", "--by"), ("edna", "may not do that")])
def test_it_asks_in_whose_name(by: str, told: str, administrator: User, editor: User) -> None:
    hook = factories.new_webhook(administrator)
    with pytest.raises(CommandError, match=told):
        run("rotate", str(hook.pk), "--by", by)


def test_it_says_that_no_worker_has_sent_the_test(administrator: User) -> None:
    hook = factories.new_webhook(administrator)
    with pytest.raises(CommandError, match="waits in the outbox"):
        run("test", str(hook.pk), "--by", "adam", wait=0.3)
