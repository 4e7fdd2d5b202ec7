"""The steps of a record's life: submit, send back, approve, withdraw."""

import json
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from ..codebook import FIELDS, Finding, code_of
from ..derive import PUBLIC_FEED, Json, lock, prune_sources, resolve
from ..errors import InvalidValue, MissingReason, NotAllowedNow, UnsupportedValue
from ..models import (
    Bridge,
    Check,
    Claim,
    Event,
    Figure,
    PublicClaim,
    PublicEvent,
    PublicSource,
    Reviewed,
    Revision,
    Source,
    canonical,
)
from ..vocabulary import Act, Severity, State
from .gate import check_harm, check_words, find_all
from .history import KINDS, WRITING, append, require
from .ledger import describe
from .publishing import (
    SNAPSHOTS,
    approved_snapshots,
    check_four_eyes,
    cited_series,
    publish,
    publish_cited,
    save_step,
    with_ancestors,
)
from .reviewing import check_questions

Submitted = Event | Figure | Bridge | Check
OPEN = (State.DRAFT, State.CHANGED)
IN_PUBLIC = (State.PUBLISHED, State.CHANGED)


@transaction.atomic
def submit(record: Submitted, *, by: User, reason: str = "") -> Submitted:
    """Hand a record to a second person. Raises: NotAllowedNow, UnsupportedValue, InvalidValue."""
    record = locked(record)
    require(by, f"change_{record._meta.model_name}")
    expect(record, OPEN, "submitted")
    check_complete(record)
    return move(record, State.IN_REVIEW, Act.SUBMIT, by=by, reason=reason)


@transaction.atomic
def send_back(record: Submitted, *, by: User, reason: str) -> Submitted:
    """Give a submitted record back to its coder, with a reason."""
    record = locked(record)
    require(by, "review")
    expect(record, (State.IN_REVIEW,), "sent back")
    need_reason(reason, "Say what is missing.")
    state = State.CHANGED if record.approved_version else State.DRAFT
    return move(record, state, Act.SEND_BACK, by=by, reason=reason)


@transaction.atomic
def approve(record: Reviewed, *, by: User, reason: str = "", override: str = "", severity: str = "") -> Reviewed:
    """Let the public see a record as it is now, with the sources and series that it cites.

    `override` is the reviewer's recorded reason for publishing although the gate found something; `severity` replaces
    the proposed one on the public line of the change.
    Raises: FourEyes, NotAllowedNow, UnsupportedValue, OpenQuestions, HarmfulText, NotPermitted.
    """
    if severity and code_of(Severity, severity, "severity") == Severity.SAFETY:
        remedy = "Take the event down instead, which removes what is dangerous from its history too."
        raise InvalidValue("An approval is not a takedown.", field="severity", remedy=remedy)
    lock(PUBLIC_FEED)
    record = locked(record)
    require(by, "review")
    _expect_reviewable(record)
    check_four_eyes(record, by)
    if isinstance(record, Event):
        resolve(record)  # sources may have learnt since whose copies they are
    sources = _cited_sources(record)
    series = cited_series(record)
    snapshot = SNAPSHOTS[type(record)](record)
    reason = reason.strip() or last_reason(record)
    findings = check_harm(snapshot, [s for s in (*sources, *series) if s != record], reason, override)
    numbers = {source.pk for source in sources}
    known = dict(PublicSource.objects.filter(pk__in=numbers).values_list("pk", "derives_from"))
    publish_cited([source for source in sources if source != record], known.keys(), by=by, reason=reason)
    publish_cited(series, {found.pk for found in series if found.approved_version}, by=by, reason=reason)
    if isinstance(record, Submitted):
        record.state = State.PUBLISHED
    kept = {"override": override, "overridden": [[f.where or f.field, f.rule, f.words] for f in findings]}
    publish(record, Act.APPROVE, snapshot, by=by, reason=reason, severity=severity, kept=kept)
    prune_sources(set(known.values()) - numbers)  # from which a source no longer derives
    return record


@dataclass(frozen=True)
class Foresight:
    """What an approval would meet: findings of the gate, and the proposed severity of its public line."""

    findings: list[Finding]
    severity: str


def foresee(record: Reviewed) -> Foresight:
    """Return what approving a record as it is now would meet, so that a reviewer reads it before. Writes nothing."""
    cited: list[Reviewed] = [source for source in _cited_sources(record, locked=False) if source != record]
    cited += cited_series(record, locked=False)
    snapshot = json.loads(canonical(SNAPSHOTS[type(record)](record)))
    before = approved_snapshots([record]).get(record.pk, {})
    return Foresight(find_all(snapshot, cited, last_reason(record)), describe(snapshot, before, "")["severity"])


