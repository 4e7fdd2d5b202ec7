"""An article beside a review: its text with the words that claims quote, and the claims that are not marked in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..models import Claim, Source
from .pane import Paragraph, mark, stands
from .parts import label_of

LONGEST = 200_000
"""Characters of an article that the page of a review shows."""


@dataclass(frozen=True)
class Article:
    """A source beside a review: its paragraphs with marks, and the claims whose words are not marked in it."""

    source: Source
    paragraphs: list[Paragraph]
    unmarked: list[tuple[str, Claim]]
    goes_on: bool


def read_article(source: Source, claims: Sequence[Claim]) -> Article:
    """Return a source's text with the quotes of its claims marked where they stand."""
    text = source.text[:LONGEST]
    marked = [claim for claim in claims if stands(claim, text)]
    unmarked = [(label_of(claim.field), claim) for claim in claims if claim not in marked]
    return Article(source, mark(text, marked), unmarked, len(source.text) > LONGEST)
