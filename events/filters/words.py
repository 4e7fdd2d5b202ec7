"""Words to search for: what a reader may type, and how it is read.

Words stand side by side (all must occur), after a minus (must not) or around “or”; quotes hold a phrase together, in
its own spelling. What a term finds is told in search.py.
"""

import re
import unicodedata
from typing import NamedTuple

from .. import spelling
from ..vocabulary import Bilingual

MOST_CHARACTERS, MOST_TERMS = 200, 12
TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')


class Term(NamedTuple):
    text: str
    excluded: bool = False
    phrase: bool = False


class Correction(NamedTuple):
    """A word that nothing has, and the one that is looked for instead."""

    typed: str
    used: str

    @property
    def told(self) -> Bilingual:
        return Bilingual(
            f"nothing has “{self.typed}”, so “{self.used}” was looked for",
            f"“{self.typed}”이(가) 없어 “{self.used}”(으)로 찾음",
        )


def read_words(text: str) -> str:
    """Return a search text in canonical form. Raises: ValueError(said, advice), both bilingual, if it asks too much."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    groups = parse(text)
    terms = sum(len(group) for group in groups)
    if len(text) > MOST_CHARACTERS:
        raise ValueError(
            Bilingual(f"The search has {len(text)} characters.", f"검색어가 {len(text)}자입니다."),
            Bilingual(f"Use at most {MOST_CHARACTERS}.", f"{MOST_CHARACTERS}자까지 쓸 수 있습니다."),
        )
    if terms > MOST_TERMS:
        raise ValueError(
            Bilingual(f"The search has {terms} terms.", f"검색어가 {terms}개입니다."),
            Bilingual(f"Use at most {MOST_TERMS}.", f"{MOST_TERMS}개까지 쓸 수 있습니다."),
        )
    if not terms:
        raise ValueError(
            Bilingual("The search holds no word.", "검색어에 낱말이 없습니다."),
            Bilingual("Write a word in English or Korean.", "영어나 한국어 낱말을 적으십시오."),
        )
    return text


def parse(text: str) -> list[list[Term]]:
    """Return the alternatives of a search, each a list of terms that must all hold."""
    groups: list[list[Term]] = [[]]
    for minus, quoted, plain in TERM.findall(text):
        if plain.lower() == "or" and not minus:
            groups.append([])
        elif spelling.sequence(quoted or plain):
            groups[-1].append(Term(quoted or plain, bool(minus), bool(quoted)))
    return [group for group in groups if group]