def _expect_reviewable(record: Reviewed) -> None:
    if isinstance(record, Submitted):
        expect(record, (State.IN_REVIEW,), "approved")
        check_complete(record)
        _check_event_is_public(record)
        if isinstance(record, Event):
            check_questions(record)
            _check_claims_are_free(record)
    elif isinstance(record, Source) and not PublicSource.objects.filter(pk=record.pk).exists():
        remedy = "Approve an event or a figure that cites it; the source becomes public with it."
        raise NotAllowedNow(f"Nothing public rests on {record.public_id}.", field="state", remedy=remedy)


@transaction.atomic
def withdraw(record: Submitted, *, by: User, reason: str) -> Submitted:
    """Take a record back. Its address goes on answering, with the reason; a record never public just closes."""
    lock(PUBLIC_FEED)
    record = locked(record)
    require(by, "review")
    expect(record, (*OPEN, State.IN_REVIEW, State.PUBLISHED), "withdrawn")
    need_reason(reason, "Readers who follow an old address will see it.")
    return close(record, State.WITHDRAWN, Act.WITHDRAW, {"kind": "withdrawn", "replaced_by": ""}, by=by, reason=reason)


def _check_claims_are_free(event: Event) -> None:
    """Raise NotAllowedNow while the public still sees a claim of this event with another, from which it was moved."""
    own = Claim.objects.publishable().filter(event=event).values("pk")
    elsewhere = PublicClaim.objects.filter(pk__in=own).exclude(event=event.pk).select_related("event").first()
    if elsewhere is not None:
        raise NotAllowedNow(
            f"The public still sees {elsewhere.public_id} with {elsewhere.event.public_id}.",
            field="claims",
            remedy="Approve the event that lent its claims first.",
        )


def _check_event_is_public(record: Submitted) -> None:
    """Raise NotAllowedNow if a check speaks of an event that the public does not see."""
    if not isinstance(record, Check) or record.event_id is None:
        return
    if not PublicEvent.objects.live().filter(pk=record.event_id).exists():
        remedy = "Approve the event first."
        raise NotAllowedNow("The public does not see the event of this check.", field="event", remedy=remedy)


def check_complete(record: Submitted) -> None:
    """Raise UnsupportedValue or InvalidValue if a record lacks what the public needs."""
    if not isinstance(record, Event):
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


def last_reason(record: Reviewed) -> str:
    """Return the reason that the coder gave, so that readers learn it even if the reviewer adds none."""
    changes = Revision.objects.filter(record=KINDS[type(record)], record_id=record.pk, act__in=WRITING)
    changes = changes.exclude(act=Act.CREATE)
    last = changes.order_by("-number").first()
    return last.reason if last else ""


def locked[R: Reviewed](record: R) -> R:
    return type(record)._default_manager.select_for_update(no_key=True).get(pk=record.pk)


def expect(record: Submitted, states: tuple[State, ...], done: str) -> None:
    if record.state not in states:
        allowed = " or ".join(State(state).label.en.lower() for state in states)
        raise NotAllowedNow(
            f"{record.public_id} is {State(record.state).label.en.lower()} and can't be {done}.",
            field="state",
            remedy=f"Only what is {allowed} can be.",
        )


def need_reason(reason: str, remedy: str) -> None:
    if not reason.strip():
        raise MissingReason("A reason is needed.", field="reason", remedy=remedy)


def move[R: Submitted](record: R, state: State, act: Act, *, by: User, reason: str, kept: Json | None = None) -> R:
    record.state = state
    record.version += 1
    append(record, act, body={"state": {"state": state}} | (kept or {}), by=by, reason=reason)
    save_step(record)
    return record


def close[R: Submitted](
    record: R, state: State, act: Act, tombstone: Json, *, by: User, reason: str, kept: Json | None = None
) -> R:
    """Close a locked record; if it was public its address goes on answering with the tombstone."""
    record.state_reason = reason
    if record.approved_version is None:
        return move(record, state, act, by=by, reason=reason, kept=kept)
    remedy = "Rewrite the reason: everybody who follows the address will read it."
    check_words({"reason": reason}, record.occurred_to if isinstance(record, Event) else None, remedy)
    record.state = state
    publish(record, act, {"tombstone": {"reason": reason} | tombstone}, by=by, reason=reason, kept=kept)
    return record


def _cited_sources(record: Reviewed, *, locked: bool = True) -> list[Source]:
    if isinstance(record, Event):
        cited = set(Claim.objects.publishable().filter(event=record).values_list("source", flat=True))
        return with_ancestors(cited, locked=locked)
    if isinstance(record, Figure | Check):
        return with_ancestors({record.source_id}, locked=locked)
    return with_ancestors({record.pk}, locked=locked) if isinstance(record, Source) else []
