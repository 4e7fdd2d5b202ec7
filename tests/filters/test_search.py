"""What a search finds: every spelling the same events, and a mistyped word the events of the nearest one."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.derive.search import clear_search
from events.filters import EventFilter, Search
from events.models import PublicEvent
from tests.doors.api import rows

pytestmark = pytest.mark.django_db


def found(q: str) -> list[str]:
    question = EventFilter({"q": q}, PublicEvent.objects.all())
    assert not question.errors
    return sorted(event.title_en for event in question.queryset)


def corrections(q: str) -> list[tuple[str, str]]:
    return [tuple(one) for one in Search(q).corrections]


@pytest.fixture(autouse=True)
def world() -> None:
    rows.event(title_en="A soldier crosses at Goseong", title_ko="군인, 고성서 귀순", summary_en="Near the beach.")
    rows.event(title_en="Fishers drift off Yeonpyeong", title_ko="어민, 연평도서 표류", summary_ko="배가 밀려 왔다.")
    rows.event(title_en="A pilot flies a MiG-19", title_ko="조종사, 미그-19기로", summary_ko="착륙했다.")


@pytest.mark.parametrize(
    "words",
    [
        ("Goseong", "Kosong", "Kosŏng", "고성", "고성군", "고성에서", "GOSEONG"),
        ("Yeonpyeong", "Yŏnp'yŏng", "Yeon-pyeong", "연평", "연평도"),
        ("soldier", "soldiers", "군인", "병사"),
        ("fisherman", "fishers", "어민", "어부"),
        ("MiG-19", "mig 19", "MIG19", "미그 19", "미그-19기"),
    ],
)
def test_every_spelling_finds_the_same_events(words: tuple[str, ...]) -> None:
    assert all(found(word) == found(words[0]) and len(found(word)) == 1 for word in words)


def test_an_excluded_name_is_excluded_in_every_spelling() -> None:
    assert found("-Kosŏng") == found("-고성") == found("-Goseong")
    assert len(found("-고성")) == 2


def test_words_side_by_side_that_make_a_name_are_one_name() -> None:
    rows.event(title_en="Over the Northern Limit Line", title_ko="북방한계선 넘어")
    rows.event(title_en="A line drawn northern, with a limit")
    assert found("northern limit line") == found("NLL") == found("북방한계선") == ["Over the Northern Limit Line"]


def test_quotes_ask_for_one_spelling() -> None:
    assert found('"at Goseong"') == ["A soldier crosses at Goseong"]
    assert found('"at Kosong"') == []


@pytest.mark.parametrize(
    ("typed", "used"),
    [
        ("Gosoeng", "goseong"),
        ("sodlier", "soldier"),
        ("crosess", "crosses"),
        ("고셩", "고성"),
        ("착륙했더", "착륙했다"),
    ],
)
def test_a_word_that_nothing_has_is_taken_for_the_nearest(typed: str, used: str) -> None:
    assert corrections(typed) == [(typed, used)]
    assert found(typed) == found(used) != []


def test_a_particle_is_left_off_where_nothing_has_the_word_with_it() -> None:
    assert corrections("표류까지") == [("표류까지", "표류")]


@pytest.mark.parametrize(
    "typed", ["Kaesong", "개성", '"Gosoeng"', "-Gosoeng", "president", "2023", "우산", "xyzzyx", "fly"]
)
def test_a_name_a_phrase_an_exclusion_and_a_far_word_are_taken_at_their_word(typed: str) -> None:
    assert corrections(typed) == []


def test_a_word_that_something_has_is_never_corrected() -> None:
    rows.event(title_en="Gosoeng is spelt so here")
    assert corrections("Gosoeng") == []


def test_a_correction_does_not_depend_on_other_filters() -> None:
    question = EventFilter({"q": "Gosoeng", "direction": "south_to_north"}, PublicEvent.objects.all())
    assert (question.queryset.count(), [one.used for one in question.corrections]) == (0, ["goseong"])


def test_the_sentence_says_what_was_looked_for_instead() -> None:
    question = EventFilter({"q": "Gosoeng"}, PublicEvent.objects.all())
    assert question.describe() == "Events; Words: “Gosoeng” (nothing has “Gosoeng”, so “goseong” was looked for)."
    assert "“goseong”(으)로 찾음" in question.describe("ko")


def test_a_tombstone_takes_its_words_along() -> None:
    assert corrections("baech") == [("baech", "beach")]
    clear_search(list(PublicEvent.objects.filter(title_en__contains="soldier").values_list("pk", flat=True)))
    assert corrections("baech") == []


@pytest.mark.parametrize(
    ("q", "text", "marked"),
    [
        ("Kosong", "A soldier at Goseong.", ["Goseong"]),
        ("고성", "강원 고성서 귀순", ["고성"]),
        ("NLL boat", "Boats cross the Northern Limit Line", ["Boats", "Northern Limit Line"]),
        ('"at the"', "at the line at them", ["at the"]),
        ("-boat soldier", "boat soldier", ["soldier"]),
        ("mig", "A MiG-19 lands", ["MiG-19"]),
        ("Gosoeng", "to Goseong", ["Goseong"]),
    ],
)
def test_what_was_looked_for_is_marked_in_a_text(q: str, text: str, marked: list[str]) -> None:
    parts = Search(q).mark(text)
    assert [part for part, hit in parts if hit] == marked
    assert "".join(part for part, _ in parts) == text


SIGNS = st.text(st.sampled_from(list("ab 고성\"'-%_\\|&!:*<>()[]{}^$.?+~;,/@#\u0300ŏ½²İß\u200b　")), max_size=60)


@given(SIGNS | st.text(max_size=60))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_answered_or_refused_with_a_reason(text: str) -> None:
    question = EventFilter({"q": text}, PublicEvent.objects.all())
    assert len(question.queryset) == question.queryset.count()
    assert all(error.field == "q" and error.remedy for error in question.errors)
    if question.search:
        assert question.search.mark("고성 soldier's MiG-19 ½ İstanbul")
