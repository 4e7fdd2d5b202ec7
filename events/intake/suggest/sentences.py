"""A text in sentences, each with what it is: a headline, a general statement, a memory of another event."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ...vocabulary import Certainty, Issuer, SuggestionKind
from ..found import Found

LONGEST = 700
"""Characters of a sentence; what is longer is cut, so that no pattern meets a text without an end."""

HANGUL = re.compile("[가-힣]")
END = re.compile(r"[.!?。][”\"’'」)\]]{0,3}(?=\s|$)|\n(?!\s{0,3}[a-z])")
SHORTENED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Cpl|Pvt|Adm|Rep|Sen|Prof|St|No|Jr|Sr|vs|approx|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)|\b[A-Z]|\b[ap]\.m)$"
)

GENERIC = re.compile(
    r"""\b(?: usually | typically | the\strend | incredibly\srare | every\syear | annually | over\sthe\syears
      | (?:most|many|some|thousands\sof|hundreds\sof|dozens\sof)\s(?:\w+\s)?(?:north\skoreans|defectors|escapees)
      | (?:number|total|list)\sof\s(?:\S+\s){0,3}(?:defect\w+|escapees|arrivals|north\skoreans)
      | defections\s(?:from|by|across|are|is|have|has|remain\w*|among)
      | defectors\s(?:heading|have|often|tend|living|arriv\w+|who\shave)
      | north\skoreans\s(?:are|continue|have\sfled|have\sdefected|who\s(?:flee|defect)|flee|try) | would-be
      | (?:can|could|may|might|would|should)\s(?:be\s)?(?:defect|cross|flee|fled) | if\s(?:he|she|they|it)\b
      | (?:prevent|stop|block|deter)\w*\s(?:\w+\s){0,3}(?:defect\w*|escap\w*|fleeing)
      | wrongly\s(?:said|reported|called) | wrong\sway | earlier\sversion | regret\sthe\serror | counts\sas | not\severy
    )\b | 잘못\s?(?:적|쓰|썼|전) | 바로잡 | 본지[가는] | 사과드 | 매년 | 해마다 | 대부분의?\s탈북 | 통상 | 탈북민들은 | 탈북자들은 | 경우가\s많 | 드물 | 이례적이""",
    re.VERBOSE | re.IGNORECASE,
)
BACKGROUND = re.compile(
    r"""\b(?: similar\s(?:case|incident|crossing)s? | the\slast\s(?:such|time|known) | previous(?:ly)?
      | (?:years?|months?|decades?)\s(?:ago|earlier) | in\sthe\spast | back\sin | historically
      | (?:earlier|other|past|separate|another|high-profile)\s(?:cases?|incidents?|defections?|crossings?|events?)
      | at\sfirst | initially | came\safter | comes\safter | (?:it|this)\s(?:follows|followed) | recall(?:s|ed)
      | in\s(?:19|20)\d\d\s?,\s(?:a|an|another|two|three|four)\b
    )\b | 당초 | 애초 | 앞서 | 과거 | 이전에도 | 그동안 | (?:월|년|해|달)에도 | \d\s?(?:년|개월|달)\s?(?:여\s)?(?:만|전)(?:에|의|이|인|으로|\s)
      | (?:두|세|네|\d)\s?번째 | 마지막으로 | 유사한? | 사례(?:가|는|도|로)""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Voice:
    """Who is heard in a sentence, in which words, and how sure."""

    start: int
    end: int
    issuer: Issuer
    certainty: Certainty


@dataclass
class Sentence:
    """A sentence or headline. Offsets of its matches count from `start`, an offset in the text."""

    start: int
    text: str
    headline: bool = False
    counting: bool = False
    """It tells an aggregate number, so it is of many events."""
    voices: list[Voice] = field(default_factory=list)

    @cached_property
    def korean(self) -> bool:
        return len(HANGUL.findall(self.text)) * 5 > len(self.text)

    @cached_property
    def generic(self) -> bool:
        return GENERIC.search(self.text) is not None

    @cached_property
    def background(self) -> bool:
        return BACKGROUND.search(self.text) is not None

    @property
    def tells(self) -> bool:
        """Whether it may tell what happened in one event."""
        return not self.counting and not self.generic

    def voice(self, at: int) -> tuple[str, str]:
        """Return issuer and certainty of what stands at an offset: the nearest voice, else the outlet's own."""
        if not self.voices:
            return Issuer.OUTLET, Certainty.REPORTED
        nearest = min(self.voices, key=lambda voice: min(abs(voice.start - at), abs(voice.end - at)))
        return nearest.issuer, nearest.certainty

    def value(self, key: str, value: Any, span: tuple[int, int], rule: str, doubt: str = "") -> Found:
        """Return a suggested value of a field at a span of this sentence."""
        return self.found(SuggestionKind.VALUE, span, rule, key, value, doubt)

    def found(
        self, kind: str, span: tuple[int, int], rule: str, key: str = "", value: Any = None, doubt: str = ""
    ) -> Found:
        issuer, certainty = self.voice(span[0]) if kind != SuggestionKind.NOT_OURS else ("", "")
        start, end = (self.start + offset for offset in span)
        return Found(kind, start, end, rule, key, value, issuer, certainty, doubt)


def split(text: str, headline: str) -> Iterator[Sentence]:
    """Yield the sentences of a text, without the white space around them. Costs: linear in the text."""
    start, first = 0, True
    for end in (*_ends(text), len(text)):
        for begin in range(start, end, LONGEST):
            words = text[begin : min(end, begin + LONGEST)]
            if stripped := words.strip():
                at = begin + len(words) - len(words.lstrip())
                is_headline = (first and stripped[-1] not in '.。”"') or stripped == headline
                yield Sentence(at, stripped, is_headline)
                first = False
        start = end


def _ends(text: str) -> Iterator[int]:
    for match in END.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        between_digits = before[-1:].isdigit() and text[match.end() : match.end() + 2].strip()[:1].isdigit()
        if match.group() != "." or not (between_digits or SHORTENED.search(before)):
            yield match.end()
