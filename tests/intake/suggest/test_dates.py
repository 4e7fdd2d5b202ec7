"""Dates keep their basis and their precision, relative words count from publication in Korean time, none is made up."""

import pytest

from events.intake.suggest import doubts

from .reader import reading, values

CROSSED = [
    ("A soldier crossed the MDL in South Korea on August 20, 2024.", "2024-08-20"),
    ("A soldier crossed the MDL in South Korea on 20 August.", "2024-08-20"),
    ("A soldier crossed the MDL in South Korea on Sunday.", "2024-08-18"),
    ("A soldier crossed the MDL in South Korea at about 1:40 a.m. on Wednesday.", "2024-08-21"),
    ("A soldier crossed the MDL in South Korea yesterday.", "2024-08-20"),
    ("A soldier crossed the MDL in South Korea last week.", "2024-08-12/2024-08-18"),
    ("A soldier crossed the MDL in South Korea last month.", "2024-07"),
    ("A soldier crossed the MDL in South Korea last September.", "2023-09"),
    ("A soldier crossed the MDL in South Korea in 2015.", "2015"),
    ("북한군 1명이 20일 새벽 군사분계선을 넘어 귀순했다.", "2024-08-20"),
    ("북한군 1명이 지난달 30일 밤 군사분계선을 넘어 귀순했다.", "2024-07-30"),
    ("북한 주민이 지난해 8월 군사분계선을 넘어 귀순했다.", "2023-08"),
    ("북한 주민이 어제 군사분계선을 넘어 귀순했다.", "2024-08-20"),
    ("북한 주민이 지난달 군사분계선을 넘어 귀순했다.", "2024-07"),
]


@pytest.mark.parametrize(("text", "edtf"), CROSSED)
def test_a_date_beside_a_crossing_is_that_of_the_crossing(text: str, edtf: str) -> None:
    assert values(text, "occurred") == [{"edtf": edtf, "basis": "crossing"}]


@pytest.mark.parametrize("text", [text for text, _ in CROSSED if "20, 2024" not in text and "2015" not in text])
def test_a_relative_date_carries_a_doubt(text: str) -> None:
    assert next(one.doubt for one in reading(text).found if one.field == "occurred")


@pytest.mark.parametrize("text", [text for text, _ in CROSSED if "20, 2024" not in text and "2015" not in text])
def test_without_a_day_of_publication_a_relative_date_is_none(text: str) -> None:
    assert values(text, "occurred", published="") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Officials in South Korea confirmed the escape on Sunday.", "2024-08-18"),
        ("The Joint Chiefs of Staff said on Tuesday that a North Korean crossed the line.", "2024-08-20"),
        ("합참은 20일 북한군 1명이 군사분계선을 넘어 귀순했다고 밝혔다.", "2024-08-20"),
        ("북한군 1명이 군사분계선을 넘어 귀순했다고 합참이 20일 밝혔다.", "2024-08-20"),
    ],
)
def test_a_day_of_announcement_is_never_that_of_the_crossing(text: str, day: str) -> None:
    assert (values(text, "announced"), values(text, "occurred")) == ([day], [])


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("A North Korean was spotted near the border on Sunday.", "detection"),
        ("A North Korean was found on the island on Sunday.", "discovery"),
        ("A North Korean was taken into custody on Sunday.", "custody"),
        ("The Korean newspaper reported on Sunday.", "report"),
        ("북한 목선이 18일 동해에서 발견됐다.", "discovery"),
        ("군은 18일 새벽 북한 주민의 신병을 확보했다.", "custody"),
    ],
)
def test_the_verb_names_the_basis(text: str, basis: str) -> None:
    assert values(text, "occurred") == [{"edtf": "2024-08-18", "basis": basis}]


@pytest.mark.parametrize(
    "text",
    [
        "A few months ago in September, North Korean troops shot and killed an official.",
        "It was the first crossing from North Korea since 2019.",
        "북한 주민이 20일 만에 돌아왔고 20일간 조사를 받았다.",
        "This may be the time when North Koreans crossed.",
    ],
)
def test_words_that_date_no_event_of_the_text_give_no_date(text: str) -> None:
    assert values(text, "occurred") == []


def test_the_next_day_is_counted_only_from_a_date_in_the_same_sentence() -> None:
    text = "합참은 25일 설명했다. 북한 남성은 군사분계선을 넘은 뒤 이튿날 아침 발견됐다."
    assert values(text, "occurred") == []


def test_a_date_long_before_the_news_carries_a_doubt() -> None:
    found = reading("The colonel from North Korea defected to South Korea in 2015.").found
    assert [one.doubt for one in found if one.field == "occurred"] == [doubts.OLDER]
