"""Who moved, as it is said. An unnamed crosser is unknown and never a soldier."""

import pytest

from events.intake.suggest import read

from .reader import values

SOLDIERS = {"active_duty_soldier", "officer", "soldiers_on_duty", "foreign_soldier", "former_soldier"}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("An unidentified person crossed the MDL into North Korea.", "unknown"),
        ("신원 미상의 인원이 군사분계선을 넘어 월북했다.", "unknown"),
        ("A North Korean civilian crossed the MDL.", "civilian"),
        ("북한 주민 1명이 한강 하구를 건너 귀순했다.", "civilian"),
        ("북한 외교관이 한국에 들어와 귀순했다.", "diplomat"),
        ("A North Korean soldier crossed the MDL, the Joint Chiefs of Staff said.", "active_duty_soldier"),
        ("북한군 병사가 군사분계선을 넘어 귀순했다고 합참이 밝혔다.", "active_duty_soldier"),
        ("A staff sergeant of North Korea crossed. The soldier crossed on foot.", "active_duty_soldier"),
        ("북한군이 군사분계선을 침범했다고 합참이 밝혔다.", "soldiers_on_duty"),
        ("A Canadian soldier walked into North Korea and crossed the line.", "foreign_soldier"),
    ],
)
def test_who_moved_is_what_the_text_says(text: str, actor: str) -> None:
    assert values(text, "actor_type") == [actor]


@pytest.mark.parametrize(
    "text",
    [
        "An unnamed South Korean soldier fled to North Korea, the Joint Chiefs of Staff said.",
        "A South Korean soldier fled to North Korea.",
        "An unidentified man crossed into South Korea, the Joint Chiefs of Staff said. The soldier crossed on foot.",
        "A man crossed into South Korea. Soldiers guarding the fence fired, the Joint Chiefs of Staff said.",
        "A North Korean crossed the MDL. He was a civilian, not a soldier, the Joint Chiefs of Staff said.",
        "북한 주민이 군사분계선을 넘어 귀순했다. 우리 군은 병사 20명을 투입해 수색했다고 합참이 밝혔다.",
        "넘어와 귀순한 북한 남성은 군인이 아니라 민간인이라고 합참이 밝혔다.",
    ],
)
def test_nobody_is_made_a_soldier(text: str) -> None:
    assert not SOLDIERS & set(values(text, "actor_type"))


def test_an_unnamed_crosser_of_the_headline_is_no_soldier_either() -> None:
    text = "A North Korean soldier crossed the MDL, the Joint Chiefs of Staff said."
    found = read(text, title="Unidentified soldier crosses").found
    assert not SOLDIERS & {one.value for one in found if one.field == "actor_type"}
