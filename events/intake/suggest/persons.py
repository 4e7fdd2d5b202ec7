"""How many moved: a number or an article before somebody, near a verb of crossing."""

import re
from collections.abc import Iterator

from ...vocabulary import Comparator
from ..found import Found
from . import doubts
from .article import Article
from .numbers import Number
from .numbers import find as find_numbers
from .sentences import Sentence
from .verbs import CROSSING

C = Comparator

MOST = 100
"""A larger number near a crossing is a figure, not the persons of one event."""

PEOPLE = r"(?:soldiers?|residents?|civilians?|m[ae]n|wom[ae]n|persons?|people|individuals?|fisherm[ae]n|fishers|defectors?|sailors?|crew(?:\smembers)?|workers?|diplomats?|officers?|sergeants?|north\skoreans?|south\skoreans?|family\smembers|members|nationals)"
COUNTED = re.compile(rf"\s(?:(?!and\b|or\b|of\b)[\w’'-]+\s){{0,3}}?{PEOPLE}\b", re.IGNORECASE)
SINGLE = re.compile(
    r"\b(?:an?|one(?!\sof))\s(?:(?!group|family|number|boat|team|second|spokes\w+)[\w’'-]+\s){0,4}?(?:soldier|resident|civilian|man|woman|person|individual|fisherman|defector|sailor|worker|diplomat|officer|sergeant|(?:north|south)\skorean(?!\s[a-z]))\b",
    re.IGNORECASE,
)
HEDGED = {C.ABOUT, C.NEARLY, C.QUALITATIVE}
WHOLE, PART = re.compile(r"명\s?(?:가운데|중)\s"), re.compile(r"나머지|이\s?중|가운데|다른")
COUNTING = re.compile("올해 들어|지난해 같은|올해에만|누적")
OTHERS = re.compile(r"\b(?:guards?|killed|shot|wounded|rescued|other|more)\b|사망|부상|구조|여\s?부", re.IGNORECASE)


def find(article: Article) -> Iterator[Found]:
    """Yield numbers of persons in sentences that tell of the event."""
    for sentence in article.telling:
        if not sentence.background and not article.is_past(sentence):
            yield from _korean(sentence) if sentence.korean else _english(sentence)


def _english(sentence: Sentence) -> Iterator[Found]:
    text = sentence.text
    for number in find_numbers(text, korean=False):
        counted = COUNTED.match(text, number.end)
        if counted and CROSSING.search(text, counted.end(), counted.end() + 100):
            yield from _value(sentence, number, (number.start, counted.end()))
    for match in SINGLE.finditer(text):
        if CROSSING.search(text, match.end(), match.end() + 80) and not match.group().lower().startswith("one of"):
            yield sentence.value("persons", {"min": 1, "max": 1}, match.span(), "persons:single")


def _korean(sentence: Sentence) -> Iterator[Found]:
    text = sentence.text
    if COUNTING.search(text):
        return
    for number in find_numbers(text, korean=True):
        if WHOLE.search(text, 0, number.start) or PART.search(text[max(0, number.start - 8) : number.start]):
            continue
        if number.counter in ("명", "사람") and CROSSING.search(text, number.end):
            yield from _value(sentence, number, (number.start, number.end))


def _value(sentence: Sentence, number: Number, span: tuple[int, int]) -> Iterator[Found]:
    value = number.value
    if not isinstance(value, int) or not 1 <= value <= MOST or OTHERS.search(sentence.text, *span):
        return
    low, high = _bounds(number, value)
    each = sentence.text[span[0] : span[1]].startswith("각")
    doubt = doubts.PART_COUNT if each else doubts.HEDGED if number.comparator in HEDGED else ""
    if low >= 1 and (high is None or low <= high):
        yield sentence.value("persons", {"min": low, "max": high}, span, f"persons:{number.comparator}", doubt)


def _bounds(number: Number, value: int) -> tuple[int, int | None]:
    """Return the least and the most persons that a hedged number of an event allows."""
    match number.comparator:
        case C.OVER | C.SLIGHTLY_OVER:
            return value + 1, None if number.comparator == C.OVER else value + 9
        case C.AT_LEAST:
            return value, None
        case C.UP_TO | C.AT_MOST:
            return 1, value
        case C.UNDER:
            return 1, value - 1
        case C.RANGE:
            return value, int(number.upper or value)
        case _:
            return value, value
