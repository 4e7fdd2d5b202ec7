"""What reading a text finds: passages that say nothing of ours, and words that may carry a value or a figure."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Passage:
    """A stretch of the text that is marked and never read: `boilerplate`, `caption` or `cross_link`."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Found:
    """Words that may carry something. `kind` is a SuggestionKind.

    value:  for a value, what the codebook's type of `field` has; for a figure a dict of `concept`, `measure`, `unit`,
            `comparator`, `value`, `upper`, `period`, `as_of`, `since` (EDTF, empty where not said) and `series` (a slug
            of ours if its scope fits, else empty); None for an attribution and a number that is not ours.
    doubt:  what an editor should look at first; empty where the words leave none.
    """

    kind: str
    start: int
    end: int
    rule: str
    field: str = ""
    value: Any = None
    issuer: str = ""
    certainty: str = ""
    doubt: str = ""


@dataclass(frozen=True)
class Reading:
    """All that one reading of a text found, in the order of the text."""

    passages: list[Passage] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)


@dataclass(frozen=True)
class PlaceName:
    """A place of the gazetteer as the reader knows it: its slug, the precision it can have, and its spellings."""

    slug: str
    precision: str
    names: tuple[str, ...]
