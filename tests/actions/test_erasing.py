"""A body is destroyed for somebody's safety; the chain verifies and says that it was."""

import pytest
from django.contrib.auth.models import User

from events import actions, derive
from events.errors import MissingReason, NotAllowedNow, NotPermitted
from events.models import Event, PublicChange, Publisher, Revision, RevisionBody
from tests import factories
from tests.derive.test_history import tamper

pytestmark = pytest.mark.django_db


def of(event: Event, number: int) -> Revision:
    return Revision.objects.get(record="event", record_id=event.pk, number=number)


@pytest.fixture
def corrected(published: Event, editor: User, reviewer: User) -> Event:
    """An event approved twice, as versions 3 and 6."""
    return factories.republish(factories.recode(published, editor, "intent", "disputed"), editor, reviewer)


def erase(event: Event, number: int, by: User) -> Revision:
    return actions.erase_body(of(event, number), by=by, reason="It named somebody.")


def test_an_erased_body_is_gone_and_its_erasure_recorded(corrected: Event, reviewer: User) -> None:
    recorded = erase(corrected, 1, reviewer)
    assert not RevisionBody.objects.filter(revision=of(corrected, 1)).exists()
    assert (recorded.act, recorded.number, recorded.body.read()) == ("erase", 7, {"erased": 1})


def test_the_history_verifies_after_an_erasure(corrected: Event, reviewer: User) -> None:
    erase(corrected, 1, reviewer)
    assert list(derive.verify_history()) == []


def test_a_changed_record_of_an_erasure_does_not_cover_it(corrected: Event, reviewer: User) -> None:
    recorded = erase(corrected, 1, reviewer)
    (named,) = tamper(f"UPDATE events_revisionbody SET body = 'x' WHERE revision_id = {recorded.pk}")
    assert "no erasure is recorded" in named


def test_the_line_of_an_erased_approval_keeps_its_number_and_kind_alone(corrected: Event, reviewer: User) -> None:
    line = PublicChange.objects.get(number=of(corrected, 3).public_number)
    erase(corrected, 3, reviewer)
    after = PublicChange.objects.get(number=line.number)
    assert (after.at, after.kind, after.fields, after.reason) == (line.at, "created", {}, "")


def test_what_the_public_record_rests_on_is_not_erased(corrected: Event, reviewer: User) -> None:
    with pytest.raises(NotAllowedNow, match="rests on"):
        erase(corrected, 6, reviewer)


def test_the_record_of_an_erasure_is_not_erased(corrected: Event, reviewer: User) -> None:
    with pytest.raises(NotAllowedNow, match="no body to erase"):
        actions.erase_body(erase(corrected, 1, reviewer), by=reviewer, reason="Again.")


def test_nothing_is_erased_twice(corrected: Event, reviewer: User) -> None:
    erase(corrected, 1, reviewer)
    with pytest.raises(NotAllowedNow, match="no body to erase"):
        erase(corrected, 1, reviewer)


def test_an_editor_can_not_erase(corrected: Event, editor: User) -> None:
    with pytest.raises(NotPermitted):
        erase(corrected, 1, editor)


def test_an_erasure_needs_a_reason(corrected: Event, reviewer: User) -> None:
    with pytest.raises(MissingReason):
        actions.erase_body(of(corrected, 1), by=reviewer, reason=" ")


def test_the_desk_may_erase_under_its_own_grants(corrected: Event, reviewer: User, as_desk: None) -> None:
    assert erase(corrected, 1, reviewer).act == "erase"


def test_the_body_of_a_record_that_nobody_approves_may_be_erased(editor: User, reviewer: User) -> None:
    publisher = actions.record(factories.PublisherFactory.build(), seen=None, by=editor)
    actions.erase_body(Revision.objects.get(record="publisher"), by=reviewer, reason="It named somebody.")
    assert Publisher.objects.get(pk=publisher.pk).version == 2
