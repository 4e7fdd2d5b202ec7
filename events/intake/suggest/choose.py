"""Which of all that was found an editor sees: each thing once, in the body rather than the headline, and a handful."""

import json
from collections import Counter
from collections.abc import Iterable

from ... import codebook
from ...vocabulary import SuggestionKind
from ..found import Found
from . import doubts
from .article import Article

MOST = {SuggestionKind.VALUE: 4, SuggestionKind.FIGURE: 24, SuggestionKind.ATTRIBUTION: 24, SuggestionKind.NOT_OURS: 24}
"""Suggestions of one kind, of values for each field."""


def choose(article: Article, found: Iterable[Found]) -> list[Found]:
    """Return the best of what was found, in the order of the text; a value that the codebook refuses is a fault of ours.

    Raises: InvalidValue for such a value.
    """
    headlines = {
        sentence.start + offset
        for sentence in article.sentences
        if sentence.headline
        for offset in range(len(sentence.text))
    }
    seen: set[str] = set()
    counts: Counter[tuple[str, str]] = Counter()
    chosen = []
    for one in sorted(found, key=lambda one: (one.start in headlines, one.start, one.end, one.field)):
        key, slot = _same(one), (one.kind, one.field)
        if key in seen or counts[slot] >= MOST[SuggestionKind(one.kind)]:
            continue
        seen.add(key)
        counts[slot] += 1
        if one.kind == SuggestionKind.VALUE:
            codebook.check(one.field, one.value)
        chosen.append(_with_doubt(one, one.start in headlines))
    return sorted(chosen, key=lambda one: (one.start, one.end, one.kind, one.field))


def _same(one: Found) -> str:
    """Return what makes two suggestions the same: a value or figure said again, else the very words."""
    if one.kind in (SuggestionKind.VALUE, SuggestionKind.FIGURE):
        return json.dumps([one.kind, one.field, one.value], sort_keys=True)
    return f"{one.kind} {one.start}"


def _with_doubt(one: Found, headline: bool) -> Found:
    if not headline or one.doubt or one.kind != SuggestionKind.VALUE:
        return one
    return Found(
        one.kind, one.start, one.end, one.rule, one.field, one.value, one.issuer, one.certainty, doubts.HEADLINE_ONLY
    )
