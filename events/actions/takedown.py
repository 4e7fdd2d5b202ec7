"""Taking words and values down for somebody's safety: from desk, public record, search and history, at once.

Only the counts stay. The approved snapshot is cut, never made anew from the desk, so that nothing that waits for
approval slips out with a takedown. See docs/adr/0021-takedown.md.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from .. import codebook, partial_dates
from ..codebook import FIELDS
from ..derive import EMPTY, ERASING, PUBLIC_FEED, Json, columns_of, lock, resolve, weigh, years_of_document
from ..errors import InvalidValue, MissingReason, NotAllowedNow
from ..models import Claim, Event, KeptForm, Revision, RevisionBody, Suggestion, parse_public_id, public_id
from ..vocabulary import Act, Severity, Standing
from .coding import TEXTS, event_state
from .erasing import destroy
from .gate import check_words
from .history import append, check_columns, require
from .publishing import approved_snapshots, publish

COUNTED = {"persons"} | {field.key for field in FIELDS.values() if field.needed}
"""Fields by which events are counted: their accepted values stay, a date as its year, without any words."""
SPOKEN = ("quote", "locator", "stated", "public_note")
COARSE = "Kept without its words, for somebody's safety."
DESCRIBED: dict[str, Json] = {
    "place": {"place": None, "place_name_en": "", "place_name_ko": "", "lat": None, "lon": None, "radius_km": None}
}
"""Columns of a public document that follow from a field beside those that the codebook names."""


@transaction.atomic
def take_down(
    event: Event, *, claims: Sequence[int] = (), texts: dict[str, str] | None = None, by: User, reason: str
) -> Event:
    """Remove claims, by number, and replace texts of an event everywhere, at once and for good. Counts stay.

    Accepted claims on counted fields stay without their words; a date is made coarse to its years. Every earlier body
    of the history that holds what was removed is destroyed, and that is recorded. Nobody overrides the gate here.
    Raises: NotPermitted, MissingReason, InvalidValue, NotAllowedNow, HarmfulText.
    """
    require(by, "review")
    if not reason.strip():
        remedy = "Say why, without repeating what is taken down: readers will see it."
        raise MissingReason("A reason is needed.", field="reason", remedy=remedy)
    lock(PUBLIC_FEED)
    event = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    before = approved_snapshots([event]).get(event.pk, {})
    resting = _resting(event, before)
    chosen = _choose(event, set(claims), resting)
    texts = _replace_texts(event, texts or {})
    if not chosen and not texts:
        remedy = "Choose a claim, or write a new text."
        raise InvalidValue("Nothing is chosen.", field="claims", remedy=remedy)
    remedy = "Rewrite it: it is public at once, and nobody can override that."
    check_words({"reason": reason} | {k: v for k, v in texts.items() if k != "desk_notes"}, event.occurred_to, remedy)
    kept = {claim.public_id: claim for claim in chosen if claim.pk in resting}
    gone = {claim.public_id for claim in chosen} - kept.keys()
    holding = _bodies_that_hold(event, [claim.pk for claim in chosen], set(texts))
    _forget_at_desk(event, chosen, kept.values())
    resolve(event)
    event.save()
    told = {"state": event_state(event), "erased": _record_erasures(event, holding, by=by, reason=reason)}
    if "document" in before:
        after = _cut(before, gone, kept, texts)
        _check_counts(before["document"], after["document"])
        publish(event, Act.TAKE_DOWN, after, by=by, reason=reason, severity=Severity.SAFETY, kept=told)
    else:
        event.version += 1
        append(event, Act.TAKE_DOWN, body=told, by=by, reason=reason)
        event.save(update_fields=["version"])
    destroy(revision for revisions in holding.values() for revision in revisions)
    return event


def _resting(event: Event, before: Json) -> dict[int, str]:
    """Return {claim: field} of claims on which a counted value rests, at the desk or in public."""
    own = Claim.objects.filter(event=event, field__in=COUNTED)
    public = [claim["id"] for claim in before.get("claims", []) if claim["standing"] == Standing.ACCEPTED]
    shown = Q(pk__in=[parse_public_id("CL", text) for text in public])
    return dict(own.filter(shown | Q(standing=Standing.ACCEPTED, sealed=False)).values_list("pk", "field"))


def _choose(event: Event, numbers: set[int], resting: dict[int, str]) -> list[Claim]:
    """Return the chosen claims; with one date all on which the date rests: one coarse date can't stand alone."""
    own = list(Claim.objects.filter(event=event).order_by("pk"))
    if missing := numbers - {claim.pk for claim in own}:
        remedy = "Open the event again."
        raise InvalidValue(f"Claim {min(missing)} is not of this event.", field="claims", remedy=remedy)
    dates = {pk for pk, field in resting.items() if field == "occurred"}
    numbers = numbers | dates if numbers & dates else numbers
    return [claim for claim in own if claim.pk in numbers]


