"""Dates in words, resolved against the day of publication. What can't be resolved is no date; none is made up."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ... import partial_dates
from . import doubts
from .clock import Clock, earlier_month, of_day, of_month, of_months, of_week

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january,jan",
            "february,feb",
            "march,mar",
            "april,apr",
            "may",
            "june,jun",
            "july,jul",
            "august,aug",
            "september,sept,sep",
            "october,oct",
            "november,nov",
            "december,dec",
        ],
        start=1,
    )
    for name in names.split(",")
}
WEEKDAYS = {
    name: number
    for number, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
WEEKDAYS |= {f"{name}요일": number for number, name in enumerate("월화수목금토일")}
COUNTS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "nine": 9,
    "이틀": 2,
    "사흘": 3,
    "나흘": 4,
}
ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
YEARS_BACK = {
    "올해": 0,
    "금년": 0,
    "올": 0,
    "지난해": 1,
    "작년": 1,
    "재작년": 2,
    "this": 0,
    "the": 0,
    "last": 1,
    "previous": 1,
}
WORDS_BACK = {
    "today": 0,
    "yesterday": 1,
    "last night": 1,
    "the day before yesterday": 2,
    "오늘": 0,
    "어제": 1,
    "그제": 2,
    "그저께": 2,
}

MONTH = r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])"
WEEKDAY = r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
KO_YEAR = rf"(?:{YEAR}년|(?P<back>올해|금년|올|지난해|작년|재작년))"
Q_YEAR = rf"(?:{YEAR}|(?P<back>this|last|the|the\sprevious)\syear)"
SPAN_AFTER = r"(?!\s?(?:간(?!첩)|동안|만에|째|여|가량|정도|이상|이내|넘|치|전(?!체|국|반|방|선)|후|뒤))"


@dataclass(frozen=True)
class Said:
    """A date at a span of a sentence: its EDTF, what to doubt, and whether it is a whole period such as a half-year."""

    start: int
    end: int
    edtf: str
    doubt: str = ""

    @property
    def is_day(self) -> bool:
        return len(self.edtf) == 10

    @property
    def is_long(self) -> bool:
        """Whether it is a range of more than some weeks, as a half-year: a period of counting, not the date of an event."""
        return "/" in self.edtf and self.edtf[:7] != self.edtf.partition("/")[2][:7] and self.edtf[5:7] != "12"

    @property
    def year(self) -> int | None:
        return int(self.edtf[:4]) if self.edtf[:4].isdigit() else None


Match = re.Match[str]
Resolved = tuple[str, str]


def _year(match: Match, clock: Clock) -> int | None:
    """Return the year that is printed or counted back from publication."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    back = (groups.get("back") or "").lower().removeprefix("the ")
    return clock.year - YEARS_BACK[back or "the"] if clock.year is not None and (back or "back" in groups) else None


def _by_year_of(match: Match) -> str:
    return "" if match.groupdict().get("year") else doubts.RELATIVE


def _full_day(match: Match, clock: Clock) -> Resolved:
    month = match["month"].lower()
    return of_day(_year(match, clock), MONTHS.get(month) or int(month), int(match["day"])), _by_year_of(match)


def _day_of_year_not_said(match: Match, clock: Clock) -> Resolved:
    name = match["month"].lower()
    month, day = MONTHS.get(name) or int(name), int(match["day"])
    return of_day(clock.past_year_of(month, day), month, day), doubts.YEAR_TAKEN


def _month(match: Match, clock: Clock) -> Resolved:
    month = match["month"].lower()
    return of_month(_year(match, clock), MONTHS.get(month) or int(month)), _by_year_of(match)


def _month_of_year_not_said(match: Match, clock: Clock) -> Resolved:
    if match["month"].islower():  # “in may”, “this may”: a verb
        return "", ""
    name = match["month"].lower()
    month = MONTHS.get(name) or int(name)
    last = match.group().lower().startswith(("last", "지난"))
    return of_month(clock.past_year_of(month), month), doubts.LAST_MONTH_OF_NAME if last else doubts.YEAR_TAKEN


