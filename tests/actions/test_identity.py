"""Whether two records are one event: merged, split and told apart, and each of these undone."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction

from events import actions, derive
from events.actions import LinkInput
from events.errors import FourEyes, InvalidValue, MissingReason, NotAllowedNow, NotPermitted
from events.models import Claim, Event, EventLink, NotSame, PublicClaim, PublicEvent, Revision, Subject
from tests import factories
from tests.factories import claim, inputs_of, republish

pytestmark = pytest.mark.django_db
WHY = "The same crossing."


def now(event: Event) -> Event:
    return Event.objects.get(pk=event.pk)


def told(event: Event) -> list[dict[str, Any]]:
    """Return the claims of an event as the desk has them, without what a new version changes."""
    names = ("id", "field", "value", "standing", "public_note", "relation", "related_to", "came_from")
    return list(Claim.objects.filter(event=event).order_by("pk").values(*names))


@pytest.fixture
def one(editor: User, reviewer: User) -> Event:
    return factories.published_event(editor, reviewer, persons="2", means="")


@pytest.fixture
def other(editor: User, reviewer: User) -> Event:
    return factories.published_event(editor, reviewer, intent="")


def merged(one: Event, other: Event, reviewer: User) -> Event:
    return actions.merge(one, into=other, by=reviewer, reason=WHY)


def test_a_merge_moves_every_claim_and_says_from_where(one: Event, other: Event, reviewer: User) -> None:
    moved = set(one.claims.values_list("pk", flat=True))
    merged(one, other, reviewer)
    assert set(other.claims.filter(came_from=one).values_list("pk", flat=True)) == moved
    assert not one.claims.exists()


def test_a_moved_claim_that_agrees_keeps_its_standing(one: Event, other: Event, reviewer: User) -> None:
    merged(one, other, reviewer)
    assert set(other.claims.filter(field="direction").values_list("standing", flat=True)) == {"accepted"}


def test_a_moved_claim_on_a_field_that_had_none_fills_it(one: Event, other: Event, reviewer: User) -> None:
    merged(one, other, reviewer)
    assert now(other).intent == "stated"


def test_a_moved_claim_that_disagrees_is_conflicting_and_says_why(one: Event, other: Event, reviewer: User) -> None:
    merged(one, other, reviewer)
    lost = other.claims.get(came_from=one, field="persons")
    assert (lost.standing, now(other).persons_max) == ("conflicting", 1)
    assert f"Coded for {one.public_id}" in lost.public_note


def test_the_lender_leads_on_at_once_and_loses_its_public_claims(one: Event, other: Event, reviewer: User) -> None:
    merged(one, other, reviewer)
    tombstone = PublicEvent.objects.get(pk=one.pk)
    assert (tombstone.tombstone, tombstone.replaced_by) == ("merged", other.public_id)
    assert not PublicClaim.objects.filter(event=one.pk).exists()


def test_what_the_borrower_gained_waits_for_a_second_person(one: Event, other: Event, reviewer: User) -> None:
    before = PublicEvent.objects.get(pk=other.pk).document
    merged(one, other, reviewer)
    assert (now(other).state, PublicEvent.objects.get(pk=other.pk).document) == ("changed", before)


def test_whoever_merged_can_not_approve_what_was_gained(one: Event, other: Event, reviewer: User) -> None:
    merged(one, other, reviewer)
    actions.submit(other, by=reviewer)
    with pytest.raises(FourEyes):
        actions.approve(other, by=reviewer)


def test_a_second_reviewer_lets_the_moved_claims_out(
    one: Event, other: Event, editor: User, reviewer: User, second: User
) -> None:
    merged(one, other, reviewer)
    republish(other, editor, second)
    assert PublicClaim.objects.filter(event=other.pk, pk__in=other.claims.filter(came_from=one)).count() == 9


def test_links_and_handles_move_too(one: Event, other: Event, editor: User, reviewer: User) -> None:
    third, subject = factories.coded_event(editor), actions.record(Subject(), seen=None, by=editor)
    links = [LinkInput(third, "aftermath"), LinkInput(other, "same_group")]
    again = {"claims": inputs_of(one), "links": links, "subjects": [subject], "seen": one.version}
    one = actions.code_event(one, texts={}, by=editor, reason="Linked.", **again)  # type: ignore[arg-type]
    merged(one, other, reviewer)
    assert list(EventLink.objects.values_list("event", "other", "kind")) == [(other.pk, third.pk, "aftermath")]
    assert list(other.subjects.all()) == [subject]


def test_a_merge_that_is_undone_leaves_both_as_they_were(
    one: Event, other: Event, editor: User, reviewer: User
) -> None:
    third, subject = factories.coded_event(editor), actions.record(Subject(), seen=None, by=editor)
    links = [LinkInput(third, "aftermath"), LinkInput(other, "same_group")]
    again = {"claims": inputs_of(one), "links": links, "subjects": [subject], "seen": one.version}
    one = actions.code_event(one, texts={}, by=editor, reason="Linked.", **again)  # type: ignore[arg-type]
    linked = set(EventLink.objects.values_list("event", "other", "kind"))
    before = told(one), told(other)
    merged(one, other, reviewer)
    actions.unmerge(one, by=reviewer, reason="Two crossings after all.")
    assert (told(one), told(other)) == before
    assert set(EventLink.objects.values_list("event", "other", "kind")) == linked
    assert (list(one.subjects.all()), list(other.subjects.all())) == ([subject], [])


def test_relations_between_moved_claims_live_through_merge_and_undo(
    other: Event, editor: User, reviewer: User, source: Any
) -> None:
    claims = [claim(key, text, source, key=key) for key, text in factories.CODED.items()]
    claims[3].relation, claims[3].related_to = "supports", "direction"
    event = republish(factories.coded_event(editor, claims=claims), editor, reviewer)
    before = told(event)
    merged(event, other, reviewer)
    assert Claim.objects.filter(event=other, relation="supports", related_to__event=other).count() == 1
    actions.unmerge(event, by=reviewer, reason="No.")
    assert told(event) == before


def test_the_tombstone_stays_until_the_opened_event_is_approved_again(
    one: Event, other: Event, editor: User, reviewer: User, second: User
) -> None:
    merged(one, other, reviewer)
    opened = actions.unmerge(one, by=reviewer, reason="Two crossings.")
    assert (opened.state, PublicEvent.objects.get(pk=one.pk).tombstone) == ("changed", "merged")
    republish(one, editor, second)
    assert PublicEvent.objects.get(pk=one.pk).tombstone == ""
    assert list(derive.verify_history()) == []


def test_a_draft_that_was_merged_opens_as_a_draft(event: Event, other: Event, reviewer: User) -> None:
    merged(event, other, reviewer)
    assert actions.unmerge(event, by=reviewer, reason="No.").state == "draft"


def test_whoever_undid_a_merge_can_not_approve_it(one: Event, other: Event, editor: User, reviewer: User) -> None:
    merged(one, other, reviewer)
    actions.unmerge(one, by=reviewer, reason="Two crossings.")
    actions.submit(one, by=editor)
    with pytest.raises(FourEyes):
        actions.approve(one, by=reviewer)


@pytest.mark.parametrize("act", ["unmerge", "split"])
def test_the_database_holds_four_eyes_after_it_too(event: Event, reviewer: User, second: User, act: str) -> None:
    from tests.models.test_guards import approval_by

    done = approval_by(event, reviewer)
    done.act = act
    done.hash = done.compute_hash()
    done.save()
    with pytest.raises(IntegrityError, match="can't approve it"), transaction.atomic():
        approval_by(event, reviewer).save()
    approval_by(event, second).save()


def test_claims_whose_past_was_erased_come_back_as_candidates(one: Event, other: Event, reviewer: User) -> None:
    merged(one, other, reviewer)
    coded = Revision.objects.get(record="event", record_id=one.pk, act="create")
    actions.erase_body(coded, by=reviewer, reason="It named somebody.")
    actions.unmerge(one, by=reviewer, reason="Two crossings.")
    assert set(one.claims.values_list("standing", flat=True)) == {"candidate"}


def test_a_claim_edited_while_it_was_lent_is_no_second_accepted_value(
    other: Event, editor: User, reviewer: User, source: Any
) -> None:
    claims = [claim(key, text, source) for key, text in factories.CODED.items()] + [claim("means", "on_foot", source)]
    event = republish(factories.coded_event(editor, claims=claims), editor, reviewer)
    merged(event, other, reviewer)
    inputs = inputs_of(now(other))
    lent = [given for given in inputs if given.field == "means" and given.source == source]
    lent[0].value, lent[0].standing, lent[0].public_note = "swim", "conflicting", "Misread."
    actions.code_event(other, texts={}, claims=inputs, seen=now(other).version, by=editor, reason="Misread.")
    actions.unmerge(event, by=reviewer, reason="Two crossings.")
    assert sorted(event.claims.filter(field="means").values_list("standing", flat=True)) == ["accepted", "candidate"]


def test_an_opened_event_waits_until_the_other_gave_its_claims_back_in_public(
    one: Event, other: Event, editor: User, reviewer: User, second: User
) -> None:
    merged(one, other, reviewer)
    republish(other, editor, second)
    actions.unmerge(one, by=reviewer, reason="Two crossings.")
    actions.submit(one, by=editor)
    with pytest.raises(NotAllowedNow, match="Approve the event that lent"):
        actions.approve(one, by=second)
    republish(other, editor, second)
    assert actions.approve(one, by=second).approved_version == now(one).version


def test_an_event_that_was_merged_takes_nothing_over(one: Event, other: Event, editor: User, reviewer: User) -> None:
    merged(one, other, reviewer)
    third = factories.published_event(editor, reviewer)
    with pytest.raises(InvalidValue) as refusal:
        merged(third, one, reviewer)
    assert refusal.value.field == "into"


def test_an_opened_event_takes_nothing_over_before_it_is_public_again(one: Event, other: Event, reviewer: User) -> None:
    merged(one, other, reviewer)
    actions.unmerge(one, by=reviewer, reason="Two crossings.")
    with pytest.raises(InvalidValue):
        merged(other, one, reviewer)


def test_a_merge_below_another_is_undone_after_that_one(one: Event, other: Event, editor: User, reviewer: User) -> None:
    third = factories.published_event(editor, reviewer)
    merged(one, other, reviewer)
    merged(other, third, reviewer)
    with pytest.raises(NotAllowedNow, match="Undo its own merge first"):
        actions.unmerge(one, by=reviewer, reason="No.")
    actions.unmerge(other, by=reviewer, reason="No.")
    actions.unmerge(one, by=reviewer, reason="No.")
    assert [now(event).claims.count() for event in (one, other, third)] == [9, 9, 10]


def test_a_chain_of_merges_leads_on_to_its_end(one: Event, other: Event, editor: User, reviewer: User) -> None:
    third = factories.published_event(editor, reviewer)
    merged(one, other, reviewer)
    merged(other, third, reviewer)
    assert PublicEvent.objects.get(pk=one.pk).leads_to() == third.public_id


def test_an_event_that_is_not_merged_has_no_merge_to_undo(one: Event, reviewer: User) -> None:
    with pytest.raises(NotAllowedNow, match="can't be opened again"):
        actions.unmerge(one, by=reviewer, reason="No.")


def test_merging_and_undoing_need_a_reviewer_and_a_reason(
    one: Event, other: Event, editor: User, reviewer: User
) -> None:
    with pytest.raises(NotPermitted):
        merged(one, other, editor)
    with pytest.raises(MissingReason):
        actions.merge(one, into=other, by=reviewer, reason=" ")
    merged(one, other, reviewer)
    with pytest.raises(NotPermitted):
        actions.unmerge(one, by=editor, reason="No.")
    with pytest.raises(MissingReason):
        actions.unmerge(one, by=reviewer, reason="")


def split(event: Event, by: User, *fields: str, title: str = "A second crossing") -> Event:
    chosen = list(event.claims.filter(field__in=fields).values_list("pk", flat=True))
    return actions.split(event, claims=chosen, texts={"title_en": title}, by=by, reason="Two crossings.")


def test_a_split_moves_the_chosen_claims_into_a_draft(one: Event, editor: User) -> None:
    new = split(one, editor, "actor_type", "intent")
    assert (new.state, new.actor_type, sorted(new.claims.values_list("field", flat=True))) == (
        "draft",
        "active_duty_soldier",
        ["actor_type", "intent"],
    )
    assert (now(one).state, now(one).actor_type) == ("changed", "")
    assert set(new.claims.values_list("came_from", flat=True)) == {one.pk}


def test_merging_back_undoes_a_split(published: Event, other: Event, editor: User, reviewer: User, source: Any) -> None:
    inputs = inputs_of(published)
    inputs[1].relation, inputs[1].related_to = "supports", inputs[5].id
    event = actions.code_event(published, texts={}, claims=inputs, seen=published.version, by=editor, reason="Related.")
    before = told(event)
    new = split(event, editor, inputs[5].field)
    actions.merge(new, into=now(event), by=reviewer, reason="One crossing after all.")
    assert told(event) == before


def test_whoever_split_can_not_approve_either_half(published: Event, editor: User, reviewer: User) -> None:
    new = split(published, reviewer, "actor_type")
    actions.submit(published, by=editor)
    for half in (now(published), new):
        with pytest.raises(FourEyes):
            actions.publishing.check_four_eyes(half, reviewer)


@pytest.mark.parametrize("fields", [(), tuple(factories.CODED)])
def test_a_split_takes_some_claims_and_leaves_some(published: Event, editor: User, fields: tuple[str, ...]) -> None:
    with pytest.raises(InvalidValue) as refusal:
        split(published, editor, *fields)
    assert refusal.value.field == "claims"


def test_a_claim_of_another_event_is_not_split_off(published: Event, other: Event, editor: User) -> None:
    foreign = [other.claims.earliest("pk").pk, published.claims.earliest("pk").pk]
    with pytest.raises(InvalidValue):
        actions.split(published, claims=foreign, texts={"title_en": "A"}, by=editor, reason="Two.")


def test_a_split_needs_a_title_and_of_a_public_event_a_reason(published: Event, editor: User) -> None:
    with pytest.raises(InvalidValue, match="title"):
        split(published, editor, "intent", title="")
    with pytest.raises(MissingReason):
        actions.split(published, claims=[1], texts={"title_en": "A"}, by=editor, reason="")


def test_a_closed_event_is_not_split(one: Event, other: Event, editor: User, reviewer: User) -> None:
    merged(one, other, reviewer)
    with pytest.raises(NotAllowedNow):
        split(one, editor, "intent")


def test_two_events_are_told_apart_with_a_reason_and_in_either_order(one: Event, other: Event, editor: User) -> None:
    actions.tell_apart(other, one, by=editor, reason="Four hours between them.")
    kept = NotSame.objects.get()
    assert (kept.one, kept.other, kept.reason) == (one, other, "Four hours between them.")


def test_two_events_that_were_told_apart_are_not_merged(one: Event, other: Event, editor: User, reviewer: User) -> None:
    actions.tell_apart(one, other, by=editor, reason="Hours between them.")
    with pytest.raises(InvalidValue, match="not the same"):
        merged(one, other, reviewer)
    actions.forget_apart(other, one, by=editor, reason="Misread.")
    assert merged(one, other, reviewer).state == "merged"


def test_telling_apart_twice_or_from_itself_or_without_reason_is_refused(
    one: Event, other: Event, editor: User
) -> None:
    with pytest.raises(InvalidValue):
        actions.tell_apart(one, one, by=editor, reason="No.")
    with pytest.raises(MissingReason):
        actions.tell_apart(one, other, by=editor, reason="")
    with pytest.raises(InvalidValue, match="not told apart"):
        actions.forget_apart(one, other, by=editor, reason="No.")
    actions.tell_apart(one, other, by=editor, reason="No.")
    with pytest.raises(InvalidValue, match="already"):
        actions.tell_apart(one, other, by=editor, reason="No.")


def test_an_outsider_changes_no_identity(one: Event, other: Event, outsider: User) -> None:
    for act in (actions.tell_apart, actions.forget_apart):
        with pytest.raises(NotPermitted):
            act(one, other, by=outsider, reason="No.")
    with pytest.raises(NotPermitted):
        split(one, outsider, "intent")


def test_the_history_verifies_and_the_record_is_made_again_alike(
    one: Event, other: Event, editor: User, reviewer: User, second: User
) -> None:
    from tests.laws.test_record import stays_the_same

    merged(one, other, reviewer)
    assert stays_the_same()
    republish(other, editor, second)
    actions.unmerge(one, by=reviewer, reason="Two crossings.")
    republish(other, editor, second)
    assert stays_the_same()
    republish(one, editor, second)
    new = split(other, editor, "actor_type")
    assert stays_the_same()
    merged(new, one, reviewer)
    assert list(derive.verify_history()) == []
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_coming_back_is_told_to_readers_as_a_correction_of_substance(
    one: Event, other: Event, editor: User, reviewer: User, second: User
) -> None:
    from events.models import PublicChange

    merged(one, other, reviewer)
    actions.unmerge(one, by=reviewer, reason="Two crossings.")
    republish(one, editor, second)
    line = PublicChange.objects.filter(public_id=one.public_id).latest("number")
    assert (line.kind, line.severity, line.reason) == ("updated", "substance", "Two crossings.")
    assert json.loads(PublicEvent.objects.get(pk=one.pk).document)["version"] == 3


def test_the_desk_may_merge_and_undo_under_its_own_grants(
    one: Event, other: Event, reviewer: User, as_desk: None
) -> None:
    merged(one, other, reviewer)
    assert actions.unmerge(one, by=reviewer, reason="No.").state == "changed"
