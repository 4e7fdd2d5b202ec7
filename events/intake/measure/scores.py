"""Precision and recall of a reader over the corpus, in all and by kind, field and language."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ... import codebook
from ...vocabulary import SuggestionKind
from ..found import Found, Passage, Reading
from .gold import PARTS, PASSAGE, SAID, CorpusArticle, Gold, value_of
from .rules import broken


@dataclass
class Score:
    """Unit: things. `gold` can be taken, `right` were found, `false` were said beyond the gold."""

    gold: int = 0
    right: int = 0
    false: int = 0

    @property
    def found(self) -> int:
        return self.right + self.false

    @property
    def precision(self) -> float | None:
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return self.right / self.gold if self.gold else None

    def __add__(self, other: "Score") -> "Score":
        return Score(self.gold + other.gold, self.right + other.right, self.false + other.false)


@dataclass(frozen=True)
class Remark:
    """Something to look at, named by article and words: a broken rule, a thing missed, a thing said beyond the gold."""

    what: str
    article: str
    words: str
    told: str

    def __str__(self) -> str:
        return f"{self.what}: {self.article}: “{self.words}”: {self.told}"


@dataclass
class Measurement:
    """Scores by (kind, field, language), of parts by (kind, part); broken rules, and every single fault.

    A thing is found once, however often it is said; an optional one, or one found again, counts for nothing.
    Of parts, `gold` is what the gold names and `found` those near which the reader found the thing itself.
    """

    scores: dict[tuple[str, str, str], Score] = field(default_factory=dict)
    parts: dict[tuple[str, str], Score] = field(default_factory=dict)
    broken: list[Remark] = field(default_factory=list)
    missed: list[Remark] = field(default_factory=list)
    false: list[Remark] = field(default_factory=list)

    def score(self, kind: str = "", key: str = "", language: str = "") -> Score:
        """Return the score of a kind, a field and a language, or the sum over those that are not named."""
        asked = (kind, key, language)
        fitting = (at for at in self.scores if all(not one or one == own for one, own in zip(asked, at, strict=True)))
        return sum((self.scores[at] for at in fitting), Score())


def measure(articles: Iterable[CorpusArticle], read: Callable[[CorpusArticle], Reading]) -> Measurement:
    """Return how well a reader does on a corpus. Raises: InvalidValue if it says a value that the codebook refuses."""
    result = Measurement()
    for article in articles:
        reading = read(article)
        for rule, one in broken(article, reading):
            result.broken.append(Remark(rule, article.id, _words(article, one), _told(one)))
        hit = _count_found(article, reading, result)
        for number, row in enumerate(article.gold):
            if row.kind != SAID and not row.optional:
                _count_gold(article, row, number in hit, result)
                _count_parts(row, reading, result)
    return result


def _count_found(article: CorpusArticle, reading: Reading, result: Measurement) -> set[int]:
    """Count what fits no row of gold as false, and return the numbers of the rows that were found."""
    hit: set[int] = set()
    said: list[Found | Passage] = [*reading.found, *reading.passages]
    for one in said:
        fitting = {number for number, row in enumerate(article.gold) if row.fits(one)}
        hit |= fitting
        if not fitting:
            result.scores.setdefault((*_kind_and_field(one), article.language), Score()).false += 1
            result.false.append(Remark("false", article.id, _words(article, one), _told(one)))
    return hit


def _count_gold(article: CorpusArticle, row: Gold, is_found: bool, result: Measurement) -> None:
    key = row.fields[0] if row.kind in (SuggestionKind.VALUE, PASSAGE) else ""
    score = result.scores.setdefault((row.kind, key, article.language), Score())
    score.gold += 1
    score.right += is_found
    if not is_found:
        result.missed.append(Remark("missed", article.id, row.words, row.told))


def _count_parts(row: Gold, reading: Reading, result: Measurement) -> None:
    """Count which parts of what was found agree: of a figure all, where its number was found; else who, how surely."""
    if row.kind == SuggestionKind.FIGURE:
        near = [one for one in reading.found if one.kind == row.kind and row.meets(one) and row.agrees(one, "value")]
    else:
        near = [one for one in reading.found if row.fits(one)]
    for name in ("concept", *PARTS) if row.kind == SuggestionKind.FIGURE else row.parts:
        score = result.parts.setdefault((row.kind, name), Score())
        is_right = any(row.agrees(one, name) for one in near)
        score.gold += 1
        score.right += is_right
        score.false += bool(near) and not is_right


def _kind_and_field(one: Found | Passage) -> tuple[str, str]:
    if isinstance(one, Passage):
        return PASSAGE, one.kind
    return one.kind, value_of(one.field, one.value)[0] if one.kind == SuggestionKind.VALUE else ""


def _words(article: CorpusArticle, one: Found | Passage) -> str:
    return article.text[one.start : one.end]


def _told(one: Found | Passage) -> str:
    if isinstance(one, Passage):
        return f"{PASSAGE} {one.kind}"
    if one.kind == SuggestionKind.VALUE:
        return f"{one.field} {codebook.show(one.field, one.value)}"
    if one.kind == SuggestionKind.FIGURE:
        return ", ".join(f"{name} {told}" for name, told in one.value.items() if told not in ("", None))
    return f"{one.kind} {one.issuer}".rstrip()