def _weekday(match: Match, clock: Clock) -> Resolved:
    """A weekday is the last one up to the day of publication; with “last” the one before that day."""
    if clock.day is None:
        return "", ""
    back = (clock.day.weekday() - WEEKDAYS[match["weekday"].lower()]) % 7
    if back == 0 and match.group().lower().startswith(("last", "지난")):
        back = 7
    return (clock.day - dt.timedelta(days=back)).isoformat(), doubts.RELATIVE


def _day_of_month(match: Match, clock: Clock) -> Resolved:
    of = (match.groupdict().get("of") or "").strip()
    month = clock.past_month_of(int(match["day"]))
    if of in ("지난달", "이달", "이번 달"):
        month = earlier_month(*clock.month, of == "지난달") if clock.month else None
    return (of_day(*month, int(match["day"])) if month else ""), doubts.RELATIVE if of.endswith(
        "달"
    ) else doubts.MONTH_TAKEN


def _days_back(match: Match, clock: Clock) -> Resolved:
    words = " ".join(match.group().lower().split())
    back = WORDS_BACK.get(words)
    if back is None:
        number = match["number"].lower()
        back = COUNTS.get(number) or int(number)
    return ((clock.day - dt.timedelta(days=back)).isoformat() if clock.day else ""), doubts.RELATIVE


def _week(match: Match, clock: Clock) -> Resolved:
    this = match.group().lower().startswith(("this", "earlier this", "이번"))
    return (of_week(clock.day, 0 if this else -1) if clock.day else ""), doubts.RELATIVE


def _month_back(match: Match, clock: Clock) -> Resolved:
    this = "this" in match.group().lower() or match.group().startswith("이")
    return (of_month(*earlier_month(*clock.month, 0 if this else 1)) if clock.month else ""), doubts.RELATIVE


def _half(match: Match, clock: Clock) -> Resolved:
    first = match["half"].lower() in ("first", "상")
    return of_months(_year(match, clock), 1 if first else 7, 6 if first else 12), _by_year_of(match)


def _quarter(match: Match, clock: Clock) -> Resolved:
    number = match["quarter"].lower()
    quarter = ORDER.get(number) or int(number)
    return of_months(_year(match, clock), quarter * 3 - 2, quarter * 3), _by_year_of(match)


def _part_of_this_year(match: Match, clock: Clock) -> Resolved:
    """A half or quarter of no year is the last one that had begun at publication."""
    half = (match.groupdict().get("half") or "").lower()
    named = half or match["quarter"].lower()
    if half:
        first, last = (1, 6) if half in ("first", "상") else (7, 12)
    else:
        last = 3 * (ORDER.get(named) or int(named))
        first = last - 2
    return of_months(clock.past_year_of(first), first, last), doubts.YEAR_TAKEN


def _first_months(match: Match, clock: Clock) -> Resolved:
    number = match["months"].lower()
    return of_months(_year(match, clock), 1, COUNTS.get(number) or int(number)), _by_year_of(match)


def _from_to_month(match: Match, clock: Clock) -> Resolved:
    first, last = (MONTHS.get(match[name].lower()) or int(match[name]) for name in ("month", "until"))
    year = _year(match, clock) or clock.past_year_of(last)
    return of_months(year, first, last), _by_year_of(match)


def _whole_year(match: Match, clock: Clock) -> Resolved:
    year = _year(match, clock)
    return (f"{year:04}" if year is not None else ""), _by_year_of(match)


def _years(match: Match, _: Clock) -> Resolved:
    return (f"{match['year']}/{match['until']}" if match["year"] < match["until"] else ""), ""


def _decade(match: Match, _: Clock) -> Resolved:
    return f"{match['decade']}X", ""


