"""The scorer catches what it must: planted readings, each with one fault, get what they deserve."""

import dataclasses
import shutil
from pathlib import Path

import pytest

from events.intake import Found, Passage, Reading
from events.intake.measure import CORPUS, Score, load

from .planted import ARTICLES, found, measured, perfect, with_planted

DRIFT, UNNAMED, SOLDIER = "en-fishermen-adrift", "en-someone-went-north", "en-soldier-at-night"


def what_is_broken(article: str, *planted: Found) -> list[tuple[str, str, str]]:
    return [(one.what, one.article, one.words) for one in with_planted(article, *planted).broken]


def test_a_perfect_reader_gets_everything_and_breaks_nothing() -> None:
    result = measured(perfect())
    assert (result.score().precision, result.score().recall) == (1.0, 1.0)
    assert result.missed == result.false == result.broken == []


def test_a_reader_that_says_nothing_finds_nothing_and_has_no_precision() -> None:
    result = measured({})
    assert result.score().right == 0
    assert result.score().precision is None
    assert len(result.missed) == result.score().gold > 350


def test_a_value_beyond_the_gold_is_false_and_named() -> None:
    result = with_planted(SOLDIER, found(SOLDIER, "led to safety", "means", "boat"))
    assert result.score("value", "means", "en").false == 1
    assert [str(one) for one in result.false] == [f"false: {SOLDIER}: “led to safety”: means boat"]


def test_the_right_value_at_other_words_is_false() -> None:
    result = with_planted(SOLDIER, found(SOLDIER, "thermal cameras", "means", "on_foot"))
    assert result.score("value", "means", "en").false == 1


def test_a_right_value_elsewhere_alone_is_a_miss_too() -> None:
    result = measured({SOLDIER: Reading(found=[found(SOLDIER, "thermal cameras", "means", "on_foot")])})
    assert result.score("value", "means").right == 0


def test_a_thing_found_twice_counts_once() -> None:
    again = found(SOLDIER, "crossed the Military Demarcation Line", "direction", "north_to_south")
    assert with_planted(SOLDIER, again).score() == measured(perfect()).score()


def test_an_optional_thing_counts_neither_for_nor_against() -> None:
    optional = found(SOLDIER, "Military Demarcation Line", "place", "mdl border")
    assert with_planted(SOLDIER, optional).score() == measured(perfect()).score()


def test_a_date_with_the_basis_of_a_field_says_what_the_field_says() -> None:
    article = "en-correction-not-a-soldier"
    words = "took him into custody"
    one = Reading(found=[found(article, words, "occurred", "2031-02-02 custody")])
    other = Reading(found=[found(article, words, "custody", "2031-02-02")])
    assert measured({article: one}).score("value", "custody") == measured({article: other}).score("value", "custody")
    assert measured({article: one}).score("value", "custody").right == 1


@pytest.mark.parametrize(("basis", "key"), [("departure", "departed"), ("discovery", "occurred")])
def test_another_basis_is_another_date(basis: str, key: str) -> None:
    result = with_planted(SOLDIER, found(SOLDIER, "on Sunday", "occurred", f"2031-05-11 {basis}"))
    assert result.score("value", key).false == 1


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("period", "2031-01-01/2031-03-31"),
        ("comparator", "about"),
        ("unit", "incidents"),
        ("series", "arrivals-rok-sea"),
    ],
)
def test_a_figure_with_one_wrong_part_is_wrong_and_the_part_is_told(name: str, told: str) -> None:
    readings = perfect()
    figures = readings["en-half-year-count"].found
    at, first = next((at, one) for at, one in enumerate(figures) if one.kind == "figure")
    figures[at] = dataclasses.replace(first, value=first.value | {name: told})
    result, whole = measured(readings), measured(perfect())
    assert result.score("figure").false == 1
    assert result.score("figure").right == whole.score("figure").right - 1
    wrong = {part for (kind, part), score in result.parts.items() if kind == "figure" and score.false}
    assert wrong == {name}


def test_the_same_period_in_another_form_is_right() -> None:
    readings = perfect()
    figures = readings["en-half-year-count"].found
    for at, one in enumerate(figures):
        if one.kind == "figure" and one.value["period"] == "2030":
            figures[at] = dataclasses.replace(one, value=one.value | {"period": "2030-01-01/2030-12-31"})
    assert measured(readings).score("figure").false == 0


