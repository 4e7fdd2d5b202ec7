"""The steps of a record's life: submit, send back, approve, withdraw, merge."""

import datetime as dt
from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from ..codebook import FIELDS, YEARS_A_ROUTE_STAYS_SECRET, Finding, find_harm
from ..derive import PUBLIC_FEED, Json, lock, prune_sources, resolve
from ..errors import HarmfulText, InvalidValue, MissingReason, NotAllowedNow, UnsupportedValue
from ..models import Claim, Event, Figure, PublicSource, Reviewed, Revision, Source
from ..vocabulary import Act, State
from .history import KINDS, append, require
from .publishing import SNAPSHOTS, check_four_eyes, lock_series, publish, publish_cited, save_step, with_ancestors

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
    lock(PUBLIC_FEED)
    record = _locked(record)
    require(by, "review")
    _expect_reviewable(record)
    check_four_eyes(record, by)
    if isinstance(record, Event):
        resolve(record)  # sources may have learnt since whose copies they are
    sources = _cited_sources(record)
    series = lock_series(record) if isinstance(record, Figure) else []
    snapshot = SNAPSHOTS[type(record)](record)
    reason = reason.strip() or last_reason(record)
    check_harm(snapshot, [*sources, *series], reason, override)
    numbers = {source.pk for source in sources}
    known = dict(PublicSource.objects.filter(pk__in=numbers).values_list("pk", "derives_from"))
    publish_cited([source for source in sources if source != record], known.keys(), by=by, reason=reason)
    publish_cited(series, {found.pk for found in series if found.approved_version}, by=by, reason=reason)
    if isinstance(record, Event | Figure):
        record.state = State.PUBLISHED
    publish(record, Act.APPROVE, snapshot, by=by, reason=reason, override=override)
    prune_sources(set(known.values()) - numbers)  # from which a source no longer derives
    return record


def _expect_reviewable(record: Reviewed) -> None:
    if isinstance(record, Event | Figure):
        _expect(record, (State.IN_REVIEW,), "approved")
        check_complete(record)
    elif isinstance(record, Source) and not PublicSource.objects.filter(pk=record.pk).exists():
        remedy = "Approve an event or a figure that cites it; the source becomes public with it."
        raise NotAllowedNow(f"Nothing public rests on {record.public_id}.", field="state", remedy=remedy)


@transaction.atomic
def withdraw(record: Submitted, *, by: User, reason: str) -> Submitted:
    """Take a record back. Its address goes on answering, with the reason; a record never public just closes."""
    lock(PUBLIC_FEED)
    record = _locked(record)
    require(by, "review")
    _expect(record, (*OPEN, State.IN_REVIEW, State.PUBLISHED), "withdrawn")
    _need_reason(reason, "Readers who follow an old address will see it.")
    return _close(record, State.WITHDRAWN, Act.WITHDRAW, {"kind": "withdrawn", "replaced_by": ""}, by=by, reason=reason)


@transaction.atomic
def merge(event: Event, *, into: Event, by: User, reason: str) -> Event:
    """Close an event as the same one as another. Its address goes on answering and leads to the other."""
    lock(PUBLIC_FEED)
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


FREE_TEXTS = (
    *("title", "title_en", "title_ko", "summary_en", "summary_ko", "definition_en", "definition_ko"),
    *("words", "quote", "locator", "public_note"),
)
"""Keys of public documents under which editors write freely."""


def check_harm(snapshot: Json, cited: Sequence[Reviewed], reason: str, override: str = "") -> None:
    """Raise HarmfulText, naming each finding, unless a reviewer overrides it with a reason."""
    document = snapshot["document"]
    documents = [document, *snapshot.get("claims", []), *(SNAPSHOTS[type(other)](other)["document"] for other in cited)]
    texts = [reason, *(found[name] for found in documents for name in FREE_TEXTS if found.get(name))]
    end = dt.date.fromisoformat(document["occurred_to"]) if document.get("occurred_to") else None
    if (findings := _find_harm(texts, end)) and not override.strip():
        listed = "; ".join(map(str, dict.fromkeys(findings)))
        remedy = "Rewrite it, withhold it, or override with a reason that is recorded."
        raise HarmfulText(f"Could identify or endanger somebody: {listed}.", field="override", remedy=remedy)


def _find_harm(texts: list[str], end: dt.date | None) -> list[Finding]:
    """Return what in some texts must not be published of an event that ended then, or of something without a date."""
    oldest = timezone.localdate() - dt.timedelta(days=round(365.25 * YEARS_A_ROUTE_STAYS_SECRET))
    return [found for text in texts for found in find_harm(text, route_in_use=end is None or end > oldest)]


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


def _move[R: Submitted](record: R, state: State, act: Act, *, by: User, reason: str) -> R:
    record.state = state
    record.version += 1
    append(record, act, body={"state": {"state": state}}, by=by, reason=reason)
    save_step(record)
    return record


def _close[R: Submitted](record: R, state: State, act: Act, tombstone: Json, *, by: User, reason: str) -> R:
    record.state_reason = reason
    if record.approved_version is None:
        return _move(record, state, act, by=by, reason=reason)
    if findings := _find_harm([reason], record.occurred_to if isinstance(record, Event) else None):
        remedy = "Rewrite the reason: everybody who follows the address will read it."
        raise HarmfulText(f"Could identify or endanger somebody: {findings[0]}.", field="reason", remedy=remedy)
    record.state = state
    publish(record, act, {"tombstone": {"reason": reason} | tombstone}, by=by, reason=reason)
    return record


def _cited_sources(record: Reviewed) -> list[Source]:
    if isinstance(record, Event):
        return with_ancestors(set(Claim.objects.publishable().filter(event=record).values_list("source", flat=True)))
    if isinstance(record, Figure):
        return with_ancestors({record.source_id})
    return with_ancestors({record.pk}) if isinstance(record, Source) else []
