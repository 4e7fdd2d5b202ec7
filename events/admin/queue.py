"""The queue of reviews: what waits longest first, with what changed, what the evidence lacks, and who may approve."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..actions.publishing import SNAPSHOTS, approved_snapshots
from ..codebook import FIELDS
from ..derive import roots_of
from ..models import Bridge, Check, Claim, Event, Figure, ReviewMark, Revision
from ..vocabulary import Act, Bilingual, Standing, State
from .gaps import gaps_of, summed_up
from .history import WRITING
from .parts import changed_parts, label_of, parts_at, parts_now

PER_PAGE = 50
KINDS: dict[str, Any] = {"event": Event, "figure": Figure, "bridge": Bridge, "check": Check}
CITED = {
    Figure: ("series", "supersedes"),
    Bridge: ("series", "other"),
    Check: ("series", "other_series", "event"),
}
"""What the public document of each names besides."""
FILTERS = {"": _("all"), "mine": _("coded by me"), "others": _("coded by others")}


@dataclass(frozen=True)
class Waiting:
    """One record in the queue."""

    record: Any
    kind: str
    title: str
    submitted_at: dt.datetime | None
    mine: bool
    is_new: bool
    changes: list[str]
    gaps: list[str]
    questions: int = 0
    answers: int = 0

    @property
    def review(self) -> str:
        return reverse(f"admin:events_{self.kind}_review", args=[self.record.pk])

    @property
    def unanswered(self) -> int:
        return self.questions - self.answers


def queue_page(request: HttpRequest) -> dict[str, Any]:
    """Return one page of the queue. Costs: 19 queries and one a step of derivation, however many rows it has."""
    who = request.GET.get("who", "")
    who = who if who in FILTERS else ""
    waiting = [_in_review(model, kind, request.user, who) for kind, model in KINDS.items()]
    found = list(waiting[0].union(*waiting[1:], all=True).order_by())
    found.sort(key=lambda row: (row[0] is not None, row[0] or 0, row[1:3]))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    rows = {
        key: row
        for kind in KINDS
        for key, row in (_events if kind == "event" else _numbers)([row for row in page if row[1] == kind]).items()
    }
    return {
        "title": _("In review"),
        "rows": [rows[row[1:3]] for row in page],
        "page": page,
        "who": who,
        "filters": list(FILTERS.items()),
        "may_review": request.user.has_perm("events.review"),
    }


def _in_review(model: Any, kind: str, user: Any, who: str) -> QuerySet[Any]:
    """Return (when it was handed in, kind, number, whether the reader changed it since its approval)."""
    chain = Revision.objects.filter(record=kind, record_id=OuterRef("pk"))
    submitted = chain.filter(act=Act.SUBMIT).order_by("-number").values("at")[:1]
    own = chain.filter(act__in=WRITING, by=user, number__gt=Coalesce(OuterRef("approved_version"), 0))
    rows = model._default_manager.filter(state=State.IN_REVIEW).order_by()
    rows = rows.annotate(submitted_at=Subquery(submitted), kind_of=Value(kind), mine=Exists(own))
    rows = rows.filter(mine=who == "mine") if who else rows
    return rows.values_list("submitted_at", "kind_of", "pk", "mine")


def _events(found: Sequence[Any]) -> dict[tuple[str, int], Waiting]:
    """Return the events among the rows of a page."""
    events = Event.objects.select_related("coded_by").prefetch_related("links_out", "subjects")
    events = events.in_bulk([pk for *_rest, pk, _mine in found])
    claims: dict[int, list[Claim]] = {pk: [] for pk in events}
    for claim in Claim.objects.filter(event__in=events):
        claims[claim.event_id].append(claim)
    before = parts_at({pk: {event.approved_version} for pk, event in events.items() if event.approved_version})
    roots = roots_of({claim.source_id for of_event in claims.values() for claim in of_event})
    answers: dict[int, list[str]] = {pk: [] for pk in events}
    for pk, answer in ReviewMark.objects.open_questions().filter(event__in=events).values_list("event", "answer"):
        answers[pk].append(answer)
    rows = {}
    for at, kind, pk, mine in found:
        event, of_event = events[pk], claims[pk]
        then = before.get((pk, event.approved_version or 0))
        coded = {c.field for c in of_event if c.standing == Standing.ACCEPTED and not c.sealed}
        rows[kind, pk] = Waiting(
            event,
            kind,
            str(Bilingual(event.title_en, event.title_ko or event.title_en)),
            at,
            mine,
            is_new=event.approved_version is None,
            changes=_told(then, parts_now(event, of_event)) if then else [],
            gaps=summed_up(gaps_of(of_event, roots), coded),
            questions=len(answers[pk]),
            answers=len(list(filter(None, answers[pk]))),
        )
    return rows


def _told(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Return the parts that changed, in words; coded fields that had no claim before are told as added."""
    names = changed_parts(before, now)
    added = [name for name in names if name in FIELDS and not before.get(name)]
    return [f"{label_of(name)} ({gettext('added')})" if name in added else label_of(name) for name in names]


def _numbers(found: Sequence[Any]) -> dict[tuple[str, int], Waiting]:
    """Return the figures, the bridges or the checks among the rows of a page. Costs: 3 queries."""
    if not found:
        return {}
    model = KINDS[found[0][1]]
    records = model._default_manager.select_related("coded_by", *CITED[model])
    by_number = records.in_bulk([pk for *_rest, pk, _mine in found])
    known = [record for record in by_number.values() if record.approved_version]
    before = approved_snapshots(known) if known else {}
    rows = {}
    for at, kind, pk, mine in found:
        record = by_number[pk]
        old, new = before.get(pk, {}).get("document", {}), SNAPSHOTS[model](record)["document"]
        changes = [_column(model, name) for name in new if old and old.get(name) != new[name]]
        gaps = [] if getattr(record, "words", True) else [gettext("No words quoted")]
        rows[kind, pk] = Waiting(record, kind, _title(record), at, mine, record.approved_version is None, changes, gaps)
    return rows


def _title(record: Figure | Bridge | Check) -> str:
    """Return what a number is of, what a bridge binds, or what a sentence says."""
    if isinstance(record, Check):
        return f"“{record.words}”"
    series = record.series
    title = str(Bilingual(series.title_en, series.title_ko or series.title_en))
    if isinstance(record, Bridge):
        other = Bilingual(record.other.title_en, record.other.title_ko or record.other.title_en)
        return f"{title} · {record.get_kind_display()} · {other}"
    return f"{title}, {record.period or record.as_of}"


def _column(model: Any, name: str) -> str:
    names = {field.name: str(field.verbose_name) for field in model._meta.fields}
    return names.get(name, name.replace("_", " "))
