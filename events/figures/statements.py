"""Sentences of the press with a number in them, held against what has been published. The engine knows no words.

A sentence holds if what is published leaves no other choice, fails if it leaves none of what was said, and is
untestable between. For one that fails, other readings are tried, which the caller gives.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from ..vocabulary import Bilingual, CheckVerdict, SeriesMeasure
from .cells import Cell, Finding
from .graph import Reach
from .reading import Interval
from .reckoning import Reckoning, named
from .sentences import summed
from .wording import period, span, written

NOTHING_KNOWN = Bilingual("Nothing that was published bounds it.", "범위를 정하는 발표 수가 없다.")


def compare(known: Interval | None, said: Interval) -> CheckVerdict:
    """Return whether what is known holds, fails or can't tell what was said."""
    if known is None or said.low is None:
        return CheckVerdict.UNTESTABLE
    low, high = known.low or Decimal(0), known.high
    if (high is not None and high < said.low) or (said.high is not None and low > said.high):
        return CheckVerdict.FAILS
    inside = low >= said.low and (said.high is None or (high is not None and high <= said.high))
    return CheckVerdict.HOLDS if inside else CheckVerdict.UNTESTABLE


def check_number(
    reckoning: Reckoning,
    series: str,
    start: dt.date | None,
    end: dt.date,
    said: Interval,
    others: Sequence[tuple[str, dt.date | None, dt.date]] = (),
    *,
    words: str = "",
) -> Finding:
    """Return whether a number holds for its own cell, or else for another reading. `words` are quoted if given."""
    known = reckoning.tightest(series, start, end)
    code, evidence = compare(known, said), reckoning.why(series, start, end)
    if known is None:
        return Finding(code, NOTHING_KNOWN)
    if code == CheckVerdict.HOLDS:
        return _holds(reckoning, Cell(series, start, end), said)
    if code == CheckVerdict.UNTESTABLE:
        there, told = span(known), span(said)
        return Finding(
            code,
            Bilingual(
                f"What is published allows {there.en}; the sentence says {told.en}.",
                f"발표된 수가 허용하는 범위는 {there.ko}이고, 문장이 말하는 범위는 {told.ko}이다.",
            ),
            evidence,
        )
    told = _off(known, said, period(start, end), words)
    for other in others:
        fitting = reckoning.tightest(*other)
        if fitting is not None and compare(fitting, said) == CheckVerdict.HOLDS:
            name, value = _reading(reckoning, Cell(*other)), span(fitting)
            sentence = Bilingual(
                f"{told.en}; it fits {name.en}, {value.en}.", f"{told.ko}. {name.ko} {value.ko}에는 맞는다."
            )
            both = dict.fromkeys((*evidence, *reckoning.why(*other)))
            return Finding(CheckVerdict.HOLDS_OTHERWISE, sentence, tuple(both))
    return Finding(code, Bilingual(f"{told.en}.", f"{told.ko}."), evidence)


def _holds(reckoning: Reckoning, cell: Cell, said: Interval) -> Finding:
    """Return the sum that bears it out without what is printed for the cell itself, if there is one."""
    apart = reckoning.reach(*cell, apart=True) or Reach(0, None)
    family = reckoning.benches[cell.series].family
    arithmetic = summed(family, apart)
    if arithmetic and apart.within(*family.scaled(cell.series, said.low, said.high)):
        own = [name for name in reckoning.why(*cell) if name not in named(apart)]
        return Finding(CheckVerdict.HOLDS, Bilingual(f"{arithmetic}.", f"{arithmetic}."), (*named(apart), *own))
    known, when = span(reckoning.tightest(*cell) or said), period(cell.start, cell.end)
    sentence = Bilingual(f"It is {known.en} {_for(cell)}{when.en}.", f"{when.ko} {known.ko}이다.")
    return Finding(CheckVerdict.HOLDS, sentence, reckoning.why(*cell))


def _for(cell: Cell) -> str:
    return "for " if cell.start else ""


def _reading(reckoning: Reckoning, cell: Cell) -> Bilingual:
    when = period(cell.start, cell.end)
    measure = reckoning.benches[cell.series].family.counts[cell.series].measure
    if measure == SeriesMeasure.CUMULATIVE:
        return Bilingual(f"everything counted {when.en}", f"{when.ko}의 누계")
    return Bilingual(f"the number {_for(cell)}{when.en}", f"{when.ko}의 수")


def _off(known: Interval, said: Interval, when: Bilingual, words: str) -> Bilingual:
    """Return by how much what is known lies outside of what was said."""
    quoted = Bilingual(f"“{words}”", f"“{words}”") if words else Bilingual("the sentence", "문장")
    there = span(known)
    if said.low is not None and known.high is not None and known.high < said.low:
        off, side, edge = said.low - known.high, ("below the least", "하한", "적다"), said.low
    else:
        assert said.high is not None
        off, side, edge = (known.low or Decimal(0)) - said.high, ("above the most", "상한", "많다"), said.high
    return Bilingual(
        f"For {when.en} it would be {there.en}, {written(off)} {side[0]} that {quoted.en} allows",
        f"{when.ko}의 수라면 {there.ko}, 곧 {quoted.ko}의 {side[1]} {written(edge)}보다 {written(off)} {side[2]}",
    )


def year_of(reckoning: Reckoning, series: str, year: int) -> Interval | None:
    return reckoning.tightest(series, dt.date(year, 1, 1), dt.date(year, 12, 31))


def why_year(reckoning: Reckoning, series: str, year: int) -> tuple[str, ...]:
    return reckoning.why(series, dt.date(year, 1, 1), dt.date(year, 12, 31))
