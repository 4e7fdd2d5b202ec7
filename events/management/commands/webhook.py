"""Keep webhooks from the shell, in the name of an administrator; the same steps as at the desk."""

import time
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from events import actions
from events.errors import TrackerError
from events.models import OutboxRow, Webhook

WAIT = 90.0  # seconds; the worker gives a receiver 15, and another one may hold the hook
STEPS = ("add", "list", "test", "stop", "rotate")


class Command(BaseCommand):
    help = "Add, list, test and stop webhooks, or give one another secret."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("step", choices=STEPS)
        parser.add_argument("which", nargs="?", help="an address to add, else the number of a hook")
        parser.add_argument("--by", default="", help="name of an administrator's account")
        parser.add_argument("--whose", default="", help="whose it is and whom to ask there; for add")
        parser.add_argument("--after", type=int, help="send changes after this number; for add; else from now on")
        parser.add_argument("--reason", default="", help="why; for stop")
        parser.add_argument("--wait", type=float, default=WAIT, help="seconds to wait for the worker; for test")

    def handle(self, *args: Any, step: str, **options: Any) -> None:
        try:
            getattr(self, step)(**options)
        except TrackerError as error:
            raise CommandError(str(error)) from error

    def list(self, **_: Any) -> None:
        for hook in Webhook.objects.all():
            trouble = (
                f"failing since {hook.failing_since:%Y-%m-%d %H:%M} ({hook.failures})" if hook.failing_since else ""
            )
            told = (hook.pk, hook.state, hook.delivered, hook.mark, hook.url, hook.whose, hook.state_reason, trouble)
            self.stdout.write("\t".join(map(str, told)).rstrip())

    def add(self, which: str | None, whose: str, after: int | None, by: str, **_: Any) -> None:
        hook = actions.add_webhook(url=which or "", whose=whose, after=after, by=account(by))
        self.stdout.write(f"hook {hook.pk}: changes after {hook.delivered}, once a test was accepted")
        self._tell_secret(hook, by)

    def test(self, which: str | None, wait: float, by: str, **_: Any) -> None:
        hook = hook_of(which)
        row = actions.try_webhook(hook, by=account(by))
        end = time.monotonic() + wait
        while time.monotonic() < end:
            if OutboxRow.objects.filter(pk=row.pk, done_at__isnull=False).exists():
                return self._tell_outcome(hook)
            time.sleep(0.2)
        raise CommandError("No worker has sent it yet; it waits in the outbox.")

    def stop(self, which: str | None, reason: str, by: str, **_: Any) -> None:
        hook = actions.stop_webhook(hook_of(which), by=account(by), reason=reason)
        self.stdout.write(f"hook {hook.pk}: stopped after change {hook.delivered}")

    def rotate(self, which: str | None, by: str, **_: Any) -> None:
        hook = actions.rotate_webhook(hook_of(which), by=account(by))
        self.stdout.write(f"hook {hook.pk}: both secrets sign until {hook.previous_until:%Y-%m-%d %H:%M %Z}")
        self._tell_secret(hook, by)

    def _tell_secret(self, hook: Webhook, by: str) -> None:
        self.stdout.write(f"secret, shown here only: {actions.webhook_secret(hook, by=account(by))}")

    def _tell_outcome(self, hook: Webhook) -> None:
        hook.refresh_from_db()
        answer = hook.note or (f"the receiver answered {hook.status}" if hook.status else hook.state_reason)
        if hook.status is None or not 200 <= hook.status < 300:
            raise CommandError(f"hook {hook.pk}: not accepted; {answer}")
        self.stdout.write(f"hook {hook.pk}: {answer}; {hook.state}")


def account(name: str) -> User:
    user = User.objects.filter(username=name).first()
    if user is None:
        raise CommandError("Name the account in whose name it is done: --by")
    return user


def hook_of(which: str | None) -> Webhook:
    hook = Webhook.objects.filter(pk=which).first() if which and which.isdecimal() else None
    if hook is None:
        raise CommandError("Name the number of a hook; the list tells which there are.")
    return hook
