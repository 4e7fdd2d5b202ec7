"""What stands inside another site's page: a view or one event, as it is now or as it was after a change."""

import datetime as dt
import json
from typing import Any

from django.db.models import Sum

from ..filters import CheckEmbed, EmbedQuestion, EmbedView
from ..models import PublicChange, PublicClaim, PublicEvent, PublicVersion
from ..vocabulary import Direction, Severity
from . import addresses, checks, listing, miniature, notices
from .sources import publisher

CORRECTIONS = (Severity.SUBSTANCE, Severity.SAFETY)
MOST_PUBLISHERS = 6


def view(params: Any) -> dict[str, Any]:
    """Return a view in few rows with its line in small. Costs: 3 queries, one more for each id, one if pinned.

    A question that can't be read gives its refusals and no rows: what somebody embedded is never wider than they asked.
    """
    question = EmbedView(params)
    full = question.query(pinned=None, theme=None, limit=None)
    told = _frame(question, addresses.view(full))
    if question.errors:
        return told
    alike = ("year_from", "year_to", "direction")
    counts = list(question.counted(*alike).order_by().values_list(*alike).annotate(n=Sum("events")))
    tally = {way: sum(n for *_, direction, n in counts if direction == way) for way in Direction}
    total = sum(n for *_, n in counts)
    sides = {"south": tally[Direction.NORTH_TO_SOUTH], "north": tally[Direction.SOUTH_TO_NORTH]}
    rows = question.queryset[: question.limit]
    return told | {
        "sentence": question.describe(addresses.language()).rstrip("."),
        "filtered": bool(full),
        "total": total,
        "sides": sides | {"third": total - sum(sides.values())},
        "rows": [listing.row(row) for row in rows],
        "rest": max(total - question.limit, 0),
        "line": miniature.draw(counts),
    }


def event(public_id: str, params: Any) -> dict[str, Any]:
    """Return one event as a card. Costs: 4 or 5 queries. Unknown, or pinned to a change before it, there is none."""
    question = EmbedQuestion(params)
    row = PublicEvent.objects.filter(public_id=public_id).first()
    told = _frame(question, addresses.event(public_id)) | {"id": public_id, "known": row is not None}
    if row is None:
        return told
    if row.tombstone or question.errors:
        return told | {"tombstone": row.tombstone, "reason": row.tombstone_reason, "replaced_by": _successor(row)}
    shown = _as_of(row, question.pinned)
    if shown is None:
        return told
    card = listing.row(shown)
    if question.pinned:
        told["href"] = f"{addresses.event(row.public_id)}versions/{shown.version}/"
    summary = json.loads(shown.document)[f"summary_{addresses.language()}"]
    publishers = [] if question.pinned else _publishers(row)
    corrected = _corrected(row.public_id, question.pinned)
    return told | {"card": card, "summary": summary, "publishers": publishers, "corrected": corrected}


def check(public_id: str, params: Any) -> dict[str, Any]:
    """Return one checked sentence as a card, with its verdict of today. Costs: 2 queries. Unknown, there is none."""
    question = CheckEmbed(params)
    row = checks.listed().filter(public_id=public_id).first()
    told = _frame(question, addresses.page("check", public_id)) | {"id": public_id}
    if row is None or question.errors:
        return told
    if row.tombstone:
        return told | {"tombstone": row.tombstone, "reason": row.tombstone_reason}
    return told | {"check": checks.row(row)}


def _frame(question: CheckEmbed | EmbedQuestion | EmbedView, href: str) -> dict[str, Any]:
    """Return what every embed says of itself: where its page is, and as of which change. Costs: 1 query."""
    lines = PublicChange.objects.order_by("-number")
    last = (lines.filter(number=question.pinned) if question.pinned else lines).first()
    theme = question.one("theme")
    return {
        "errors": notices.refusals(question),  # a word taken for another is told by the sentence
        "theme": "" if theme == "auto" else theme,
        "pinned": question.pinned,
        "as_of": last.at if last else None,
        "href": href,
    }


def _successor(row: PublicEvent) -> dict[str, str] | None:
    successor = row.leads_to()
    return {"id": successor, "href": addresses.event(successor)} if successor else None


def _as_of(row: PublicEvent, pinned: int | None) -> PublicEvent | PublicVersion | None:
    if pinned is None:
        return row
    return PublicVersion.objects.as_of(pinned).filter(number=row.number).first()


def _publishers(row: PublicEvent) -> list[str]:
    """Return who published what the event cites, each once. A pinned card has none: names of today are not its own."""
    cited = PublicClaim.objects.filter(event=row).select_related("source").order_by("source__number")
    names = {publisher(json.loads(claim.source.document)): None for claim in cited}
    return list(names)[:MOST_PUBLISHERS]


def _corrected(public_id: str, pinned: int | None) -> dt.datetime | None:
    """Return when a value that readers had seen was last put right, up to a change."""
    kinds = ("updated", "taken_down")
    lines = PublicChange.objects.filter(public_id=public_id, kind__in=kinds, severity__in=CORRECTIONS)
    if pinned is not None:
        lines = lines.filter(number__lte=pinned)
    return lines.order_by("-number").values_list("at", flat=True).first()
