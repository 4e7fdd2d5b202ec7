"""Sentences about each of several years, about ranks, and about the first since: statements over a span."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from ..vocabulary import Bilingual, CheckVerdict
from .cells import Finding
from .reading import Interval
from .reckoning import Reckoning
from .statements import NOTHING_KNOWN, compare, why_year, year_of
from .wording import span

ENOUGH = Decimal("0.8")
"""At least this share of what was counted must be documented before a missing event means that there was none."""

FARTHEST = 100
"""How many years back a statement without a first year is followed."""

Event = tuple[str, dt.date, dt.date]
"""An event's id and the first and last day on which it can have happened."""

Row = tuple[int, CheckVerdict, Decimal | None, Decimal | None]
HOLDS, FAILS, UNTESTABLE = CheckVerdict.HOLDS, CheckVerdict.FAILS, CheckVerdict.UNTESTABLE


def check_each_year(reckoning: Reckoning, series: str, first: int | None, last: int, said: Interval) -> Finding:
    """Return whether a number holds for each full year; without a first year, since when up to `last`.

    `details` are (year, verdict, low, high) of each year looked at, oldest first.
    """
    if first is None:
        return _longest(reckoning, series, last, said)
    rows = [_row(reckoning, series, year, said) for year in range(first, last + 1)]
    code = next((code for code in (FAILS, UNTESTABLE) if any(row[1] == code for row in rows)), HOLDS)
    run = _run_up_to_the_end(rows)
    evidence = _evidence(reckoning, series, rows)
    if code == HOLDS:
        return Finding(code, _holds_for(rows), evidence, tuple(rows))
    broken = [row for row in rows if row[1] == code]
    told = _years(broken) if code == FAILS else _unknown(broken)
    if code == FAILS and 2 * len(run) > len(rows):
        held = _holds_for(run)
        told = Bilingual(f"{held.en[:-1]}; {told.en}", f"{held.ko} {told.ko}")
        code = CheckVerdict.HOLDS_OTHERWISE
    return Finding(code, told, evidence, tuple(rows))


def _longest(reckoning: Reckoning, series: str, last: int, said: Interval) -> Finding:
    rows: list[Row] = []
    for year in range(last, last - FARTHEST, -1):
        rows.insert(0, _row(reckoning, series, year, said))
        if rows[0][1] != HOLDS:
            break
    evidence = _evidence(reckoning, series, rows)
    stopped, run = rows[0], rows[1:]
    told = _unknown([stopped]) if stopped[1] == UNTESTABLE else _years([stopped])
    if not run:
        return Finding(stopped[1], told, evidence, tuple(rows))
    held = _holds_for(run)
    return Finding(HOLDS, Bilingual(f"{held.en[:-1]}; {told.en}", f"{held.ko} {told.ko}"), evidence, tuple(rows))


def _row(reckoning: Reckoning, series: str, year: int, said: Interval) -> Row:
    known = year_of(reckoning, series, year)
    return (year, compare(known, said), *(known or (None, None)))


def _run_up_to_the_end(rows: Sequence[Row]) -> list[Row]:
    run: list[Row] = []
    for row in reversed(rows):
        if row[1] != HOLDS:
            break
        run.insert(0, row)
    return run


def _evidence(reckoning: Reckoning, series: str, rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for row in rows for name in why_year(reckoning, series, row[0])))


def _holds_for(rows: Sequence[Row]) -> Bilingual:
    first, last = rows[0][0], rows[-1][0]
    if first == last:
        return Bilingual(f"It holds for {first}.", f"{first}년에는 맞는다.")
    return Bilingual(f"It holds for each year from {first} to {last}.", f"{first}년부터 {last}년까지 해마다 맞는다.")


def _years(rows: Sequence[Row]) -> Bilingual:
    told = [(row[0], span(Interval(row[2], row[3]))) for row in rows]
    english = ", ".join(f"{year} had {value.en}" for year, value in told)
    korean = ", ".join(f"{year}년 {value.ko}" for year, value in told)
    return Bilingual(f"{english}.", f"{korean}이다.")


def _unknown(rows: Sequence[Row]) -> Bilingual:
    years = ", ".join(str(row[0]) for row in rows)
    return Bilingual(f"too little is published for {years}.", f"{years}년은 발표된 수가 모자란다.")


