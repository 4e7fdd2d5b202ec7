"""The rows of a review: each text and each coded field, approved beside proposed, with claims, marks and gaps."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from ..actions import MARKED_TEXTS
from ..codebook import FIELDS, PLACE, describe
from ..derive import Json, roots_of
from ..models import Claim, Event, Place, ReviewMark
from ..vocabulary import Standing, Verdict
from .gaps import WORDS, gaps_of
from .history import approved_snapshot
from .parts import Parts, label_of, parts_at, parts_now
from .word_diff import show_difference

ORDER = [Standing.ACCEPTED, Standing.CONFLICTING, Standing.CANDIDATE, Standing.SUPERSEDED, Standing.REJECTED]


@dataclass(frozen=True)
class ClaimShown:
    """One claim of a row: its value in words, and whether it is new or changed since the approved version."""

    claim: Claim
    value: str
    state: str


@dataclass
class FieldRow:
    """One field of a review. `change` is new, changed, claims (the value stayed, its evidence did not) or empty."""

    key: str
    label: str
    is_text: bool
    language: str
    before: Any
    after: Any
    change: str
    claims: list[ClaimShown] = field(default_factory=list)
    gaps: list[Any] = field(default_factory=list)
    findings: list[Any] = field(default_factory=list)
    accepted: ReviewMark | None = None
    holds: bool = False
    questions: list[ReviewMark] = field(default_factory=list)
    earlier: list[ReviewMark] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look at: no value, no claim, no word of a reviewer."""
        return not (self.before or self.after or self.claims or self.gaps or self.questions or self.accepted)

    @property
    def folded(self) -> bool:
        """Whether its claims are shown on demand only: readers have seen them as they are."""
        return bool(self.before) and not (self.change or self.questions or self.findings)

    @property
    def is_missing(self) -> bool:
        """Whether the event can't be approved for want of this field."""
        return WORDS["missing"] in self.gaps or (self.is_text and not self.after)


def fields_of(event: Event, claims: Sequence[Claim], findings: Sequence[Any]) -> list[FieldRow]:
    """Return every text and coded field of an event as a reviewer looks at it. Costs: 7 queries, some a step more."""
    marks = list(event.marks.select_related("by", "answered_by"))
    approved = event.approved_version or 0
    versions = {mark.version for mark in marks if mark.verdict == Verdict.ACCEPTED} | {approved}
    now, then = parts_now(event, claims), parts_at({event.pk: versions})
    told = Telling(event, claims, approved_snapshot(event), then.get((event.pk, approved), {}), now)
    gaps = gaps_of(claims, roots_of({claim.source_id for claim in claims}))
    rows = [told.text(name) for name in MARKED_TEXTS] + [told.coded(key) for key in FIELDS]
    for row in rows:
        row.gaps = [WORDS[gap] for gap in gaps.get(row.key, ())]
        row.findings = [found for found in findings if found.field == row.key]
        _mark(row, [mark for mark in marks if mark.field == row.key])
        if row.accepted:
            row.holds = _same(then.get((event.pk, row.accepted.version), {}), now, row.key)
    return rows


def _same(before: Parts, now: Parts, key: str) -> bool:
    return bool(before) and (before.get(key) or None) == (now.get(key) or None)


def _mark(row: FieldRow, marks: Sequence[ReviewMark]) -> None:
    """Tell what reviewers said last of a field, and what is asked."""
    asked = [mark for mark in marks if mark.verdict == Verdict.ASKED]
    row.questions = [mark for mark in asked if mark.closed_at is None]
    row.earlier = [mark for mark in asked if mark.closed_at is not None]
    row.accepted = next((mark for mark in reversed(marks) if mark.verdict == Verdict.ACCEPTED), None)


class Telling:
    """Tells the fields of one event in the language of the desk."""

    def __init__(self, event: Event, claims: Sequence[Claim], snapshot: Json, before: Parts, now: Parts) -> None:
        self.event, self.claims, self.before, self.now = event, claims, before, now
        self.language = "ko" if (get_language() or "en").startswith("ko") else "en"
        self.document: Json = snapshot.get("document", {})
        self.public: list[Json] = snapshot.get("claims", [])
        told = [claim.value for claim in claims] + [claim["value"] for claim in self.public]
        slugs = {value.get("place") for value in told if isinstance(value, dict)} - {None}
        column = "name_ko" if self.language == "ko" else "name_en"
        self.places = dict(Place.objects.filter(slug__in=slugs).values_list("slug", column)) if slugs else {}

    def text(self, name: str) -> FieldRow:
        """Return a text, what changed in it marked word by word."""
        old, new = self.document.get(name, ""), getattr(self.event, name)
        before, after = show_difference(old, new)
        change = "" if old == new else "changed" if self.document else "new"
        language = "ko" if name.endswith("_ko") else "en"
        return FieldRow(name, label_of(name), True, language, before, after, change)

    def coded(self, key: str) -> FieldRow:
        """Return a coded field: the values on which its accepted claims agreed then and agree now."""
        claims = [claim for claim in self.claims if claim.field == key]
        accepted = [claim.value for claim in claims if claim.standing == Standing.ACCEPTED and not claim.sealed]
        approved = [c["value"] for c in self.public if c["field"] == key and c["standing"] == Standing.ACCEPTED]
        before = self.words(key, approved[0]) if approved else ""
        after = self.words(key, accepted[0]) if accepted else ""
        shown = [ClaimShown(claim, self.words(key, claim.value), self.state_of(claim)) for claim in claims]
        if approved[:1] != accepted[:1]:
            change = "changed" if self.document else "new"
        else:
            change = "claims" if self.document and self.before and not _same(self.before, self.now, key) else ""
        return FieldRow(key, label_of(key), False, self.language, before, after, change, shown)

    def words(self, key: str, value: Any) -> str:
        place = self.places.get(value["place"], "") if FIELDS[key].kind == PLACE and value["place"] else ""
        return describe(key, value, self.language, place)

    def state_of(self, claim: Claim) -> str:
        """Return new or changed, for a claim that is not as it was at the approved version."""
        if not self.before:
            return ""
        before = self.before.get(claim.field, {}).get(claim.pk)
        return "new" if before is None else "" if before == self.now[claim.field][claim.pk] else "changed"


def claims_of(event: Event) -> list[Claim]:
    """Return the claims of an event, those that stand first, then the newest statement."""
    places = {standing: place for place, standing in enumerate(ORDER)}
    claims = Claim.objects.filter(event=event).order_by("-stated_from", "-pk")
    return sorted(claims, key=lambda claim: places.get(Standing(claim.standing), len(ORDER)))


def open_questions(event: Event) -> list[dict[str, Any]]:
    """Return what reviewers ask of an event and nobody closed, each with the name of its field. Costs: 1 query."""
    asked = ReviewMark.objects.open_questions().filter(event=event).select_related("by", "answered_by")
    return [{"mark": mark, "label": label_of(mark.field)} for mark in asked]


def reasons_against(rows: Sequence[FieldRow], *, coded_it: bool) -> list[tuple[str, str]]:
    """Return [(kind, names of fields)]: why this person can't approve an event now."""
    against = [("coded", "")] if coded_it else []
    for kind, found in (
        ("questions", [row.label for row in rows if row.questions]),
        ("missing", [row.label for row in rows if row.is_missing]),
    ):
        against += [(kind, ", ".join(found))] if found else []
    return against
