"""From bytes to text: rightly, or not at all."""

import codecs
import unicodedata

import pytest

from events.errors import Unreadable
from events.intake.decoding import decode, normalise

KOREAN = "북한 군인 한 명이 군사분계선을 넘었다고 합참이 20일 밝혔다."
ENGLISH = "“He crossed the line,” an officer said – the café was closed…"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "euc-kr", "utf-16", "utf-16-le", "iso2022_kr"])
@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1", "euc-kr", "no-such-charset"])
def test_korean_is_read_in_every_usual_encoding_whatever_its_sender_says(encoding: str, declared: str) -> None:
    assert decode(KOREAN.encode(encoding), declared) == KOREAN


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_english_with_printers_quotes_is_read(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding)) == ENGLISH


def test_syllables_that_only_the_wider_korean_table_has_are_read() -> None:
    text = KOREAN + " 똠방각하"
    assert decode(text.encode("cp949")) == text


@pytest.mark.parametrize(
    "data",
    [
        "これは日本語の文章です。兵士が境界線を越えた。".encode("euc_jp"),
        "一名士兵越过了军事分界线，韩国军方说。".encode("gb18030"),
        "Солдат перешёл границу, сообщили военные.".encode("cp1251"),
        KOREAN.encode()[:-1] + b"\xff\xfe",
        codecs.BOM_UTF16_LE + b"\x00\xd8\x00\xd8",
        bytes(range(256)) * 4,
        b"\x1b$)X broken \xff",
    ],
)
def test_what_can_not_be_told_is_refused_with_the_way_out(data: bytes) -> None:
    with pytest.raises(Unreadable, match="encoding can't be told") as refused:
        decode(data)
    assert refused.value.remedy == "Paste the text instead."


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_korean_that_was_read_wrongly_before_is_refused(wrong: str) -> None:
    garbled = KOREAN.encode().decode(wrong, "ignore")
    with pytest.raises(Unreadable, match="wrong encoding"):
        normalise(garbled)


def test_a_mark_for_a_lost_letter_is_refused() -> None:
    with pytest.raises(Unreadable, match="wrong encoding"):
        normalise(KOREAN.encode("cp949").decode("utf-8", "replace"))


@pytest.mark.parametrize(
    "text", ["Café, naïve, Łódź – „Zitat“ … €5", "Señor Muñoz’s “année” à Kœln", KOREAN, "탈북(脫北)"]
)
def test_good_text_is_not_taken_for_garbled(text: str) -> None:
    assert normalise(text) == text


def test_what_can_not_be_seen_is_taken_out() -> None:
    assert normalise("\ufeffA\x00 sol\x07dier\u200b \u202ecros\u2066sed\x7f.") == "A soldier crossed."


def test_line_ends_and_spaces_become_plain_and_paragraphs_stay() -> None:
    assert normalise("One.  \r\n\r\n\r\n\r\nTwo\u00a0lines\rhere.\u2028Three.\n") == "One.\n\nTwo lines\nhere.\nThree."


def test_letters_are_composed() -> None:
    apart = unicodedata.normalize("NFD", KOREAN)
    assert normalise(apart) == KOREAN != apart


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\x00"])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="no text"):
        normalise(text)


@pytest.mark.parametrize("text", ["a" * 1_000_001, "가" * 333_334, "a" * 5_000_000])
def test_a_text_of_more_than_a_megabyte_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="longer than 1 MB"):
        normalise(text)


def test_a_text_of_just_a_megabyte_is_taken() -> None:
    assert len(normalise("가" * 333_333)) == 333_333
