"""The corpus with its gold: articles, and what a careful coder takes from each.

A row of gold.csv is one thing to take. Its quote is the words that say it; ` | ` parts several passages that all do,
and `|` parts readings that are both fine. An optional row counts neither for nor against.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from ... import codebook, partial_dates
from ...vocabulary import DateBasis, SuggestionKind
from ..found import Found, Passage

CORPUS = Path(__file__).parents[1] / "corpus"
PASSAGE, SAID = "passage", "said"
"""Kinds of gold beside those of suggestions: a stretch that is never read; what words say and nobody takes."""

PARTS = ("measure", "unit", "comparator", "value", "upper", "period", "as_of", "since", "series")
"""Parts of a figure beside its concept, as `Found` has them."""

DATED_PARTS = ("period", "as_of", "since")
BASES = {
    DateBasis.ANNOUNCEMENT: "announced",
    DateBasis.CUSTODY: "custody",
    DateBasis.ARRIVAL: "arrived",
    DateBasis.DEPARTURE: "departed",
}
"""A date with one of these bases says what a field of its own says."""


@dataclass(frozen=True)
class Gold:
    """One thing to take, in forms that can be compared; `spans` is every place where the text says it."""

    kind: str
    fields: tuple[str, ...]
    values: frozenset[Any]
    parts: dict[str, frozenset[Any]]
    spans: tuple[tuple[int, int], ...]
    words: str
    told: str
    optional: bool

    def meets(self, one: Found | Passage) -> bool:
        """Tell whether something found shares words with this."""
        return any(start < one.end and one.start < end for start, end in self.spans)

    def covered_by(self, one: Passage) -> bool:
        return any(one.start <= start and end <= one.end for start, end in self.spans)

    def agrees(self, one: Found, name: str) -> bool:
        """Tell whether one part of what was found, as its unit or its issuer, is right."""
        if name == "concept":
            return one.value["concept"] in self.fields
        return part_of(name, one.value.get(name) if name in PARTS else getattr(one, name)) in self.parts[name]

    def fits(self, one: Found | Passage) -> bool:
        """Tell whether something found is this, at one of its places."""
        if isinstance(one, Passage):
            return self.kind == PASSAGE and one.kind in self.fields and self.covered_by(one)
        if self.kind != one.kind or not self.meets(one):
            return False
        if self.kind == SuggestionKind.VALUE:
            return value_of(one.field, one.value) in self.values
        if self.kind == SuggestionKind.FIGURE:
            return all(self.agrees(one, name) for name in ("concept", *PARTS))
        return self.kind == SuggestionKind.NOT_OURS or self.agrees(one, "issuer")


@dataclass(frozen=True)
class CorpusArticle:
    """An article of the corpus. `published` is EDTF and may be empty; `trap` says what the article tests."""

    id: str
    language: str
    published: str
    title: str
    trap: str
    text: str
    gold: tuple[Gold, ...] = ()

    def rows(self, kind: str, key: str) -> list[Gold]:
        return [row for row in self.gold if row.kind == kind and key in row.fields]


def load(folder: Path = CORPUS) -> list[CorpusArticle]:
    """Return the articles of a corpus with their gold.

    Raises: ValueError for a quote that its article does not hold; InvalidValue, InvalidDate for a wrong value.
    """
    rows = _read(folder / "gold.csv")
    articles = []
    for told in _read(folder / "articles.csv"):
        text = (folder / f"{told['id']}.txt").read_text(encoding="utf-8")
        gold = tuple(_gold(row, text) for row in rows if row["article"] == told["id"])
        articles.append(CorpusArticle(**told, text=text, gold=gold))
    return articles


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _gold(row: dict[str, str], text: str) -> Gold:
    kind, fields = row["kind"], tuple(row["field"].split("|"))
    named = (*(PARTS if kind == SuggestionKind.FIGURE else ()), *filter(row.get, ("issuer", "certainty")))
    return Gold(
        kind=kind,
        fields=fields,
        values=frozenset(_value(kind, key, one) for key in fields for one in row["value"].split("|")),
        parts={name: frozenset(part_of(name, one) for one in row[name].split("|")) for name in named},
        spans=tuple(span for quote in row["quote"].split(" | ") for span in _places(quote, text, row["article"])),
        words=row["quote"],
        told=" ".join(filter(None, (kind, row["field"], row["comparator"], row["value"], row["issuer"]))),
        optional=row["optional"] == "yes",
    )


def _value(kind: str, key: str, told: str) -> Any:
    if kind == SuggestionKind.VALUE:
        return value_of(key, codebook.parse(key, told))
    return days_of(told) if (kind, key) == (SAID, "date") else told


def _places(quote: str, text: str, article: str) -> Iterator[tuple[int, int]]:
    start = text.find(quote)
    if start < 0:
        raise ValueError(f"{article}: “{quote}” does not stand in the text.")
    while start >= 0:
        yield start, start + len(quote)
        start = text.find(quote, start + 1)


def days_of(edtf: str) -> tuple[Any, Any]:
    """Return the first and the last day of a date; marks of doubt are an editor's affair."""
    date = partial_dates.read(edtf)
    return date.start, date.end


def value_of(key: str, value: Any) -> tuple[str, Any]:
    """Return the field that a value speaks of, and the value in a form that can be compared. Raises: InvalidValue."""
    value = codebook.check(key, value)
    if key == "occurred":
        basis = DateBasis(value["basis"])
        return (BASES[basis], days_of(value["edtf"])) if basis in BASES else (key, (basis, *days_of(value["edtf"])))
    return key, days_of(value) if codebook.find(key).kind == codebook.DATE else codebook.show(key, value)


def part_of(name: str, told: Any) -> Any:
    """Return a part of a figure, or an issuer or certainty, in a form that can be compared."""
    if told is None or told == "":
        return ""
    if name in DATED_PARTS:
        return days_of(str(told))
    return Decimal(str(told)) if name in ("value", "upper") else str(told)
