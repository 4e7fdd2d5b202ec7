"""Numbers that count something else: mines, miles, money, ages, shares of trade. Listed, so that nobody takes them."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from ...vocabulary import SuggestionKind
from ..found import Found
from .article import Article

NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,9})(?:\.\d{1,3})?"
WORDED = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|several|dozens\sof|hundreds\sof|thousands\sof)"
SCALE = r"(?:[\s-](?:hundred|thousand|million|billion|trillion))?"
THINGS = (
    r"miles?|kilomet(?:er|re)s?|km|met(?:er|re)s?|feet|foot|yards?|nautical|acres|inch(?:es)?|percent|per\s?cent|percentage|land\s?mines?|mines?|balloons?|missiles?|rockets?|shells?|"
    r"rounds|shots|bullets|warheads?|drones?|won|dollars?|yuan|euros?|tons?|tonnes|kilograms?|kg|households|homes|guards?|troops|guard\sposts|loudspeakers?|votes?|seats?|pages?|"
    r"gunshot\swounds?|years?[\s-]old|years?[\s-](?:in|sentence|prison)|degrees|points?|copies|flights?|cameras?|vehicles?|tanks?|ships?|countries|cities|provinces|inhabitants|signs|seats|members|(?:american\s|u\.?s\.?\s)?troops|people\sunder\sarms"
)
ENGLISH = re.compile(
    rf"(?<![\w.,])[$€£]?(?:{NUMBER}|{WORDED}|a(?=\smillion)){SCALE}(?:\s?%|[\s-](?:(?:anti-\w+|propaganda|yellow|american|trash|loudspeaker|square|ballistic|warning|metric|u\.?s\.?|percentage|nautical)[\s-])?(?:{THINGS})\b)"
    rf"|[$€£]{NUMBER}{SCALE}|\b(?:a|one|two|three)[\s-](?:thirds?|quarters?|fifths?|half)\b|\baged?\s\d{{1,2}}\b|\b\d{{1,3}}(?:st|nd|rd|th)\s(?:\w+\s)?(?:division|corps|regiment|brigade|infantry|anniversary|parallel|birthday)\b"
    r"|\b(?:in|late|early|mid|his|her|their)[\s-](?:his|her|their)?\s?[1-9]0s\b",
    re.IGNORECASE,
)
KOREAN = re.compile(
    r"(?<![\d.,])(?:약\s)?\d(?:[\d,.억만천백]){0,12}여?\s?(?:%|퍼센트|㎞|km|㎏|kg|킬로미터|㎜|㎝|cm|m(?![a-z])|미터|발|톤|달러|원(?!\s?장)|억|마일|해리|세(?!대)|살|개(?!월)|마리|배|곳|도|t|분의)"
    r"|\d{1,3}(?:사단|군단|연대|대대|여단|호)"
)


def find(article: Article, taken: list[Found]) -> Iterator[Found]:
    """Yield numbers of other things that no suggestion has taken."""
    spans = sorted((one.start, one.end) for one in taken)
    for sentence in article.sentences:
        first, last = (bisect_left(spans, (at, 0)) for at in (sentence.start, sentence.start + len(sentence.text)))
        spoken = [(start - sentence.start, end - sentence.start) for start, end in spans[first:last]]
        dated = [(one.start, one.end) for one in article.dates[sentence.start]]
        for match in (KOREAN if sentence.korean else ENGLISH).finditer(sentence.text):
            if not any(start < match.end() and match.start() < end for start, end in (*spoken, *dated)):
                yield sentence.found(SuggestionKind.NOT_OURS, match.span(), "not_ours")
