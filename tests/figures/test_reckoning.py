"""How numbers hold together: what each verdict is given for, in worlds small enough to reckon by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from events.errors import InvalidValue
from events.figures import Number

from .world import SEX, SUM, WITHIN, days, number, reckon


def codes(*numbers: Number) -> dict[str, str]:
    return {name: str(verdict.code) for name, verdict in reckon(numbers).verdicts.items()}


QUARTERS = [
    number("FG-1", "flow", "2019", 100),
    number("FG-2", "flow", "2019Q1", 20),
    number("FG-3", "flow", "2019Q2", 30),
    number("FG-4", "flow", "2019Q3", 10),
]


def test_a_cell_that_nobody_published_follows_from_the_others() -> None:
    found = reckon(QUARTERS)
    assert found.tightest("flow", *days("2019Q4")) == (40, 40)
    assert set(found.why("flow", *days("2019Q4"))) == {"FG-1", "FG-2", "FG-3", "FG-4"}
    assert [(cell.series, cell.start, cell.interval) for cell in found.derived] == [
        ("flow", days("2019Q4")[0], (40, 40))
    ]


def test_a_period_without_boundaries_is_bound_by_the_next_ones() -> None:
    found = reckon(QUARTERS)
    assert found.tightest("flow", days("2019Q2")[0], days("2019Q4")[1].replace(day=9)) == (40, 80)
    assert found.tightest("flow", *days("2020")) is None


def test_what_the_others_allow_is_consistent_and_says_the_sum() -> None:
    verdict = reckon([*QUARTERS, number("FG-5", "flow", "2019Q4", 40)]).verdicts["FG-1"]
    assert (verdict.code, verdict.derived) == ("consistent", (100, 100))
    assert verdict.sentence.en.startswith("Other published numbers give the same: 20 + 30 + 10 + 40 = 100")


def test_a_rounded_number_is_consistent_within_rounding() -> None:
    verdict = reckon(
        [*QUARTERS[1:], number("FG-5", "flow", "2019Q4", 45), number("FG-6", "flow", "2019", 100, "about")]
    )
    assert verdict.verdicts["FG-6"].code == "within_rounding"
    assert "give 105; round or hedged as it is, the number allows 0 to 200" in verdict.verdicts["FG-6"].sentence.en


def test_a_number_that_nothing_touches_is_untestable() -> None:
    assert codes(number("FG-1", "flow", "2019", 100)) == {"FG-1": "untestable"}


def test_a_second_origin_makes_it_consistent_and_a_copy_does_not() -> None:
    first, copy = number("FG-1", "flow", "2019", 100), number("FG-2", "flow", "2019", 100)
    assert codes(first, copy) == {"FG-1": "untestable", "FG-2": "untestable"}
    assert set(codes(first, number("FG-2", "flow", "2019", 100, source="SR-2")).values()) == {"consistent"}


def test_words_without_a_number_and_a_period_without_an_end_take_no_part() -> None:
    words = number("FG-1", "flow", "2019", None, "qualitative")
    assert codes(words)["FG-1"] == "untestable"
    found = reckon([replace(QUARTERS[0], end=None)])
    assert found.verdicts["FG-1"].sentence.en == "Its period has no end, so nothing can be held against it."
    found = reckon([replace(QUARTERS[0], start=None)])
    assert found.verdicts["FG-1"].sentence.en == "Its period has no start, so nothing can be held against it."


def test_a_cumulative_that_falls_is_found() -> None:
    falling = [number("FG-1", "total", "..2018", 500), number("FG-2", "total", "..2019", 490)]
    found = reckon(falling)
    assert [conflict.members for conflict in found.conflicts] == [("FG-1", "FG-2")]
    assert found.verdicts["FG-1"].conflict == ("FG-2",)
    assert set(found.verdicts["FG-1"].repairs) == {"FG-1", "FG-2"}
    assert not found.consistent


def test_parts_that_do_not_make_their_whole_are_the_smallest_conflict() -> None:
    found = reckon(
        [
            number("FG-1", "men", "2024", 26),
            number("FG-2", "women", "2024", 216),
            number("FG-3", "flow", "2024", 236),
            number("FG-4", "flow", "2023", 196),
        ]
    )
    assert [set(conflict.members) for conflict in found.conflicts] == [{"FG-1", "FG-2", "FG-3"}]
    assert found.conflicts[0].sentence.en == "26 + 216 = 242, but the same document says 236."
    assert found.conflicts[0].sentence.ko == "26 + 216 = 242이지만 같은 문서에 실린 수는 236이다."
    assert found.verdicts["FG-4"].code == "untestable"


def test_the_authoritys_final_numbers_come_before_what_others_print() -> None:
    found = reckon(
        [
            number("FG-1", "flow", "2019H1", 60, edition="final"),
            number("FG-2", "flow", "2019H2", 40, edition="final"),
            number("FG-3", "flow", "2019", 110, issuer="outlet", source="SR-2"),
        ]
    )
    assert found.consistent  # 110 said by another reads as about 110
    assert found.verdicts["FG-3"].code == "within_rounding"


def test_what_contradicts_the_core_alone_is_named_with_its_repairs() -> None:
    found = reckon(
        [
            number("FG-1", "flow", "2019H1", 60, edition="final"),
            number("FG-2", "flow", "2019H2", 40, edition="final"),
            number("FG-3", "flow", "2019", 111, issuer="outlet", source="SR-2", released="2026-01-01"),
        ]
    )
    verdict = found.verdicts["FG-3"]
    assert (verdict.code, set(verdict.conflict)) == ("in_conflict", {"FG-1", "FG-2"})
    assert verdict.derived == (100, 100)
    assert set(verdict.repairs) == {"FG-1", "FG-2", "FG-3"}
    assert verdict.sentence.en == "60 + 40 = 100, but 111 is published for 2019."


def test_a_number_that_fitted_what_was_known_has_been_revised() -> None:
    old = number("FG-1", "flow", "2019", 105, edition="superseded", released="2020-01-01")
    new = number("FG-2", "flow", "2019", 100, edition="final", released="2021-01-01")
    verdict = reckon([old, new]).verdicts["FG-1"]
    assert (verdict.code, verdict.conflict, verdict.standing) == ("revised", ("FG-2",), False)
    assert verdict.sentence.en == "105 is 5 more than the latest edition, 100; it fits what had been published by then."


def test_a_number_printed_after_the_latest_edition_is_no_earlier_one() -> None:
    new = number("FG-1", "flow", "2019", 100, edition="final", released="2021-01-01")
    late = number("FG-2", "flow", "2019", 105, issuer="outlet", released="2022-01-01")
    assert codes(new, late)["FG-2"] == "in_conflict"


def test_a_stock_is_no_larger_than_the_cumulative_that_holds_it() -> None:
    found = reckon([number("FG-1", "total", "..2019", 500, edition="final"), number("FG-2", "stock", "..2019", 501)])
    assert found.verdicts["FG-2"].derived == (0, 500)
    assert found.verdicts["FG-2"].code == "in_conflict"


def test_a_share_follows_from_the_counts_and_bounds_them() -> None:
    counts = [number("FG-1", "women", "2023", 164), number("FG-2", "flow", "2023", 196)]
    found = reckon([*counts, number("FG-3", "share", "2023", "83.7")])
    assert (found.verdicts["FG-3"].code, found.verdicts["FG-3"].derived) == (
        "within_rounding",
        (Decimal("83.67"), Decimal("83.68")),
    )
    assert "164 of 196 is 83.67 percent" in found.verdicts["FG-3"].sentence.en
    assert reckon([counts[1], number("FG-3", "share", "2023", 84)]).tightest("women", *days("2023")) == (163, 166)
    assert reckon([*counts, number("FG-3", "share", "2023", 72)]).verdicts["FG-3"].code == "in_conflict"


def test_swapped_quarters_of_one_source_are_marked() -> None:
    year = number("FG-1", "flow", "2019", 100, source="SR-2")
    swapped = [number("FG-2", "flow", "2019H1", 60), number("FG-3", "flow", "2019H2", 40)]
    found = reckon([year, *swapped]).verdicts
    assert [found[name].single_source for name in ("FG-1", "FG-2", "FG-3")] == [False, True, True]
    second = number("FG-4", "flow", "2019H1", 60, source="SR-3")
    assert not reckon([year, *swapped, second]).verdicts["FG-2"].single_source


def test_series_without_a_bridge_are_not_held_against_each_other() -> None:
    both = [number("FG-1", "flow", "2019", 100), number("FG-2", "total", "..2019", 50)]
    assert reckon(both, ties=()).consistent
    assert not reckon(both, ties=(SUM,)).consistent


def test_a_single_part_is_within_its_whole_and_no_more() -> None:
    numbers = [number("FG-1", "flow", "2019", 100), number("FG-2", "men", "2019", 40)]
    assert reckon(numbers, ties=SEX[:1]).consistent
    assert reckon(numbers, ties=SEX).tightest("women", *days("2019")) == (60, 60)
    assert not reckon([numbers[0], number("FG-2", "men", "2019", 101)], ties=SEX[:1]).consistent


def test_bridges_that_join_counts_of_other_kinds_bind_nothing() -> None:
    numbers = [number("FG-1", "flow", "2019", 100), number("FG-2", "stock", "..2019", 900)]
    odd = type(WITHIN)("BR-9", "subset_of", "stock", "flow")
    assert reckon(numbers, ties=(odd,)).consistent


def test_a_number_given_twice_or_of_an_unknown_series_is_refused() -> None:
    with pytest.raises(InvalidValue, match="FG-1 is given twice"):
        reckon([QUARTERS[0], QUARTERS[0]])
    with pytest.raises(InvalidValue, match="the series “lost” is unknown"):
        reckon([replace(QUARTERS[0], series="lost")])
