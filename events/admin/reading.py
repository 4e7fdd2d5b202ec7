"""The page of an article that is read: its text, what was marked in it, and the events and figures that came of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from .. import actions
from ..codebook import FIELDS
from ..errors import TrackerError
from ..models import Article, Event, Figure, Suggestion, parse_public_id
from ..vocabulary import SuggestionKind, SuggestionState
from .hints import by_field, decisions, hints_of
from .pane import pane_of
from .refusals import refusal_of
from .workbench import as_number, next_address


def reading_of(article: Article) -> dict[str, Any]:
    """Return what the page of an article with a source shows. Costs: 5 queries."""
    hints = hints_of(article)
    groups = by_field(hints)
    assert article.source is not None
    return {
        "panes": [pane_of(article.source)],
        "groups": [(field.label, groups[key]) for key, field in FIELDS.items() if key in groups],
        "figures": groups.get(SuggestionKind.FIGURE, []),
        "not_ours": groups.get(SuggestionKind.NOT_OURS, []),
        "attributions": groups.get(SuggestionKind.ATTRIBUTION, []),
        "open": len([hint for hint in hints if is_undecided(hint.suggestion)]),
    }


def made_from(article: Article) -> dict[str, Any]:
    """Return the records that came of an article."""
    return {
        "events": Event.objects.filter(claims__source=article.source).distinct().order_by("pk"),
        "recorded": Figure.objects.filter(source=article.source).select_related("series"),
    }


def is_undecided(suggestion: Suggestion) -> bool:
    """Tell whether an editor still has to decide about it; who says something is only an aid."""
    return suggestion.state == SuggestionState.OPEN and suggestion.kind != SuggestionKind.ATTRIBUTION


def beside(event: int, article: Article) -> str:
    return f"{reverse('admin:events_event_change', args=[event])}?article={article.pk}"


class ReadingPages:
    """Mixed into the admin of articles: decide about suggestions, close, go on with the next."""

    def reading_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:number>/decide/", wrap(require_POST(self.decide_view)), name="events_article_decide"),
            path("<int:number>/next/", wrap(require_POST(self.next_view)), name="events_article_next"),
            path("beside/", wrap(self.beside_view), name="events_article_event"),
        ]

    def _numbered(self, request: HttpRequest, number: int) -> Article:
        if not self.has_change_permission(request):
            raise PermissionDenied
        article = Article.objects.select_related("source").filter(pk=number).first()
        if article is None:
            raise Http404
        return article

    def beside_view(self, request: HttpRequest) -> HttpResponse:
        """Lead to the form of an event with the article beside it; the id is typed as people cite it."""
        article = self._numbered(request, as_number(request.GET.get("article", "")))
        try:
            number = parse_public_id(Event.prefix, request.GET.get("event", "").strip().upper())
            if not Event.objects.filter(pk=number).exists():
                raise TrackerError(gettext("There is no such event."))
            return HttpResponseRedirect(beside(number, article))
        except TrackerError as error:
            messages.error(request, refusal_of(error).text)
        return HttpResponseRedirect(reverse("admin:events_article_change", args=[article.pk]))

    def decide_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Write the decisions of the list; what is refused is told and the others stand as they were."""
        article = self._numbered(request, number)
        try:
            changed = actions.settle_suggestions(article, decisions(request.POST), by=request.user)
            messages.success(request, gettext("%d decisions saved.") % changed)
        except TrackerError as error:
            messages.error(request, refusal_of(error).text)
        return HttpResponseRedirect(reverse("admin:events_article_change", args=[article.pk]))

    def next_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """Save the decisions, close the article if nothing is left, and go on with the next one."""
        article = self._numbered(request, number)
        try:
            with transaction.atomic():
                actions.settle_suggestions(article, decisions(request.POST), by=request.user)
                return HttpResponseRedirect(next_address(request, article))
        except TrackerError as error:
            messages.error(request, refusal_of(error).text)
        return HttpResponseRedirect(reverse("admin:events_article_change", args=[article.pk]))
