"""Whether two records are one event: merge, undo a merge, split, and remember that two are not the same.

Claims move with their whole past; `came_from` says for which event they were coded. What a move needs to be undone
stands in the history: the claims as they were in the last state of the lender, what the borrower gained in the merge.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from ..derive import PUBLIC_FEED, Json, lock, resolve
from ..errors import InvalidValue, NotAllowedNow
from ..models import Claim, Event, EventLink, NotSame, PublicEvent, Revision
from ..vocabulary import Act, Standing, State
from .coding import CLOSED, TEXTS, event_state, require_reason
from .history import append, body_before, check_columns, require, write_row
from .workflow import IN_PUBLIC, OPEN, close, expect, need_reason


@transaction.atomic
def merge(event: Event, *, into: Event, by: User, reason: str) -> Event:
    """Close an event as the same one as another, which takes over its claims, links and handles.

    The address of the closed event leads on at once; what the other one gained waits for a second person.
    Raises: NotAllowedNow, InvalidValue, MissingReason, HarmfulText, NotPermitted.
    """
    lock(PUBLIC_FEED)
    event, into = _lock_both(event, into)
    require(by, "review")
    expect(event, (*OPEN, State.IN_REVIEW, State.PUBLISHED), "merged")
    need_reason(reason, "Say how you know that both are the same.")
    _check_can_take(event, into)
    claims = list(Claim.objects.filter(event=event).order_by("pk"))
    _take_over(claims, event, into)
    gained = {"links": _move_links(event, into), "subjects": _move_subjects(event, into)}
    resolve(event)
    event.merged_into = into
    kept = {"moved": [claim.pk for claim in claims], "gained": gained}
    stone = {"kind": "merged", "replaced_by": into.public_id}
    closed = close(event, State.MERGED, Act.MERGE, stone, by=by, reason=reason, kept=kept)
    _change(into, Act.CHANGE, {"merged": event.pk}, by=by, reason=reason)
    return closed


@transaction.atomic
def unmerge(event: Event, *, by: User, reason: str) -> Event:
    """Open a merged event again with the claims that it lent, each with the standing that it had.

    Its tombstone stays until it is approved again. If the history of the lender was erased, its claims come back as
    candidates.
    Raises: NotAllowedNow, MissingReason, NotPermitted.
    """
    lock(PUBLIC_FEED)
    require(by, "review")
    event = Event.objects.get(pk=event.pk)
    expect(event, (State.MERGED,), "opened again")
    event, into = _lock_both(event, event.merged_into or event)
    expect(event, (State.MERGED,), "opened again")
    need_reason(reason, "Say how you know that they are not the same.")
    if into.state in CLOSED:
        remedy = "Undo its own merge first; a withdrawn event keeps what it took over."
        raise NotAllowedNow(f"{into.public_id} is {into.state}.", field="state", remedy=remedy)
    recorded = _claims_before(event, event.version)
    lent = Claim.objects.filter(event=into, pk__in=map(int, recorded)) | Claim.objects.filter(
        event=into, came_from=event
    )
    _bring_home(list(lent.order_by("pk")), event, recorded)
    _give_back(event, into, (body_before(event, event.version + 1, [Act.MERGE]) or {}).get("gained", {}))
    event.merged_into, event.state_reason = None, ""
    event.state = State.CHANGED if event.approved_version is not None else State.DRAFT
    _change(event, Act.UNMERGE, {"merged": into.pk}, by=by, reason=reason)
    _change(into, Act.CHANGE, {"unmerged": event.pk}, by=by, reason=reason)
    return event


@transaction.atomic
def split(event: Event, *, claims: Sequence[int], texts: dict[str, str], by: User, reason: str) -> Event:
    """Move some claims of an event, by number, into a new draft and return that. Merging it back undoes it.

    Raises: InvalidValue, NotAllowedNow, MissingReason, DisagreeingClaims, NotPermitted.
    """
    require(by, "change_event")
    event = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    expect(event, (*OPEN, State.IN_REVIEW, State.PUBLISHED), "split")
    require_reason(event, reason)
    own = list(Claim.objects.filter(event=event).order_by("pk"))
    chosen = [claim for claim in own if claim.pk in set(claims)]
    if not chosen or len(chosen) == len(own) or len(chosen) < len(set(claims)):
        remedy = "Choose at least one claim, and leave at least one."
        raise InvalidValue("These claims can't be split off.", field="claims", remedy=remedy)
    new = Event(coded_by=by, version=1, **{name: texts.get(name, "").strip() for name in TEXTS})
    if not new.title_en:
        raise InvalidValue("The title is empty.", field="title_en", remedy="Write a title of your own.")
    check_columns(new)
    write_row(new, new=True)
    for claim in chosen:
        claim.event, claim.came_from = new, event
        claim.save(update_fields=["event", "came_from"])
    _cut_relations(event, new)
    resolve(new)
    append(new, Act.CREATE, body={"state": event_state(new), "split_from": event.pk}, by=by, reason=reason)
    _change(event, Act.SPLIT, {"split_into": new.pk}, by=by, reason=reason)
    return new


@transaction.atomic
def tell_apart(one: Event, other: Event, *, by: User, reason: str) -> NotSame:
    """Remember that two events which look alike are not the same. They are not proposed to each other again."""
    require(by, "change_event")
    need_reason(reason, "Say how you know that they are not the same.")
    first, second = sorted((one, other), key=lambda event: event.pk)
    if first == second or NotSame.objects.filter(one=first, other=second).exists():
        remedy = "Choose another event."
        raise InvalidValue("These two can't be told apart, or are already.", field="other", remedy=remedy)
    return NotSame.objects.create(one=first, other=second, reason=reason.strip(), by=by)


@transaction.atomic
def forget_apart(one: Event, other: Event, *, by: User, reason: str) -> None:
    """Take back that two events are not the same, so that they are proposed to each other again."""
    require(by, "change_event")
    need_reason(reason, "Say why it no longer holds.")
    first, second = sorted((one, other), key=lambda event: event.pk)
    gone, _ = NotSame.objects.filter(one=first, other=second).delete()
    if not gone:
        raise InvalidValue("These two were not told apart.", field="other", remedy="Choose another event.")


def _lock_both(one: Event, other: Event) -> tuple[Event, Event]:
    """Lock two events in the order of their numbers, so that no two merges wait for each other."""
    rows = Event.objects.select_for_update(no_key=True).filter(pk__in=[one.pk, other.pk]).order_by("pk")
    found = {event.pk: event for event in rows}
    return found[one.pk], found[other.pk]


def _check_can_take(event: Event, into: Event) -> None:
    """Raise InvalidValue unless the other event is another one, public and not told apart."""
    live = PublicEvent.objects.live().filter(pk=into.pk).exists()
    if into.pk == event.pk or into.state not in IN_PUBLIC or not live:
        remedy = "Choose another event that is published."
        raise InvalidValue(f"{event.public_id} can't be merged into {into.public_id}.", field="into", remedy=remedy)
    first, second = sorted((event.pk, into.pk))
    if NotSame.objects.filter(one=first, other=second).exists():
        remedy = "Take that back first, if it was a mistake."
        raise InvalidValue("Somebody found that these two are not the same.", field="into", remedy=remedy)


def _take_over(claims: Sequence[Claim], event: Event, into: Event) -> None:
    """Move claims to another event. One that was accepted and says otherwise than that event is conflicting there."""
    accepted = {c.field: c.value for c in Claim.objects.filter(event=into, standing=Standing.ACCEPTED)}
    for claim in claims:
        home = claim.came_from_id == into.pk
        claim.event, claim.came_from = into, None if home else event
        if claim.standing == Standing.ACCEPTED and accepted.get(claim.field, claim.value) != claim.value:
            claim.standing = Standing.CONFLICTING
            told = f"Coded for {event.public_id}, the same event; {into.public_id} rests on another value."
            claim.public_note = " ".join(filter(None, [claim.public_note, told]))[-400:]
        claim.save(update_fields=["event", "came_from", "standing", "public_note"])
    _mend_relations(into, _claims_before_split(into, event), {claim.pk for claim in claims})


def _bring_home(claims: Sequence[Claim], event: Event, recorded: Json) -> None:
    """Give an event back the claims that it lent, as its last state before the merge had them."""
    accepted: dict[str, Any] = {}
    for claim in claims:
        was = recorded.get(str(claim.pk), {"standing": Standing.CANDIDATE, "came_from": None})
        claim.event, claim.came_from_id = event, was["came_from"]
        claim.standing, claim.public_note = was["standing"], was.get("public_note", claim.public_note)
        if claim.standing == Standing.ACCEPTED and accepted.setdefault(claim.field, claim.value) != claim.value:
            claim.standing = Standing.CANDIDATE  # its value was edited while it was lent
        claim.save(update_fields=["event", "came_from", "standing", "public_note"])
    _mend_relations(event, recorded, set(map(int, recorded)))


def _claims_before(event: Event, number: int) -> Json:
    """Return {number: claim} as the last state of an event before a revision had them; empty if that was erased."""
    body = body_before(event, number)
    return dict(body["state"]["claims"]) if body else {}


def _claims_before_split(event: Event, new: Event) -> Json:
    """Return the claims that an event had before another was split from it; empty if that did not happen."""
    splits = Revision.objects.filter(record="event", record_id=event.pk, act=Act.SPLIT).order_by("-number")
    for revision in splits.select_related("body"):
        if hasattr(revision, "body") and revision.body.read()["split_into"] == new.pk:
            return _claims_before(event, revision.number)
    return {}


def _mend_relations(event: Event, recorded: Json, moved: set[int]) -> None:
    """Relate claims as a former state did, where one of both came home and nothing else was said meanwhile."""
    own = {claim.pk: claim for claim in Claim.objects.filter(event=event)}
    for claim in own.values():
        was = recorded.get(str(claim.pk), {})
        came = {claim.pk, was.get("related_to")} & moved
        if came and not claim.relation and was.get("relation") and was["related_to"] in own:
            claim.relation, claim.related_to_id = was["relation"], was["related_to"]
            claim.save(update_fields=["relation", "related_to"])


def _cut_relations(*events: Event) -> None:
    """Let go of relations between claims that now stand in different events."""
    for event in events:
        astray = Claim.objects.filter(event=event, related_to__isnull=False).exclude(related_to__event=event)
        astray.update(relation="", related_to=None)


def _move_links(event: Event, into: Event) -> list[list[Any]]:
    """Move the links of an event to another and return [from, to, kind, whether the other gained it] for each."""
    moved = []
    for link in EventLink.objects.filter(event=event) | EventLink.objects.filter(other=event):
        ends = [into.pk if end == event.pk else end for end in (link.event_id, link.other_id)]
        row = {"event_id": ends[0], "other_id": ends[1], "kind": link.kind}
        gained = ends[0] != ends[1] and not EventLink.objects.filter(**row).exists()
        moved.append([link.event_id, link.other_id, link.kind, gained])
        link.delete()
        if gained:
            EventLink.objects.create(**row)
    return moved


def _move_subjects(event: Event, into: Event) -> list[list[Any]]:
    """Move the handles of an event to another and return [handle, whether the other gained it] for each."""
    had = set(into.subjects.values_list("pk", flat=True))
    lent = sorted(event.subjects.values_list("pk", flat=True))
    into.subjects.add(*lent)
    event.subjects.clear()
    return [[pk, pk not in had] for pk in lent]


def _give_back(event: Event, into: Event, gained: Json) -> None:
    """Give an event its links and handles back, and take from the other what it gained by them."""
    for first, second, kind, was_gained in gained.get("links", []):
        ends = [into.pk if end == event.pk else end for end in (first, second)]
        if was_gained:
            EventLink.objects.filter(event_id=ends[0], other_id=ends[1], kind=kind).delete()
        EventLink.objects.get_or_create(event_id=first, other_id=second, kind=kind)
    for pk, was_gained in gained.get("subjects", []):
        event.subjects.add(pk)
        if was_gained:
            into.subjects.remove(pk)


def _change(event: Event, act: Act, more: Json, *, by: User, reason: str) -> None:
    """Resolve and save a locked event after claims came or went, and append its revision: somebody else approves it."""
    _cut_relations(event)
    resolve(event)
    if event.state == State.PUBLISHED:
        event.state = State.CHANGED
    event.coded_by = by
    event.version += 1
    event.save()
    append(event, act, body={"state": event_state(event)} | more, by=by, reason=reason)
