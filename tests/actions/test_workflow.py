"""From draft to the public and back."""

import pytest
from django.contrib.auth.models import User

from events import actions
from events.errors import FourEyes, MissingReason, NotPermitted
from events.models import Event, PublicChange, PublicEvent
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_approved_event_is_public_at_once(published: Event) -> None:
    assert PublicEvent.objects.get(pk=published.pk).actor_type == "active_duty_soldier"


def test_a_draft_is_not_public(event: Event) -> None:
    assert not PublicEvent.objects.exists()


def test_whoever_coded_an_event_can_not_approve_it(reviewer: User) -> None:
    event = factories.coded_event(reviewer)
    actions.submit(event, by=reviewer)
    with pytest.raises(FourEyes, match="coded EV-"):
        actions.approve(event, by=reviewer)


def test_an_editor_can_not_approve(event: Event, editor: User) -> None:
    actions.submit(event, by=editor)
    with pytest.raises(NotPermitted):
        actions.approve(event, by=editor)


def test_a_change_to_a_public_event_needs_a_reason(published: Event, editor: User) -> None:
    with pytest.raises(MissingReason):
        factories.recode(published, editor, "actor_type", "former_nk_defector", reason="")


def test_the_public_keeps_the_approved_value_until_the_new_one_is_approved(
    published: Event, editor: User, reviewer: User
) -> None:
    changed = factories.recode(published, editor, "actor_type", "former_nk_defector")
    assert PublicEvent.objects.get(pk=published.pk).actor_type == "active_duty_soldier"
    factories.republish(changed, editor, reviewer)
    assert PublicEvent.objects.get(pk=published.pk).actor_type == "former_nk_defector"


def test_a_correction_writes_the_old_value_beside_the_new(published: Event, editor: User, reviewer: User) -> None:
    changed = factories.recode(published, editor, "actor_type", "former_nk_defector")
    factories.republish(changed, editor, reviewer)
    line = PublicChange.objects.filter(record="event").last()
    assert line is not None
    assert line.fields["actor_type"] == ["active_duty_soldier", "former_nk_defector"]
    assert line.reason == "Corrected by the ministry."


def test_a_withdrawn_event_leaves_a_tombstone_with_its_reason(published: Event, reviewer: User) -> None:
    actions.withdraw(published, by=reviewer, reason="It did not happen.")
    tombstone = PublicEvent.objects.get(pk=published.pk)
    assert (tombstone.tombstone, tombstone.tombstone_reason) == ("withdrawn", "It did not happen.")


def test_a_merged_event_leads_to_the_other(published: Event, editor: User, reviewer: User) -> None:
    other = factories.published_event(editor, reviewer)
    actions.merge(other, into=published, by=reviewer, reason="The same crossing.")
    assert PublicEvent.objects.get(pk=other.pk).replaced_by == published.public_id
