"""CheckFilter: which checked sentences a question finds."""

import pytest

from events.filters import CheckEmbed, CheckFeed, CheckFilter
from events.models import PublicCheck
from tests.presenters import rows

pytestmark = pytest.mark.django_db


def found(**params: str) -> list[int]:
    question = CheckFilter(params, PublicCheck.objects.all())
    assert not question.errors, question.errors
    return [check.number for check in question.queryset]


@pytest.fixture
def check() -> PublicCheck:
    """One that holds, of the arrivals in Yonhap, beside an older one that fails and one that was not asked."""
    series = rows.series()
    paper = rows.source(publisher="paper", publisher_name="Paper")
    rows.finding(rows.check(paper, rows.series("others"), stated="2019", kind="each_year"), "fails")
    rows.check(paper, stated="2020")
    row = rows.check(rows.source(), series)
    rows.finding(row)
    return row


@pytest.mark.parametrize(
    "params", [{"verdict": "holds"}, {"series": "arrivals-all"}, {"publisher": "yonhap"}, {"kind": "number,highest"}]
)
def test_a_parameter_narrows(check: PublicCheck, params: dict[str, str]) -> None:
    assert found(**params)[0] == check.number
    assert len(found(**params)) < 3


def test_a_document_finds_what_it_prints(check: PublicCheck) -> None:
    assert check.source is not None
    assert found(source=check.source.public_id) == [check.number]


def test_several_verdicts_are_alternatives_and_what_was_not_asked_has_none(check: PublicCheck) -> None:
    assert len(found(verdict="holds,fails")) == 2


def test_checks_stand_newest_first_or_oldest_first(check: PublicCheck) -> None:
    assert found()[0] == found(sort="oldest")[-1] == check.number


def test_what_changed_last_stands_first_on_demand(check: PublicCheck) -> None:
    PublicCheck.objects.exclude(pk=check.pk).filter(stated_from__year=2019).update(change=999)
    assert found(sort="changed")[0] != check.number


def test_a_withdrawn_check_is_in_no_list(check: PublicCheck) -> None:
    PublicCheck.objects.update(tombstone="withdrawn")
    assert found() == []


@pytest.mark.parametrize(
    ("name", "value", "near"),
    [
        ("verdict", "hold", "holds"),
        ("series", "arivals-all", "arrivals-all"),
        ("publisher", "yonhab", "yonhap"),
        ("source", "SR-999999", ""),
    ],
)
def test_what_is_not_known_is_refused_with_the_nearest(check: PublicCheck, name: str, value: str, near: str) -> None:
    question = CheckFilter({name: value}, PublicCheck.objects.all())
    assert [(error.field, error.nearest) for error in question.errors] == [(name, near)]
    assert question.queryset.count() == 3


def test_the_rows_whatever_their_verdict_keep_the_other_conditions(check: PublicCheck) -> None:
    question = CheckFilter({"verdict": "fails", "publisher": "paper"}, PublicCheck.objects.all())
    assert (question.queryset.count(), question.others.count()) == (1, 2)


def test_equal_questions_have_equal_addresses(check: PublicCheck) -> None:
    question = CheckFilter({"kind": "highest,number", "verdict": "holds", "limit": "50"}, PublicCheck.objects.all())
    assert question.query() == "verdict=holds&kind=number,highest"
    assert question.describe() == (
        "Numbers in the news, checked; Verdict: Holds; What it says: A number or Highest since."
    )


@pytest.mark.parametrize("name", ["sort", "cursor", "limit"])
def test_a_feed_has_an_order_of_its_own(name: str) -> None:
    assert [error.field for error in CheckFeed({name: "1"}).errors] == [name]


def test_a_frame_is_never_pinned() -> None:
    assert [error.field for error in CheckEmbed({"pinned": "1"}).errors] == ["pinned"]
