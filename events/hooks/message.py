"""What is sent: a batch of lines of the feed of changes, or a test.

A message is made anew for each try, from the feed as it may be read at that moment. Its id follows from its bytes: the
same bytes have the same id however often they are sent, and a batch from which something was taken down between two
tries has another one. The id is keyed, so that nobody can guess from it what an earlier try held.
"""

import datetime as dt
import json
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from ..exports import change_text
from ..models import OutboxRow, PublicChange, Webhook

BATCH = 100
"""Lines in one message at most."""


@dataclass(frozen=True)
class Message:
    """One body with its id. `last` is the number of its last line, None for a test."""

    id: str
    body: bytes
    last: int | None = None


def changes(hook: Webhook) -> Message:
    """Return the lines after those that a hook has; the same ones as in the last try if that was not accepted.

    Shape: {"type": "changes", "timestamp": …, "data": {"after", "from", "to", "changes": [lines of /api/v1/changes/]}}.
    """
    rows = PublicChange.objects.filter(number__gt=hook.delivered).order_by("number")
    if hook.trying is not None:
        rows = rows.filter(number__lte=hook.trying)
    lines = list(rows[:BATCH])
    texts = [change_text(line) for line in lines]
    at, numbers = (
        json.loads(texts[-1])["at"],
        {"after": hook.delivered, "from": lines[0].number, "to": lines[-1].number},
    )
    data = json.dumps(numbers)[:-1] + f', "changes": [{", ".join(texts)}]}}'
    body = f'{{"type": "changes", "timestamp": "{at}", "data": {data}}}'.encode()
    tag = salted_hmac(f"events.hooks.id.{hook.pk}", body, algorithm="sha256").hexdigest()[:16]
    return Message(f"msg_{hook.pk}_{lines[-1].number}_{tag}", body, lines[-1].number)


def ping(hook: Webhook, row: OutboxRow) -> Message:
    """Return the test that an outbox row asks for. It holds no change; `after` is the number after which they begin."""
    at = row.created_at.astimezone(dt.UTC)
    told = {"type": "ping", "timestamp": f"{at:%Y-%m-%dT%H:%M:%SZ}", "data": {"after": hook.delivered}}
    return Message(f"msg_{hook.pk}_ping_{row.pk}", json.dumps(told).encode())
