"""One try after another: which hooks are due, one message sent for each outbox row, and what follows from the answer.

A try has three steps. Take the hook for this worker alone, in one transaction; send, in none; write down the answer, in
another. A worker that dies in between leaves the hook held until `HOLD` is over, and the same batch goes out again.
An answer counts only if nobody took the hook, stopped it or gave it another secret meanwhile: `turn` tells.
"""

import datetime as dt
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from ..errors import TrackerError
from ..intake.fetch import SECONDS, Headers, Reply, post
from ..models import OutboxRow, Webhook
from ..vocabulary import WebhookState
from .message import Message, changes, ping
from .signing import fingerprint, headers

logger = logging.getLogger(__name__)
DELIVER = "events.deliver"
HOLD = dt.timedelta(seconds=2 * SECONDS)
"""For how long one worker alone sends; a request lasts half as long at most."""

FIRST, FACTOR, LONGEST = 10, 4, 6 * 3600
GIVE_UP = dt.timedelta(days=3)
GONE, BUSY = 410, (429, 503)

Sender = Callable[[str, bytes, Headers], Reply]
_chance = random.SystemRandom()


@dataclass(frozen=True)
class Outcome:
    """What came of a try: the status if there was an answer, else a sentence."""

    status: int | None
    note: str = ""
    retry_after: int = 0

    @property
    def accepted(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


@transaction.atomic
def queue_due() -> int:
    """Write an outbox row for each hook that is due and has none, and return how many. Costs: 2 queries if none is."""
    due = list(Webhook.objects.due(timezone.now()).select_for_update(skip_locked=True, of=("self",)))
    if due:
        asked = set(OutboxRow.objects.open().of(DELIVER).values_list("payload__hook", flat=True))
        due = [hook for hook in due if hook.pk not in asked]
        OutboxRow.objects.bulk_create(OutboxRow(task=DELIVER, payload={"hook": hook.pk}) for hook in due)
    return len(due)


def work_off(row_id: int, *, send: Sender = post) -> bool:
    """Send what one outbox row asks for, if it is still asked for; return whether it was accepted."""
    taken = _take(row_id)
    if taken is None:
        return False
    row, hook, message = taken
    try:
        reply = send(hook.url, message.body, headers(hook, message.id, message.body, timezone.now()))
        outcome = Outcome(reply.status, retry_after=reply.retry_after)
    except TrackerError as error:
        outcome = Outcome(None, error.detail)
    except Exception as error:  # one strange receiver must not be asked for ever without an end
        logger.error("Hook %s could not be sent to: %s", hook.pk, type(error).__name__)
        outcome = Outcome(None, "The program could not send this.")
    return _conclude(row, hook, outcome)


def delay(failures: int, retry_after: int = 0) -> dt.timedelta:
    """Return how long to wait after so many failures in a row: about 10 s, 40 s, 3 min, 11 min ... 6 hours.

    A quarter more or less by chance, so that those who failed together do not come back together.
    """
    seconds = min(FIRST * FACTOR ** min(failures - 1, 10), LONGEST) * _chance.uniform(0.75, 1.25)
    return dt.timedelta(seconds=max(seconds, min(retry_after, LONGEST)))


@transaction.atomic
def _take(row_id: int) -> tuple[OutboxRow, Webhook, Message] | None:
    """Take the hook of a row for this worker alone; None if there is nothing to send, or another one sends."""
    found = OutboxRow.objects.open().of(DELIVER).filter(pk=row_id).first()
    if found is None:
        return None
    hook, now = Webhook.objects.select_for_update().get(pk=found.payload["hook"]), timezone.now()
    row = OutboxRow.objects.open().filter(pk=row_id).first()  # again, now that nobody else can end it
    if row is None or (hook.held_until and hook.held_until > now):
        return None
    wanted = "ping" in row.payload or Webhook.objects.due(now).filter(pk=hook.pk).exists()
    if wanted and fingerprint(hook.salt) != hook.mark:
        _switch_off(hook, "SECRET_KEY is another one than when the secret was made: make a new secret, then test.")
        wanted = False
    if not wanted:
        _end(row)
        return None
    message = ping(hook, row) if "ping" in row.payload else changes(hook)
    hook.trying = message.last or hook.trying
    hook.held_until, hook.turn = now + HOLD, hook.turn + 1
    hook.save(update_fields=["trying", "held_until", "turn"])
    return row, hook, message


@transaction.atomic
def _conclude(row: OutboxRow, taken: Webhook, outcome: Outcome) -> bool:
    """Write down what came of a try, and ask for the next batch if there is more to tell."""
    hook, now = Webhook.objects.select_for_update().get(pk=taken.pk), timezone.now()
    if hook.turn != taken.turn:
        return False
    _end(row)
    hook.held_until, hook.status, hook.note = None, outcome.status, outcome.note
    if outcome.accepted:
        _accept(hook, now, is_test="ping" in row.payload)
    elif "ping" not in row.payload:
        _fail(hook, outcome, now)
    hook.save()
    if outcome.accepted and Webhook.objects.due(now).filter(pk=hook.pk).exists():
        OutboxRow.objects.create(task=DELIVER, payload={"hook": hook.pk})
    return outcome.accepted


def _accept(hook: Webhook, now: dt.datetime, *, is_test: bool) -> None:
    """Go on to the next batch; an accepted test also turns a hook on, whatever was before."""
    hook.failures, hook.failing_since, hook.accepted_at, hook.next_at = 0, None, now, now
    if not is_test:
        hook.delivered, hook.trying = hook.trying or hook.delivered, None
    elif hook.state != WebhookState.ON:
        hook.state, hook.state_at, hook.state_reason, hook.state_by = WebhookState.ON, now, "", None


def _fail(hook: Webhook, outcome: Outcome, now: dt.datetime) -> None:
    """Try again later; not at all if the receiver says that it is gone, or failed for three days."""
    hook.failures, hook.failing_since = hook.failures + 1, hook.failing_since or now
    hook.next_at = now + delay(hook.failures, outcome.retry_after if outcome.status in BUSY else 0)
    if outcome.status == GONE:
        _switch_off(hook, "The receiver answered that it is gone (410).")
    elif now - hook.failing_since >= GIVE_UP:
        _switch_off(hook, "Nothing was accepted for three days.")


def _switch_off(hook: Webhook, reason: str) -> None:
    hook.state, hook.state_at, hook.state_reason, hook.state_by = WebhookState.BROKEN, timezone.now(), reason, None
    hook.save()


def _end(row: OutboxRow) -> None:
    OutboxRow.objects.filter(pk=row.pk).update(done_at=timezone.now())
