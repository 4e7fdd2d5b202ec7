"""What the tests of webhooks share: lines of the feed, time that passes, a row that asks for a try."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from events import hooks
from events.models import OutboxRow, Webhook
from tests import factories

Deliver = Callable[..., int]
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def lines(number: int) -> None:
    for one in range(1, number + 1):
        factories.new_change(one)


def later(hook: Webhook, by: dt.timedelta = dt.timedelta(hours=7)) -> Webhook:
    """Let time pass for a hook: what it waits for, and when its trouble began, lie so much further back."""
    hook.refresh_from_db()
    hook.next_at -= by
    hook.failing_since = hook.failing_since and hook.failing_since - by
    hook.held_until = hook.held_until and hook.held_until - by
    hook.save()
    return hook


def fresh(hook: Webhook) -> Webhook:
    return Webhook.objects.get(pk=hook.pk)


def row_for(hook: Webhook, **more: Any) -> int:
    return OutboxRow.objects.create(task=hooks.DELIVER, payload={"hook": hook.pk, **more}).pk
