"""Values as editors write them, refused with the field and the remedy where they do not fit."""

from typing import Any

import pytest
from django.utils import translation

from events import codebook
from events.errors import InvalidValue, TrackerError

COMPACT = [
    ("occurred", "2024-08-20 crossing", {"edtf": "2024-08-20", "basis": "crossing"}),
    ("occurred", "../2004-10-26 report", {"edtf": "../2004-10-26", "basis": "report"}),
    ("direction", "north_to_south", "north_to_south"),
    ("first_public", "2024-08", "2024-08"),
    ("place", "goseong-gangwon county", {"place": "goseong-gangwon", "precision": "county"}),
    ("place", "- none", {"place": None, "precision": "none"}),
    ("persons", "1", {"min": 1, "max": 1}),
    ("persons", "1-2", {"min": 1, "max": 2}),
    ("persons", "500-", {"min": 500, "max": None}),
    ("outcome", "arrived", [{"outcome": "arrived", "persons": None}]),
    (
        "outcome",
        "arrived:2; returned_voluntarily:?",
        [{"outcome": "arrived", "persons": 2}, {"outcome": "returned_voluntarily", "persons": None}],
    ),
]


@pytest.mark.parametrize(("key", "text", "value"), COMPACT)
def test_a_value_is_read_from_compact_text(key: str, text: str, value: Any) -> None:
    assert codebook.parse(key, text) == value


@pytest.mark.parametrize(("key", "text", "value"), COMPACT)
def test_a_value_is_shown_as_the_text_from_which_it_is_read(key: str, text: str, value: Any) -> None:
    assert codebook.show(key, value) == text


REFUSED = [
    ("direction", "", "is empty"),
    ("direction", "northward", "not a code"),
    ("occurred", "2024-08-20", "basis of the date is missing"),
    ("occurred", "2024-13-01 crossing", "not a date"),
    ("occurred", "2024-08-20 landing", "not a code"),
    ("first_public", "yesterday", "not a date"),
    ("first_public", "2024-08/2024-07", "ends before it starts"),
    ("place", "goseong-gangwon", "not a code"),
    ("place", "goseong-gangwon none", "go together"),
    ("place", "- county", "go together"),
    ("persons", "2-1", "over the most"),
    ("persons", "0", "at least one person"),
    ("persons", "two", "not a number of persons"),
    ("persons", "1000001", "not a number of persons"),
    ("persons", "-", "not a number of persons"),
    ("outcome", ";", "No outcome"),
    ("outcome", "arrived:1; arrived:2", "given twice"),
    ("outcome", "gone", "not a code"),
    ("outcome", "arrived:few", "not a number of persons"),
]


@pytest.mark.parametrize(("key", "text", "complaint"), REFUSED)
def test_a_value_that_does_not_fit_is_refused_with_field_and_remedy(key: str, text: str, complaint: str) -> None:
    with pytest.raises(InvalidValue, match=complaint) as refusal:
        codebook.parse(key, text)
    assert refusal.value.field == key
    assert refusal.value.remedy


MISSHAPEN = [
    ("direction", None),
    ("direction", ["north_to_south"]),
    ("occurred", "2024-08-20"),
    ("occurred", {"edtf": 2024, "basis": "crossing"}),
    ("first_public", 2024),
    ("place", {"precision": "county"}),
    ("persons", {"min": "1", "max": 2}),
    ("persons", {"min": 1.5, "max": 2}),
    ("persons", {"min": True, "max": 2}),
    ("persons", {"min": None, "max": 2}),
    ("persons", {"min": 1, "max": 2_000_000}),
    ("outcome", "arrived"),
    ("outcome", [{"outcome": "arrived"}]),
    ("outcome", [{"outcome": "arrived", "persons": -3}]),
]


@pytest.mark.parametrize(("key", "value"), MISSHAPEN)
def test_a_value_of_the_wrong_shape_is_refused(key: str, value: Any) -> None:
    with pytest.raises(InvalidValue) as refusal:
        codebook.check(key, value)
    assert refusal.value.field == key


def test_an_unknown_field_is_refused_with_the_nearest_ones() -> None:
    with pytest.raises(InvalidValue) as refusal:
        codebook.parse("directions", "north_to_south")
    assert (refusal.value.field, refusal.value.remedy) == ("field", "Choose one of: direction.")


def test_a_text_that_is_near_to_no_code_is_answered_with_the_list() -> None:
    with pytest.raises(TrackerError, match="north_to_south, south_to_north"):
        codebook.parse("direction", "qqqq")


def test_the_order_in_which_parts_are_written_makes_no_difference() -> None:
    one, other = "arrived:2; returned:1", "returned:1; arrived:2"
    assert codebook.parse("outcome", one) == codebook.parse("outcome", other)


WORDS = [
    ("direction", "north_to_south", "North to South", "북→남"),
    ("occurred", {"edtf": "2024-08-20", "basis": "crossing"}, "20 Aug 2024 (crossing)", "2024년 8월 20일 ("),
    ("first_public", "2024-08~", "about Aug 2024", "2024년 8월경"),
    ("first_public", "2024?", "2024, uncertain", "2024년(불확실)"),
    ("place", {"place": "goseong", "precision": "county"}, "goseong (", "goseong ("),
    ("place", {"place": None, "precision": "none"}, "", ""),
    ("persons", {"min": 1, "max": 1}, "1", "1명"),
    ("persons", {"min": 1, "max": 2}, "1–2", "1–2명"),
    ("persons", {"min": 500, "max": None}, "at least 500", "500명 이상"),
    ("persons", {"min": None, "max": None}, "not known", "미상"),
    ("outcome", [{"outcome": "arrived", "persons": None}], "in custody", ""),
    ("outcome", [{"outcome": "arrived", "persons": 2}, {"outcome": "killed", "persons": 1}], ": 2, ", " 2명, "),
]


@pytest.mark.parametrize(("key", "value", "english", "korean"), WORDS)
def test_a_value_is_told_in_both_languages(key: str, value: Any, english: str, korean: str) -> None:
    assert english.lower() in codebook.describe(key, value).lower()
    assert korean in codebook.describe(key, value, "ko")


def test_a_place_is_told_by_its_name() -> None:
    told = codebook.describe("place", {"place": "goseong", "precision": "county"}, place_name="Goseong County")
    assert told.startswith("Goseong County (")


def test_a_field_labels_itself_in_the_active_language() -> None:
    with translation.override("ko"):
        assert str(codebook.FIELDS["direction"].label) == "방향"


def test_every_field_says_how_its_values_are_written() -> None:
    assert all(field.form for field in codebook.FIELDS.values())
