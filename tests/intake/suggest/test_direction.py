"""Direction and class follow from verbs; in doubt nothing is said, and never a wrong direction."""

import pytest

from .reader import values

SAID = [
    ("A North Korean soldier defected to South Korea.", "north_to_south", "defection"),
    ("A North Korean civilian crossed the Military Demarcation Line.", "north_to_south", None),
    ("A man crossed the MDL into North Korea.", "south_to_north", None),
    ("A man from Seoul fled north.", "south_to_north", "northward_defection"),
    ("He made a defection across the border to Kim Jong-un’s North Korea.", "south_to_north", "northward_defection"),
    ("A resettled North Korean defector returned to the North by sea.", "south_to_north", "re_entry"),
    ("북한군 1명이 군사분계선을 넘어 귀순했다.", "north_to_south", "defection"),
    ("한국 국민 1명이 월북했다.", "south_to_north", "northward_defection"),
    ("북한이탈주민 1명이 재입북했다.", "south_to_north", "re_entry"),
    ("탈북민들이 중국에서 북한으로 강제 북송됐다.", "third_to_north", "forced_repatriation"),
    ("China forcibly repatriated a group of North Koreans.", "third_to_north", "forced_repatriation"),
    ("A diplomat at the North Korean embassy in Cuba defected to South Korea.", "third_to_south", "defection"),
    ("북한군이 군사분계선을 침범했다가 경고사격을 받고 북상했다.", "north_to_south", "incursion"),
    ("북한 목선이 동해에서 표류하다 구조됐다.", None, "drift"),
]


@pytest.mark.parametrize(("text", "direction", "movement"), SAID)
def test_verbs_say_direction_and_class(text: str, direction: str | None, movement: str | None) -> None:
    assert values(text, "direction") == ([direction] if direction else [])
    assert values(text, "movement_class") == ([movement] if movement else [])


@pytest.mark.parametrize(
    "text",
    [
        "The North Korean expressed a wish to return.",
        "The North Korean was called a double defector by the papers.",
        "북한이탈주민이 재입국했다. 그는 재입북했다.",
        "A North Korean defected.",
        "A lawmaker defected to the rival party in the south of the island.",
        "Defections from South Korea northwards are incredibly rare.",
        "The trend has been defectors heading south to South Korea.",
        "North Korea prevents people from defecting to South Korea.",
        "A man did not defect to South Korea, the Koreas agreed.",
        "Two men crossed: one fled to South Korea, the other fled to North Korea.",
        "귀순 의사는 없는 것으로 북한 어민들이 밝혔다.",
    ],
)
def test_words_that_leave_it_open_give_no_direction(text: str) -> None:
    assert values(text, "direction") == []


@pytest.mark.parametrize(
    "text",
    [
        "북한 어선이 표류하다 구조됐다. 선원들은 귀순 의사가 없으며 북으로 돌아가겠다고 했다.",
        "A North Korean boat drifted south. None of the men wanted to defect and all asked to return to the North.",
        "북한군이 군사분계선을 침범했다. 한 예비역은 병사가 귀순하는 것과 다르다고 했다.",
        "North Korean soldiers briefly crossed the MDL and went back after warning shots. None meant to defect.",
        "북한이 우리 국민 2명을 판문점을 통해 송환했다.",
    ],
)
def test_drift_incursion_and_handover_are_no_defection(text: str) -> None:
    assert not {"defection", "northward_defection", "re_entry"} & set(values(text, "movement_class"))


def test_the_first_crossing_of_somebody_who_went_back_is_not_the_event() -> None:
    text = "A man who had defected to South Korea in 2017 has returned to North Korea."
    assert values(text, "direction") == ["south_to_north"]


def test_what_an_official_disputes_stays_unresolved() -> None:
    assert values("월북으로 단정할 근거가 없다고 해경이 번복했다.", "movement_class") == ["unresolved"]
