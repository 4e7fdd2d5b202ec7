"""The steps of a record's life: submit, send back, approve, withdraw, merge."""

import datetime as dt

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from ..codebook import FIELDS, YEARS_A_ROUTE_STAYS_SECRET, Finding, find_harm
from ..derive import Json
from ..errors import HarmfulText, InvalidValue, MissingReason, NotAllowedNow, UnsupportedValue
from ..models import Claim, Event, Figure, Reviewed, Revision, Source
from ..vocabulary import Act, State
from .history import KINDS, append, require
from .publishing import SNAPSHOTS, check_four_eyes, publish, publish_cited, with_ancestors

Submitted = Event | Figure
OPEN = (State.DRAFT, State.CHANGED)
IN_PUBLIC = (State.PUBLISHED, State.CHANGED)


@transaction.atomic
def submit(record: Submitted, *, by: User, reason: str = "") -> Submitted:
    """Hand a record to a second person. Raises: NotAllowedNow, UnsupportedValue, InvalidValue."""
    record = _locked(record)
    require(by, f"change_{record._meta.model_name}")
    _expect(record, OPEN, "submitted")
    check_complete(record)
    return _move(record, State.IN_REVIEW, Act.SUBMIT, by=by, reason=reason)


@transaction.atomic
def send_back(record: Submitted, *, by: User, reason: str) -> Submitted:
    """Give a submitted record back to its coder, with a reason."""
    record = _locked(record)
    require(by, "review")
    _expect(record, (State.IN_REVIEW,), "sent back")
    _need_reason(reason, "Say what is missing.")
    state = State.CHANGED if record.approved_version else State.DRAFT
    return _move(record, state, Act.SEND_BACK, by=by, reason=reason)


@transaction.atomic
def approve(record: Reviewed, *, by: User, reason: str = "", override: str = "") -> Reviewed:
    """Let the public see a record as it is now, with the sources and series that it cites.

    `override` is the reviewer's recorded reason for publishing although the check of harmful words found some.
    Raises: FourEyes, NotAllowedNow, UnsupportedValue, HarmfulText, NotPermitted.
    """
    record = _locked(record)
    require(by, "review")
    if isinstance(record, Event | Figure):
        _expect(record, (State.IN_REVIEW,), "approved")
        check_complete(record)
    check_four_eyes(record, by)
    sources = _cited_sources(record)
    snapshot = SNAPSHOTS[type(record)](record)
    check_harm(snapshot, sources, override)
    for cited in [*sources, *([record.series] if isinstance(record, Figure) else [])]:
        if cited != record:
            publish_cited(cited, by=by, reason=reason)
    if isinstance(record, Event | Figure):
        record.state = State.PUBLISHED
    publish(record, Act.APPROVE, snapshot, by=by, reason=reason or last_reason(record), override=override)
    return record


@transaction.atomic
def withdraw(record: Submitted, *, by: User, reason: str) -> Submitted:
    """Take a record back. Its address goes on answering, with the reason; a record never public just closes."""
    record = _locked(record)
    require(by, "review")
    _expect(record, (*OPEN, State.IN_REVIEW, State.PUBLISHED), "withdrawn")
    _need_reason(reason, "Readers who follow an old address will see it.")
    return _close(record, State.WITHDRAWN, Act.WITHDRAW, {"kind": "withdrawn", "replaced_by": ""}, by=by, reason=reason)


@transaction.atomic
def merge(event: Event, *, into: Event, by: User, reason: str) -> Event:
    """Close an event as the same one as another. Its address goes on answering and leads to the other."""
    event, into = _locked(event), _locked(into)
    require(by, "review")
    _expect(event, (*OPEN, State.IN_REVIEW, State.PUBLISHED), "merged")
    _need_reason(reason, "Say how you know that both are the same.")
    if into.pk == event.pk or into.state not in IN_PUBLIC:
        remedy = "Choose another event that is published."
        raise InvalidValue(f"{event.public_id} can't be merged into {into.public_id}.", field="into", remedy=remedy)
    event.merged_into = into
    tombstone = {"kind": "merged", "replaced_by": into.public_id}
    return _close(event, State.MERGED, Act.MERGE, tombstone, by=by, reason=reason)


