"""Of when a number is: a period, each year of many, or since when and up to when it is counted."""

import re
from dataclasses import dataclass

from ... import partial_dates
from ...vocabulary import DatePrecision
from . import doubts
from .clock import Clock
from .dates import Said
from .numbers import Number
from .sentences import Sentence

ANNUAL = re.compile(
    r"\b(?:a|each|every|per)\syear\b|\bannually\b|\byearly\b|매년|해마다|연간|한\s?해(?:에)?", re.IGNORECASE
)
CUMULATIVE = re.compile(
    r"\b(?:cumulative\w*|in\stotal|to\sdate|altogether(?!\s\d)|so\sfar(?!\sthis)|over\sthe\s(?:years|decades)|since\s(?:the\s)?(?:division|war|Korean\sWar|armistice|19\d\d|(?:late|early|mid)))\b"
    r"|누적|누계|지금까지|현재까지|분단\s?이후|총\s?\d",
    re.IGNORECASE,
)
SINCE = re.compile(r"\b(?:since|from)\s(?:the\s)?(?:(?:early|mid|late)[\s-])?$", re.IGNORECASE)
KO_SINCE = re.compile(r"^\s?(?:이후|이래|부터)")
AS_OF = re.compile(r"\b(?:as\sof|by|at|until|through)\s(?:the\s)?(?:end\sof\s)?$", re.IGNORECASE)
KO_AS_OF = re.compile(r"^\s?(?:말\s?)?(?:기준|현재|까지)")
PANDEMIC = re.compile(
    r"\b(?:before|prior\sto|pre)[\s-](?:the\s)?(?:coronavirus\s|COVID(?:-19)?\s?)?(?:pandemic|COVID)|(?:코로나|팬데믹)[가-힣0-9\s]{0,12}(?:이전|전에|전까지)",
    re.IGNORECASE,
)
PANDEMIC_OF_2020 = range(2020, 2030)
"""Years of publication in which “the pandemic” is that of 2020."""
SAME_PERIOD = re.compile(
    r"\bsame\speriod\s(?:of\s)?(?:last|the\sprevious)\syear|\ba\syear\s(?:earlier|ago|before)|(?:지난해|작년|전년)\s?(?:같은\s?기간|동기)",
    re.IGNORECASE,
)
COMPARED_WITH = re.compile(r"(?:동기|같은\s?기간)(?:의|에|보다)?\s?[(\s]?$|\b(?:from|with|to|than)\s$", re.IGNORECASE)
SO_FAR = re.compile(r"\bso\sfar\sthis\syear\b|올해\s?들어", re.IGNORECASE)
ANOTHER = re.compile(r"[;]|\bfrom\b|\bcompared\b")
REACH = 60
"""Characters between an English number and a period that follows it."""


@dataclass(frozen=True)
class Span:
    """A period, or as of when and since when (EDTF, empty where not said). `total` is a sum since the beginning."""

    period: str = ""
    as_of: str = ""
    since: str = ""
    doubt: str = ""
    total: bool = False
    yearly: bool = False
    unknown: bool = False
    """It is said, but not in words that can be resolved; then the number is no suggestion."""

    def __bool__(self) -> bool:
        return bool(self.period or self.as_of or self.since or self.total or self.yearly)


