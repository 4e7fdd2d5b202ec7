"""What happens to a record while a reader keeps a copy of it: told by the accounts of a running tracker."""

from django.contrib.auth.models import User

from events import actions
from events.models import Event, Source
from tests.factories import published_event, recode, republish

GONE = ("withdrawn", "merged")
WHEN = {"occurred": "1952-03 crossing", "first_public": "1952-03-20"}


def happen() -> None:
    """Publish four events, change one of them twice, merge another into it, and withdraw a third."""
    editor, reviewer = _cast()
    source = Source.objects.earliest("pk")
    changed, merged, withdrawn, _ = [published_event(editor, reviewer, source=source, **WHEN) for _ in range(4)]
    for intent in ("disputed", "stated"):
        changed = republish(recode(changed, editor, "intent", intent), editor, reviewer)
    actions.withdraw(withdrawn, by=reviewer, reason="It was made up.")
    actions.merge(merged, into=Event.objects.get(pk=changed.pk), by=reviewer, reason="Both are made up.")


def end() -> None:
    """Withdraw what is left, so that other tests find the record as it was."""
    _, reviewer = _cast()
    for event in _told():
        actions.withdraw(event, by=reviewer, reason="It was made up.")


def _told() -> list[Event]:
    march = Event.objects.filter(occurred_from="1952-03-01", occurred_to="1952-03-31")
    return list(march.exclude(state__in=GONE).order_by("pk"))


def _cast() -> tuple[User, User]:
    return User.objects.get(username="editor"), User.objects.get(username="reviewer")
