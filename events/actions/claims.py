"""Claims and links as an editor hands them in: checked, then written as the whole set of an event."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Q
from django.utils import timezone

from .. import codebook, partial_dates
from ..derive import find_place
from ..errors import InvalidValue, NotAllowedNow, QuoteNotInText, TrackerError
from ..intake import is_within_one
from ..models import CODERS, Article, Claim, Event, EventLink, PublicClaim, Source, Suggestion
from ..vocabulary import Certainty, ClaimRelation, Issuer, LinkKind, Standing, SuggestionState
from .history import check_columns

LONGEST_QUOTE = 300
LOSING = (Standing.SUPERSEDED, Standing.REJECTED, Standing.CONFLICTING)
CODES = {"issuer": Issuer, "certainty": Certainty, "standing": Standing}


@dataclass
class ClaimInput:
    """One claim as handed in. `key` is a temporary name by which others of the same set refer to a new claim.

    `near` is the offset at which the quote was selected, should its words stand more than once. `suggestion` is the
    marked passage that it was made from. `settlement` says what becomes of a difference from the accepted value
    (conflicts.py), and `settlement_note` is what readers learn about the value that loses.
    """

    field: str
    value: Any
    source: Source
    issuer: str
    stated: str = ""
    certainty: str = Certainty.REPORTED.value
    quote: str = ""
    locator: str = ""
    relation: str = ""
    related_to: int | str | None = None
    standing: str = Standing.CANDIDATE.value
    public_note: str = ""
    sealed: bool = False
    id: int | None = None
    key: str = ""
    near: int = 0
    suggestion: int | None = None
    settlement: str = ""
    settlement_note: str = ""


@dataclass
class LinkInput:
    """Another event that belongs together with this one, and how."""

    other: Event
    kind: str


def write_claims(event: Event, inputs: Sequence[ClaimInput], by: User) -> None:
    """Make the claims of a locked event exactly these. Raises: TrackerError naming claims[position].attribute."""
    _check_open(inputs)
    existing = {claim.pk: claim for claim in Claim.objects.filter(event=event)}
    _remove([claim for pk, claim in existing.items() if pk not in {given.id for given in inputs}])
    claims: list[Claim] = []
    for position, given in enumerate(inputs):
        try:
            claims.append(_write(event, given, existing, by))
        except TrackerError as error:
            error.field = f"claims[{position}].{error.field or 'value'}"
            raise
    Claim.objects.bulk_create(claim for claim in claims if claim.pk is None)
    written: dict[int | str, Claim] = {claim.pk: claim for claim in claims}
    written |= {given.key: claim for given, claim in zip(inputs, claims, strict=True) if given.key}
    for position, (given, claim) in enumerate(zip(inputs, claims, strict=True)):
        if given.relation:
            _relate(claim, given, written, f"claims[{position}]")
        if given.suggestion is not None:
            use_suggestion(given.suggestion, claim, by)


def _remove(claims: list[Claim]) -> None:
    for claim in claims:
        if PublicClaim.objects.filter(pk=claim.pk).exists():
            remedy = "Set its standing to rejected and say why."
            raise InvalidValue(f"{claim.public_id} is public and can't be removed.", field="claims", remedy=remedy)
        Claim.objects.filter(related_to=claim).update(related_to=None, relation="")
        Suggestion.objects.filter(claim=claim).update(
            state=SuggestionState.OPEN, claim=None, decided_by=None, decided_at=None
        )
        claim.delete()


def _write(event: Event, given: ClaimInput, existing: dict[int, Claim], by: User) -> Claim:
    """Return a claim made as it was handed in; one that stood already is saved if it changed."""
    claim = existing.get(given.id) if given.id else Claim(event=event, entered_by=by)
    if claim is None:
        raise InvalidValue(f"Claim {given.id} is not of this event.", field="id", remedy="Open the event again.")
    before = _columns(claim)
    claim.field = given.field
    claim.value = codebook.check(given.field, given.value)
    if given.field == "place":
        find_place(claim.value["place"])
    claim.source = given.source
    for name, axis in CODES.items():
        setattr(claim, name, codebook.code_of(axis, getattr(given, name), name))
    claim.stated = given.stated.strip()
    claim.stated_from = partial_dates.read(claim.stated, field="stated").start if claim.stated else None
    claim.locator, claim.public_note, claim.sealed = given.locator.strip(), given.public_note.strip(), given.sealed
    _set_quote(claim, given)
    _check_note(claim)
    if not given.relation:
        claim.relation, claim.related_to = "", None
    check_columns(claim)
    if claim.pk is not None and before != _columns(claim):
        claim.save()
    return claim


def _check_open(inputs: Sequence[ClaimInput]) -> None:
    """Refuse new claims from an article that two people still code apart: each would read what the other says."""
    new: dict[int, str] = {}
    for position, given in enumerate(inputs):
        if not given.id:
            new.setdefault(given.source.pk, f"claims[{position}].source")
    handed_in = Count("codings", Q(codings__handed_in_at__isnull=False))
    apart = Article.objects.filter(source__in=new, double_coded=True).annotate(handed_in=handed_in)
    blind = apart.filter(handed_in__lt=CODERS).values_list("source", flat=True).first()
    if blind is not None:
        remedy = "Code it on its own page; a third person settles both codings."
        raise NotAllowedNow("Two people code this article without seeing each other.", field=new[blind], remedy=remedy)


def _columns(claim: Claim) -> dict[str, Any]:
    return {f.attname: getattr(claim, f.attname) for f in Claim._meta.concrete_fields if not f.generated}


def _set_quote(claim: Claim, given: ClaimInput) -> None:
    """Keep a quote only if it stands in the source's text word for word, and remember where."""
    claim.quote = given.quote.strip()
    claim.quote_start, claim.quote_end = find_quote(claim.quote, given.source.text, near=given.near) or (None, None)