def check_complete(record: Submitted) -> None:
    """Raise UnsupportedValue or InvalidValue if a record lacks what the public needs."""
    if isinstance(record, Figure):
        return
    supported = set(Claim.objects.accepted().filter(event=record).values_list("field", flat=True))
    missing = [field.key for field in FIELDS.values() if field.needed and field.key not in supported]
    if missing:
        names = ", ".join(missing)
        remedy = "Accept a claim for each of them."
        raise UnsupportedValue(f"No accepted claim supports: {names}.", field=missing[0], remedy=remedy)
    for name in ("title_en", "title_ko", "summary_en", "summary_ko"):
        if not getattr(record, name):
            raise InvalidValue("The text is empty.", field=name, remedy="Write it in both languages before publishing.")


def check_harm(snapshot: Json, sources: list[Source], override: str) -> None:
    """Raise HarmfulText, naming each finding, unless a reviewer overrides it with a reason."""
    document = snapshot["document"]
    end = document.get("occurred_to")
    oldest = timezone.localdate() - dt.timedelta(days=round(365.25 * YEARS_A_ROUTE_STAYS_SECRET))
    route_in_use = end is None or dt.date.fromisoformat(end) > oldest
    texts = [document.get(name) for name in ("title_en", "title_ko", "summary_en", "summary_ko", "public_note")]
    texts += [claim[name] for claim in snapshot.get("claims", []) for name in ("quote", "public_note", "locator")]
    texts += [
        text for source in sources for text in ("" if source.title_withheld else source.title, source.public_note)
    ]
    findings: list[Finding] = [f for text in texts if text for f in find_harm(text, route_in_use=route_in_use)]
    if findings and not override.strip():
        listed = "; ".join(map(str, dict.fromkeys(findings)))
        remedy = "Rewrite it, withhold it, or override with a reason that is recorded."
        raise HarmfulText(f"Could identify or endanger somebody: {listed}.", field="override", remedy=remedy)


def last_reason(record: Reviewed) -> str:
    """Return the reason that the coder gave, so that readers learn it even if the reviewer adds none."""
    changes = Revision.objects.filter(record=KINDS[type(record)], record_id=record.pk, act=Act.CHANGE)
    last = changes.order_by("-number").first()
    return last.reason if last else ""


def _locked[R: Reviewed](record: R) -> R:
    return type(record)._default_manager.select_for_update(no_key=True).get(pk=record.pk)


def _expect(record: Submitted, states: tuple[State, ...], done: str) -> None:
    if record.state not in states:
        allowed = " or ".join(State(state).label.en.lower() for state in states)
        raise NotAllowedNow(
            f"{record.public_id} is {State(record.state).label.en.lower()} and can't be {done}.",
            field="state",
            remedy=f"Only what is {allowed} can be.",
        )


def _need_reason(reason: str, remedy: str) -> None:
    if not reason.strip():
        raise MissingReason("A reason is needed.", field="reason", remedy=remedy)


def _move[R: (Event, Figure)](record: R, state: State, act: Act, *, by: User, reason: str) -> R:
    record.state = state
    append(record, act, body={"state": {"state": state}}, by=by, reason=reason)
    record.save()
    return record


def _close[R: (Event, Figure)](record: R, state: State, act: Act, tombstone: Json, *, by: User, reason: str) -> R:
    was_public = record.approved_version is not None
    record.state, record.state_reason = state, reason
    if not was_public:
        append(record, act, body={"state": {"state": state}}, by=by, reason=reason)
        record.save()
        return record
    publish(record, act, {"tombstone": {"reason": reason} | tombstone}, by=by, reason=reason)
    return record


def _cited_sources(record: Reviewed) -> list[Source]:
    if isinstance(record, Event):
        claims = Claim.objects.publishable().filter(event=record)
        cited = Source.objects.filter(claims__in=claims).distinct().order_by("pk")
        return with_ancestors(list(cited.select_related("publisher", "derives_from")))
    if isinstance(record, Figure):
        return with_ancestors([record.source])
    return with_ancestors([record]) if isinstance(record, Source) else []
