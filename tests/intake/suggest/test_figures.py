"""Aggregate numbers with hedge, unit, period and series, in English and Korean; other numbers are listed as not ours."""

from typing import Any

import pytest

from events.intake.suggest.numbers import korean_value

from .reader import figures, words


@pytest.mark.parametrize(
    ("text", "number"), [("3만4천538", 34538), ("3만4538", 34538), ("1천47", 1047), ("34,538", 34538), ("2만", 20000)]
)
def test_a_korean_number_is_read(text: str, number: int) -> None:
    assert korean_value(text) == number


SAID = [
    (
        "Only 105 North Koreans arrived in the first half of this year.",
        {"concept": "arrivals", "value": 105, "comparator": "exact", "period": "2024-01-01/2024-06-30", "series": "arrivals-rok"},
    ),
    (
        "Before the pandemic, over 1,000 North Koreans came to the South annually.",
        {"concept": "arrivals_per_year", "value": 1000, "comparator": "over", "period": "../2019", "series": "arrivals-rok-yearly-level"},
    ),
    (
        "Around 34,000 North Koreans have fled to South Korea since the late 1990s.",
        {"measure": "cumulative", "value": 34000, "comparator": "about", "since": "199X", "as_of": "2024-08-21", "series": "cumulative-rok"},
    ),
    (
        "통일부에 따르면 올해 1분기 입국한 탈북민은 43명이다.",
        {"value": 43, "period": "2024-01-01/2024-03-31", "series": "arrivals-rok"},
    ),
    ("북한이탈주민의 누적 입국 인원은 3만4천183명이다.", {"measure": "cumulative", "value": 34183, "series": "cumulative-rok"}),
    ("지난해 엘리트 계층 탈북민 10여 명이 입국했다.", {"value": 10, "comparator": "slightly_over", "period": "2023", "series": "arrivals-rok-elite"}),
    ("지난해 군사분계선을 넘어 귀순한 사람은 한 자릿수였다.", {"concept": "direct_crossings", "value": 9, "comparator": "at_most", "period": "2023"}),
    ("2012년 이후 재입북이 확인된 탈북민은 31명이다.", {"concept": "re_entries", "value": 31, "since": "2012"}),
    ("국내에 사는 북한이탈주민은 3만1천 명 안팎이다.", {"concept": "residents", "measure": "stock", "value": 31000, "comparator": "about"}),
    ("The number of elite defectors from North Korea is at its highest in years.", {"measure": "rank", "comparator": "qualitative", "value": None}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), SAID)
def test_a_figure_has_its_parts(text: str, parts: dict[str, Any]) -> None:
    (figure,) = figures(text)
    assert {name: figure[name] for name in parts} == parts


@pytest.mark.parametrize(
    ("words_of_it", "comparator"),
    [
        ("약 200명", "about"), ("200명가량", "about"), ("200여 명", "slightly_over"), ("200명 남짓", "slightly_over"),
        ("200명에 육박", "nearly"), ("200명 이상", "at_least"), ("200명 초과", "over"), ("200명 이하", "at_most"),
        ("200명 미만", "under"), ("최대 200명", "up_to"), ("200명", "exact"),
    ],
)  # fmt: skip
def test_each_korean_hedge_is_kept(words_of_it: str, comparator: str) -> None:
    (figure,) = figures(f"지난해 입국한 탈북민은 {words_of_it}이다.")
    assert (figure["value"], figure["comparator"]) == (200, comparator)


def test_each_of_two_months_has_its_figure() -> None:
    found = figures("올해 입국한 탈북민은 달마다 보면 3월과 6월이 각 7명이었다.")
    assert [(one["period"], one["value"]) for one in found] == [("2024-03", 7), ("2024-06", 7)]


def test_the_same_period_a_year_before_is_resolved() -> None:
    found = figures("올해 상반기 입국한 탈북민은 105명으로 지난해 같은 기간 99명보다 늘었다.")
    assert [one["period"] for one in found] == ["2024-01-01/2024-06-30", "2023-01-01/2023-06-30"]


def test_the_pandemic_of_a_later_time_is_not_dated() -> None:
    (figure,) = figures(
        "Before the pandemic, over 1,000 North Koreans came to the South annually.", published="2035-01-01"
    )
    assert figure["period"] == ""


def test_without_a_series_that_fits_there_is_none() -> None:
    (figure,) = figures("지난해 군사분계선을 넘어 귀순한 북한군은 12명이다.")
    assert figure["series"] == ""


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("The strip in Korea has an estimated two million landmines.", ["two million landmines"]),
        ("The 155-mile-long and 2.5-mile-wide strip divides Korea.", ["155-mile", "2.5-mile"]),
        ("North Korea's trade shrank by about 80% in 2020.", ["80%"]),
        ("North Korean trade plunged again by two-third last year.", ["two-third"]),
        ("북한군은 지뢰 200만 발을 묻었고 폭은 4㎞다.", ["200만 발", "4㎞"]),
        ("The North Korean, aged 24, crossed.", ["aged 24"]),
    ],
)
def test_numbers_of_other_things_are_not_ours(text: str, other: list[str]) -> None:
    assert (words(text, "not_ours"), figures(text)) == (other, [])
