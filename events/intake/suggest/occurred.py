"""Dates of the event, each with its basis: the verb that the date stands with. No verb, no date."""

import re
from collections.abc import Iterator

from ...vocabulary import DateBasis
from ..found import Found
from . import doubts
from .article import Article
from .dates import Said
from .sentences import Sentence
from .verbs import DRIFT, moments

B = DateBasis

FIELDS = {B.ANNOUNCEMENT: "announced", B.ARRIVAL: "arrived", B.DEPARTURE: "departed"}
"""Dates with these bases have a field of their own, so that none of them becomes the date of the event."""

NOT_OF_AN_EVENT = re.compile(
    r"(?:\b(?:since|until|till|before|after|from|by|through|than|of|for)\s(?:the\s)?|[’'])$|\b(?:ago\sin|as\sof)\s$",
    re.IGNORECASE,
)
ON_OR_IN = re.compile(
    r"\b(?:on|in|at|early|late|earlier|before\sdawn|evening|(?:night|morning|evening|afternoon|hours|day)(?:\sof)?)\s$",
    re.IGNORECASE,
)
VAGUE_BEFORE = re.compile(r"\b(?:ago|earlier)\s(?:in\s)?$", re.IGNORECASE)
KO_SINCE = re.compile(r"^\s?(?:이후|부터|까지|이래|들어|현재|기준|당시|대비|보다)")
TIME_OF_DAY = re.compile(r"^\s?(?:새벽|오전|오후|밤|저녁|아침|정오|자정|낮|한밤|\d{1,2}시|께|경)")
CLAUSE = re.compile(
    r"[;“”\"]|:(?!\d)|,\s(?:who|which|and|but|while|when|after)\b|\b(?:that|who|which|after|when|while|but)\b",
    re.IGNORECASE,
)
QUOTES, CLOSING = re.compile('[“”"]'), re.compile('[”"]')
WHEN = re.compile(r",?\swhen\s", re.IGNORECASE)
POSSESSED = re.compile(
    r"^[’']s\s(?:\w+\s){0,2}(?:crossing|defection|escape|incident)\b|^\s(?:crossing|defection|escape|incident)\b",
    re.IGNORECASE,
)
SENT_BACK_IS_THE_EVENT = re.compile(
    r"\bforc(?:ibly|ed|ible)\b|\bhanded\sover\b|강제\s?(?:북송|송환)|국민[^.]{0,20}송환", re.IGNORECASE
)
REACH = 90
"""Characters between a date and the verb that it may stand with."""


def find(article: Article) -> Iterator[Found]:
    """Yield dates with their basis; those long before the newest date of the event only where there is no newer."""
    found = [one for sentence in article.telling for one in _of_sentence(sentence, article)]
    events = [one for one in found if one.field == "occurred" and _edtf(one)[:4].isdigit()]
    newest = max((_edtf(one)[:4] for one in events), default="")
    for one in found:
        if not newest or one.field == "announced" or newest[:4] == _year(one):
            yield one


def _year(one: Found) -> str:
    return _edtf(one)[:4] if one.field == "occurred" else str(one.value)[:4]


def _edtf(one: Found) -> str:
    return str(one.value["edtf"])


def _of_sentence(sentence: Sentence, article: Article) -> Iterator[Found]:
    spoken = moments(sentence.text)
    for said in article.dates[sentence.start]:
        basis = _basis(sentence, said, spoken)
        if basis == B.UNKNOWN:
            basis = B.CROSSING if article.says(SENT_BACK_IS_THE_EVENT) and not article.says(DRIFT) else None
        if basis is None or ("/" in said.edtf and (basis == B.ANNOUNCEMENT or said.is_long)):
            continue
        span, rule = (said.start, said.end), f"date:{basis}"
        if basis in FIELDS:
            if not sentence.background:
                yield sentence.value(FIELDS[basis], said.edtf, span, rule, said.doubt)
            if basis != B.ARRIVAL:
                continue
        if sentence.background:
            continue
        doubt = doubts.ONLY_AN_ANNOUNCEMENT if basis == B.REPORT else said.doubt
        if article.clock.year and said.year and said.year < article.clock.year - 1:
            doubt = doubts.OLDER
        yield sentence.value("occurred", {"edtf": said.edtf, "basis": basis}, span, rule, doubt)
        if basis == B.CUSTODY:
            yield sentence.value("custody", said.edtf, span, rule, doubt)


def _basis(sentence: Sentence, said: Said, spoken: list[tuple[int, int, DateBasis]]) -> DateBasis | None:
    before, after = sentence.text[max(0, said.start - 40) : said.start], sentence.text[said.end : said.end + 40]
    if VAGUE_BEFORE.search(before) or (NOT_OF_AN_EVENT.search(before) and not ON_OR_IN.search(before)):
        return None
    if sentence.korean:
        return None if KO_SINCE.match(after) else _korean_basis(sentence, said, spoken)
    if POSSESSED.match(after):
        return B.CROSSING
    return _english_basis(sentence.text, said, spoken)


def _english_basis(text: str, said: Said, spoken: list[tuple[int, int, DateBasis]]) -> DateBasis | None:
    """The verb just before the date, else the next one after it; none across the start of another clause."""
    earlier = [(end, basis) for _, end, basis in spoken if end <= said.start and said.start - end <= REACH]
    if earlier and not CLAUSE.search(text, earlier[-1][0], said.start):
        return earlier[-1][1]
    when = WHEN.match(text, said.end)
    start_at = when.end() if when else said.end
    later = [(start, basis) for start, _, basis in spoken if start >= start_at and start - said.end <= REACH]
    if not later or CLAUSE.search(text, start_at, later[0][0]):
        return None
    start, basis = later[0]
    opens = said.start < 12 or start - said.end < 16
    return basis if opens or basis not in (B.ANNOUNCEMENT, B.REPORT) else None


def _korean_basis(sentence: Sentence, said: Said, spoken: list[tuple[int, int, DateBasis]]) -> DateBasis | None:
    """The next verb, for verbs stand last; but a date just after who speaks is when they spoke, unless it has an hour."""
    text = sentence.text
    closing = CLOSING.search(text, said.end) if len(QUOTES.findall(text, 0, said.start)) % 2 else None
    later = [
        (start, basis) for start, _, basis in spoken if start >= said.end and not (closing and start > closing.start())
    ]
    speaks = any(basis in (B.ANNOUNCEMENT, B.REPORT) for _, basis in later)
    after_topic = any(voice.start < said.start and said.start - voice.end <= 2 for voice in sentence.voices)
    if (
        speaks
        and said.is_day
        and after_topic
        and text[said.start : said.end] not in ("같은 날", "당일")
        and not TIME_OF_DAY.match(text[said.end : said.end + 8])
    ):
        return B.ANNOUNCEMENT
    return next((basis for start, basis in later if start - said.end <= REACH), None)
