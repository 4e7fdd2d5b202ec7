"""The engine on random numbers: sound and complete beside trying every world, no false alarm, no matter the order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations, product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from events.figures import Number, Reckoning, interval, reconcile

from .world import COUNTS, SEX, SUM, TIES, UNITS, WITHIN, days, number, reckon

QUARTERS = ("2019Q1", "2019Q2", "2019Q3", "2019Q4")
SPANS = [(first, last) for first in range(4) for last in range(first, 4)]
MOST = 4
exhaustive = settings(deadline=None)
Cells = dict[tuple[int, int], tuple[int, int | None]]


def cell_days(first: int, last: int) -> tuple[date | None, date]:
    return days(QUARTERS[first])[0], days(QUARTERS[last])[1]


def plain(at: int, series: str, first: int, last: int, low: int, high: int | None) -> Number:
    start, end = cell_days(first, last)
    shared = number(f"FG-{at:02}", series, "2019", low, source=f"SR-{at}")
    return replace(shared, start=start, end=end, low=Decimal(low), high=None if high is None else Decimal(high))


def plainly(cells: Cells) -> list[Number]:
    return [plain(at, "flow", *span, *limits) for at, (span, limits) in enumerate(sorted(cells.items()))]


def worlds(cells: Cells) -> list[tuple[int, ...]]:
    """Return every way to fill the quarters in which all cells are as printed.

    No quarter needs more than MOST: it is the most that a low end asks for, and more helps no high end.
    """
    return [
        world
        for world in product(range(MOST + 1), repeat=4)
        if all(
            low <= sum(world[first : last + 1]) and (high is None or sum(world[first : last + 1]) <= high)
            for (first, last), (low, high) in cells.items()
        )
    ]


limits = st.tuples(st.integers(0, MOST), st.none() | st.integers(0, MOST)).map(
    lambda pair: (pair[0], None if pair[1] is None else min(MOST, pair[0] + pair[1]))
)
random_cells = st.dictionaries(st.sampled_from(SPANS), limits, min_size=1, max_size=7)


@exhaustive
@given(random_cells)
def test_it_is_consistent_if_and_only_if_there_is_a_world(cells: Cells) -> None:
    found = reckon(plainly(cells))
    assert found.consistent == bool(worlds(cells))
    assert found.consistent == (not found.conflicts)


@exhaustive
@given(random_cells)
def test_the_tightest_bounds_are_those_of_all_worlds(cells: Cells) -> None:
    possible = worlds(cells)
    if not possible:
        return
    found = reckon(plainly(cells))
    ends = sorted({day for span in cells for day in (span[0], span[1] + 1)})
    covered = {at for (first, last), (_, high) in cells.items() if high is not None for at in range(first, last + 1)}
    for first, past in combinations(ends, 2):
        sums = [sum(world[first:past]) for world in possible]
        high = max(sums) if covered.issuperset(range(first, past)) else None
        told = found.tightest("flow", *cell_days(first, past - 1))
        assert (told or (0, None)) == (min(sums), high)


@exhaustive
@given(random_cells)
def test_a_conflict_is_the_smallest_and_its_repairs_are_those_that_help(cells: Cells) -> None:
    numbers = plainly(cells)
    found = reckon(numbers)
    if not found.conflicts:
        return
    cell_of = {one.id: span for one, span in zip(numbers, sorted(cells), strict=True)}

    def possible(names: Sequence[str] | set[str]) -> bool:
        return bool(worlds({cell_of[name]: cells[cell_of[name]] for name in names}))

    for conflict in found.conflicts:
        assert not possible(conflict.members)
        assert all(possible([n for n in conflict.members if n != out]) for out in conflict.members)
        core = found.benches["flow"].core.ids
        helps = {out for out in conflict.members if possible((core | set(conflict.members)) - {out})}
        assert set(conflict.repairs) == helps
    fewest = next(
        size for size in range(1, len(numbers) + 1) if not all(possible(names) for names in combinations(cell_of, size))
    )
    assert len(found.conflicts[0].members) == fewest


@exhaustive
@given(random_cells)
def test_in_conflict_is_what_the_core_does_not_admit_or_what_clashes_beside_it(cells: Cells) -> None:
    numbers = plainly(cells)
    found = reckon(numbers)
    core = found.benches["flow"].core.ids
    for one, span in zip(numbers, sorted(cells), strict=True):
        names = core | {one.id}
        there = {s: cells[s] for n, s in zip(numbers, sorted(cells), strict=True) if n.id in names}
        clashes = {name for conflict in found.conflicts for name in conflict.members if name not in core}
        assert (found.verdicts[one.id].code == "in_conflict") == (one.id in clashes or not worlds(there)), span


def sampled(dice: Random, size: int) -> list[Number]:
    """Return what careful sources would print of one truth: exact, rounded or hedged, of a whole and its parts."""
    women = [dice.randint(0, 60) for _ in QUARTERS]
    men = [dice.randint(0, 60) for _ in QUARTERS]
    base = dice.randint(0, 3_000)
    truth = {"women": women, "men": men, "flow": [sum(pair) for pair in zip(women, men, strict=True)]}
    numbers = []
    for at in range(size):
        series = dice.choice(["women", "men", "flow", "total", "stock"])
        first, last = dice.choice(SPANS)
        total = base + sum(truth["flow"][: last + 1])
        value = {"total": total, "stock": dice.randint(0, total)}.get(series)
        value = sum(truth[series][first : last + 1]) if value is None else value
        start, end = cell_days(first, last)
        one = as_printed(dice, f"FG-{at:02}", series, value)
        start = None if series in ("total", "stock") else start
        numbers.append(replace(one, start=start, end=end))
    return list({(one.series, one.start, one.end): one for one in numbers}.values())


def as_printed(dice: Random, name: str, series: str, value: int) -> Number:
    comparator, printed = dice.choice(
        [
            ("exact", value),
            ("exact", value),
            ("about", round(value, -1)) if value >= 10 else ("exact", value),
            ("at_least", value - value % 10),
            ("over", max(0, value - 1 - value % 10)),
            ("at_most", value + 3),
        ]
    )
    if comparator == "over" and printed >= value:
        comparator, printed = "exact", value
    source = f"SR-{dice.randint(1, 4)}"
    return number(name, series, "2019", printed, comparator, issuer="outlet", source=source)


@exhaustive
@given(st.randoms(use_true_random=False), st.integers(1, 24))
def test_numbers_of_one_truth_raise_no_alarm(dice: Random, size: int) -> None:
    numbers = sampled(dice, size)
    found = reckon(numbers)
    assert found.consistent
    assert found.conflicts == ()
    assert {str(verdict.code) for verdict in found.verdicts.values()} <= {"consistent", "within_rounding", "untestable"}
    for one in numbers:
        assert one.end is not None
        assert one.low is not None
        told = found.tightest(one.series, one.start, one.end)
        assert told is None or (
            (told.high is None or one.low <= told.high) and (one.high is None or told.low <= one.high)
        )


@exhaustive
@given(st.randoms(use_true_random=False), st.integers(4, 16))
def test_the_order_of_numbers_series_and_bridges_does_not_matter(dice: Random, size: int) -> None:
    numbers = sampled(dice, size)
    at = dice.randrange(len(numbers))
    wrong = replace(numbers[at], id="FG-99", low=Decimal(9_000), high=Decimal(9_000), value=Decimal(9_000))
    numbers = [*numbers[:at], wrong, *numbers[at + 1 :]]

    def shuffled() -> Reckoning:
        orders = [dice.sample(rows, len(rows)) for rows in (list(COUNTS), numbers, list(TIES))]
        return reconcile(*orders)  # type: ignore[arg-type]

    first, second = shuffled(), shuffled()
    assert first == second
    assert first.derived == second.derived


@exhaustive
@given(st.randoms(use_true_random=False), st.integers(2, 20))
def test_a_cell_that_nobody_published_holds_the_truth(dice: Random, size: int) -> None:
    """Of numbers that are all exact, so that the truth is known from the quarters themselves."""
    women = [dice.randint(0, 60) for _ in QUARTERS]
    men = [dice.randint(0, 60) for _ in QUARTERS]
    truth = {"women": women, "men": men, "flow": [sum(pair) for pair in zip(women, men, strict=True)]}
    cells = {(dice.choice(list(truth)), dice.choice(SPANS)) for _ in range(size)}
    numbers = []
    for at, (series, (first, last)) in enumerate(sorted(cells)):
        value = sum(truth[series][first : last + 1])
        numbers.append(plain(at, series, first, last, value, value))
    found = reckon(numbers, ties=(*SEX, SUM, WITHIN))
    assert found.consistent
    for cell in found.derived:
        if cell.series not in truth or cell.start is None:
            continue
        first = next(at for at in range(4) if cell_days(at, at)[0] == cell.start)
        last = next(at for at in range(4) if cell_days(at, at)[1] == cell.end)
        value = sum(truth[cell.series][first : last + 1])
        assert cell.interval.low <= value
        assert cell.interval.high is None or value <= cell.interval.high


@exhaustive
@given(st.sampled_from(sorted(UNITS)), st.integers(0, 99), st.sampled_from(["exact", "about", "at_least", "at_most"]))
def test_an_interval_holds_the_number_that_was_printed(series: str, value: int, comparator: str) -> None:
    low, high = interval(comparator, Decimal(value), unit=UNITS[series], by_authority=False)
    assert low is not None
    assert low <= value
    assert high is None or value <= high