def span_of(sentence: Sentence, number: Number, dates: list[Said], clock: Clock, *, day: bool) -> Span:
    """Return of when a number is. With `day` a single day may be the period."""
    text, published = sentence.text, clock.day.isoformat() if clock.day else ""
    as_of = next((one.edtf for one in dates if _is_as_of(text, one)), "")
    since = next((one for one in dates if _is_since(text, one)), None)
    nearest = _nearest(text, dates, number, sentence.korean, day=day)
    annual = _is_annual(text, number)
    if (PANDEMIC.search(text) and (annual or not dates)) or (annual and not nearest):
        return _each_year(text, clock, annual)
    if (earlier := _same_period(text, dates, number, sentence.korean)) is not None:
        return Span(period=earlier, doubt=doubts.RELATIVE, unknown=not earlier)
    if not nearest and (since or CUMULATIVE.search(text)):
        total = CUMULATIVE.search(text) is not None
        doubt = "" if not total else doubts.BASE if since else doubts.NO_BASE
        return Span(as_of=as_of or published, since=since.edtf if since else "", doubt=doubt, total=total)
    if nearest:
        return Span(period=nearest.edtf, doubt=doubts.SO_FAR if SO_FAR.search(text) else nearest.doubt)
    return Span(as_of=as_of)


def _is_annual(text: str, number: Number) -> bool:
    after = re.split(r",\s|;|\band\b", text[number.end : number.end + REACH])[0]
    return ANNUAL.search(after) is not None or ANNUAL.search(text[max(0, number.start - 24) : number.start]) is not None


def _each_year(text: str, clock: Clock, annual: bool) -> Span:
    """Return the years up to the pandemic, if a text of its time says so; else each year, of no period."""
    until = "../2019" if PANDEMIC.search(text) and clock.year in PANDEMIC_OF_2020 else ""
    return Span(period=until, doubt=doubts.EACH_YEAR if annual else doubts.PANDEMIC, yearly=annual)


def _same_period(text: str, dates: list[Said], number: Number, korean: bool) -> str | None:
    """Return the period a year earlier where the number is compared so; None where it is not."""
    start = max(0, number.start - REACH)
    match = SAME_PERIOD.search(text, start, number.end + REACH)
    if match is None:
        return None
    follows = not korean and number.end <= match.start() <= number.end + 12
    if not follows and not COMPARED_WITH.search(text[max(0, number.start - 16) : number.start]):
        return None
    own = next((one.edtf for one in dates if _is_period(one) and not match.start() <= one.start < match.end()), "")
    return _year_before(own)


def _is_since(text: str, one: Said) -> bool:
    return (
        SINCE.search(text[max(0, one.start - 24) : one.start]) is not None
        or KO_SINCE.match(text[one.end : one.end + 6]) is not None
    )


def _is_as_of(text: str, one: Said) -> bool:
    return "/" not in one.edtf and _ends_a_sum(text, one)


def _ends_a_sum(text: str, one: Said) -> bool:
    return (
        AS_OF.search(text[max(0, one.start - 24) : one.start]) is not None
        or KO_AS_OF.match(text[one.end : one.end + 8]) is not None
    )


def _nearest(text: str, dates: list[Said], number: Number, korean: bool, *, day: bool) -> Said | None:
    """Return the period nearest to a number: in Korean one before it, in English one after it, if there is one."""
    periods = [
        one for one in dates if _is_period(one, day=day) and not _is_since(text, one) and not _is_as_of(text, one)
    ]
    after = [one for one in periods if one.start >= number.end and not ANOTHER.search(text, number.end, one.start)]
    before = [one for one in periods if one.end <= number.start]
    if after and not korean and after[0].start - number.end <= REACH:
        return after[0]
    return before[-1] if before else after[0] if after else None


def _is_period(one: Said, *, day: bool = False) -> bool:
    if one.edtf[3:4] == "X":
        return False
    precision = partial_dates.read(one.edtf).precision
    return precision != DatePrecision.DECADE and (day or precision not in (DatePrecision.DAY, DatePrecision.WEEK))


def _year_before(period: str) -> str:
    """Return the same days of the year before; empty where there are none."""
    if not period:
        return ""
    span = partial_dates.read(period)
    if span.start is None or span.end is None:
        return ""
    try:
        start, end = (day.replace(year=day.year - 1) for day in (span.start, span.end))
    except ValueError:  # the 29th of February
        return ""
    return str(start.year) if span.precision == DatePrecision.YEAR else f"{start.isoformat()}/{end.isoformat()}"
