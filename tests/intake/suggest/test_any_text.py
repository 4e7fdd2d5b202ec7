"""Whatever the text: spans lie in it, values fit the codebook, passages stay unread, the answer is the same, and soon."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import codebook, partial_dates
from events.intake.suggest import LONGEST, read
from events.vocabulary import Certainty, Comparator, Issuer, SeriesMeasure, SuggestionKind, Unit

from .reader import PUBLISHED, places, reading, series

PIECES = (
    "A North Korean soldier", "defected to South Korea", "crossed the MDL", " on Sunday", "last September", "20일", "북한군 1명이",
    "군사분계선을 넘어", "귀순했다", "월북했다", "재입북", "합참은", "밝혔다.", "105 defections", "first half of this year", "3만4천538명",
    "누적", "since the late 1990s", "two million mines", "80%", "said the Joint Chiefs of Staff", "© ", "사진=", "Read More", "\n", "\n\n\n",
    ".", " ", "“", "\"", "각 7명", "in Goseong", "고성", "unnamed", "표류", "2019년 이후", "1월 31일", "February 30", "0", "99999999999", "a", "가",
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=400), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
DATES = st.sampled_from(["", PUBLISHED, "2024-08", "2024", "196X", "../2024", "2024-02-29", "1900-01-01", "nonsense"])


@settings(max_examples=150, deadline=None)
@given(TEXTS, DATES)
def test_every_suggestion_is_well_formed_and_outside_of_passages(text: str, published: str) -> None:
    found = reading(text, published)
    spans = [(one.start, one.end) for one in (*found.passages, *found.found)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    for one in found.found:
        assert one.kind in SuggestionKind.codes()
        assert not any(passage.start < one.end and one.start < passage.end for passage in found.passages)
        assert one.kind == SuggestionKind.NOT_OURS or (
            one.issuer in Issuer.codes() and one.certainty in Certainty.codes()
        )
        assert len(one.doubt) <= 200
        assert len(one.rule) <= 60
        if one.kind == SuggestionKind.VALUE:
            codebook.check(one.field, one.value)
    assert found == reading(text, published)


@settings(max_examples=100, deadline=None)
@given(TEXTS, DATES)
def test_every_part_of_a_figure_is_of_its_axis(text: str, published: str) -> None:
    for one in reading(text, published).found:
        if one.kind == SuggestionKind.FIGURE:
            told = one.value
            assert told["measure"] in SeriesMeasure.codes()
            assert told["unit"] in Unit.codes()
            assert told["comparator"] in Comparator.codes()
            for name in ("period", "as_of", "since"):
                assert not told[name] or partial_dates.read(told[name])


FRAGMENTS = [
    "a",
    "1",
    "1,",
    "귀순 ",
    "합참은 ",
    "북한 ",
    "North Korean ",
    "In May 1999 ",
    "the official ",
    "\n",
    "(",
    "“",
    "[사진",
    "10여 명 ",
    "군사분계선을 ",
]
SECONDS = 20
"""Far above what it takes (2 s on a busy machine), far below what a pattern that goes wrong takes."""


@pytest.mark.slow
@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_a_fragment_said_again_and_again_ends_soon(fragment: str) -> None:
    text, began = fragment * (300_000 // len(fragment)), time.perf_counter()
    reading(text)
    assert time.perf_counter() - began < SECONDS


def test_of_an_endless_paste_the_beginning_is_read() -> None:
    text = "A North Korean crossed the MDL into South Korea. " * 100_000
    found = read(text, published=PUBLISHED, places=places(), series=series())
    assert all(one.end <= LONGEST for one in found.found)
    assert len([one for one in found.found if one.field == "direction"]) == 1


def test_a_thing_said_again_is_suggested_once_and_from_the_body() -> None:
    text = "A North Korean defected to South Korea\n\nA North Korean defected to South Korea. A man defected to South Korea."
    (found,) = [one for one in reading(text).found if one.field == "direction"]
    assert text.index(". ") > found.start > text.index("\n")
