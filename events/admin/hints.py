"""Suggestions as the workbench lists them: in words, beside what we hold, and what an editor decided of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext

from ..codebook import FIELDS, describe, describe_date, show
from ..models import Article, Event, Place, Suggestion
from ..vocabulary import Certainty, Comparator, Issuer, SuggestionKind, SuggestionState, Unit
from .figure_hints import AGREE, CONFLICT, NEW, standing_of

PREFIX = "decide-"
DECISIONS = (
    SuggestionState.OPEN,
    SuggestionState.USED,
    SuggestionState.ELSEWHERE,
    SuggestionState.OUT_OF_SCOPE,
    SuggestionState.REJECTED,
)


@dataclass
class Hint:
    """One suggestion in words. `stands` says how it relates to the accepted value of the event that is open."""

    suggestion: Suggestion
    words: str
    value: str
    text: str
    stands: str = NEW

    @property
    def name(self) -> str:
        """The form field that carries the decision about it."""
        return f"{PREFIX}{self.suggestion.pk}"

    @property
    def said_by(self) -> str:
        issuer, certainty = self.suggestion.issuer, self.suggestion.certainty
        told = [str(Issuer(issuer).label)] if issuer in Issuer.codes() else []
        told += [str(Certainty(certainty).label)] if certainty in Certainty.codes() else []
        return " · ".join(told)


def hints_of(article: Article | None, event: Event | None = None) -> list[Hint]:
    """Return the suggestions of an article with what they say, those on one field together. Costs: 4 queries."""
    if article is None:
        return []
    held = dict(event.claims.accepted().values_list("field", "value")) if event is not None and event.pk else {}
    language = get_language() or "en"
    places = {
        place.slug: place.name_ko if language.startswith("ko") else place.name_en for place in Place.objects.all()
    }
    text, suggestions = article.words, list(article.suggestions.all())
    hints = [_hint(suggestion, text, held, places, language) for suggestion in suggestions]
    standing = standing_of(suggestion for suggestion in suggestions if suggestion.kind == SuggestionKind.FIGURE)
    for hint in hints:
        hint.stands = standing.get(hint.suggestion.pk, hint.stands)
    return hints


def _hint(suggestion: Suggestion, text: str, held: Mapping[str, Any], places: Mapping[str, str], language: str) -> Hint:
    hint = Hint(suggestion, text[suggestion.start : suggestion.end], "", "")
    if suggestion.kind == SuggestionKind.VALUE and suggestion.field in FIELDS:
        slug = suggestion.value.get("place") if isinstance(suggestion.value, dict) else None
        hint.value = describe(suggestion.field, suggestion.value, language, places.get(slug or "", ""))
        hint.text = show(suggestion.field, suggestion.value)
        if suggestion.field in held:
            hint.stands = AGREE if held[suggestion.field] == suggestion.value else CONFLICT
    elif suggestion.kind == SuggestionKind.FIGURE:
        hint.value = describe_figure(suggestion.value or {}, language)
    elif suggestion.kind == SuggestionKind.ATTRIBUTION:
        hint.value = hint.said_by
    return hint


def describe_figure(value: Mapping[str, Any], language: str) -> str:
    """Return a suggested figure in words: “Over 1,000 persons, on or before 31 Dec 2019”."""
    parts = []
    if value.get("comparator") in Comparator.codes():
        parts.append(str(Comparator(value["comparator"]).label))
    number = value.get("value")
    if number is not None:
        upper = value.get("upper")
        parts.append(f"{number:,}" if upper is None else f"{number:,}–{upper:,}")
    if value.get("unit") in Unit.codes():
        parts.append(str(Unit(value["unit"]).label))
    when = [describe_date(value[name], language) for name in ("period", "as_of") if value.get(name)]
    if value.get("since"):
        when.append(gettext("counted from %s") % describe_date(value["since"], language))
    return ", ".join(filter(None, [" ".join(parts), *when]))


def by_field(hints: Iterable[Hint]) -> dict[str, list[Hint]]:
    """Return the suggestions of values by their field; the other kinds stand under their kind."""
    groups: dict[str, list[Hint]] = {}
    for hint in hints:
        kind = hint.suggestion.kind
        groups.setdefault(hint.suggestion.field if kind == SuggestionKind.VALUE else kind, []).append(hint)
    return groups


def decisions(posted: Mapping[str, str]) -> dict[int, str]:
    """Return {number of a suggestion: what was decided of it} from a form that was sent."""
    found = {}
    for name, state in posted.items():
        number = name.removeprefix(PREFIX)
        if name.startswith(PREFIX) and number.isascii() and number.isdecimal() and len(number) < 16:
            found[int(number)] = str(state)
    return found
