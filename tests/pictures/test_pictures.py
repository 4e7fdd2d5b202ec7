"""Drawings as dots: what is drawn is there, Hangul too, whatever fonts the machine has."""

import struct

import pytest

from events import pictures

FRAME = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200" height="100">{}</svg>'


def text(words: str, family: str) -> str:
    return FRAME.format(f'<text x="4" y="60" font-family="{family}" font-size="40">{words}</text>')


def test_a_picture_has_the_width_that_was_asked_for() -> None:
    dots = pictures.png(FRAME.format('<rect width="200" height="100" fill="red"/>'), 600)
    assert dots.startswith(b"\x89PNG")
    assert struct.unpack(">II", dots[16:24]) == (600, 300)


@pytest.mark.parametrize("family", [pictures.SANS, pictures.SERIF])
def test_hangul_is_drawn_with_letters_and_not_with_boxes(family: str) -> None:
    drawn = {words: pictures.png(text(words, family), 200) for words in ("", "귀순", "탈북", "Line")}
    assert len(set(drawn.values())) == 4


def test_what_is_no_drawing_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown token"):
        pictures.png("not a drawing", 200)
