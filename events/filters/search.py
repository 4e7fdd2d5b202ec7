"""What a search finds: the same events in every spelling, and a word that nothing has taken for the nearest one.

A term is looked for by the keys of its words, which are equal for all romanisations (events/spelling). Korean joins
particles to its nouns, so Hangul is looked for inside words. A name in events/spelling/names.csv finds what its other
names find. A phrase in quotes is looked for as it is spelt.

A term that no public event has is replaced by the word nearest to it, or by itself without its particle, and
`corrections` says so. That depends on the whole record alone, so page, count, file and API agree.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from django.contrib.postgres.search import SearchQuery, TrigramSimilarity
from django.db.models import Exists, Q
from django.db.models.functions import Length

from .. import spelling
from ..models import PublicSearch, PublicWord
from .words import Correction, Term, parse

CANDIDATES = 200
LEAST, LONG = 5, 8
"""Letters of a word below which it is taken at its word, and from which it may have two wrong."""


class Unit(NamedTuple):
    """One thing that is looked for: its names, any of which will do; `whole` if the words of each stand together."""

    typed: str
    names: tuple[str, ...]
    excluded: bool
    exact: bool

    @property
    def whole(self) -> bool:
        return self.exact or self.names != (self.typed,)


class Search:
    """One search text. Costs: 1 query, one more for each word that nothing has."""

    def __init__(self, text: str) -> None:
        groups = parse(text)
        self.corrections = _correct(groups)
        used = {one.typed: one.used for one in self.corrections}
        self.groups = [_units([_replace(term, used) for term in group]) for group in groups]

    @cached_property
    def condition(self) -> Q:
        """The condition that the words of a public event match."""
        found = Q()
        for group in self.groups:
            every = Q()
            for unit in group:
                every &= ~_holds(unit, "search__") if unit.excluded else _holds(unit, "search__")
            found |= every
        return found

    def mark(self, text: str) -> list[tuple[str, bool]]:
        """Return a text in pieces, each with whether it was looked for."""
        text = unicodedata.normalize("NFC", text)
        tokens = [(token, token.keys) for token in spelling.tokens(text)]
        spans = sorted({span for wanted in self._marked for span in _spans(tokens, wanted)})
        pieces, at = [], 0
        for start, end in spans:
            if end > at:
                pieces += [(text[at : max(start, at)], False), (text[max(start, at) : end], True)]
                at = end
        return [piece for piece in (*pieces, (text[at:], False)) if piece[0]]

    @cached_property
    def _marked(self) -> list[list[tuple[spelling.Token, str]]]:
        """Rows of tokens, each with its key, that are marked where they stand side by side."""
        rows = []
        for unit in (unit for group in self.groups for unit in group if not unit.excluded):
            for name in unit.names:
                wanted = [(token, spelling.key(token.whole)) for token in spelling.tokens(name)]
                rows += [wanted] if unit.whole else [[one] for one in wanted]
        return rows


def _replace(term: Term, used: dict[str, str]) -> Term:
    return term if term.phrase or term.excluded else term._replace(text=used.get(term.text, term.text))


def _units(group: Sequence[Term]) -> list[Unit]:
    """Return the terms of a group; words side by side that make a name together are one."""
    units: list[Unit] = []
    at = 0
    while at < len(group):
        for width in range(min(spelling.longest_name(), len(group) - at), 0, -1):
            terms = group[at : at + width]
            if width == 1 or not any(term.excluded or term.phrase for term in terms):
                text = " ".join(term.text for term in terms)
                names = () if terms[0].phrase else _names(text)
                if names or width == 1:
                    units.append(Unit(text, names or (text,), terms[0].excluded, terms[0].phrase))
                    at += width
                    break
    return units


def _names(text: str) -> tuple[str, ...]:
    """Return the names of what a text names, be it with a particle."""
    tokens = list(spelling.tokens(text))
    stems = spelling.stems(tokens[0].whole) if len(tokens) == 1 and tokens[0].hangul else ()
    readings = ([token.whole for token in tokens], spelling.sequence(text), *([stem] for stem in stems))
    return next(filter(None, map(spelling.names, readings)), ())


def _holds(unit: Unit, path: str = "") -> Q:
    """Return the condition that words hold a unit under any of its names; `path` leads to their row."""
    conditions = dict.fromkeys(_condition(name, whole=unit.whole) for name in unit.names)
    plain = " | ".join(f"({keys})" for keys, words in conditions if keys and not words)
    found = _has_keys(plain, path) if plain else Q()  # one question to the index, however many names
    for keys, words in conditions:
        if words:
            every = _has_keys(keys, path) if keys else Q()
            for text in words:
                every &= Q(**{f"{path}words__contains": text})
            found |= every
    return found


def _has_keys(query: str, path: str) -> Q:
    return Q(**{f"{path}vector": SearchQuery(query, config="simple", search_type="raw")})


def _condition(name: str, *, whole: bool) -> tuple[str, tuple[str, ...]]:
    """Return what finds a name: a query on keys, and texts that the words must contain where keys do not tell all.

    `whole` if its words must stand side by side, in their own spelling.
    """
    tokens = list(spelling.tokens(name))
    words = [part for token in tokens for part in token.parts]
    keys = " & ".join(_asked(token) for token in tokens if not _is_syllable(token))
    if whole and len(words) > 1:
        return keys, (_phrase(words),)
    return keys, tuple(token.whole for token in tokens if token.hangul and len(token.whole) != 2)


def _asked(token: spelling.Token) -> str:
    """Return a token as a query on keys: as one word, or as the words between its hyphens."""
    if token.hangul:
        return " & ".join(f"'{key}'" for key in sorted(token.keys))
    whole, parts = spelling.key(token.whole), " & ".join(f"'{spelling.key(part)}'" for part in token.parts)
    return f"'{whole}'" if len(token.parts) == 1 else f"('{whole}' | ({parts}))"


def _is_syllable(token: spelling.Token) -> bool:
    return token.hangul and len(token.whole) == 1


def _phrase(words: Sequence[str]) -> str:
    """Return words as they stand in a row's words: Latin ones whole, Hangul ones open at both ends."""
    before, after = ("" if spelling.IS_HANGUL.fullmatch(word) else " " for word in (words[0], words[-1]))
    return f"{before}{' '.join(words)}{after}"