def test_a_passage_must_be_marked_whole() -> None:
    start = ARTICLES[SOLDIER].text.index("Caption:")
    result = measured({SOLDIER: Reading(passages=[Passage(start, start + 20, "caption")])})
    assert result.score("passage", "caption") == Score(gold=6, right=0, false=1)


def test_a_wrong_direction_is_caught() -> None:
    planted = found(SOLDIER, "defected to South Korea", "direction", "south_to_north")
    assert what_is_broken(SOLDIER, planted) == [("direction", SOLDIER, "defected to South Korea")]


def test_a_direction_where_the_article_has_none_is_caught() -> None:
    article = "en-party-defector"
    planted = found(article, "crossed the floor", "direction", "north_to_south")
    assert what_is_broken(article, planted) == [("direction", article, "crossed the floor")]


def test_the_direction_of_one_event_at_the_words_of_another_is_caught() -> None:
    article = "en-two-at-the-estuary"
    planted = found(article, "went over to the North", "direction", "north_to_south")
    assert what_is_broken(article, planted) == [("direction", article, "went over to the North")]


@pytest.mark.parametrize(
    ("article", "words"),
    [
        (DRIFT, "None of the three wanted to defect"),
        ("en-warning-shots", "meant to defect"),
        ("ko-chimbeom-gyeonggo", "귀순 시도"),
        ("ko-pyoryu-eoseon", "귀순 의사"),
        ("en-handover-at-panmunjom", "repatriated"),
        ("ko-gangje-songhwan", "강제 송환"),
    ],
)
def test_a_drift_an_incursion_a_handover_or_a_forced_return_as_a_defection_is_caught(article: str, words: str) -> None:
    assert what_is_broken(article, found(article, words, "movement_class", "defection")) == [("class", article, words)]


@pytest.mark.parametrize(
    ("key", "value"),
    [("occurred", "2030-02-26 crossing"), ("occurred", "2030 crossing"), ("announced", "2030-02-28/2030-03-02")],
)
def test_an_invented_date_is_caught(key: str, value: str) -> None:
    assert what_is_broken(UNNAMED, found(UNNAMED, "late on Wednesday", key, value)) == [
        ("date", UNNAMED, "late on Wednesday")
    ]


def test_a_day_made_of_a_month_is_caught() -> None:
    article = "en-two-at-the-estuary"
    assert what_is_broken(article, found(article, "in May", "occurred", "2032-05-15 crossing"))[0][0] == "date"


def test_an_invented_period_of_a_figure_is_caught() -> None:
    readings = perfect()
    figures = readings["ko-jaeibuk"].found
    at, first = next((at, one) for at, one in enumerate(figures) if one.kind == "figure")
    figures[at] = dataclasses.replace(first, value=first.value | {"since": "2011"})
    assert [one.what for one in measured(readings).broken] == ["date"]


def test_a_day_that_is_said_but_not_ours_is_false_and_not_invented() -> None:
    result = with_planted(UNNAMED, found(UNNAMED, "on Thursday", "occurred", "2030-02-28 crossing"))
    assert (result.score("value", "occurred").false, result.broken) == (1, [])


@pytest.mark.parametrize("words", ["An unidentified person", "Soldiers guarding the fence", "a soldier or a civilian"])
def test_a_soldier_for_an_unnamed_crosser_is_caught(words: str) -> None:
    planted = found(UNNAMED, words, "actor_type", "active_duty_soldier")
    assert what_is_broken(UNNAMED, planted) == [("soldier", UNNAMED, words)]


def test_a_suggestion_from_a_caption_is_caught() -> None:
    """Also where the reader itself did not see that it is one."""
    result = measured({SOLDIER: Reading(found=[found(SOLDIER, "in Paju", "place", "paju county")])})
    assert [(one.what, one.article, one.words) for one in result.broken] == [("passage", SOLDIER, "in Paju")]


def test_a_suggestion_from_a_passage_that_the_reader_marked_itself_is_caught() -> None:
    readings = perfect()
    start = ARTICLES[SOLDIER].text.index("on foot")
    readings[SOLDIER].passages.append(Passage(start, start + 7, "caption"))
    assert [one.what for one in measured(readings).broken] == ["passage"]


def test_a_quote_that_does_not_stand_in_its_article_is_refused(tmp_path: Path) -> None:
    shutil.copytree(CORPUS, tmp_path / "corpus")
    path = tmp_path / "corpus" / f"{SOLDIER}.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("on foot", "by foot"), encoding="utf-8")
    with pytest.raises(ValueError, match=f"{SOLDIER}: “on foot” does not stand in the text"):
        load(tmp_path / "corpus")
