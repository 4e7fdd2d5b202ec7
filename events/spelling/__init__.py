"""One key for all spellings of a word, the same when an event is written and when a reader types.

Capitals, diacritics and apostrophes fall away; English plurals lose their s. A word whose letters can be read as
Korean syllables loses what tells romanisations apart, so Goseong, Kosong and Kosŏng are one word. Names that share no
letters, as NLL and 북방한계선, stand in names.csv.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
APOSTROPHES, HYPHENS = "'’‘ʼ`´′", r"\-\u2010\u2011"
LETTERS = rf"[^\W_{HANGUL}]+"
TOKEN = re.compile(rf"[{HANGUL}]+|{LETTERS}(?:[{APOSTROPHES}{HYPHENS}]{LETTERS})*")
IS_HANGUL = re.compile(f"[{HANGUL}]+")

PARTICLES = (
    *("에서는", "으로는", "에서", "으로", "까지", "부터", "에게", "에는"),
    *("군", "시", "들", "에", "로", "서", "의", "을", "를", "이", "가", "은", "는", "과", "와", "도"),
)
"""What Korean joins to a noun, longest first; with the words for county and city, which names leave out."""

ONSET = "(?:kk|tt|pp|ss|jj|tch|ch|sh|kh|ph|[gndrlmbsjktph])?"
VOWEL = "(?:yae|yeo|wae|eui|ae|ya|eo|ye|yo|yu|wa|oe|wo|we|wi|eu|ui|[aeoui])"
KOREAN = re.compile(f"(?=.{{4}})(?:{ONSET}{VOWEL}(?:ng|[kntlmp])?)+")
"""What Revised Romanisation, McCune-Reischauer without its marks, and the North's own spelling can write: at least four
letters, because shorter ones are too often English (ten and den, pin and bin)."""

SAME_SOUND = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("eui", "ui"),
        ("eo", "o"),
        ("eu", "u"),
        ("jj|tch|j", "ch"),
        ("sh", "s"),
        ("kh|(?<!n)g", "k"),
        ("d", "t"),
        ("ph|b", "p"),
    )
)


class Token(NamedTuple):
    """A run of Hangul, or a word of other letters with its hyphens and apostrophes, and where it stands."""

    start: int
    end: int
    hangul: bool
    whole: str
    parts: tuple[str, ...]
    """The plain words between its hyphens."""

    @property
    def keys(self) -> set[str]:
        """Every key by which this token is found: of a run of Hangul each two syllables, so that a part finds it."""
        if self.hangul:
            return {a + b for a, b in pairwise(self.whole)} or {self.whole}
        return {key(self.whole), *(key(part) for part in self.parts)}


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text, which is NFC."""
    for match in TOKEN.finditer(text):
        if whole := plain(match[0]):
            parts = tuple(filter(None, map(plain, re.split(f"[{HYPHENS}]", match[0]))))
            yield Token(*match.span(), IS_HANGUL.fullmatch(match[0]) is not None, whole, parts)


def plain(word: str) -> str:
    """Return a word in small letters without diacritics and apostrophes: Kosŏng -> kosong."""
    marked = unicodedata.normalize("NFKD", word.casefold())
    return unicodedata.normalize("NFC", "".join(letter for letter in marked if letter.isalnum()))


@cache
def key(word: str) -> str:
    """Return the key of a plain word: goseong, kosong -> kosong; crosses -> cross."""
    word = _singular(word)
    if KOREAN.fullmatch(word):
        for pattern, sound in SAME_SOUND:
            word = pattern.sub(sound, word)
    return word


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes", "zes")) else word[:-1]


def sequence(text: str) -> list[str]:
    """Return the plain words of a text in their order; hyphens part them."""
    return [part for token in tokens(unicodedata.normalize("NFC", text)) for part in token.parts]


def keys(text: str) -> set[str]:
    """Return every key by which a text is found."""
    return {found for token in tokens(unicodedata.normalize("NFC", text)) for found in token.keys}


def is_listed(word: str) -> bool:
    """Whether a plain word may be meant by one that nothing has: shorter ones are too alike, and a number is exact."""
    return len(word) >= (2 if IS_HANGUL.fullmatch(word) else 4) and word.isalpha()


def letters(word: str) -> str:
    """Return a word letter by letter, Hangul too: 고성 has six, so one wrong letter leaves the others alike."""
    return unicodedata.normalize("NFD", word)


def stems(word: str) -> list[str]:
    """Return a word in Hangul without each particle that it may end in; nothing for other words."""
    found = [word.removesuffix(end) for end in PARTICLES if word.endswith(end) and IS_HANGUL.fullmatch(word)]
    return [stem for stem in found if len(stem) > 1]


def distance(one: str, other: str) -> int:
    """Return by how many wrong, missing, added or swapped letters two words differ."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, start=1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], last[j - 2] + 1)
    return row[-1]


@cache
def _names() -> dict[tuple[str, ...], tuple[str, ...]]:
    with (Path(__file__).parent / "names.csv").open(newline="", encoding="utf-8") as table:
        groups = [tuple(row["names"].split(";")) for row in csv.DictReader(table)]
    return {tuple(map(key, sequence(name))): group for group in groups for name in group}


def names(words: Sequence[str]) -> tuple[str, ...]:
    """Return every name of what these plain words name together; nothing where names.csv does not have them."""
    return _names().get(tuple(map(key, words)), ())


@cache
def named(letter: str) -> list[str]:
    """Return the plain words of names.csv that are a name by themselves and begin with a letter."""
    found = {plain(name) for group in _names().values() for name in group if len(sequence(name)) == 1}
    return sorted(name for name in found if name.startswith(letter))


@cache
def longest_name() -> int:
    """Return of how many words the longest name in names.csv is."""
    return max(map(len, _names()))