def check_rank(reckoning: Reckoning, series: str, year: int, window: tuple[int, int], highest: bool = True) -> Finding:
    """Return whether a year is the highest, or the lowest, of a window of years.

    `details` are (year, verdict, low, high) of each other year of the window: whether it lets the rank be true.
    """
    own = year_of(reckoning, series, year)
    if own is None:
        return Finding(UNTESTABLE, NOTHING_KNOWN)
    low, high = own.low or Decimal(0), own.high
    most = Interval(Decimal(0), low) if highest else Interval(high, None)
    rows = []
    for other in (other for other in range(window[0], window[1] + 1) if other != year):
        known = year_of(reckoning, series, other)
        rows.append((other, _ranked(known, own, most, highest), *(known or (None, None))))
    code = next((code for code in (FAILS, UNTESTABLE) if any(row[1] == code for row in rows)), HOLDS)
    evidence = (*why_year(reckoning, series, year), *_evidence(reckoning, series, rows))
    value, place = span(own), Bilingual("highest", "가장 많다") if highest else Bilingual("lowest", "가장 적다")
    if code == HOLDS:
        told = Bilingual(
            f"{year} had {value.en}, the {place.en} of {window[0]} to {window[1]}.",
            f"{year}년은 {value.ko}, {window[0]}~{window[1]}년 가운데 {place.ko}.",
        )
        return Finding(code, told, tuple(dict.fromkeys(evidence)), tuple(rows))
    broken = [row for row in rows if row[1] == code]
    rest = _years(broken) if code == FAILS else _unknown(broken)
    told = Bilingual(f"{year} had {value.en}; {rest.en}", f"{year}년은 {value.ko}이다. {rest.ko}")
    return Finding(code, told, tuple(dict.fromkeys(evidence)), tuple(rows))


def _ranked(known: Interval | None, own: Interval, allowed: Interval, highest: bool) -> CheckVerdict:
    """Return whether another year lets one be the highest or lowest: it fails if it surely lies beyond."""
    if known is None:
        return UNTESTABLE
    low, high = known.low or Decimal(0), known.high
    beyond = own.high is not None and low > own.high if highest else high is not None and high < (own.low or Decimal(0))
    if beyond:
        return FAILS
    return HOLDS if compare(known, allowed) == HOLDS else UNTESTABLE


def check_first_since(
    earlier: Sequence[Event], coverage: Interval | None, event: Event, since: tuple[dt.date, dt.date]
) -> Finding:
    """Return whether an event is the first of its kind since a period, over public events of that kind.

    Counterexamples lie surely after the last day of `since` and before the event. That there is none says something
    only where enough is documented: `coverage` is the share, 0 to 1, of what the authority counted in between.
    """
    others = [other for other in earlier if other[0] != event[0]]
    against = [other for other in others if other[1] > since[1] and other[2] < event[1]]
    if against:
        names = ", ".join(other[0] for other in against)
        told = Bilingual(f"There was one in between: {names}.", f"그 사이에 있었던 일이 있다: {names}.")
        return Finding(FAILS, told, tuple(other[0] for other in against))
    perhaps = [other for other in others if other[2] > since[1] and other[1] < event[1]]
    if perhaps:
        names = ", ".join(other[0] for other in perhaps)
        told = Bilingual(
            f"One may have happened in between, its date is not exact: {names}.",
            f"날짜가 정확하지 않아 그 사이일 수 있는 일이 있다: {names}.",
        )
        return Finding(UNTESTABLE, told, tuple(other[0] for other in perhaps))
    then = [other for other in others if other[1] <= since[1] and other[2] >= since[0]]
    return _without_counterexample(coverage, then)


def _without_counterexample(coverage: Interval | None, then: Sequence[Event]) -> Finding:
    evidence = tuple(other[0] for other in then)
    if coverage is None or coverage.low is None:
        told = Bilingual(
            "The tracker knows of none in between, but nobody published how many there were.",
            "그 사이의 사례는 기록에 없으나, 모두 몇 건이었는지 발표된 수가 없다.",
        )
        return Finding(UNTESTABLE, told, evidence)
    percent = int(coverage.low * 100)
    if coverage.low < ENOUGH:
        told = Bilingual(
            f"The tracker knows of none in between, but documents only {percent} percent of those counted.",
            f"그 사이의 사례는 기록에 없으나, 기록은 집계된 수의 {percent}퍼센트에 그친다.",
        )
        return Finding(UNTESTABLE, told, evidence)
    told = Bilingual(
        f"The tracker knows of none in between and documents at least {percent} percent of those counted.",
        f"그 사이의 사례는 기록에 없고, 기록은 집계된 수의 {percent}퍼센트 이상이다.",
    )
    return Finding(HOLDS, told, evidence)
