"""Values that are left out, persons and boxes: how they are read, told and answered."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from events.filters import EventFilter
from events.models import PublicEvent
from tests.doors.api import rows

pytestmark = pytest.mark.django_db


def ask(query: str) -> EventFilter:
    return EventFilter(QueryDict(query), PublicEvent.objects.all())


def found(query: str) -> set[int]:
    question = ask(query)
    assert not question.errors, question.errors
    return {event.number for event in question.queryset}


def test_a_value_with_a_minus_is_left_out_and_what_is_unknown_stays() -> None:
    swimmer, walker, unknown = rows.event(means="swim"), rows.event(means="on_foot"), rows.event(means="")

    assert found("means=-swim") == {walker.number, unknown.number}
    assert found("means=-swim,-on_foot") == found("means=-swim&means=-on_foot") == {unknown.number}
    assert found("means=on_foot,-swim") == {walker.number}
    assert swimmer.number in found("means=-on_foot")


def test_months_and_lags_can_be_left_out() -> None:
    august = rows.event("2024-08-20")
    spread = rows.event("2024")

    assert found("month=-august") == {spread.number}
    assert found("lag=-unknown") == {august.number}


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("means=-on_foot,-swim,boat", "means=boat,-on_foot,-swim"),
        ("means=-swim&means=-swim", "means=-swim"),
        ("bbox=124.50,-0,131.000,39", "bbox=124.5,0,131,39"),
        ("persons_max=007", "persons_max=7"),
    ],
)
def test_equal_questions_have_one_address(query: str, canonical: str) -> None:
    assert ask(query).query() == canonical
    assert ask(canonical).query() == canonical


def test_a_narrower_question_keeps_what_is_left_out() -> None:
    question = ask("means=swim,boat,-on_foot")

    assert question.query(means=["swim"]) == "means=swim,-on_foot"
    assert question.query(**{"-means": []}) == "means=swim,boat"
    assert question.query(means=None) == ""


@pytest.mark.parametrize(
    ("query", "english", "korean"),
    [
        ("means=swim,-on_foot", "Events; Means: Swimming, not On foot.", "사건; 수단: 수영, 도보 제외."),
        ("bbox=124,37,131,39", "Events; Within the box: 124,37,131,39.", "사건; 영역: 124,37,131,39."),
        ("persons_min=2", "Events; Persons, at least: 2.", "사건; 최소 인원: 2."),
    ],
)
def test_the_sentence_tells_it_in_both_languages(query: str, english: str, korean: str) -> None:
    assert (ask(query).describe(), ask(query).describe("ko")) == (english, korean)


@pytest.mark.parametrize(
    ("query", "field", "nearest"),
    [
        ("means=swim,-swim", "means", "swim"),
        ("means=-swimm", "means", "swim"),
        ("means=-", "means", ""),
        ("place=-goseong", "place", ""),
        ("date_match=-within", "date_match", "within"),
        ("bbox=124,37,131", "bbox", ""),
        ("bbox=124,39,131,37", "bbox", ""),
        ("bbox=124,37,190,39", "bbox", ""),
        ("bbox=a,b,c,d", "bbox", ""),
        ("bbox=1,2,3,nan", "bbox", ""),
        ("persons_min=-1", "persons_min", ""),
        ("persons_max=two", "persons_max", ""),
        ("persons_min=3&persons_max=2", "persons_max", "3"),
    ],
)
def test_what_can_not_be_read_is_refused_with_a_remedy(query: str, field: str, nearest: str) -> None:
    rows.event()
    [error] = ask(query).errors

    assert (error.field, bool(error.advice.en), bool(error.advice.ko)) == (field, True, True)
    assert not nearest or error.nearest == nearest


def test_persons_are_asked_for_by_what_is_certain() -> None:
    pair, group = rows.event(persons_min=2, persons_max=2), rows.event(persons_min=1, persons_max=9)
    rows.event(persons_min=None, persons_max=None)
    several = rows.event(persons_min=3, persons_max=None)

    assert found("persons_min=2") == {pair.number, several.number}
    assert found("persons_max=2") == {pair.number}
    assert found("persons_min=1&persons_max=9") == {pair.number, group.number}


def test_a_box_holds_the_middle_of_public_places_its_edges_included() -> None:
    goseong, pacific = rows.event(lat=38.38, lon=128.468), rows.event(lat=0.0, lon=-179.5)
    rows.event()

    assert found("bbox=128.468,38,129,38.38") == {goseong.number}
    assert found("bbox=170,-10,-170,10") == {pacific.number}
    assert found("bbox=-180,-90,180,90") == {goseong.number, pacific.number}
    assert found("bbox=0,0,1,1") == set()


def test_a_facet_counts_within_what_is_left_out() -> None:
    rows.event(means="swim", direction="south_to_north")
    rows.event(means="boat")

    means = {facet.code: facet.count for facet in ask("means=-swim").facets()["means"]}
    directions = {facet.code: facet.count for facet in ask("means=-swim").facets()["direction"]}

    assert (means["swim"], means["boat"], directions["south_to_north"]) == (0, 1, 0)


def shown(client: Client, path: str) -> Any:
    return client.get(path).content.decode()


@pytest.mark.parametrize(("language", "words"), [("en", "not Swimming"), ("ko", "수영 제외")])
def test_a_chip_tells_what_is_left_out_and_leads_to_the_view_without_it(
    client: Client, language: str, words: str, settings: Any
) -> None:
    settings.WHITENOISE_AUTOREFRESH = True
    rows.event()

    text = shown(client, f"/{language}/?means=boat,-swim")

    assert words in text
    assert f'href="/{language}/?means=boat"' in text
    assert f'href="/{language}/?means=-swim"' in text
    assert '<input type="hidden" name="means" value="-swim">' in text
