"""The workbench: the text of an article beside the form that is filled from its words.

`?article=5` puts an article beside the form of an event or a figure; the sources of an event's claims follow it.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from .. import actions
from ..codebook import EventField
from ..errors import NotAllowedNow
from ..models import Article, Claim, Event, Suggestion
from ..vocabulary import ArticleState, Certainty, Issuer, SuggestionKind, SuggestionState
from .hints import by_field, decisions, hints_of
from .pane import panes_of
from .refusals import refusal_of

Codebook = list[tuple[EventField, list[tuple[str, str]]]]
"""Every field with what may be typed as its value."""


def as_number(text: str) -> int:
    """Return the number that a parameter gives; 0, which nothing has, for any other text."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0


def article_of(request: HttpRequest) -> Article | None:
    """Return the article that the address names, if it has a source and may be coded in the open."""
    if not request.GET.get("article"):
        return None
    articles = Article.objects.select_related("source__publisher", "adjudication").filter(source__isnull=False)
    article = articles.filter(pk=as_number(request.GET.get("article", ""))).first()
    return article if article is not None and not article.is_blind else None


def suggestion_of(request: HttpRequest) -> Suggestion | None:
    """Return the suggestion that the address names, from which a figure is to be made."""
    if not request.GET.get("suggestion"):
        return None
    found = Suggestion.objects.select_related("article__source").filter(article__source__isnull=False)
    return found.filter(pk=as_number(request.GET.get("suggestion", ""))).first()


def workbench_of(
    event: Event | None, claims: Iterable[Claim], article: Article | None, codebook: Codebook
) -> dict[str, Any]:
    """Return what the workbench of an event shows: readable texts, a card for each field, and the other hints.

    Empty where there is no text to read.
    """
    panes = panes_of(claims, article)
    if not panes:
        return {}
    groups = by_field(hints_of(article, event))
    return {
        "article": article,
        "panes": panes,
        "cards": [{"field": f, "choices": choices, "hints": groups.get(f.key, [])} for f, choices in codebook],
        "figures": groups.get(SuggestionKind.FIGURE, []),
        "not_ours": groups.get(SuggestionKind.NOT_OURS, []),
        "issuers": Issuer.choices(),
        "certainties": Certainty.choices(),
    }


def settle(request: HttpRequest, article: Article | None) -> None:
    """Carry out what the form decided of suggestions; those used for claims were noted with the claims."""
    if article is not None and article.state != ArticleState.CLOSED and (decided := decisions(request.POST)):
        actions.settle_suggestions(article, without_used(article, decided), by=request.user)


def without_used(article: Article, decided: dict[int, str]) -> dict[int, str]:
    """Leave out what the form still calls open and this very save has used."""
    used = set(article.suggestions.filter(state=SuggestionState.USED).values_list("pk", flat=True))
    return {pk: state for pk, state in decided.items() if not (pk in used and state == SuggestionState.OPEN)}


def after_saving(request: HttpRequest, article: Article | None, response: HttpResponse) -> HttpResponse:
    """Return where a button of the workbench leads; the stock buttons lead where they do, the article still beside."""
    if article is None:
        return response
    if "_next" in request.POST:
        return HttpResponseRedirect(next_address(request, article))
    if "_article" in request.POST:
        return HttpResponseRedirect(reverse("admin:events_article_change", args=[article.pk]))
    if "_continue" in request.POST and isinstance(response, HttpResponseRedirect):
        return HttpResponseRedirect(f"{response.url.partition('?')[0]}?article={article.pk}")
    return response


def next_address(request: HttpRequest, article: Article) -> str:
    """Close an article that is done with and return the address of the next one that waits.

    One with open suggestions stays open, and its own page says which.
    """
    if article.state != ArticleState.CLOSED:
        try:
            actions.close_article(article, by=request.user)
        except NotAllowedNow as error:
            messages.warning(request, refusal_of(error).text)
            return reverse("admin:events_article_change", args=[article.pk])
    waiting = Article.objects.filter(state=ArticleState.READY).order_by("pk")
    following = waiting.filter(pk__gt=article.pk).first() or waiting.first()
    if following is None:
        messages.success(request, gettext("No other article is waiting."))
        return reverse("admin:events_article_changelist")
    return reverse("admin:events_article_change", args=[following.pk])
