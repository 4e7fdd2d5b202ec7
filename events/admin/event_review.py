"""The review of an event: articles beside fields, a word on each field, and the coder's answers."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from .. import actions
from ..errors import TrackerError
from ..models import Event, ReviewMark, Source
from ..vocabulary import State
from .marked_text import read_article
from .queue import queue_page
from .refusals import refusal_of
from .review_fields import FieldRow, claims_of, fields_of, open_questions, reasons_against
from .steps import ReviewedAdmin


class QuestionsFilter(admin.SimpleListFilter):
    """Events about which a reviewer asks something."""

    title = _("questions")
    parameter_name = "questions"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("open")), ("unanswered", _("without an answer"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        asked = ReviewMark.objects.open_questions()
        if self.value() == "unanswered":
            asked = asked.filter(answer="")
        return queryset.filter(pk__in=asked.values("event")) if self.value() in ("open", "unanswered") else queryset


class EventReviewAdmin(ReviewedAdmin):
    """Events under review: a queue, a page of two panes, and marks. Every mark is one action."""

    review_template = "admin/events/review_event.html"
    change_list_template = "admin/events/event_list.html"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        name = "events_event"
        own = [
            path("queue/", wrap(self.queue_view), name=f"{name}_queue"),
            path("<path:object_id>/mark/", wrap(require_POST(self.mark_view)), name=f"{name}_mark"),
            path("<path:object_id>/answer/", wrap(require_POST(self.answer_view)), name=f"{name}_answer"),
            path("<path:object_id>/close/", wrap(require_POST(self.close_view)), name=f"{name}_close"),
        ]
        return own + super().get_urls()

    def queue_view(self, request: HttpRequest) -> HttpResponse:
        """Show what waits for a review."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.desk_page(request, "admin/events/queue.html", queue_page(request))

    def review_more(self, request: HttpRequest, record: Event, context: dict[str, Any]) -> dict[str, Any]:
        claims = claims_of(record)
        rows = fields_of(record, claims, context["findings"])
        in_review = record.state == State.IN_REVIEW
        may = in_review and self.has_review_permission(request) and not context["coded_it"]
        against = reasons_against(rows, coded_it=context["coded_it"]) if in_review else []
        return {
            "rows": [row for row in rows if not row.is_empty],
            "empty_rows": [row for row in rows if row.is_empty],
            "summary": _summary(rows),
            "articles": _articles(claims),
            "may_mark": may,
            "against": against,
            "typed_mark": {name: request.POST.get(name, "") for name in ("field", "comment")},
        }

    def mark_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Accept a field or ask back; what was refused is told on the page, and the comment is still there."""
        event = self._reviewable(request, object_id)
        given = {name: request.POST.get(name, "") for name in ("field", "verdict", "comment")}
        seen = request.POST.get("seen_version", "")
        try:
            actions.mark_field(event, **given, seen=int(seen) if seen.isdecimal() else None, by=request.user)
        except TrackerError as error:
            return self._refuse(request, object_id, error)
        return HttpResponseRedirect(f"{self.address('review', event)}#field-{given['field']}")

    def close_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Close a question that one asked oneself."""
        event = self._reviewable(request, object_id)
        mark = _mark_of(event, request)
        try:
            actions.close_mark(mark, by=request.user)
        except TrackerError as error:
            return self._refuse(request, object_id, error)
        return HttpResponseRedirect(f"{self.address('review', event)}#field-{mark.field}")

    def answer_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Answer a question; what was refused comes back with what was typed."""
        event = self.find(request, object_id)
        if not self.has_change_permission(request, event):
            raise PermissionDenied
        mark = _mark_of(event, request)
        try:
            actions.answer_mark(mark, answer=request.POST.get("answer", ""), by=request.user)
        except TrackerError as error:
            messages.error(request, refusal_of(error).text)
            typed = {"mark": mark.pk, "answer": request.POST.get("answer", "")}
            context = {"title": _("Questions of the review"), "subtitle": str(event), "record": event, "typed": typed}
            return self.desk_page(request, "admin/events/answer.html", context | self.questions_about(event))
        messages.success(request, _("Answered; the reviewer reads it."))
        return HttpResponseRedirect(f"{self.address('change', event)}#questions")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if event := context.get("original"):
            context |= self.questions_about(event)
        return super().render_change_form(request, context, *args, **kwargs)

    @staticmethod
    def questions_about(event: Event) -> dict[str, Any]:
        """Return what the list of open questions shows."""
        return {"questions": open_questions(event), "questioned": event}

    def _reviewable(self, request: HttpRequest, object_id: str) -> Event:
        event: Event = self.find(request, object_id)
        if not self.has_review_permission(request) or not self.has_view_permission(request, event):
            raise PermissionDenied
        return event

    def _refuse(self, request: HttpRequest, object_id: str, error: TrackerError) -> HttpResponse:
        messages.error(request, refusal_of(error).text)
        return self.review_view(request, object_id)


def _mark_of(event: Event, request: HttpRequest) -> ReviewMark:
    number = request.POST.get("mark", "")
    known = number.isascii() and number.isdecimal() and len(number) < 18
    return get_object_or_404(ReviewMark, event=event, pk=int(number) if known else 0)


def _summary(rows: list[FieldRow]) -> list[tuple[Any, list[FieldRow]]]:
    """Return what to look at first: which fields changed, which only in their claims, which are asked about."""
    return [
        (_("Changed"), [row for row in rows if row.change in ("new", "changed") and not row.is_empty]),
        (_("Claims changed"), [row for row in rows if row.change == "claims"]),
        (_("Asked back"), [row for row in rows if row.questions]),
        (_("Not accepted yet"), [row for row in rows if row.change and not row.is_empty and not row.holds]),
    ]


def _articles(claims: list[Any]) -> dict[str, Any]:
    """Return the documents behind claims: those with text, each with its marks, and the others with their quotes."""
    sources = Source.objects.filter(pk__in={claim.source_id for claim in claims}).select_related("publisher")
    found = {source.pk: source for source in sources.defer("snapshot").order_by("published_from", "pk")}
    for claim in claims:
        claim.source = found[claim.source_id]
    read = [read_article(source, [c for c in claims if c.source_id == pk]) for pk, source in found.items()]
    return {
        "with_text": [one for one in read if one.source.text],
        "without": [one for one in read if not one.source.text],
    }
