"""What an administrator does with webhooks: add, test, stop, give another secret. Sending is not done here."""

import datetime as dt

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from .. import hooks
from ..errors import InvalidValue, NotAllowedNow
from ..intake.fetch import check_secure
from ..models import OutboxRow, PublicChange, Webhook
from ..vocabulary import WebhookState
from .history import require

BOTH_SIGN = dt.timedelta(days=7)


def check_webhook(url: str) -> None:
    """Raise InvalidValue or ForbiddenAddress unless changes may be sent to an address that has no hook yet."""
    check_secure(url)
    if known := Webhook.objects.filter(url=url).first():
        remedy = f"Test hook {known.pk}: what was stopped goes on where it ended."
        raise InvalidValue("This address has a webhook.", field="url", remedy=remedy)


@transaction.atomic
def add_webhook(*, url: str, whose: str, after: int | None = None, by: User) -> Webhook:
    """Add an address to which changes after number `after` are sent, once a test was accepted; from now on if None.

    Raises: InvalidValue, ForbiddenAddress, NotPermitted.
    """
    require(by, "add_webhook")
    check_webhook(url)
    if not whose.strip():
        raise InvalidValue("Nobody is named.", field="whose", remedy="Say whose it is and whom to ask there.")
    newest = PublicChange.objects.order_by("-number").values_list("number", flat=True).first() or 0
    if after is not None and not 0 <= after <= newest:
        remedy = f"The last change is {newest}; leave it empty to begin with the next one."
        raise InvalidValue("There is no such change.", field="after", remedy=remedy)
    hook = Webhook(url=url, whose=whose.strip(), delivered=newest if after is None else after, created_by=by)
    _give_secret(hook)
    hook.save(force_insert=True)
    return hook


@transaction.atomic
def try_webhook(hook: Webhook, *, by: User) -> OutboxRow:
    """Ask the worker to send a test. Accepted, it turns the hook on, whatever it was before. Raises: NotPermitted."""
    require(by, "change_webhook")
    return OutboxRow.objects.create(task=hooks.DELIVER, payload={"hook": hook.pk, "ping": True})


@transaction.atomic
def stop_webhook(hook: Webhook, *, by: User, reason: str) -> Webhook:
    """Send nothing more from now on; a request that is under way changes nothing any more.

    Raises: InvalidValue without a reason, NotAllowedNow, NotPermitted.
    """
    hook = _locked(hook, by)
    if hook.state == WebhookState.STOPPED:
        raise NotAllowedNow("This webhook is stopped already.", field="state", remedy="Test it to go on.")
    if not reason.strip():
        raise InvalidValue("A reason is needed.", field="reason", remedy="Say in a sentence why it is stopped.")
    hook.state, hook.state_at, hook.state_by = WebhookState.STOPPED, timezone.now(), by
    hook.state_reason = reason.strip()[:300]
    hook.turn += 1  # the answer to what is under way comes too late
    hook.save()
    OutboxRow.objects.open().of(hooks.DELIVER).filter(payload__hook=hook.pk).update(done_at=timezone.now())
    return hook


@transaction.atomic
def rotate_webhook(hook: Webhook, *, by: User) -> Webhook:
    """Give a hook another secret; for a week the one before signs too. Raises: NotPermitted."""
    hook = _locked(hook, by)
    hook.previous_salt, hook.previous_until = hook.salt, timezone.now() + BOTH_SIGN
    _give_secret(hook)
    hook.save()
    return hook


def webhook_secret(hook: Webhook, *, by: User) -> str:
    """Return the secret of a hook in the minutes after it was made. Raises: NotAllowedNow, NotPermitted."""
    require(by, "change_webhook")
    if timezone.now() - hook.salt_at > hooks.SHOWN_FOR:
        raise NotAllowedNow(
            "The secret was made more than ten minutes ago.", field="secret", remedy="Make a new one, and hand it on."
        )
    return hooks.secret_of(hook.salt)


def _give_secret(hook: Webhook) -> None:
    hook.salt, hook.salt_at = hooks.new_salt(), timezone.now()
    hook.mark = hooks.fingerprint(hook.salt)


def _locked(hook: Webhook, by: User) -> Webhook:
    require(by, "change_webhook")
    return Webhook.objects.select_for_update().get(pk=hook.pk)
