"""Captions, cross-links and boilerplate are marked, and nothing is suggested from inside one."""

import pytest

from .reader import reading

BODY = "A North Korean crossed the MDL into South Korea."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (
            "Kim attends a meeting in this photo released on December 28, 2021. KCNA/via REUTERS. ATTENTION EDITORS",
            "caption",
        ),
        ("Image via Flickr", "caption"),
        ("A soldier fled to North Korea (Photo by X)", "caption"),
        ("[사진] 북한군이 귀순한 곳", "caption"),
        ("▲ 귀순한 북한군이 넘어온 곳. 사진=합참", "caption"),
        ("북한군이 월북한 곳 /연합뉴스 제공", "caption"),
        ("Read More", "cross_link"),
        ("See Also: Three soldiers defected to North Korea", "cross_link"),
        ("▶ 북한군 3명 귀순", "cross_link"),
        ("[관련기사] 북한군 3명 귀순", "cross_link"),
        ("© 2024 The Paper. All rights reserved.", "boilerplate"),
        ("무단 전재 및 재배포 금지", "boilerplate"),
        ("저작권자 ⓒ 신문", "boilerplate"),
        ("Jane Doe is a senior editor at The Paper and defected to South Korea.", "boilerplate"),
        ("Leave a Reply", "boilerplate"),
        ("Your email address will not be published.", "boilerplate"),
    ],
)
def test_a_line_is_marked(line: str, kind: str) -> None:
    text = f"{BODY}\n{line}"
    (passage,) = reading(text).passages
    assert (passage.kind, text[passage.start : passage.end]) == (kind, line)
    assert all(one.end <= passage.start for one in reading(text).found)


def test_a_list_below_a_cross_link_belongs_to_it() -> None:
    text = f"{BODY}\nCheck This Out:\n- Three soldiers defected to North Korea\n- Ten North Koreans fled"
    (passage,) = reading(text).passages
    assert (passage.kind, passage.end) == ("cross_link", len(text))


def test_everything_below_the_comments_is_left_out() -> None:
    text = f"{BODY}\nComments\nHe defected to North Korea on Sunday, I say."
    assert [text[one.start : one.end] for one in reading(text).passages] == [text[len(BODY) + 1 :]]


def test_words_without_a_full_stop_before_a_credit_are_a_caption() -> None:
    text = f"{BODY}\n\nSouth Korean Soldier stands guard where the defector fled across\n\n\nGetty Images)"
    assert [one.kind for one in reading(text).passages] == ["caption"]


def test_a_dateline_gives_no_place_and_no_date() -> None:
    found = reading("(서울=연합뉴스) 홍길동 기자 = 북한 주민이 귀순했다.").found
    assert not [one for one in found if one.field in ("place", "occurred")]


def test_an_ordinary_text_has_no_passages() -> None:
    assert reading(f"{BODY} He was seen at night. The army said so.\n\nMore will follow.").passages == []
