"""One key for every spelling of a word, and no key for two words that differ."""

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import spelling

SAME = [
    ("Goseong", "Kosong", "Kosŏng", "KOSŎNG", unicodedata.normalize("NFD", "Kosŏng")),
    ("Gaeseong", "Kaesong", "Kaesŏng"),
    ("Panmunjeom", "Panmunjom", "P'anmunjŏm", "P’anmunjŏm"),
    ("Yeonpyeong", "Yŏnp'yŏng", "Yeon-pyeong"),
    ("Pyeongyang", "P'yŏngyang", "Pyongyang", "Phyŏngyang"),
    ("Gangneung", "Kangnŭng", "Kangnung"),
    ("Cheorwon", "Ch'ŏrwŏn", "Chorwon"),
    ("Jumunjin", "Chumunjin"),
    ("Sinuiju", "Sinŭiju", "Shinuiju"),
    ("soldier", "Soldiers", "soldier’s"),
    ("boat", "boats"),
    ("family", "families"),
]


@pytest.mark.parametrize("words", SAME)
def test_spellings_of_one_word_share_a_key(words: tuple[str, ...]) -> None:
    assert set.intersection(*(spelling.keys(word) for word in words))


@pytest.mark.parametrize(
    "words",
    [("Goseong", "Gaeseong"), ("ten", "den"), ("bay", "pay"), ("down", "town"), ("고성", "개성"), ("bus", "bu")],
)
def test_other_words_have_other_keys(words: tuple[str, str]) -> None:
    assert spelling.keys(words[0]).isdisjoint(spelling.keys(words[1]))


def test_no_words_of_the_founding_record_fall_together_but_for_number_and_spelling() -> None:
    with (Path(spelling.__file__).parents[1] / "founding" / "events.csv").open(encoding="utf-8") as table:
        texts = [row["title_en"] + " " + row["summary_en"] for row in csv.DictReader(table)]
    words = {word for text in texts for word in spelling.sequence(text) if not word.endswith("s")}
    assert len(set(map(spelling.key, words))) == len(words) - 1  # Gimpo and Kimpo


def test_a_hyphen_parts_words_and_joins_them() -> None:
    assert {"mig", "19", "mig19"} <= spelling.keys("MiG-19")


def test_hangul_is_keyed_by_each_two_syllables() -> None:
    assert spelling.keys("고성군서") == {"고성", "성군", "군서"}


@pytest.mark.parametrize("words", [("nll",), ("북방한계선",), ("northern", "limit", "line")])
def test_names_that_share_no_letters_find_each_other(words: tuple[str, ...]) -> None:
    assert {"북방한계선", "NLL"} <= set(spelling.names(words))


def test_no_name_stands_in_two_groups() -> None:
    with (Path(spelling.__file__).parent / "names.csv").open(encoding="utf-8") as table:
        groups = [row["names"].split(";") for row in csv.DictReader(table)]
    for group in groups:
        assert all(spelling.names(spelling.sequence(name)) == tuple(group) for name in group)


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [("soldier", "soldier", 0), ("sodlier", "soldier", 1), ("goseng", "goseong", 1), ("", "abc", 3), ("bcd", "abc", 2)],
)
def test_distance_counts_wrong_missing_added_and_swapped_letters(one: str, other: str, far: int) -> None:
    assert spelling.distance(one, other) == spelling.distance(other, one) == far


@given(st.text(max_size=40))
def test_keys_of_any_text_are_plain(text: str) -> None:
    assert all(key.isalnum() for key in spelling.keys(text))
    assert spelling.keys(text) == spelling.keys(unicodedata.normalize("NFC", text))
