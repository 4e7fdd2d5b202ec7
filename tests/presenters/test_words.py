import pytest
from django.utils import translation

from events.presenters import words
from events.vocabulary import Means


@pytest.mark.parametrize(
    ("low", "high", "english", "korean"),
    [
        (1, 1, "1 person", "1명"),
        (1, 2, "1–2 persons", "1–2명"),
        (500, None, "at least 500 persons", "500명 이상"),
        (None, None, "number of persons not known", "인원 미상"),
    ],
)
def test_persons_have_their_counter(low: int | None, high: int | None, english: str, korean: str) -> None:
    document = {"persons_min": low, "persons_max": high}
    with translation.override("en"):
        assert words.persons(document) == english
    with translation.override("ko"):
        assert words.persons(document) == korean


def test_doubt_about_a_date_is_said() -> None:
    assert words.date("1997-08-25?") == "25 Aug 1997, uncertain"


def test_a_field_without_a_claim_is_not_reported() -> None:
    assert str(words.label(Means, "")) == "Not reported"
