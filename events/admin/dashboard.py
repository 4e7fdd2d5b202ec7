"""The first page of the desk: plain numbers of what waits, each with its list, and what one typed and did not save."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..codebook import FIELDS
from ..models import Article, Event, LinkCheck, PublicReport, Revision, Webhook
from ..vocabulary import Act, ArticleState, KeptWhy, ReportState, Standing, State, WebhookState
from .history import WRITING
from .kept import own_forms, told
from .queue import KINDS

DEAD = 2  # failures in a row
LIVING = (State.DRAFT, State.IN_REVIEW, State.PUBLISHED, State.CHANGED)
NEEDED = [key for key, field in FIELDS.items() if field.needed]
SHOWN = 10  # kept forms


def dashboard_of(request: HttpRequest) -> dict[str, Any]:
    """Return the numbers, and what this person typed and did not save. Costs: 7 queries, whatever the desk holds."""
    kept = [told(row) for row in own_forms(request)[:SHOWN]]
    proposals = [row for row in kept if row["kept"].why == KeptWhy.OVERTAKEN]
    context = {"proposals": proposals, "kept": [row for row in kept if row not in proposals]}
    if request.user.has_perm("events.view_event"):
        context["numbers"] = numbers()
    if request.user.has_perm("events.review"):
        context["queue"] = queue_of(request.user)
    return context


def _by_state(*models: type[Model]) -> list[dict[str, int]]:
    """Return for each of these tables {state: rows}. Costs: 1 query."""
    counts = [
        model._default_manager.order_by()
        .values("state")
        .annotate(table=Value(table), rows=Count("pk"))
        .values_list("table", "state", "rows")
        for table, model in enumerate(models)
    ]
    rows = list(counts[0].union(*counts[1:], all=True).order_by())
    return [{state: count for table, state, count in rows if table == at} for at in range(len(models))]


def numbers() -> list[dict[str, Any]]:
    """Return [{what, number, more, address}] in the order of the work."""
    articles, states, reports, hooks = _by_state(Article, Event, PublicReport, Webhook)
    failed, ready = articles.get(ArticleState.FAILED, 0), articles.get(ArticleState.READY, 0)
    open_articles = failed + ready + articles.get(ArticleState.WAITING, 0)
    month = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    approved = Revision.objects.filter(record="event", act=Act.APPROVE, at__gte=month)
    gaps = with_gaps(Event.objects.all()).aggregate(
        fields=Coalesce(Sum(len(NEEDED) - F("needed_and_there")), 0), events=Count("pk")
    )
    new, looking = reports.get(ReportState.RECEIVED, 0), reports.get(ReportState.LOOKING, 0)
    dead = LinkCheck.objects.filter(failures__gte=DEAD).count()
    return [
        _number(_("Inbox"), open_articles, "article", "", gettext("%d ready, %d failed") % (ready, failed)),
        _number(_("Drafts"), states.get(State.DRAFT, 0), "event", "state__exact=draft"),
        _number(_("In review"), states.get(State.IN_REVIEW, 0), "event", "state__exact=in_review"),
        _number(
            _("Published this month"),
            approved.values("record_id").distinct().count(),
            "revision",
            urlencode({"record__exact": "event", "act__exact": "approve", "at__gte": month.isoformat()}),
        ),
        _number(_("Dead links"), dead, "linkcheck", "standing=dead"),
        _number(
            _("Fields without claims"), gaps["fields"], "event", "gaps=yes", gettext("in %d events") % gaps["events"]
        ),
        _number(_("Reports of errors"), new + looking, "report", "waits=yes", gettext("%d new") % new),
        _number(
            _("Webhooks switched off"),
            hooks.get(WebhookState.BROKEN, 0),
            "webhook",
            "state__exact=broken",
            gettext("%d on") % hooks.get(WebhookState.ON, 0),
        ),
    ]


def _number(what: Any, number: int, model: str, query: str, more: str = "") -> dict[str, Any]:
    """Return one number with the address of its list; none where this desk has no such list."""
    try:
        address = reverse(f"admin:events_{model}_changelist")
    except NoReverseMatch:
        address = ""
    return {"what": what, "number": number, "more": more, "address": address and f"{address}?{query}".rstrip("?")}


def with_gaps(events: QuerySet[Event]) -> QuerySet[Event]:
    """Return the living events that lack an accepted claim on a field without which nothing is published."""
    supports = Q(claims__field__in=NEEDED, claims__standing=Standing.ACCEPTED)
    have = Count("claims__field", distinct=True, filter=supports)
    return events.filter(state__in=LIVING).annotate(needed_and_there=have).filter(needed_and_there__lt=len(NEEDED))


def queue_of(user: Any) -> list[dict[str, Any]]:
    """Return how many records of each kind are in review and were coded by others, so that this person may approve.

    Costs: 1 query.
    """
    counts = [_waiting(kind, model, user) for kind, model in KINDS.items()]
    rows = dict(counts[0].union(*counts[1:], all=True).order_by())
    return [
        _number(model._meta.verbose_name_plural, rows.get(kind, 0), kind, "state__exact=in_review")
        for kind, model in KINDS.items()
    ]


def _waiting(kind: str, model: Any, user: Any) -> QuerySet[Any]:
    coded = Revision.objects.filter(
        record=kind,
        record_id=OuterRef("pk"),
        act__in=WRITING,
        by=user,
        number__gt=OuterRef("last_approved"),
    )
    waiting = model.objects.filter(state=State.IN_REVIEW).annotate(last_approved=Coalesce("approved_version", Value(0)))
    waiting = waiting.filter(~Exists(coded)).order_by().values("state")
    return waiting.annotate(kind_of=Value(kind), rows=Count("pk")).values_list("kind_of", "rows")


class GapFilter(admin.SimpleListFilter):
    """Events of which a needed field has no accepted claim."""

    title = _("fields without claims")
    parameter_name = "gaps"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Some needed field has no accepted claim"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        return with_gaps(queryset) if self.value() == "yes" else queryset
