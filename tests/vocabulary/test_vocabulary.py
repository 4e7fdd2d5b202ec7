"""Every word of the record has its code, labels and definitions, in English and Korean, and they keep one form."""

import importlib
import re

import pytest
from django.utils import translation

from events import vocabulary
from events.vocabulary import (
    AXES,
    DESK_AXES,
    TERMS,
    ActorType,
    Axis,
    Bilingual,
    Direction,
    Intent,
    Means,
    Outcome,
    RouteType,
)

HANGUL = re.compile("[가-힣]")
LONGEST_DEFINITION = 160  # characters: a tooltip on a telephone
SYMBOLS = {"%"}
COUNTRIES = {
    "China": "중국",
    "Russia": "러시아",
    "Japan": "일본",
    "Mongolia": "몽골",
    "Laos": "라오스",
    "Thailand": "태국",
    "Vietnam": "베트남",
    "Myanmar": "미얀마",
    "Cambodia": "캄보디아",
}

every_axis = pytest.mark.parametrize("axis", [*AXES.values(), *DESK_AXES], ids=lambda axis: axis.__name__)
both_languages = pytest.mark.parametrize("language", ["en", "ko"])


def duplicates(words: list[str]) -> set[str]:
    return {word for word in words if words.count(word) > 1}


@every_axis
def test_every_code_is_lower_snake_case(axis):
    assert [code for code in axis.codes() if not re.fullmatch("[a-z]+(_[a-z]+)*", code)] == []


@every_axis
@both_languages
def test_every_code_has_a_label(axis, language):
    assert [term for term in axis if not getattr(term.label, language).strip()] == []


@every_axis
@both_languages
def test_every_code_has_a_definition(axis, language):
    assert [term for term in axis if not getattr(term.definition, language).strip()] == []


@every_axis
@both_languages
def test_no_label_stands_twice_in_an_axis(axis, language):
    assert duplicates([getattr(term.label, language).casefold() for term in axis]) == set()


@every_axis
@both_languages
def test_no_definition_stands_twice_in_an_axis(axis, language):
    assert duplicates([getattr(term.definition, language) for term in axis]) == set()


@every_axis
def test_english_definitions_are_short_sentences(axis):
    texts = [term.definition.en for term in axis]
    assert [text for text in texts if len(text) > LONGEST_DEFINITION or not re.fullmatch(r"[A-Z].+\.", text)] == []


@every_axis
def test_korean_definitions_end_alike(axis):
    texts = [term.definition.ko for term in axis]
    assert [text for text in texts if not re.search(r"(를|을) 말한다\.$| 경우\.$", text)] == []


@every_axis
def test_korean_labels_hold_hangul_unless_they_are_a_symbol(axis):
    labels = {term.label.ko for term in axis}
    assert [label for label in labels - SYMBOLS if not HANGUL.search(label)] == []


@every_axis
def test_english_words_hold_no_hangul(axis):
    assert [term for term in axis if HANGUL.search(term.label.en + term.definition.en)] == []


@every_axis
@pytest.mark.parametrize(("english", "korean"), COUNTRIES.items())
def test_words_name_a_country_only_where_the_code_does(axis, english, korean):
    others = [term for term in axis if english.lower() not in term.value]
    assert [term for term in others if english in f"{term.label.en} {term.definition.en}"] == []
    assert [term for term in others if korean in f"{term.label.ko} {term.definition.ko}"] == []


@pytest.mark.parametrize("axis", [RouteType, Means, ActorType, Outcome, Intent])
def test_unknown_not_reported_and_withheld_are_three_values(axis):
    assert {"unknown", "not_reported", "withheld"} <= set(axis.codes())


@both_languages
def test_an_unnamed_crosser_is_unknown_by_definition(language):
    words = {"en": "any unnamed or unidentified crosser", "ko": "이름 없는 사람이나 미상 인원"}
    assert words[language] in getattr(ActorType.UNKNOWN.definition, language)


def test_every_axis_has_a_public_name_or_is_of_the_desk():
    known = {*AXES.values(), *DESK_AXES}
    assert {axis for axis in Axis.__subclasses__() if axis.__module__.startswith("events.")} == known


def test_every_axis_can_be_imported_by_its_name():
    assert [axis for axis in AXES.values() if getattr(vocabulary, axis.__name__) is not axis] == []
    assert {axis.__name__ for axis in AXES.values()} <= set(vocabulary.__all__)


def test_a_code_is_its_own_text():
    assert Direction.NORTH_TO_SOUTH == "north_to_south" == str(Direction.NORTH_TO_SOUTH)


def test_codes_come_in_order_of_declaration():
    assert Direction.codes()[0] == "north_to_south"
    assert Direction.codes()[-1] == "unknown"


@pytest.mark.parametrize(
    ("language", "label"), [("en", "Swimming"), ("ko", "수영"), ("ko-kr", "수영"), ("fr", "Swimming")]
)
def test_choices_speak_the_active_language(language, label):
    with translation.override(language):
        assert str(dict(Means.choices())["swim"]) == label


def test_choices_made_in_one_language_speak_the_next():
    with translation.override("en"):
        choices = dict(Means.choices())
    with translation.override("ko"):
        assert str(choices["swim"]) == "수영"


def test_a_bilingual_text_is_english_where_no_language_is_active():
    with translation.override(None):
        assert str(Bilingual("North", "북한")) == "North"


def test_a_code_without_a_row_stops_the_program():
    with pytest.raises(KeyError, match="sideways"):
        Axis("Direction", {"SIDEWAYS": "sideways"})


def test_a_row_without_a_code_stops_the_program(monkeypatch):
    monkeypatch.setitem(TERMS, ("Direction", "sideways"), TERMS["Direction", "unknown"])
    with pytest.raises(LookupError, match="sideways"):
        importlib.reload(vocabulary)
