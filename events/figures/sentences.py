"""One plain sentence for each verdict, English and Korean. It names a number by its value and period, never by a judge.

A number that is pinned by a short sum is told by that sum; a difference by how much; all else by what the others allow.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

from ..vocabulary import Bilingual, Comparator, FigureVerdict
from .cells import Cell, Number
from .editions import age
from .family import Family
from .graph import Reach, Terms
from .reading import Interval
from .verdicts import Bench, Standing
from .wording import MOST_TERMS, equation, period, span, written

NO_NUMBER = Bilingual("No number is given, so nothing can be held against it.", "수를 밝히지 않아 견줄 수 없다.")
NO_END = Bilingual("Its period has no end, so nothing can be held against it.", "기간의 끝이 없어 견줄 수 없다.")
NO_START = Bilingual("Its period has no start, so nothing can be held against it.", "기간의 시작이 없어 견줄 수 없다.")
UNBOUNDED = Bilingual(
    "No second source prints it and no other published number bounds it.",
    "같은 수를 실은 다른 출처도, 범위를 정하는 다른 발표 수도 없다.",
)
SAME = Bilingual(
    "A second source prints the same number, and no other number bounds it.",
    "다른 출처도 같은 수를 실었고, 범위를 정하는 다른 수는 없다.",
)
AGREES = Bilingual(
    "A second source prints a number that agrees with it, and no other number bounds it.",
    "다른 출처가 실은 수와 어긋나지 않고, 범위를 정하는 다른 수는 없다.",
)
ONE_SOURCE = Bilingual(
    "; only one source prints it, so a swap would go unnoticed.",
    ". 다만 한 출처에만 실려 있어 다른 칸과 뒤바뀌었더라도 드러나지 않는다.",
)


def sentence(bench: Bench, standing: Standing) -> Bilingual:
    """Return why the number has its verdict."""
    match standing.code:
        case FigureVerdict.UNTESTABLE:
            return UNBOUNDED
        case FigureVerdict.REVISED:
            return _revised(bench, standing)
        case FigureVerdict.IN_CONFLICT:
            return _in_conflict(bench, standing)
        case FigureVerdict.WITHIN_ROUNDING:
            told = _within_rounding(bench, standing)
        case _:
            told = _consistent(bench, standing)
    exact = standing.number.comparator == Comparator.EXACT
    return _one_source(told) if standing.single_source and exact else told


def _one_source(told: Bilingual) -> Bilingual:
    return Bilingual(*(text.removesuffix(".") + more for text, more in zip(told, ONE_SOURCE, strict=True)))


def _consistent(bench: Bench, standing: Standing) -> Bilingual:
    reach = standing.reach
    if reach.high is None and reach.low == 0:
        exact = standing.number.comparator == Comparator.EXACT
        return SAME if exact else AGREES
    if reach.low != reach.high:
        told = span(bench.interval(standing.number.series, reach))
        return Bilingual(
            f"Other published numbers allow {told.en}.", f"발표된 다른 수가 허용하는 범위({told.ko}) 안에 있다."
        )
    if arithmetic := summed(bench.family, reach):
        return Bilingual(
            f"Other published numbers give the same: {arithmetic}.", f"발표된 다른 수로 계산해도 같다: {arithmetic}."
        )
    many = len(counted(reach))
    if many < 2:
        return Bilingual("Another published number gives the same.", "발표된 다른 수로도 같다.")
    return Bilingual(f"{many} other published numbers give the same.", f"발표된 다른 수 {many}개로 계산해도 같다.")


def _within_rounding(bench: Bench, standing: Standing) -> Bilingual:
    number, series = standing.number, standing.number.series
    given = span(bench.interval(series, standing.reach))
    own = span(Interval(number.low, number.high))
    share = _share(bench, standing)
    if share:
        return Bilingual(
            f"{share.en}; rounded as it is, the number allows {own.en}.",
            f"{share.ko}. 반올림한 수가 허용하는 범위는 {own.ko}이다.",
        )
    verb = "give" if standing.reach.low == standing.reach.high else "allow"
    return Bilingual(
        f"Other published numbers {verb} {given.en}; round or hedged as it is, the number allows {own.en}.",
        f"발표된 다른 수로는 {given.ko}이며, 어림하거나 한정한 이 수가 허용하는 범위는 {own.ko}이다.",
    )


def _share(bench: Bench, standing: Standing) -> Bilingual | None:
    """Return “24,372 of 33,882 is 71.93 percent”, where both counts are known exactly."""
    number = standing.number
    cells = bench.family.share_cell(Cell(number.series, number.start, number.end)) if number.end else None
    if cells is None:
        return None
    part, whole = (bench.core.reach(cell, frozenset({number.id})) for cell in cells)
    if part.low != part.high or whole.low != whole.high or not whole.low:
        return None
    percent = written(round(Decimal(100 * part.low) / whole.low, 2))
    return Bilingual(
        f"{written(part.low)} of {written(whole.low)} is {percent} percent",
        f"{written(whole.low)} 가운데 {written(part.low)}의 비율은 {percent}퍼센트이다",
    )


def _revised(bench: Bench, standing: Standing) -> Bilingual:
    told = _difference(bench, standing)
    return Bilingual(
        f"{told.en}; it fits what had been published by then.",
        f"{told.ko}. 다만 당시까지 발표된 수와는 맞는다.",
    )


def _difference(bench: Bench, standing: Standing) -> Bilingual:
    """Return by how much the printed value is off the latest edition, or off what the latest numbers give."""
    number, mate = standing.number, standing.mate
    value = number.value if number.value is not None else number.low
    given = standing.reach.low if standing.reach.low == standing.reach.high else None
    latest = None if mate is None or mate.low != mate.high else mate.value
    if latest is None and given is not None:
        latest = Decimal(given) / bench.family.scale(number.series)
    if latest is None or value is None or value == latest:
        allowed = span(Interval(mate.low, mate.high) if mate else bench.interval(number.series, standing.reach))
        own = span(Interval(number.low, number.high))
        return Bilingual(
            f"{own.en} lies outside what the latest editions allow, {allowed.en}",
            f"{own.ko}은(는) 최신 판들이 허용하는 범위({allowed.ko})를 벗어난다",
        )
    off, printed, now = written(abs(value - latest)), written(value), written(latest)
    more, korean = ("more", "많다") if value > latest else ("less", "적다")
    if mate is None:
        return Bilingual(
            f"{printed} is {off} {more} than the {now} that the latest editions give",
            f"최신 판들로 계산한 {now}보다 {off} {korean}",
        )
    return Bilingual(f"{printed} is {off} {more} than the latest edition, {now}", f"최신 판의 {now}보다 {off} {korean}")


def _in_conflict(bench: Bench, standing: Standing) -> Bilingual:
    number, mate = standing.number, standing.mate
    alone = number.id not in bench.clash_of or bench.clash_of[number.id].out == (number.id,)
    if not alone:
        return clash(bench, bench.clash_of[number.id].members, number.id)
    told = _opposed(bench.family, number, standing.reach)
    if told is None:
        told = _difference(bench, standing)
        return Bilingual(f"{told.en}.", f"{told.ko}.")
    if mate is None:
        return Bilingual(f"{told.en}.", f"{told.ko}.")
    now = span(Interval(mate.low, mate.high))
    return Bilingual(f"{told.en}; the latest edition gives {now.en}.", f"{told.ko}. 최신 판의 수는 {now.ko}이다.")


def clash(bench: Bench, members: Sequence[str], name: str = "") -> Bilingual:
    """Return why these numbers can't all be true: by one sum where that says it, else one after the other."""
    family = bench.family
    for one in (name, *members):
        rest = [other for other in members if other != one]
        number = family.numbers.get(one)
        if number and number.end:
            reach = bench.judge.together(rest).reach(Cell(number.series, number.start, number.end))
            if told := _opposed(family, number, reach):
                return Bilingual(f"{told.en}.", f"{told.ko}.")
    numbers = [family.numbers[one] for one in members]
    spans = [(span(Interval(n.low, n.high)), period(n.start, n.end)) for n in numbers if n.end]
    english = ", ".join(f"{said.en} for {when.en}" for said, when in spans)
    korean = ", ".join(f"{when.ko} {said.ko}" for said, when in spans)
    return Bilingual(f"These can't all be true: {english}.", f"다음 수는 함께 참일 수 없다: {korean}.")


