"""What an editor does with a report of an error."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from events import actions
from events.errors import HarmfulText, InvalidValue, NotAllowedNow, NotPermitted, StaleVersion
from events.models import PublicChange, Report
from tests import factories
from tests.presenters import rows

ANSWER = "The second source repeats the first."


@pytest.fixture
def report(db: None) -> Report:
    return factories.new_report()


@pytest.fixture
def change(db: None) -> PublicChange:
    return rows.change()


def told(report: Report) -> tuple[Any, ...]:
    """Return what the public sees of a report now."""
    status = Report.objects.select_related("status").get(pk=report.pk).status
    return status.state, status.answer, status.change, status.closed_on is not None


def test_a_report_is_taken_up(report: Report, editor: User) -> None:
    actions.take_up_report(report, seen="received", by=editor)
    assert told(report) == ("looking", "", None, False)
    assert Report.objects.get().taken_by == editor


def test_an_accepted_report_names_its_change(report: Report, change: PublicChange, editor: User) -> None:
    actions.accept_report(report, change=change.number, seen="received", by=editor)
    assert told(report) == ("accepted", "", change.number, True)
    assert Report.objects.get().decided_by == editor


@pytest.mark.parametrize("number", [None, 99])
def test_a_change_that_is_not_there_is_refused(report: Report, number: int | None, editor: User) -> None:
    with pytest.raises(InvalidValue) as refused:
        actions.accept_report(report, change=number, seen="received", by=editor)
    assert refused.value.field == "change"
    assert told(report) == ("received", "", None, False)


def test_a_declined_report_says_why(report: Report, editor: User) -> None:
    actions.decline_report(report, answer=f" {ANSWER} ", seen="received", by=editor)
    assert told(report) == ("declined", ANSWER, None, True)


@pytest.mark.parametrize("answer", ["", "  ", "x" * 1_001])
def test_an_answer_is_needed_and_short(report: Report, answer: str, editor: User) -> None:
    with pytest.raises(InvalidValue) as refused:
        actions.decline_report(report, answer=answer, seen="received", by=editor)
    assert refused.value.field == "answer"


def test_an_answer_passes_the_gate(report: Report, change: PublicChange, editor: User) -> None:
    with pytest.raises(HarmfulText):
        actions.decline_report(report, answer="It was a soldier aged 19.", seen="received", by=editor)
    with pytest.raises(HarmfulText):
        actions.accept_report(report, change=1, answer="It was a soldier aged 19.", seen="received", by=editor)


def test_who_saw_an_older_state_changes_nothing(report: Report, editor: User, reviewer: User) -> None:
    actions.decline_report(report, answer=ANSWER, seen="received", by=editor)
    with pytest.raises(StaleVersion):
        actions.take_up_report(report, seen="received", by=reviewer)
    assert told(report)[0] == "declined"


def test_a_closed_report_is_closed_until_it_is_opened_again(report: Report, editor: User) -> None:
    actions.decline_report(report, answer=ANSWER, seen="received", by=editor)
    with pytest.raises(NotAllowedNow):
        actions.decline_report(report, answer="Another.", seen="declined", by=editor)
    actions.take_up_report(report, seen="declined", by=editor)
    assert told(report) == ("looking", "", None, False)


def test_nobody_takes_up_what_is_taken_up(report: Report, editor: User) -> None:
    actions.take_up_report(report, seen="received", by=editor)
    with pytest.raises(NotAllowedNow):
        actions.take_up_report(report, seen="looking", by=editor)


def test_only_editors_answer(report: Report, administrator: User, outsider: User) -> None:
    for person in (administrator, outsider):
        with pytest.raises(NotPermitted):
            actions.decline_report(report, answer=ANSWER, seen="received", by=person)


def test_all_of_it_is_possible_under_the_desks_own_grants(
    report: Report, change: PublicChange, editor: User, as_desk: None
) -> None:
    actions.take_up_report(report, seen="received", by=editor)
    actions.accept_report(report, change=change.number, answer=ANSWER, seen="looking", by=editor)
    assert told(report) == ("accepted", ANSWER, change.number, True)
