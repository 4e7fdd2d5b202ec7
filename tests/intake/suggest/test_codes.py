"""Route, means, place, persons, outcome and intent."""

from typing import Any

import pytest

from events.intake import PlaceName
from events.intake.suggest import read

from .reader import values


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("A North Korean escaped through the DMZ.", "route_type", "mdl_land"),
        ("북한 주민이 한강 하구 중립수역을 건너 귀순했다.", "route_type", "han_estuary"),
        ("북한 주민이 목선을 타고 동해 NLL을 넘어 귀순했다.", "route_type", "east_sea_nll"),
        ("북한 주민이 걸어서 군사분계선을 넘었다.", "means", "on_foot"),
        ("A North Korean swam across the estuary.", "means", "swim"),
        ("북한 주민이 목선을 타고 귀순했다.", "means", "boat"),
        ("북한 목선이 표류했다.", "means", "drift"),
        ("Two North Korean soldiers crossed the MDL.", "persons", {"min": 2, "max": 2}),
        ("A North Korean soldier crossed the MDL.", "persons", {"min": 1, "max": 1}),
        ("At least three North Koreans crossed the MDL.", "persons", {"min": 3, "max": None}),
        ("북한 일가족 4명이 배를 타고 귀순했다.", "persons", {"min": 4, "max": 4}),
        ("북한군 10여 명이 군사분계선을 넘었다.", "persons", {"min": 11, "max": 19}),
        ("군은 북한 주민의 신병을 확보했다.", "outcome", [{"outcome": "arrived", "persons": None}]),
        ("The fate of the North Korean is not known.", "outcome", [{"outcome": "unknown", "persons": None}]),
        ("북한 주민은 귀순 의사를 밝혔다.", "intent", "stated"),
        ("북한 어민들은 귀순 의사가 없다고 했다.", "intent", "none"),
        ("The North Koreans asked to return to the North.", "intent", "none"),
        ("군은 북한 주민의 귀순 의사를 확인했다.", "intent", "officially_accepted"),
    ],
)
def test_words_stand_for_a_code(text: str, field: str, value: Any) -> None:
    assert values(text, field) == [value]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("북한 주민이 강원도 고성군으로 넘어왔다.", "goseong-gangwon"),
        ("A North Korean crossed into Kosong in Gangwon.", "goseong-gangwon"),
        ("He was spotted near the eastern part of the border of Korea.", "eastern-front"),
        ("북한군이 동부전선에서 넘어왔다.", "eastern-front"),
        ("북한 주민이 교동도로 넘어왔다.", "gyodong-island"),
        ("A North Korean swam to Gyo-dong Island.", "gyodong-island"),
    ],
)
def test_a_place_is_found_by_each_spelling(text: str, place: str) -> None:
    assert [value["place"] for value in values(text, "place")] == [place]


@pytest.mark.parametrize(
    "text",
    [
        "배가 경남 고성군에서 발견됐다고 북한 어민이 말했다.",
        "북한 강원도 고성군에서 넘어왔다.",
        "북한 주민이 귀순했다고 서울에서 밝혔다.",
    ],
)
def test_another_goseong_or_a_speaking_capital_is_not_the_place(text: str) -> None:
    assert values(text, "place") == []


def test_the_other_goseong_is_found_where_the_gazetteer_has_it() -> None:
    places = (
        PlaceName("goseong-gangwon", "county", ("강원도 고성군",)),
        PlaceName("goseong-gyeongnam", "county", ("경남 고성군",)),
    )
    found = read("북한 목선이 경남 고성군에서 발견됐다.", places=places).found
    assert [one.value["place"] for one in found if one.field == "place"] == ["goseong-gyeongnam"]


def test_no_country_is_suggested_as_a_place() -> None:
    assert values("A North Korean crossed into South Korea.", "place") == []
