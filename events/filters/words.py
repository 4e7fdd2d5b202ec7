"""Words to search for: what a reader may type, and the condition it makes on the public record's words.

Words stand side by side (all must occur), after a minus (must not) or around “or”; quotes hold a phrase together.
Korean joins particles to its nouns, so a term in Hangul is looked for inside words; any other term as a whole word.
"""

import re
import unicodedata
from typing import NamedTuple

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from ..vocabulary import Bilingual

MOST_CHARACTERS, MOST_TERMS = 200, 12
TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
LETTER = re.compile(r"\w")


class Term(NamedTuple):
    text: str
    excluded: bool
    phrase: bool


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
        elif LETTER.search(quoted or plain):
            groups[-1].append(Term(quoted or plain, bool(minus), bool(quoted)))
    return [group for group in groups if group]


def condition(text: str) -> Q:
    """Return the condition that an event's words match a search."""
    found = Q()
    for group in parse(text):
        every = Q()
        for term in group:
            every &= ~_holds(term) if term.excluded else _holds(term)
        found |= every
    return found


def _holds(term: Term) -> Q:
    if HANGUL.search(term.text):
        return Q(search__words__contains=term.text)
    kind = "phrase" if term.phrase else "plain"
    return Q(search__vector=SearchQuery(term.text, config="simple", search_type=kind))
