"""What editors decide of the passages that the program marked in an article."""

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from ..codebook import code_of
from ..errors import InvalidValue, NotAllowedNow
from ..models import Article, Claim, Figure, Suggestion
from ..vocabulary import ArticleState, SuggestionKind, SuggestionState
from .history import require

ASIDE = (SuggestionState.ELSEWHERE, SuggestionState.OUT_OF_SCOPE, SuggestionState.REJECTED)


@transaction.atomic
def settle_suggestions(article: Article, decided: Mapping[int, str], *, by: User, reason: str = "") -> int:
    """Write what was decided of suggestions of an article, {number: state}, and return how many changed.

    `open` takes a decision back. `used` needs a claim on that field from the article; the newest one is noted.
    Raises: InvalidValue naming decide-<number>, NotPermitted.
    """
    require(by, "change_article")
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if article.state == ArticleState.CLOSED:
        raise NotAllowedNow("This article is closed.", field="state", remedy="Bring it in anew if it has to be read.")
    suggestions = Suggestion.objects.select_for_update().filter(article=article, pk__in=decided)
    changed = [suggestion for suggestion in suggestions if decided[suggestion.pk] != suggestion.state]
    for suggestion in changed:
        state = code_of(SuggestionState, decided[suggestion.pk], f"decide-{suggestion.pk}")
        if state == SuggestionState.USED:
            _link(suggestion, article)
        elif suggestion.claim_id is not None or suggestion.figure_id is not None:
            suggestion.claim = suggestion.figure = None
        opened = state == SuggestionState.OPEN
        suggestion.state, suggestion.reason = state, "" if opened else reason.strip()[:200]
        suggestion.decided_by, suggestion.decided_at = (None, None) if opened else (by, timezone.now())
        suggestion.save()
    return len(changed)


def _link(suggestion: Suggestion, article: Article) -> None:
    claims = Claim.objects.filter(source=article.source_id, field=suggestion.field).order_by("-pk")
    figures = Figure.objects.filter(source=article.source_id, suggestions=None).order_by("-pk")
    if suggestion.kind == SuggestionKind.FIGURE:
        suggestion.figure = figures.first()
    else:
        suggestion.claim = claims.first()
    if suggestion.claim is None and suggestion.figure is None:
        remedy = "Make the claim or the figure first, or set the suggestion aside."
        raise InvalidValue("Nothing was made from it yet.", field=f"decide-{suggestion.pk}", remedy=remedy)


@transaction.atomic
def use_for_figure(suggestion: Suggestion, figure: Figure, *, by: User, reason: str = "") -> None:
    """Note which figure was made from a suggestion. Raises: InvalidValue if it stands in another document."""
    require(by, "change_figure")
    if suggestion.article.source_id != figure.source_id:
        remedy = "Choose the source in which the number stands."
        raise InvalidValue("The number stands in another document.", field="source", remedy=remedy)
    suggestion.state, suggestion.figure, suggestion.reason = SuggestionState.USED, figure, reason.strip()[:200]
    suggestion.decided_by, suggestion.decided_at = by, timezone.now()
    suggestion.save()