PATTERNS: tuple[tuple[str, Callable[[Match, Clock], Resolved]], ...] = (
    (rf"\b{YEAR}[-./]\s?(?P<month>0?[1-9]|1[0-2])[-./]\s?{DAY}\b(?!\d)", _full_day),
    (rf"\b{MONTH}\s{DAY}(?:st|nd|rd|th)?,?\s{YEAR}\b", _full_day),
    (rf"\b{DAY}(?:st|nd|rd|th)?\s(?:of\s)?{MONTH},?\s{YEAR}\b", _full_day),
    (rf"\b{MONTH}\s{DAY}(?:st|nd|rd|th)?,?\s(?:of\s)?(?P<back>this|last)\syear\b", _full_day),
    (rf"{KO_YEAR}\s?(?P<month>\d{{1,2}})월\s?{DAY}일{SPAN_AFTER}", _full_day),
    (rf"\b(?P<half>first|second)\shalf\s(?:of\s)?{Q_YEAR}\b", _half),
    (rf"{KO_YEAR}\s?(?P<half>상|하)반기", _half),
    (rf"\b(?P<quarter>first|second|third|fourth|last)\squarter\s(?:of\s)?{Q_YEAR}\b", _quarter),
    (rf"{KO_YEAR}\s?(?P<quarter>[1-4])\s?분기", _quarter),
    (r"\bin\sthe\s(?P<quarter>first|second|third|fourth)\squarter\b", _part_of_this_year),
    (r"\bin\sthe\s(?P<half>first|second)\shalf\b(?!\sof)", _part_of_this_year),
    (r"(?<![\d년])(?P<quarter>[1-4])\s?분기", _part_of_this_year),
    (r"(?<!년\s)(?P<half>상|하)반기", _part_of_this_year),
    (rf"\bfirst\s(?P<months>two|three|four|five|six|nine)\smonths\s(?:of\s)?{Q_YEAR}\b", _first_months),
    (rf"\b{MONTH}\s?(?:to|through|and|-|–)\s?{MONTH.replace('month>', 'until>')}\s(?:of\s)?{Q_YEAR}\b", _from_to_month),
    (rf"{KO_YEAR}\s?(?P<month>\d{{1,2}})(?:월)?\s?(?:~|∼|-|–|부터)\s?(?P<until>\d{{1,2}})월", _from_to_month),
    (rf"\b{DAY}(?:st|nd|rd|th)?\s(?:of\s)?{MONTH}\b", _day_of_year_not_said),
    (rf"\b{MONTH}\s{DAY}(?:st|nd|rd|th)?\b(?!\d|,?\d)", _day_of_year_not_said),
    (rf"(?:지난\s)?(?P<month>\d{{1,2}})월\s?{DAY}일{SPAN_AFTER}", _day_of_year_not_said),
    (rf"\b{MONTH}\s(?:of\s)?{Q_YEAR}\b", _month),
    (rf"{KO_YEAR}\s?(?P<month>\d{{1,2}})월{SPAN_AFTER}", _month),
    (r"\b(?:earlier|early|late|later)\sthis\smonth\b|\b(?:this|last)\smonth\b", _month_back),
    (rf"(?P<of>지난달|이달|이번\s달)\s?{DAY}일{SPAN_AFTER}", _day_of_month),
    (r"(?:지난달|이번\s달|이달)", _month_back),
    (rf"\b(?:(?<=\bin\s)|(?<=\bof\s)|(?<=\bby\s)|(?<=during\s)|(?<=since\s)|(?<=until\s)|(?<=early\s)|(?<=late\s)|(?<=mid-)|(?:last|this)\s){MONTH}(?!\w)(?!\s\d)", _month_of_year_not_said),
    (rf"(?:지난\s)?(?<!\d)(?P<month>1[0-2]|[1-9])월{SPAN_AFTER}(?!\s?\d)", _month_of_year_not_said),
    (rf"\b(?:last\s)?{WEEKDAY}\b", _weekday),
    (r"(?:지난\s)?(?P<weekday>[월화수목금토일]요일)", _weekday),
    (rf"(?:지난\s)?(?<![\d월.])(?<!월\s)(?<!개월\s){DAY}일{SPAN_AFTER}", _day_of_month),
    (r"\bthe\sday\sbefore\syesterday\b|\byesterday\b|\btoday\b|\blast\snight\b|(?:오늘(?!날)|어제|그제(?!서?야)|그저께)", _days_back),
    (r"\b(?P<number>two|three|four|five|six|\d{1,2})\sdays\sago\b", _days_back),
    (r"(?P<number>이틀|사흘|나흘)\s전", _days_back),
    (r"\b(?:earlier\s)?this\sweek\b|\blast\sweek\b|이번\s주|지난주", _week),
    (r"\b(?P<year>(?:19|20)\d\d)\s?(?:to|through|until|and|-|–)\s?(?P<until>(?:19|20)\d\d)\b", _years),
    (r"(?P<year>(?:19|20)\d\d)년?\s?(?:~|∼|-|–|부터)\s?(?P<until>(?:19|20)\d\d)년", _years),
    (r"\b(?:the\s)?(?:(?:early|mid|late)[\s-])?(?P<decade>(?:19|20)\d)0s\b", _decade),
    (r"(?P<decade>(?:19|20)\d)0년대", _decade),
    (rf"{KO_YEAR}{SPAN_AFTER}(?!도)", _whole_year),
    (rf"(?<![\d.,-])\b{YEAR}\b(?![\d,.-]*\d|\s?(?:people|persons|defectors|north|명|건))", _whole_year),
    (r"\b(?:so\sfar\s|earlier\s)?(?P<back>this|last)\syear\b", _whole_year),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), resolve) for pattern, resolve in PATTERNS)


