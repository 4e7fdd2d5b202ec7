"""Words on cards never run over their edge."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import pictures
from events.presenters import card
from events.presenters.lettering import fit, width, wrap

TEXTS = st.text(st.sampled_from("aWm가힣北 é.…😀\u200b12"), max_size=200)


@given(text=TEXTS, size=st.integers(20, 68))
def test_no_line_is_wider_than_the_room(text: str, size: int) -> None:
    assert all(width(line, size) <= 1056 for line in wrap(text, size, 1056))


@given(text=TEXTS)
def test_nothing_is_lost_by_breaking_lines(text: str) -> None:
    assert "".join("".join(wrap(text, 40, 200)).split()) == "".join(text.split())


@given(text=TEXTS)
def test_what_does_not_fit_is_cut_with_an_ellipsis(text: str) -> None:
    _, lines = fit(text, 400, ((40, 2), (30, 2)))
    assert len(lines) <= 2
    assert all(width(line, 30) <= 400 for line in lines) or width(lines[0], 40) <= 400


def test_short_words_stay_large_and_long_ones_get_smaller() -> None:
    assert fit("One came", 1056, card.TITLE)[0] > fit("W" * 100, 1056, card.TITLE)[0]


@pytest.mark.parametrize("letter", [*"aWMm@%_Qg{", "가", "힣", "뷁", "北", "…", "—", "№"])
@pytest.mark.parametrize("family", [pictures.SANS, pictures.SERIF])
def test_a_row_of_any_letter_is_not_wider_than_it_is_taken_for(letter: str, family: str) -> None:
    taken = width(letter * 20, 20)
    assert inked(letter * 20, family) <= taken + 2


def inked(words: str, family: str) -> int:
    """Return the last column of dots that is not white."""
    frame = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 40" width="600" height="40">'
    frame += f'<rect width="600" height="40" fill="#fff"/><text y="28" font-size="20" font-family="{family}">'
    rows = dots(pictures.png(f"{frame}{words}</text></svg>", 600))
    return max((at for row in rows for at in range(600) if row[at * 4 : at * 4 + 3] != b"\xff\xff\xff"), default=0)


def dots(png: bytes) -> list[bytes]:
    """Return the rows of a PNG of four bytes a dot."""
    data, at = b"", 8
    while at < len(png):
        size = int.from_bytes(png[at : at + 4])
        data += png[at + 8 : at + 8 + size] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += size + 12
    raw, rows, before = zlib.decompress(data), [], bytearray(2400)
    for start in range(0, len(raw), 2401):
        before = unfilter(raw[start], bytearray(raw[start + 1 : start + 2401]), before)
        rows.append(bytes(before))
    return rows


def unfilter(kind: int, row: bytearray, above: bytearray) -> bytearray:
    for i in range(len(row)):
        left, up, corner = (row[i - 4] if i > 3 else 0), above[i], (above[i - 4] if i > 3 else 0)
        guess = left + up - corner
        nearest = min((left, up, corner), key=lambda value: abs(guess - value))
        row[i] = (row[i] + (0, left, up, (left + up) // 2, nearest)[kind]) % 256
    return row
