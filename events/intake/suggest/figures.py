"""Aggregate numbers of ours: what is counted, how, of which period, and the series of ours that it fits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...figures import EACH_YEAR
from ...vocabulary import Comparator, SeriesMeasure, SuggestionKind, Unit
from ..found import Found
from . import doubts
from .article import Article
from .counted import OURS, STOCKS, concept_of, group_named, is_database, says_what, subgroup_of, unit_of
from .numbers import Number
from .numbers import find as find_numbers
from .periods import COMPARED_WITH, CUMULATIVE, Span, span_of
from .sentences import Sentence

C, S, U = Comparator, SeriesMeasure, Unit

AGGREGATE = re.compile(
    r"\b(?:number|total|figures?|statistics|data|arriv\w+|relocat\w+|defections|crossings|in\sall|so\sfar|resettled|counted|confirmed\sto)\b"
    r"|통계|집계|총|모두|누적|입국|인원은|건수|숫자|잠정|[가-힣](?:은|는)\s?(?:\d{1,4}(?:명|건)|[한두]\s자릿수)",
    re.IGNORECASE,
)
SUPERLATIVE = re.compile(
    r"\b(?:at\s(?:its|their)\s|the\s)?(?:highest|lowest|most|fewest|largest)\s(?:[\w-]+\s){0,4}?(?:in|since)\s(?:(?:\w+\s)?years|\d{4}|\w+\syears|decades)"
    r"|\bfirst\s(?:[\w’'-]+\s){1,8}since\s(?:19|20)\d\d|\d{1,2}년\s?만에\s?(?:가장|최다|최고|최대|최저|최소|처음)|\d{4}년\s?이후\s?(?:가장|최다|최고|최대|최저|처음)",
    re.IGNORECASE,
)
DEFECTIONS = re.compile(r"\s(?:\w+\s)?defections")
GOES_ON = 1
"""Sentences without a number of ours after which the next one may still go on from the last that had one."""
ENOUGH = 10
"""A number of a period that says neither total nor arrivals is a figure from here on; below it may be one event's."""


NO_SPAN = Span()


@dataclass(frozen=True)
class Before:
    """What the sentence before counted; a sentence that goes on from it may leave it out."""

    concept: str = ""
    span: Span = NO_SPAN
    group: str = ""


def find(article: Article) -> Iterator[Found]:
    """Yield figures, and mark their sentences as counting, so that nothing of one event is read from them."""
    before, silent = Before(), 0
    for sentence in article.sentences if article.is_of_korea else ():
        if not OURS.search(sentence.text) and not before.concept:
            continue
        goes_on, counted = bool(before.concept), False
        for number in find_numbers(sentence.text, sentence.korean):
            for found, now in _figures(article, sentence, number, before, goes_on=goes_on or counted):
                sentence.counting = counted = True
                before = now
                yield found
        for match in SUPERLATIVE.finditer(sentence.text):
            yield _rank(article, sentence, match, before)
        silent = 0 if counted else silent + 1
        before = before if silent <= GOES_ON else Before()


def _figures(
    article: Article, sentence: Sentence, number: Number, before: Before, *, goes_on: bool
) -> Iterator[tuple[Found, Before]]:
    """Yield what a number says; “각”, of each, says it of every period named before it."""
    said = article.dates[sentence.start]
    if any(one.start < number.end and number.start < one.end for one in said):
        return
    unit = unit_of(sentence, number)
    concept = concept_of(sentence.text) or before.concept
    if unit is None or not concept:
        return
    of_a_day = concept == "forced_returns"
    span = span_of(sentence, number, said, article.clock, day=of_a_day)
    if span.unknown or not (OURS.search(sentence.text) or says_what(sentence, number)):
        return
    if not span.period and COMPARED_WITH.search(sentence.text[max(0, number.start - 16) : number.start]):
        return
    carried = not span and goes_on
    span = before.span if carried else span
    database = is_database(sentence.text, concept, unit)
    if concept in STOCKS or database:
        span = Span(as_of=span.as_of or (article.clock.day.isoformat() if article.clock.day else ""))
    elif not span or not (goes_on or AGGREGATE.search(sentence.text) or (number.value or 0) >= ENOUGH or span.total):
        return
    group = subgroup_of(sentence, number)
    spans = [span]
    if sentence.text[number.start : number.end].startswith("각"):
        named = [one.edtf for one in said if one.end <= number.start]
        each = [edtf for edtf in named if len(edtf) == len(named[-1])]
        spans = [Span(period=edtf, doubt=doubts.PART_COUNT) for edtf in each[-4:]] or spans
    for one in spans:
        yield _figure(article, sentence, number, concept, unit, group, one, database), Before(concept, one, group)


def _figure(
    article: Article,
    sentence: Sentence,
    number: Number,
    concept: str,
    unit: Unit,
    group: str,
    span: Span,
    database: bool,
) -> Found:
    measure = STOCKS.get(
        concept, S.STOCK if database else S.CUMULATIVE if span.total and concept == "arrivals" else S.FLOW
    )
    if unit == U.PERCENT:
        measure = S.SHARE
    if span.yearly and concept == "arrivals":
        concept = EACH_YEAR
    unit = U.CASES if database else unit
    value = _value(concept, measure, unit, number.comparator, span)
    value |= {"value": number.value, "upper": number.upper}
    value["series"] = _series(
        article, sentence.text, value, group, total=span.total or bool(CUMULATIVE.search(sentence.text))
    )
    doubt = span.doubt or (doubts.DEFECTIONS_ARE_PERSONS if DEFECTIONS.match(sentence.text, number.end) else "")
    return sentence.found(SuggestionKind.FIGURE, (number.start, number.end), f"figure:{concept}", "", value, doubt)


def _value(concept: str, measure: str, unit: str, comparator: str, span: Span) -> dict[str, str | int | float | None]:
    return {
        "concept": concept,
        "measure": str(measure),
        "unit": str(unit),
        "comparator": str(comparator),
        "value": None,
        "upper": None,
        "period": span.period,
        "as_of": span.as_of,
        "since": span.since,
    }


def _series(
    article: Article, text: str, value: dict[str, str | int | float | None], group: str, *, total: bool = False
) -> str:
    """Return the only series that fits: where routes differ that of all routes unless the sea is named."""
    scope = (value["concept"], value["measure"], value["unit"], group)
    fitting = [one for one in article.series if (one.concept, one.measure, one.unit, one.subgroup) == scope]
    if len(fitting) > 1:
        route = "sea" if re.search(r"\bby\s(?:sea|boat)\b|해상(?:으로|을)", text) else "all"
        fitting = [one for one in fitting if one.route_scope == route]
    if len(fitting) > 1:
        fitting = [one for one in fitting if ("cumulative" in one.population) == total]
    return fitting[0].slug if len(fitting) == 1 else ""


def _rank(article: Article, sentence: Sentence, match: re.Match[str], before: Before) -> Found:
    """Return a statement that something is the most, the fewest or the first in a time; it has no number."""
    said = article.dates[sentence.start]
    since = next((one.edtf for one in said if match.start() <= one.start < match.end()), "")
    group = group_named(sentence.text)
    value = _value(
        concept_of(sentence.text) or before.concept or "arrivals", S.RANK, U.RANK, C.QUALITATIVE, Span(since=since)
    )
    value["series"] = _series(article, sentence.text, value, before.group if group == "all" and before.group else group)
    return sentence.found(SuggestionKind.FIGURE, match.span(), "figure:rank", "", value, doubts.SUPERLATIVE)