def _opposed(family: Family, number: Number, reach: Reach) -> Bilingual | None:
    """Return “26 + 216 = 242, but 236 is published for 2024”, where a few exact numbers give another value."""
    terms = counted(reach)
    if not summed(family, reach) or number.low != number.high or number.low is None or number.end is None:
        return None
    plus, minus = ([family.numbers[name] for name, sign in terms if sign == way] for way in (1, -1))
    sides = [[number, *minus], plus] if minus else [plus, [number]]
    longer, other = sorted(sides, key=len, reverse=True) if min(map(len, sides)) == 1 else sides
    left = equation([n.value or Decimal(0) for n in _in_order(longer)], [])
    if len(other) > 1:
        right = equation([n.value or Decimal(0) for n in _in_order(other)], [])
        return Bilingual(f"{left}, but {right}", f"{left}이지만 {right}이다")
    said, when = written(other[0].value or 0), period(other[0].start, other[0].end or number.end)
    if other[0].id != number.id and other[0].source == number.source:
        return Bilingual(f"{left}, but the same document says {said}", f"{left}이지만 같은 문서에 실린 수는 {said}이다")
    joint = "for " if other[0].start else ""
    return Bilingual(
        f"{left}, but {said} is published {joint}{when.en}", f"{left}이지만 {when.ko}의 수로 발표된 것은 {said}이다"
    )


def counted(reach: Reach) -> Terms:
    """Return the numbers that are added or taken away for the lower end, in order."""
    return tuple((name, sign) for name, sign in reach.below if sign)


def summed(family: Family, reach: Reach) -> str:
    """Return the short sum of exact numbers that gives the reach; "" if there is none."""
    terms = counted(reach)
    numbers = [family.numbers[name] for name, _ in reach.below if name in family.numbers]
    exact = all(number.low == number.high == number.value for number in numbers)
    if reach.low != reach.high or not 2 <= len(terms) == len(numbers) <= MOST_TERMS or not exact:
        return ""
    plus, minus = (_in_order(family.numbers[name] for name, sign in terms if sign == way) for way in (1, -1))
    return equation([n.value or Decimal(0) for n in plus], [n.value or Decimal(0) for n in minus])


def _in_order(numbers: Iterable[Number]) -> list[Number]:
    """Return the numbers of a sum by their days, and by their ids."""
    return sorted(numbers, key=lambda n: (n.end or dt.date.max, age(n)))