def _same(before: str, _: Match) -> str:
    return before


def _next_day(before: str, _: Match) -> str:
    return (dt.date.fromisoformat(before) + dt.timedelta(days=1)).isoformat() if len(before) == 10 else ""


def _day_before(before: str, _: Match) -> str:
    return (dt.date.fromisoformat(before) - dt.timedelta(days=1)).isoformat() if len(before) == 10 else ""


def _day_of_that_month(before: str, match: Match) -> str:
    return of_day(int(before[:4]), int(before[5:7]), int(match["day"])) if before[5:7].isdigit() else ""


def _month_of_that_year(before: str, match: Match) -> str:
    name = match["month"].lower()
    return of_month(int(before[:4]), MONTHS.get(name) or int(name)) if before[:4].isdigit() else ""


POINTERS: tuple[tuple[str, Callable[[str, Match], str]], ...] = (
    (rf"같은\s달\s?{DAY}일", _day_of_that_month),
    (r"같은\s해\s?(?P<month>\d{1,2})월", _month_of_that_year),
    (rf"\b{MONTH}\s(?:of\s)?(?:that|the\ssame)\syear\b", _month_of_that_year),
    (r"이날|같은\s날|당일|\b(?:the\ssame|that)\sday\b", _same),
    (r"이튿날|다음\s?날|\bthe\s(?:next|following)\sday\b", _next_day),
    (r"(?<![가-힣])전날|하루\s전|\b(?:the|a)\sday\s(?:before|earlier)\b(?!\syesterday)", _day_before),
)
"""Words that point to a date said before: the last one in the text, else the day of publication."""
_POINTERS = tuple((re.compile(pattern, re.IGNORECASE), resolve) for pattern, resolve in POINTERS)


def find(text: str, clock: Clock, before: str = "") -> list[Said]:
    """Return the dates of a sentence in order; `before` is the EDTF of the last date said before it.

    The first pattern that takes some words keeps them, resolved or not, so that no part of a date becomes another one.
    """
    taken: list[tuple[int, int]] = []
    found: list[Said] = []
    pointing: list[tuple[Match, Callable[[str, Match], str]]] = []
    for pattern, point in _POINTERS:
        for match in _free(pattern, text, taken):
            pointing.append((match, point))
    for pattern, resolve in _PATTERNS:
        for match in _free(pattern, text, taken):
            edtf, doubt = resolve(match, clock)
            if _is_date(edtf):
                found.append(Said(*match.span(), edtf, doubt))
    for match, point in sorted(pointing, key=lambda pair: pair[0].start()):
        earlier = [said.edtf for said in sorted(found, key=lambda said: said.start) if said.start < match.start()]
        of = (
            earlier
            if point in (_next_day, _day_before)
            else [*([before] if before else [clock.day.isoformat()] if clock.day else []), *earlier]
        )
        if of and _is_date(edtf := point(of[-1], match)):
            found.append(Said(*match.span(), edtf, doubts.POINTS_BACK))
    return sorted(found, key=lambda said: said.start)


def _free(pattern: re.Pattern[str], text: str, taken: list[tuple[int, int]]) -> Iterator[Match]:
    for match in pattern.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            taken.append(match.span())
            yield match


def _is_date(edtf: str) -> bool:
    """Tell whether what a pattern made lies in the years of the record; its form is right by construction."""
    return bool(edtf) and all(int(end[:3] + "0") >= partial_dates.FIRST_YEAR for end in edtf.split("/"))
