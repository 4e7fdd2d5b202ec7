"""A question's one address, its sentence and its refusals in both languages."""

import pytest
from django.http import QueryDict

from events import reconciliation
from events.filters import EventFilter, FigureFilter, nearest
from events.models import PublicEvent, PublicFigure

pytestmark = pytest.mark.django_db


def ask(query: str = "") -> EventFilter:
    return EventFilter(QueryDict(query), PublicEvent.objects.all())


def test_equal_questions_have_equal_addresses() -> None:
    one = ask("outcome=killed&outcome=arrived&direction=south_to_north&sort=newest&limit=50&date_match=overlaps")
    other = ask("direction=south_to_north&outcome=arrived,%20killed,killed")

    assert one.query() == other.query() == "direction=south_to_north&outcome=arrived,killed"


def test_a_change_drops_the_cursor_and_none_removes() -> None:
    cursor = "WyJuZXdlc3QiLCIyMDI0LTA4LTIwIiwxLDBd"
    question = ask(f"means=swim&from=2020&cursor={cursor}")

    assert question.cursor is not None
    assert question.query(means=None) == "from=2020"
    assert question.query(means=["boat", "swim"]) == "from=2020&means=swim,boat"
    assert question.query(cursor=cursor) == f"from=2020&means=swim&cursor={cursor}"


def test_words_in_an_address_are_escaped() -> None:
    assert ask("q=a%26b%20%EA%B3%A0%EC%84%B1").query() == "q=a%26b+%EA%B3%A0%EC%84%B1"


@pytest.mark.parametrize(
    ("query", "english", "korean"),
    [
        ("", "Events.", "사건."),
        (
            "from=2019&to=2020-05",
            "Events; possibly from 2019 to 2020-05.",
            "사건; 2019부터 2020-05까지 겹치는 것 포함.",
        ),
        ("from=2019&date_match=within", "Events; certainly from 2019.", "사건; 2019부터 확실한 것만."),
        ("to=2019&sort=oldest&limit=7", "Events; possibly to 2019.", "사건; 2019까지 겹치는 것 포함."),
        ("date_match=within&q=soldier", "Events; Words: “soldier”.", "사건; 검색어: “soldier”."),
        ("means=boat,swim", "Events; Means: Swimming or Boat.", "사건; 수단: 수영 또는 선박."),
    ],
)
def test_a_question_is_told_in_one_sentence(query: str, english: str, korean: str) -> None:
    question = ask(query)

    assert (question.describe(), question.describe("ko")) == (english, korean)


def test_a_refusal_is_told_in_both_languages() -> None:
    (refusal,) = ask("means=swimm").errors

    assert refusal.said == ("“swimm” is not a value of means.", "“swimm”은(는) means의 값이 아닙니다.")
    assert refusal.advice == ("Did you mean “swim”?", "“swim”을(를) 찾으셨습니까?")
    assert (refusal.detail, refusal.remedy) == (refusal.said.en, refusal.advice.en)


def test_a_value_near_to_nothing_is_told_the_known_ones() -> None:
    assert ask("direction=zzz").errors[0].remedy.startswith("Known values: north_to_south, ")
    assert ask("zzz=1").errors[0].remedy.startswith("Known parameters: from, to, ")


def test_a_refused_sort_falls_back_to_the_default() -> None:
    assert ask("sort=random").order.name == "newest"


def test_a_dictionary_asks_as_a_query_string_does() -> None:
    question = EventFilter({"means": ["swim", "boat"], "from": "2020"}, PublicEvent.objects.all())

    assert question.query() == "from=2020&means=swim,boat"


def test_what_somebody_else_reads_is_not_unknown() -> None:
    assert EventFilter({"view": "map"}, PublicEvent.objects.all(), also=["view"]).errors == []


def test_a_name_is_unique_and_described_in_both_languages() -> None:
    for question in (EventFilter, FigureFilter):
        names = [parameter.name for parameter in question.parameters]
        assert len(names) == len(set(names))
        assert all(all(p.description) and all(p.label) for p in question.parameters)


def test_nearest_is_nothing_where_nothing_is_near() -> None:
    assert (nearest("swimm", ["swim", "boat"]), nearest("zzz", ["swim"])) == ("swim", "")


def test_figures_are_told_in_one_sentence() -> None:
    question = FigureFilter({"issuer": "mou", "shown": "1"}, PublicFigure.objects.all(), past=reconciliation)

    assert question.describe() == "Reported figures; Issuer: Ministry of Unification; Chosen by the rule: 1."
