"""What must come out on the founding numbers, errors planted among them too, with the numbers written in."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from events.figures import Number, Reckoning, reconcile

from . import founding

BY_ID = {number.id: number for number in founding.numbers()}
NEVER_STANDING = ("misread", "typo", "withdrawn", "stale", "superseded")


@cache
def reckoned() -> Reckoning:
    return reconcile(founding.counts(), founding.numbers(), founding.ties())


def planted(*wrong: Number) -> Reckoning:
    """Return the reckoning with these in place of the numbers whose ids they have, or beside all."""
    kept = [number for number in founding.numbers() if number.id not in {one.id for one in wrong}]
    return reconcile(founding.counts(), [*kept, *wrong], founding.ties())


def printed(name: str, value: int, **other: object) -> Number:
    """Return a founding number as if another value had been printed."""
    exact = Decimal(value)
    return replace(BY_ID[name], value=exact, low=exact, high=exact, **other)  # type: ignore[arg-type]


def standing(series: str, start: str, end: str) -> list[int]:
    """Return the values that stand for a period, or for a moment where `start` is empty."""
    cell = (series, dt.date.fromisoformat(start) if start else None, dt.date.fromisoformat(end))
    verdicts = reckoned().verdicts
    numbers = [n for n in founding.numbers() if (n.series, n.start, n.end) == cell and n.comparator == "exact"]
    return [int(number.value or 0) for number in numbers if verdicts[number.id].standing]


def test_the_latest_edition_holds_together() -> None:
    assert reckoned().conflicts == ()
    codes = {name: str(verdict.code) for name, verdict in reckoned().verdicts.items() if verdict.standing}
    assert "in_conflict" not in codes.values()
    final = [n.id for n in founding.numbers() if n.edition == "final" and n.series.startswith("arrivals-rok")]
    assert len(final) > 70
    assert {codes.get(name, "consistent") for name in final} == {"consistent"}


@pytest.mark.parametrize(
    ("year", "total", "flow"), [(2022, 33_882, 67), (2023, 34_078, 196), (2024, 34_314, 236), (2025, 34_537, 223)]
)
def test_the_cumulative_totals_follow_exactly(year: int, total: int, flow: int) -> None:
    assert standing("cumulative-rok", "", f"{year}-12-31") == [total]
    assert standing("arrivals-rok", f"{year}-01-01", f"{year}-12-31") == [flow]
    others = [n for n in founding.numbers() if n.series != "cumulative-rok" or n.end != dt.date(year, 12, 31)]
    without = reconcile(founding.counts(), others, founding.ties())
    assert without.tightest("cumulative-rok", None, dt.date(year, 12, 31)) == (total, total)


def test_the_first_two_cells_are_periods_and_the_years_of_the_copies_contradict_them() -> None:
    assert standing("arrivals-rok", "1999-01-01", "2001-12-31") == [1_043]
    assert reckoned().tightest("cumulative-rok", None, dt.date(1998, 12, 31)) == (947, 947)
    for name, value in (("F129", 947), ("F150", 947), ("F130", 1_043)):
        assert (BY_ID[name].value, BY_ID[name].edition) == (value, "misread")
        assert (reckoned().verdicts[name].code, reckoned().verdicts[name].standing) == ("in_conflict", False)
    as_years = planted(replace(BY_ID["F130"], edition="published", issuer="outlet", released=None))
    assert as_years.verdicts["F130"].code == "in_conflict"


def test_of_four_editions_of_2009_one_stands() -> None:
    cell = [n for n in founding.numbers() if n.series == "arrivals-rok" and n.start == dt.date(2009, 1, 1)]
    found = {int(n.value or 0): reckoned().verdicts[n.id] for n in cell if n.end == dt.date(2009, 12, 31)}
    assert {value: (str(verdict.code), verdict.standing) for value, verdict in found.items()} == {
        2_952: ("revised", False),
        2_927: ("revised", False),
        2_929: ("revised", False),
        2_914: ("consistent", True),
    }


def test_2025_was_224_and_is_223() -> None:
    assert standing("arrivals-rok", "2025-01-01", "2025-12-31") == [223]
    assert (reckoned().verdicts["F177"].code, BY_ID["F177"].value) == ("revised", 224)
    assert reckoned().verdicts["F219"].sentence.en.startswith("34,538 is 1 more than")


def test_2019_printed_as_1137_is_found() -> None:
    found = planted(printed("F054", 1_137))
    assert [set(conflict.members) for conflict in found.conflicts] == [{"F052", "F053", "F054"}]
    assert found.conflicts[0].sentence.en == "202 + 845 = 1,047, but the same document says 1,137."
    assert found.verdicts["F054"].repairs == ("F054",)
    beside = planted(printed("F054", 1_137, id="X", source="SX", origin="SX", edition="published", released=None))
    assert (beside.verdicts["X"].code, beside.verdicts["X"].conflict) == ("in_conflict", ("F054",))


def test_216_women_in_2024_are_found() -> None:
    found = planted(printed("F068", 216))
    assert [set(conflict.members) for conflict in found.conflicts] == [{"F067", "F068", "F069"}]
    assert found.conflicts[0].sentence.en == "26 + 216 = 242, but the same document says 236."
    assert found.verdicts["F068"].derived == (210, 210)
    for name in ("F174", "F175"):  # it was printed so twice
        assert (BY_ID[name].value, reckoned().verdicts[name].code) == (216, "in_conflict")


def test_a_cumulative_that_falls_is_found() -> None:
    found = planted(printed("F214", 34_077))
    assert [set(conflict.members) for conflict in found.conflicts] == [{"F213", "F214"}]  # 34,078 three months before
    assert found.verdicts["F214"].derived == (34_121, 34_121)


def test_229_booked_as_2019_is_found() -> None:
    """229 is the first quarter of 2019 and all of 2020: equal values prove nothing."""
    whole = {"start": dt.date(2019, 1, 1), "end": dt.date(2019, 12, 31)}
    found = planted(printed("F199", 229, id="X", **whole))
    assert (found.verdicts["X"].code, found.verdicts["X"].conflict) == ("in_conflict", ("F054",))
    quarter = planted(printed("F199", 229, id="X", start=dt.date(2019, 1, 1), end=dt.date(2019, 3, 31)))
    assert quarter.verdicts["X"].code == "consistent"
    assert standing("arrivals-rok", "2020-01-01", "2020-12-31") == [229]


def test_swapped_quarters_are_marked_as_of_a_single_source() -> None:
    """Where nothing else is printed of the cells between, no arithmetic tells which of two quarters came first."""
    near = {"F181", "F180", "F184", "F185", "F187", "F216", "F215"}
    rest = [number for number in founding.numbers() if number.id not in near]
    for second, third in ((62, 76), (76, 62)):
        quarters = [printed("F184", second), printed("F185", third, source="S0261", origin="S0261")]
        found = reconcile(founding.counts(), [*rest, *quarters], founding.ties())
        assert found.conflicts == ()
        verdicts = [found.verdicts[name] for name in ("F184", "F185")]
        assert [(str(verdict.code), verdict.single_source) for verdict in verdicts] == [("consistent", True)] * 2


def test_the_last_quarter_of_2024_is_derived_with_its_sum() -> None:
    start = dt.date(2024, 10, 1)
    (cell,) = [cell for cell in reckoned().derived if (cell.series, cell.start) == ("arrivals-rok", start)]
    assert cell.interval == (55, 55)
    assert {int(BY_ID[name].value or 0) for name in cell.derivation if name in BY_ID} == {236, 181}


def test_nothing_that_was_withdrawn_or_misread_stands() -> None:
    wrong = [number.id for number in founding.numbers() if number.edition in NEVER_STANDING]
    assert len(wrong) > 20
    assert not any(reckoned().verdicts[name].standing for name in wrong)
