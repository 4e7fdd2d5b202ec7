"""Tags of the desk: its first page, and the token of its forms."""

from typing import Any

from django import template
from django.db.models import Count, Min, Q, Subquery, Value
from django.utils.crypto import get_random_string
from django.utils.html import format_html

from ..derive import status
from ..models import Bridge, Check, Event, Figure, PublicVerdict, ReckonedSeries, ReviewMark, StatisticRun
from ..vocabulary import FigureVerdict, State

register = template.Library()

WORKED_ON = (State.DRAFT, State.IN_REVIEW, State.CHANGED)


IN_WORK: dict[str, Any] = {"event": Event, "figure": Figure, "bridge": Bridge, "check": Check}


@register.simple_tag
def desk_status() -> dict[str, Any]:
    """Return how statistics and verdicts stand, what waits and what is in work. Costs: 8 queries."""
    asked = ReviewMark.objects.open_questions().exclude(event__state__in=[State.WITHDRAWN, State.MERGED])
    work = _in_work()
    idle = not any(kind["states"] for kind in work)
    return status() | {"work": work, "idle": idle, "questions": asked.count(), "verdicts": _verdicts()}


def _verdicts() -> dict[str, Any]:
    """Return when the verdicts on numbers were computed, up to which change, and what the last full run found."""
    oldest = ReckonedSeries.objects.order_by("computed_at")
    found = PublicVerdict.objects.aggregate(
        conflicts=Count("pk", filter=Q(verdict=FigureVerdict.IN_CONFLICT)),
        at=Min(Subquery(oldest.values("computed_at")[:1])),
        change=Min(Subquery(oldest.values("from_change")[:1])),
    )
    return found | {"run": StatisticRun.objects.filter(kind="figures").first()}


def _in_work() -> list[dict[str, Any]]:
    """Return for each kind of record how many are drafts, in review or changed. Costs: 1 query."""
    counts = [
        model._default_manager.order_by()
        .values("state")
        .annotate(name=Value(name), rows=Count("pk"))
        .values_list("name", "state", "rows")
        for name, model in IN_WORK.items()
    ]
    rows = {(name, state): count for name, state, count in counts[0].union(*counts[1:], all=True).order_by()}
    return [
        {
            "plural": model._meta.verbose_name_plural,
            "address": f"admin:events_{name}_changelist",
            "states": [(s.value, s.label, rows[name, s]) for s in WORKED_ON if (name, s) in rows],
        }
        for name, model in IN_WORK.items()
    ]


@register.simple_tag(takes_context=True)
def form_token(context: Any, keep_at: str = "") -> str:
    """Return the hidden field that makes one opening of a form known, so that sent twice it saves once.

    A form that is shown again keeps its token. With the address `keep_at` the script keeps it while it is typed.
    """
    request = context.get("request")
    token = (request.POST.get("form_token") if request else "") or get_random_string(32, "0123456789abcdef")
    keeps = format_html(' data-keep-at="{}"', keep_at) if keep_at else ""
    return format_html('<input type="hidden" name="form_token" value="{}" autocomplete="off"{}>', token, keeps)
