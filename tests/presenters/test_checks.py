"""How a checked sentence is read and told."""

from typing import Any

import pytest
from django.utils import translation

from events.models import PublicCheck
from events.presenters import check_page, checks
from tests.presenters import rows

pytestmark = pytest.mark.django_db


def told(row: PublicCheck) -> dict[str, Any]:
    return checks.row(checks.listed().get(pk=row.pk))


@pytest.mark.parametrize(
    ("given", "english", "korean"),
    [
        ({}, "Arrivals, first half of 2024: 105", "입국 인원, 2024년 상반기: 105"),
        (
            {"comparator": "over", "value": 1000, "period": "2019"},
            "Arrivals, 2019: over 1,000",
            "입국 인원, 2019년: 1,000 초과",
        ),
        (
            {"comparator": "range", "upper": 110},
            "Arrivals, first half of 2024: 105–110",
            "입국 인원, 2024년 상반기: 105–110",
        ),
        (
            {"kind": "each_year", "period": "../2019", "comparator": "over", "value": 1000},
            "Arrivals, each year, up to 2019: over 1,000",
            "입국 인원, 2019년까지 해마다: 1,000 초과",
        ),
        (
            {"kind": "each_year", "period": "2020/2023", "comparator": "about", "value": 900},
            "Arrivals, each year, 2020–2023: about 900",
            "입국 인원, 2020–2023년 해마다: 약 900",
        ),
        (
            {"comparator": "dozens", "value": None, "period": "1999-01-01/2021-12-31"},
            "Arrivals, 1999–2021: Dozens",
            "입국 인원, 1999–2021년: 수십",
        ),
        (
            {"kind": "highest", "period": "2024", "value": None, "comparator": "", "since": "2019"},
            "Arrivals, 2024: the highest since 2019",
            "입국 인원, 2024년: 2019년 이후 최다",
        ),
        (
            {"kind": "lowest", "period": "2024", "value": None, "comparator": ""},
            "Arrivals, 2024: the lowest in years",
            "입국 인원, 2024년: 수년 만의 최소",
        ),
    ],
)
def test_a_sentence_is_read_aloud(given: dict[str, Any], english: str, korean: str) -> None:
    check = rows.check(of=rows.series(), **given)
    with translation.override("en"):
        assert checks.reading(check) == english
    with translation.override("ko"):
        assert checks.reading(check) == korean


def test_a_first_of_its_kind_is_read_without_a_series() -> None:
    assert checks.reading(rows.check(**rows.FIRST_SINCE)) == "The first of its kind since 2019"


@pytest.mark.parametrize(
    ("comparator", "value", "words"),
    [
        ("exact", 105, "105"),
        ("about", 34000, "33,000–35,000"),
        ("over", 1000, "1,001 or more"),
        ("qualitative", None, ""),
    ],
)
def test_the_interval_is_that_of_the_rule(comparator: str, value: int | None, words: str) -> None:
    check = rows.check(of=rows.series(), comparator=comparator, value=value)
    assert check_page.interval(check) == words


def test_a_check_that_nobody_asked_yet_says_so() -> None:
    verdict = told(rows.check())["verdict"]
    assert (verdict["code"], str(verdict["word"]), verdict["sentence"]) == ("waiting", "Not asked yet", "")


def test_a_verdict_is_told_in_the_language_of_the_reader() -> None:
    check = rows.check()
    rows.finding(check)
    with translation.override("ko"):
        assert told(check)["verdict"]["sentence"] == "43 + 62 = 105이다."


def test_each_verdict_has_a_shape_of_its_own() -> None:
    assert len(set(checks.MARKS.values())) == 5


def test_an_outlet_that_speaks_for_itself_is_its_own_speaker() -> None:
    row = told(rows.check(issuer="outlet"))
    assert (row["issuer"], row["speaker"]) == ("", "Yonhap")


def test_the_events_of_a_first_since_say_what_they_are() -> None:
    earlier, between, named = (rows.event(day) for day in ("2019-07-31", "2021-05-05", "2024-08-20"))
    check = rows.check(**rows.FIRST_SINCE, event=named.public_id)
    rows.finding(check, "fails", evidence=[earlier.public_id, between.public_id])
    events = check_page.page(checks.listed().get(pk=check.pk))["events"]
    assert [(row["id"], row["role"]) for row in events] == [
        (earlier.public_id, "since"),
        (between.public_id, "between"),
        (named.public_id, "named"),
    ]


def test_an_event_that_may_lie_in_the_year_named_contradicts_nothing() -> None:
    vague, named = rows.event("2019-12/2020-02"), rows.event("2024-08-20")
    check = rows.check(**rows.FIRST_SINCE, event=named.public_id)
    rows.finding(check, evidence=[vague.public_id])
    events = check_page.page(checks.listed().get(pk=check.pk))["events"]
    assert [row["role"] for row in events] == ["since", "named"]


def test_events_are_counted_by_the_question_that_the_editor_wrote() -> None:
    check = rows.check(**rows.FIRST_SINCE)
    address = check_page.page(checks.listed().get(pk=check.pk))["question"]
    assert address == "/en/?from=2019-01-01&direction=north_to_south&actor_type=active_duty_soldier"


def test_evidence_that_was_withdrawn_is_left_out() -> None:
    gone = rows.tombstone()
    check = rows.check()
    rows.finding(check, evidence=[gone.public_id, "FG-999999"])
    page = check_page.page(checks.listed().get(pk=check.pk))
    assert (page["events"], page["figures"]) == ([], [])
