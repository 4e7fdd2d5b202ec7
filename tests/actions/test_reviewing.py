"""A reviewer's word on a field: accepted, asked back, answered, closed; an open question stops an approval."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, transaction
from django.utils import translation

from events import actions
from events.errors import (
    FourEyes,
    InvalidValue,
    NotAllowedNow,
    NotPermitted,
    OpenQuestions,
    StaleVersion,
    TrackerError,
)
from events.models import Event, PublicEvent, ReviewMark, Revision
from tests import factories
from tests.conftest import account

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(event: Event, editor: User) -> Event:
    actions.submit(event, by=editor)
    event.refresh_from_db()
    return event


def asked(event: Event, by: User, field: str = "persons", comment: str = "Only one?") -> ReviewMark:
    event.refresh_from_db()
    return actions.mark_field(event, field=field, verdict="asked", comment=comment, seen=event.version, by=by)


def accepted(event: Event, by: User, field: str = "persons") -> ReviewMark:
    event.refresh_from_db()
    return actions.mark_field(event, field=field, verdict="accepted", seen=event.version, by=by)


def test_a_mark_says_who_made_it_when_and_at_which_version(submitted: Event, reviewer: User) -> None:
    mark = accepted(submitted, reviewer, "title_ko")
    assert (mark.by, mark.version, mark.at is None) == (reviewer, submitted.version, False)


def test_a_mark_changes_no_record(submitted: Event, reviewer: User) -> None:
    before = (submitted.version, Revision.objects.count())
    asked(submitted, reviewer)
    submitted.refresh_from_db()
    assert (submitted.version, Revision.objects.count()) == before


def test_only_a_reviewer_marks(submitted: Event, editor: User) -> None:
    other = account("erin", "Editor")
    with pytest.raises(NotPermitted):
        accepted(submitted, other)


def test_whoever_coded_it_can_not_mark_it(submitted: Event, editor: User) -> None:
    editor.groups.add(Group.objects.get(name="Reviewer"))
    with pytest.raises(FourEyes):
        accepted(submitted, User.objects.get(pk=editor.pk))


def test_only_what_is_in_review_is_marked(event: Event, reviewer: User) -> None:
    with pytest.raises(NotAllowedNow, match="in review"):
        accepted(event, reviewer)


@pytest.mark.parametrize("comment", ["", "  \n"])
def test_a_question_needs_words(submitted: Event, reviewer: User, comment: str) -> None:
    with pytest.raises(InvalidValue, match="needs words") as refusal:
        asked(submitted, reviewer, comment=comment)
    assert refusal.value.field == "comment"


def test_the_database_refuses_a_question_without_words(submitted: Event, reviewer: User) -> None:
    with pytest.raises(IntegrityError, match="a_question_has_words"), transaction.atomic():
        ReviewMark.objects.create(event=submitted, field="persons", verdict="asked", version=1, by=reviewer)


@pytest.mark.parametrize("given", [{"field": "desk_notes"}, {"field": "nothing"}, {"verdict": "perhaps"}])
def test_what_is_no_field_and_no_verdict_is_refused(submitted: Event, reviewer: User, given: dict[str, str]) -> None:
    with pytest.raises(InvalidValue):
        actions.mark_field(
            submitted, **({"field": "persons", "verdict": "accepted"} | given), seen=submitted.version, by=reviewer
        )


@pytest.mark.parametrize("behind", [None, 1])
def test_what_changed_since_the_page_was_opened_is_not_accepted_unseen(
    submitted: Event, reviewer: User, behind: int | None
) -> None:
    seen = behind and submitted.version - behind
    with pytest.raises(StaleVersion):
        actions.mark_field(submitted, field="persons", verdict="accepted", seen=seen, by=reviewer)


def test_an_open_question_stops_an_approval_and_names_its_fields(submitted: Event, reviewer: User) -> None:
    asked(submitted, reviewer, "persons")
    asked(submitted, reviewer, "title_en")
    with pytest.raises(OpenQuestions) as refusal:
        actions.approve(submitted, by=reviewer)
    assert (refusal.value.field, refusal.value.remedy) == ("title_en", "Title, Persons.")
    assert not PublicEvent.objects.exists()


def test_the_names_of_the_fields_are_korean_for_a_korean_desk(submitted: Event, reviewer: User) -> None:
    asked(submitted, reviewer)
    with translation.override("ko"), pytest.raises(OpenQuestions, match="인원"):
        actions.approve(submitted, by=reviewer)


def test_an_answer_alone_does_not_open_the_way(submitted: Event, editor: User, reviewer: User) -> None:
    actions.answer_mark(asked(submitted, reviewer), answer="Yes, one.", by=editor)
    with pytest.raises(OpenQuestions):
        actions.approve(submitted, by=reviewer)


def test_accepting_a_field_closes_its_questions_and_no_others(submitted: Event, reviewer: User) -> None:
    first, second, other = asked(submitted, reviewer), asked(submitted, reviewer), asked(submitted, reviewer, "means")
    accepted(submitted, reviewer)
    assert list(ReviewMark.objects.open_questions()) == [other]
    assert ReviewMark.objects.filter(pk__in=[first.pk, second.pk], closed_at__isnull=False).count() == 2


def test_a_closed_question_lets_the_event_through(submitted: Event, reviewer: User) -> None:
    actions.close_mark(asked(submitted, reviewer), by=reviewer)
    actions.approve(submitted, by=reviewer)
    assert PublicEvent.objects.exists()


def test_only_who_asked_closes_a_question(submitted: Event, reviewer: User) -> None:
    with pytest.raises(NotPermitted, match="Accept the field instead"):
        actions.close_mark(asked(submitted, reviewer), by=account("ruth", "Reviewer"))


def test_another_reviewer_closes_a_question_by_accepting_the_field(submitted: Event, reviewer: User) -> None:
    asked(submitted, reviewer)
    accepted(submitted, account("ruth", "Reviewer"))
    assert not ReviewMark.objects.open_questions().exists()


def test_a_question_outlives_being_sent_back_and_submitted_again(
    submitted: Event, editor: User, reviewer: User
) -> None:
    asked(submitted, reviewer)
    actions.send_back(submitted, by=reviewer, reason="See the question.")
    actions.submit(submitted, by=editor)
    with pytest.raises(OpenQuestions):
        actions.approve(submitted, by=reviewer)


def test_an_answer_says_who_gave_it(submitted: Event, editor: User, reviewer: User) -> None:
    mark = actions.answer_mark(asked(submitted, reviewer), answer=" Yes, one. ", by=editor)
    assert (mark.answer, mark.answered_by, mark.answered_at is None) == ("Yes, one.", editor, False)


def test_any_editor_may_answer(submitted: Event, reviewer: User) -> None:
    other = account("erin", "Editor")
    assert actions.answer_mark(asked(submitted, reviewer), answer="One.", by=other).answered_by == other


def test_who_answered_may_correct_it(submitted: Event, editor: User, reviewer: User) -> None:
    mark = actions.answer_mark(asked(submitted, reviewer), answer="Oen.", by=editor)
    assert actions.answer_mark(mark, answer="One.", by=editor).answer == "One."


def test_nobody_writes_over_the_answer_of_another(submitted: Event, editor: User, reviewer: User) -> None:
    mark = actions.answer_mark(asked(submitted, reviewer), answer="One.", by=editor)
    with pytest.raises(NotAllowedNow, match="meanwhile"):
        actions.answer_mark(mark, answer="Two.", by=account("erin", "Editor"))
    mark.refresh_from_db()
    assert mark.answer == "One."


def test_an_outsider_does_not_answer(submitted: Event, outsider: User, reviewer: User) -> None:
    with pytest.raises(NotPermitted):
        actions.answer_mark(asked(submitted, reviewer), answer="One.", by=outsider)


def test_an_empty_answer_is_refused(submitted: Event, editor: User, reviewer: User) -> None:
    with pytest.raises(InvalidValue, match="empty"):
        actions.answer_mark(asked(submitted, reviewer), answer=" ", by=editor)


def test_what_is_closed_or_was_no_question_is_not_answered(submitted: Event, editor: User, reviewer: User) -> None:
    closed = actions.close_mark(asked(submitted, reviewer), by=reviewer)
    for mark in (closed, accepted(submitted, reviewer)):
        with pytest.raises(NotAllowedNow, match="closed"):
            actions.answer_mark(mark, answer="One.", by=editor)


def test_a_question_about_a_withdrawn_event_rests(submitted: Event, editor: User, reviewer: User) -> None:
    mark = asked(submitted, reviewer)
    actions.withdraw(submitted, by=reviewer, reason="A double.")
    with pytest.raises(TrackerError, match="closed"):
        actions.answer_mark(mark, answer="One.", by=editor)


def test_a_question_stops_no_other_event(submitted: Event, editor: User, reviewer: User) -> None:
    asked(submitted, reviewer)
    assert factories.published_event(editor, reviewer).state == "published"
