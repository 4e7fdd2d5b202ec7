"""The text of a source as the workbench shows it: paragraphs, with the words of claims and suggestions marked.

Every paragraph carries its offset, so that selected words lead back to their place in the text.
"""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..intake import paragraphs
from ..models import Article, Claim, Source, Suggestion
from ..vocabulary import SuggestionState
from .parts import label_of


@dataclass
class Segment:
    """Words under the same marks: the claims that quote them, those whose quote begins here, and suggestions."""

    text: str
    claims: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    hints: list[int] = field(default_factory=list)
    label: str = ""

    @property
    def hint_ids(self) -> str:
        return " ".join(map(str, self.hints))


@dataclass
class Paragraph:
    """One paragraph: where it starts in the text, the kind of passage it is if none of ours, and its words."""

    start: int
    passage: str
    segments: list[Segment]


@dataclass
class Pane:
    """One source that can be read beside the form."""

    source: Source
    paragraphs: list[Paragraph]
    article: Any = None


def panes_of(claims: Iterable[Claim], article: Article | None = None) -> list[Pane]:
    """Return the readable sources of an event's claims, the given article's first."""
    claims = list(claims)
    sources = {claim.source_id: claim.source for claim in claims}
    if article is not None and article.source is not None:
        sources = {article.source.pk: article.source} | sources
    return [pane_of(source, claims) for source in sources.values() if source.text]


def pane_of(source: Source, claims: Iterable[Claim] = ()) -> Pane:
    """Return the pane of a source with the words of these claims and of its article's open suggestions marked."""
    article = getattr(source, "article", None)
    hints = list(article.suggestions.filter(state=SuggestionState.OPEN)) if article is not None else []
    passages = article.passages if article is not None else []
    return Pane(source, mark(source.text, [c for c in claims if c.source_id == source.pk], hints, passages), article)


def mark(
    text: str, claims: Iterable[Claim], hints: Iterable[Suggestion] = (), passages: Iterable[Any] = ()
) -> list[Paragraph]:
    """Return the paragraphs of a text, cut wherever a mark begins or ends."""
    marks: list[tuple[int, int, Claim | Suggestion]] = [
        (c.quote_start or 0, c.quote_end or 0, c) for c in claims if stands(c, text)
    ]
    marks += [(hint.start, hint.end, hint) for hint in hints]
    kinds = [(start, end, kind) for start, end, kind in passages]
    return [
        Paragraph(start, _passage(start, end, kinds), list(_segments(text, start, end, marks)))
        for start, end in _blocks(text, kinds)
    ]


def stands(claim: Claim, text: str) -> bool:
    """Tell whether the words of a claim still stand in a text where they stood when they were quoted."""
    if claim.quote_start is None or claim.quote_end is None:
        return False
    return text[claim.quote_start : claim.quote_end].split() == claim.quote.split()


def _blocks(text: str, passages: list[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs of a text, cut where a passage begins or ends: a cross-link may lack its full stop."""
    edges = sorted({edge for start, end, _ in passages for edge in (start, end)})
    for start, end in paragraphs(text):
        cuts = [start, *(edge for edge in edges if start < edge < end), end]
        for left, right in itertools.pairwise(cuts):
            piece = text[left:right]
            if piece.strip():
                yield left + len(piece) - len(piece.lstrip()), left + len(piece.rstrip())


def _passage(start: int, end: int, passages: list[tuple[int, int, str]]) -> str:
    """Return the kind of passage in which most of a paragraph lies; empty for running text."""
    for first, last, kind in passages:
        if 2 * (min(end, last) - max(start, first)) > end - start:
            return kind
    return ""


def _segments(text: str, start: int, end: int, marks: list[tuple[int, int, Claim | Suggestion]]) -> Iterable[Segment]:
    near = [mark for mark in marks if mark[0] < end and mark[1] > start]
    cuts = sorted({start, end, *(min(max(at, start), end) for first, last, _ in near for at in (first, last))})
    for left, right in itertools.pairwise(cuts):
        over = [(first, last, thing) for first, last, thing in near if first < right and last > left]
        quoting = [(first, last, thing) for first, last, thing in over if isinstance(thing, Claim)]
        yield Segment(
            text[left:right],
            claims=[claim.pk for _, _, claim in quoting],
            starts=[claim.pk for first, _, claim in quoting if first == left],
            hints=[thing.pk for _, _, thing in over if isinstance(thing, Suggestion)],
            label=", ".join(dict.fromkeys(label_of(claim.field) for _, last, claim in quoting if last == right)),
        )