def _replace_texts(event: Event, texts: dict[str, str]) -> dict[str, str]:
    """Set the new texts and return those that differ. A public text can't be empty."""
    changed = {name: text.strip() for name, text in texts.items() if text.strip() != getattr(event, name, None)}
    for name, text in changed.items():
        if name not in TEXTS or (not text and name != "desk_notes"):
            raise InvalidValue("The text is empty.", field=name, remedy="Write what may stand there instead.")
        setattr(event, name, text)
    check_columns(event)
    return changed


def coarsen(value: Any) -> Any:
    """Return a date of an event by its years alone, open where it was open."""
    date = partial_dates.read(value["edtf"], field="occurred")
    years = [f"{day.year:04d}" if day else ".." for day in (date.start, date.end)]
    edtf = years[0] if years[0] == years[1] else "/".join(years)
    return codebook.check("occurred", {"edtf": edtf, "basis": value["basis"]})


def _forget_at_desk(event: Event, chosen: Sequence[Claim], kept: Iterable[Claim]) -> None:
    """Remove chosen claims with what points to them; those that are kept lose their words."""
    removed = [claim for claim in chosen if claim not in kept]
    for claim in chosen:
        twin = Q(claim=claim) | Q(article__source=claim.source_id, field=claim.field, value=claim.value)
        Suggestion.objects.filter(twin).update(value=None)
    KeptForm.objects.filter(address__contains=f"/events/event/{event.pk}/").delete()
    Claim.objects.filter(related_to__in=chosen).update(relation="", related_to=None)
    for claim in kept:
        claim.value = coarsen(claim.value) if claim.field == "occurred" else claim.value
        claim.quote = claim.locator = claim.stated = claim.relation = ""
        claim.public_note = "" if claim.standing == Standing.ACCEPTED else COARSE
        claim.quote_start = claim.quote_end = claim.stated_from = claim.related_to = None
        claim.save()
    Claim.objects.filter(pk__in=[claim.pk for claim in removed]).delete()


def _cut(before: Json, gone: set[str], kept: dict[str, Claim], texts: dict[str, str]) -> Json:
    """Return an approved snapshot without what is taken down; every other value in it stands as it was approved."""
    touched = {claim["field"] for claim in before["claims"] if claim["id"] in gone}
    claims = [_cut_claim(claim, gone | kept.keys(), kept) for claim in before["claims"] if claim["id"] not in gone]
    accepted = {claim["field"]: claim["value"] for claim in claims if claim["standing"] == Standing.ACCEPTED}
    document = before["document"] | {name: text for name, text in texts.items() if name in before["document"]}
    for key in touched - accepted.keys():
        document |= {name: EMPTY[name] for name in FIELDS[key].columns} | DESCRIBED.get(key, {})
    if kept:
        document |= _plain(columns_of("occurred", accepted["occurred"]))
    document |= weigh([_read_claim(claim) for claim in claims if claim["standing"] == Standing.ACCEPTED])
    words = "" if document["place"] is None else before["words"]
    return before | {"document": document, "claims": claims, "words": words}