def _correct(groups: Sequence[Sequence[Term]]) -> list[Correction]:
    """Return what is looked for in place of terms that nothing has; names and phrases are taken at their word."""
    units = [unit for group in groups for unit in _units(group) if not (unit.excluded or unit.whole)]
    if not units:
        return []
    asked = [Exists(PublicSearch.objects.filter(_holds(unit))) for unit in units]
    known = PublicWord.objects.order_by().values_list(*asked)[:1].first() or [True] * len(units)
    missing = dict.fromkeys(unit.typed for unit, found in zip(units, known, strict=True) if not found)
    return [Correction(typed, used) for typed in missing if (used := _nearest(typed))]


def _nearest(typed: str) -> str:
    """Return what a reader may have meant by a word that nothing has: it without its particle, or the word of the
    record or of names.csv that begins alike and differs in one letter, in two where it is long. Costs: 1 query.
    """
    tokens = list(spelling.tokens(typed))
    if len(tokens) != 1 or len(word := tokens[0].whole) < (2 if tokens[0].hangul else LEAST) or not word.isalpha():
        return ""
    letters, stems = spelling.letters(word), spelling.stems(word)
    same_stem = Q(*(Q(word__startswith=stem) for stem in stems), _connector=Q.OR)
    alike = Q(letters__startswith=letters[0], length__range=(len(letters) - 2, len(letters) + 2))
    rows = PublicWord.objects.annotate(length=Length("letters"), near=TrigramSimilarity("letters", letters))
    ranked = rows.filter(alike | same_stem if stems else alike).order_by("-near", "-events", "word")
    found = list(ranked.values_list("word", flat=True)[:CANDIDATES])
    if stem := next((stem for stem in stems if any(one.startswith(stem) for one in found)), ""):
        return stem
    allowed = 1 if len(letters) < LONG else 2
    distances = [(spelling.distance(letters, spelling.letters(one)), one) for one in (*found, *spelling.named(word[0]))]
    return next((one for near in range(1, allowed + 1) for far, one in distances if far == near), "")


def _spans(
    tokens: Sequence[tuple[spelling.Token, set[str]]], wanted: Sequence[tuple[spelling.Token, str]]
) -> Iterator[tuple[int, int]]:
    """Yield where some words stand side by side in a text, given as its tokens with their keys."""
    for at in range(len(tokens) - len(wanted) + 1):
        stand = tokens[at : at + len(wanted)]
        if all(map(_is_same, stand, wanted)):
            yield _span(stand[0][0], stand[-1][0], wanted[0][0])


def _is_same(stands: tuple[spelling.Token, set[str]], wanted: tuple[spelling.Token, str]) -> bool:
    if wanted[0].hangul:
        return wanted[0].whole in stands[0].whole
    return not stands[0].hangul and wanted[1] in stands[1]


def _span(first: spelling.Token, last: spelling.Token, wanted: spelling.Token) -> tuple[int, int]:
    """Return where words stand: of Hangul that part alone which was looked for."""
    if not wanted.hangul or len(first.whole) != first.end - first.start:
        return first.start, last.end
    start = first.start + first.whole.index(wanted.whole)
    return start, start + len(wanted.whole) if first == last else last.end
