"""Coding an event: its texts, claims, links and handles in one change, under one lock, as one revision."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from ..derive import Json, resolve
from ..errors import InvalidValue, MissingReason, NotAllowedNow
from ..models import Claim, Event, Reviewed, Subject
from ..vocabulary import Act, State
from .claims import ClaimInput, LinkInput, write_claims, write_links
from .conflicts import settle
from .history import append, check_columns, raise_sequence, require, require_version, state_of, write_row

TEXTS = ("title_en", "title_ko", "summary_en", "summary_ko", "desk_notes")
CLOSED = (State.WITHDRAWN, State.MERGED)


@transaction.atomic
def code_event(
    event: Event | None,
    *,
    texts: dict[str, str],
    claims: Sequence[ClaimInput],
    links: Sequence[LinkInput] = (),
    subjects: Sequence[Subject] = (),
    seen: int | None,
    number: int | None = None,
    by: User,
    reason: str = "",
) -> Event:
    """Write an event and its whole set of claims, resolve its values and append one revision.

    `seen` is the version that the editor's form showed. `number` gives a new event a number of its own.
    Raises: StaleVersion, DisagreeingClaims, QuoteNotInText, InvalidValue, MissingReason, NotAllowedNow, NotPermitted.
    """
    require(by, "change_event")
    act = Act.CHANGE if event is not None else Act.CREATE
    event = _locked(event, seen) if event is not None else Event(pk=number)
    require_reason(event, reason)
    for name in TEXTS:
        setattr(event, name, texts.get(name, getattr(event, name)).strip())
    if not event.title_en:
        raise InvalidValue("The title is empty.", field="title_en", remedy="Write a title of your own.")
    event.coded_by = by
    if event.state == State.PUBLISHED:
        event.state = State.CHANGED
    event.version += 1
    check_columns(event)
    write_row(event, new=act == Act.CREATE)
    if number is not None:
        raise_sequence(Event)
    write_claims(event, settle(claims), by)
    write_links(event, links)
    event.subjects.set(subjects)
    resolve(event)
    append(event, act, body={"state": event_state(event)}, by=by, reason=reason)
    return event


def _locked(event: Event, seen: int | None) -> Event:
    locked = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    require_version(locked, seen)
    if locked.state in CLOSED:
        remedy = "Code the event that replaced it, or a new one."
        raise NotAllowedNow(f"{locked.public_id} is {locked.state}.", field="state", remedy=remedy)
    return locked


def require_reason(record: Reviewed, reason: str) -> None:
    """Raise MissingReason if the public already knows the record and no reason is given."""
    if record.approved_version is not None and not reason.strip():
        raise MissingReason(field="reason", remedy="Say in one sentence why it changes; readers will see it.")


def event_state(event: Event) -> Json:
    """Return an event with its claims, links and handles as the desk knows it, for its revision."""
    state: dict[str, Any] = state_of(event)
    state["claims"] = {str(claim.pk): state_of(claim) for claim in Claim.objects.filter(event=event)}
    state["links"] = sorted([link.other_id, link.kind] for link in event.links_out.all())
    state["subjects"] = sorted(event.subjects.values_list("pk", flat=True))
    return state