def _cut_claim(claim: Json, chosen: set[str], kept: dict[str, Claim]) -> Json:
    if claim["related_to"] in chosen:
        claim = claim | {"relation": "", "related_to": None}
    if claim["id"] not in kept:
        return claim
    value = coarsen(claim["value"]) if claim["field"] == "occurred" else claim["value"]
    cut = claim | dict.fromkeys((*SPOKEN, "relation"), "") | {"related_to": None, "value": value}
    return cut if claim["standing"] == Standing.ACCEPTED else cut | {"public_note": COARSE}


def _plain(columns: Json) -> Json:
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in columns.items()}


def _read_claim(claim: Json) -> Claim:
    """Return a claim of a snapshot as far as evidence is weighed by it."""
    names = ("field", "relation", "certainty")
    return Claim(source_id=parse_public_id("SR", claim["source"]), **{name: claim[name] for name in names})


def _check_counts(before: Json, after: Json) -> None:
    """Raise InvalidValue if an event would be counted otherwise than before."""
    names = ("direction", "movement_class", "persons_min", "persons_max")
    same = all(before[name] == after[name] for name in names)
    if not same or years_of_document(before) != years_of_document(after):
        remedy = "Leave the claims on which its year, direction, class and persons rest."
        raise InvalidValue("The event would be counted otherwise.", field="claims", remedy=remedy)


def _bodies_that_hold(event: Event, claims: Sequence[int], texts: set[str]) -> dict[Event, list[Revision]]:
    """Return, by event, the revisions whose bodies hold the claims, wherever those once stood, or the old texts."""
    mention = Q(record_id=event.pk)
    for pk in claims:
        mention |= Q(body__body__contains=f'"{public_id("CL", pk)}"') | Q(body__body__contains=f'"{pk}":{{')
    found: dict[int, list[Revision]] = {event.pk: []}
    for revision in Revision.objects.filter(mention, record="event", body__isnull=False).select_related("body"):
        if _holds(revision.body.read(), claims, texts if revision.record_id == event.pk else set()):
            found.setdefault(revision.record_id, []).append(revision)
    events = Event.objects.select_for_update(no_key=True).in_bulk(sorted(found))
    for pk, revisions in found.items():
        if pk != event.pk and any(revision.number == events[pk].approved_version for revision in revisions):
            remedy = "Approve that event without it first."
            raise NotAllowedNow(f"{events[pk].public_id} still shows it.", field="claims", remedy=remedy)
    return {events[pk]: revisions for pk, revisions in found.items()}


def _holds(body: Json, claims: Sequence[int], texts: set[str]) -> bool:
    state, snapshot = body.get("state", {}), body.get("snapshot", {})
    ids = {public_id("CL", pk) for pk in claims}
    if any(str(pk) in state.get("claims", {}) for pk in claims):
        return True
    if any(claim["id"] in ids for claim in snapshot.get("claims", [])):
        return True
    return any(name in part for name in texts for part in (state, snapshot.get("document", {})))


def _record_erasures(event: Event, holding: dict[Event, list[Revision]], *, by: User, reason: str) -> list[int]:
    """Append the record of destroyed bodies to every other chain, and return the numbers for the event's own.

    A body that recorded erasures itself hands its list on, or the gaps that it explains would look like tampering.
    """
    erased = {
        record: sorted({number for revision in revisions for number in (revision.number, *_erased_by(revision))})
        for record, revisions in holding.items()
    }
    for record, numbers in erased.items():
        if record.pk != event.pk:
            record.version += 1
            append(record, Act.ERASE, body={"erased": numbers}, by=by, reason=reason)
            record.save(update_fields=["version"])
    return erased.get(event, [])


def _erased_by(revision: Revision) -> list[int]:
    if revision.act not in ERASING:
        return []
    told = RevisionBody.objects.get(pk=revision.pk).read()["erased"]
    return told if isinstance(told, list) else [told]