def find_quote(quote: str, text: str, *, near: int = 0) -> tuple[int, int] | None:
    """Return where a quote stands in a text; None without a quote or a text. Raises: QuoteNotInText, InvalidValue."""
    if len(quote) > LONGEST_QUOTE:
        remedy = f"Keep the {LONGEST_QUOTE} characters that carry the value."
        raise InvalidValue(f"The quote has {len(quote)} characters.", field="quote", remedy=remedy)
    return find_words(quote, text, near=near) if quote and text else None


def find_words(words: str, text: str, *, field: str = "quote", near: int = 0) -> tuple[int, int]:
    """Return where words stand in a text, the place nearest to `near`, white space aside but within one paragraph.

    Raises: QuoteNotInText, telling words of two paragraphs from words that stand nowhere.
    """
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    spans = [found.span() for found in pattern.finditer(text)]
    within = [span for span in spans if is_within_one(text, *span)]
    if within:
        return min(within, key=lambda span: abs(span[0] - near))
    if spans:
        remedy = "Make one claim for each paragraph."
        raise QuoteNotInText("The quote runs from one paragraph into the next.", field=field, remedy=remedy)
    raise QuoteNotInText(field=field, remedy="Copy the words from the text without changing them.")


def _check_note(claim: Claim) -> None:
    if claim.standing in LOSING and not claim.public_note:
        remedy = "Write one sentence for readers: why this value does not stand."
        raise InvalidValue(f"A {claim.standing} claim needs a public note.", field="public_note", remedy=remedy)


def _relate(claim: Claim, given: ClaimInput, written: dict[int | str, Claim], place: str) -> None:
    other = written.get(given.related_to) if given.related_to is not None else None
    if other is None or other.pk == claim.pk:
        remedy = "Choose another claim of the same event."
        raise InvalidValue("A relation needs the claim that it speaks of.", field=f"{place}.related_to", remedy=remedy)
    relation = codebook.code_of(ClaimRelation, given.relation, f"{place}.relation")
    if (claim.relation, claim.related_to_id) != (relation, other.pk):
        claim.relation, claim.related_to = relation, other
        claim.save(update_fields=["relation", "related_to"])


def use_suggestion(number: int, claim: Claim, by: User) -> None:
    """Note which claim was made from a suggestion. Raises: InvalidValue if it stands in another document."""
    suggestion = Suggestion.objects.filter(pk=number, article__source=claim.source_id).first()
    if suggestion is None:
        remedy = "Open the article again."
        raise InvalidValue(f"Suggestion {number} is not of this source.", field="suggestion", remedy=remedy)
    if suggestion.claim_id != claim.pk:
        suggestion.state, suggestion.claim = SuggestionState.USED, claim
        suggestion.decided_by, suggestion.decided_at = by, timezone.now()
        suggestion.save(update_fields=["state", "claim", "decided_by", "decided_at"])


def write_links(event: Event, inputs: Sequence[LinkInput]) -> None:
    """Make the links of a locked event exactly these."""
    for given in inputs:
        codebook.code_of(LinkKind, given.kind, "links.kind")
        if given.other.pk == event.pk:
            raise InvalidValue(
                "An event can't be linked to itself.", field="links.other", remedy="Choose another event."
            )
    wanted = {(given.other.pk, given.kind) for given in inputs}
    kept = {(link.other_id, link.kind): link for link in EventLink.objects.filter(event=event)}
    for pair, link in kept.items():
        if pair not in wanted:
            link.delete()
    EventLink.objects.bulk_create(EventLink(event=event, other_id=o, kind=k) for o, k in sorted(wanted - kept.keys()))
