import pytest
from django.utils import translation

from events.presenters import changes
from tests.presenters import rows

pytestmark = pytest.mark.django_db


def told(**fields: list) -> dict[str, tuple[str, str]]:
    rows.change(kind="updated", fields=fields)
    return {str(field["label"]): (field["old"], field["new"]) for field in changes.of("EV-000001")[0]["fields"]}


def test_codes_are_told_by_their_labels() -> None:
    assert told(actor_type=["unknown", "civilian"]) == {"Who": ("Unknown", "Civilian")}


def test_dates_are_told_in_words() -> None:
    assert told(occurred=["2017", "2017-06"]) == {"Date": ("2017", "Jun 2017")}


def test_columns_that_follow_from_others_are_left_out() -> None:
    assert told(occurred_from=["2017-01-01", "2017-06-01"], lat=[1.0, 2.0]) == {}


def test_what_was_empty_says_so() -> None:
    assert told(means=["", "swim"]) == {"Means": ("empty", "Swimming")}


def test_each_language_sees_its_own_title() -> None:
    with translation.override("ko"):
        assert told(title_en=["A", "B"], title_ko=["가", "나"]) == {"제목": ("가", "나")}


def test_changed_claims_are_named_and_not_struck() -> None:
    assert told(claims=[["CL-000001"], ["CL-000001", "CL-000002"]]) == {"Claims changed": ("", "CL-000001, CL-000002")}


def test_what_was_only_created_is_no_correction() -> None:
    rows.change()
    assert changes.corrections({})["changes"] == []


def test_corrections_continue_before_a_number() -> None:
    for _ in range(changes.A_PAGE + 2):
        rows.change(kind="updated")
    first = changes.corrections({})
    assert first["next"] == "before=3"
    assert [row["number"] for row in changes.corrections({"before": "3"})["changes"]] == [2, 1]
