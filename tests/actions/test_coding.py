"""Coding an event: one change, one revision, and nothing half-saved."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from events import actions
from events.actions import LinkInput
from events.errors import DisagreeingClaims, InvalidValue, NotAllowedNow, NotPermitted, QuoteNotInText, StaleVersion
from events.models import Claim, Event, EventLink, Revision, Source, Subject
from tests import factories
from tests.factories import TEXTS, claim, inputs_of

pytestmark = pytest.mark.django_db


def recode_with(event: Event, editor: User, **given: Any) -> Event:
    claims = given.pop("claims", None) or inputs_of(event)
    return actions.code_event(event, texts={}, claims=claims, seen=event.version, by=editor, reason="Checked.", **given)


def test_a_coded_event_carries_the_values_of_its_accepted_claims(event: Event) -> None:
    assert (event.direction, event.persons_min, event.outcome) == ("north_to_south", 1, "arrived")


def test_coding_writes_one_revision_however_many_claims(event: Event) -> None:
    assert Revision.objects.filter(record="event", record_id=event.pk).count() == event.version == 1


def test_two_accepted_claims_that_disagree_save_nothing(editor: User, source: Source) -> None:
    claims = [claim("direction", "north_to_south", source), claim("direction", "south_to_north", source)]
    with pytest.raises(DisagreeingClaims, match="north_to_south.*south_to_north") as refusal:
        factories.coded_event(editor, source, claims=claims)
    assert (refusal.value.field, Event.objects.count(), Claim.objects.count()) == ("direction", 0, 0)


def test_a_sealed_claim_may_not_disagree_either(editor: User, source: Source) -> None:
    claims = [claim("intent", "stated", source), claim("intent", "unknown", source, sealed=True)]
    with pytest.raises(DisagreeingClaims):
        factories.coded_event(editor, source, claims=claims)


def test_a_sealed_claim_carries_no_value(editor: User, source: Source) -> None:
    event = factories.coded_event(editor, source, claims=[claim("intent", "stated", source, sealed=True)])
    assert (event.intent, event.origins) == ("", 0)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"value": "northward"}, "claims[0].direction"),
        ({"issuer": "gossip"}, "claims[0].issuer"),
        ({"certainty": "sure"}, "claims[0].certainty"),
        ({"standing": "liked"}, "claims[0].standing"),
        ({"stated": "yesterday"}, "claims[0].stated"),
        ({"field": "colour"}, "claims[0].field"),
        ({"locator": "p" * 61}, "claims[0].locator"),
        ({"quote": "q" * 301}, "claims[0].quote"),
        ({"standing": "rejected"}, "claims[0].public_note"),
        ({"id": 987654}, "claims[0].id"),
        ({"relation": "corrects"}, "claims[0].related_to"),
        ({"relation": "corrects", "related_to": "self", "key": "self"}, "claims[0].related_to"),
    ],
)
def test_a_bad_claim_is_refused_by_its_place_and_nothing_is_saved(
    editor: User, source: Source, given: dict[str, Any], field: str
) -> None:
    bad = claim("direction", "north_to_south", source)
    vars(bad).update(given)
    with pytest.raises(InvalidValue) as refusal:
        factories.coded_event(editor, source, claims=[bad])
    assert (refusal.value.field, bool(refusal.value.remedy), Event.objects.count()) == (field, True, 0)


def test_a_relation_of_an_unknown_kind_is_refused(editor: User, source: Source) -> None:
    first = claim("intent", "stated", source, key="first")
    second = claim("intent", "stated", source, relation="echoes", related_to="first")
    with pytest.raises(InvalidValue) as refusal:
        factories.coded_event(editor, source, claims=[first, second])
    assert refusal.value.field == "claims[1].relation"


def test_a_new_claim_may_relate_to_another_of_the_same_set(editor: User, source: Source) -> None:
    first = claim("intent", "stated", source, key="first")
    second = claim("intent", "stated", source, relation="copies", related_to="first")
    event = factories.coded_event(editor, source, claims=[first, second])
    one, other = event.claims.order_by("pk")
    assert (other.relation, other.related_to) == ("copies", one)


def test_handing_in_the_same_relation_again_changes_no_claim(editor: User, source: Source) -> None:
    first = claim("intent", "stated", source, key="first")
    event = factories.coded_event(
        editor, source, claims=[first, claim("intent", "stated", source, relation="copies", related_to="first")]
    )
    before = list(event.claims.order_by("pk").values())
    recode_with(event, editor)
    assert list(event.claims.order_by("pk").values()) == before


def test_a_relation_that_is_taken_back_is_gone(editor: User, source: Source) -> None:
    first = claim("intent", "stated", source, key="first")
    second = claim("intent", "stated", source, relation="copies", related_to="first")
    event = factories.coded_event(editor, source, claims=[first, second])
    claims = inputs_of(event)
    claims[1].relation, claims[1].related_to = "", None
    recode_with(event, editor, claims=claims)
    assert not event.claims.exclude(relation="").exists()


def test_a_place_outside_the_gazetteer_is_refused(editor: User, source: Source) -> None:
    with pytest.raises(InvalidValue, match="gazetteer") as refusal:
        factories.coded_event(editor, source, place="atlantis county")
    assert refusal.value.field == "claims[10].place"


def test_a_place_of_the_gazetteer_is_taken_over(editor: User) -> None:
    place = factories.PlaceFactory(slug="goseong-gangwon")
    event = factories.coded_event(editor, place="goseong-gangwon county")
    assert (event.place, event.place_precision) == (place, "county")


def test_a_group_that_fared_differently_has_a_mixed_outcome(editor: User) -> None:
    event = factories.coded_event(editor, persons="3", outcome="arrived:2; returned_voluntarily:1")
    assert (event.outcome, len(event.outcome_parts)) == ("mixed", 2)


def test_a_quote_must_stand_in_the_text(editor: User) -> None:
    source = factories.new_source(editor, text="A soldier crossed\nthe line on foot.")
    with pytest.raises(QuoteNotInText) as refusal:
        factories.coded_event(editor, source, claims=[claim("means", "on_foot", source, quote="crossed by boat")])
    assert (refusal.value.field, Event.objects.count()) == ("claims[0].quote", 0)


def test_a_quote_that_runs_over_a_line_break_is_found_where_it_stands(editor: User) -> None:
    source = factories.new_source(editor, text="A soldier crossed\nthe line on foot.")
    event = factories.coded_event(editor, source, claims=[claim("means", "on_foot", source, quote="crossed the line")])
    found = event.claims.get()
    assert (found.quote_start, found.quote_end) == (10, 26)


def test_a_quote_from_a_source_without_text_is_kept_unplaced(editor: User, source: Source) -> None:
    event = factories.coded_event(editor, source, claims=[claim("means", "on_foot", source, quote="on foot")])
    assert event.claims.get().quote_start is None


def test_a_stale_form_is_refused(event: Event, editor: User) -> None:
    recode_with(event, editor)
    with pytest.raises(StaleVersion, match="version 2 now.*at version 1"):
        actions.code_event(event, texts=TEXTS, claims=[], seen=1, by=editor)


def test_a_form_that_never_saw_the_record_is_stale(event: Event, editor: User) -> None:
    with pytest.raises(StaleVersion):
        actions.code_event(event, texts=TEXTS, claims=[], seen=None, by=editor)


def test_a_number_that_is_taken_is_refused_and_the_event_stands(event: Event, editor: User) -> None:
    with pytest.raises(InvalidValue, match="pkey"):
        actions.code_event(None, number=event.pk, texts=TEXTS, claims=[], seen=None, by=editor)
    assert event.claims.exists()


def test_numbers_go_on_after_one_that_was_given(editor: User) -> None:
    number = factories.coded_event(editor).pk + 5_000  # a sequence goes on, whatever was rolled back
    given = actions.code_event(None, number=number, texts=TEXTS, claims=[], seen=None, by=editor)
    assert (given.pk, factories.coded_event(editor).pk) == (number, number + 1)


@pytest.mark.parametrize(("title", "complaint"), [(" ", "title is empty"), ("t" * 201, "200 characters")])
def test_a_title_must_stand_and_fit(editor: User, title: str, complaint: str) -> None:
    with pytest.raises(InvalidValue, match=complaint) as refusal:
        actions.code_event(None, texts={"title_en": title}, claims=[], seen=None, by=editor)
    assert refusal.value.field == "title_en"


def test_an_outsider_can_not_code(outsider: User) -> None:
    with pytest.raises(NotPermitted):
        actions.code_event(None, texts=TEXTS, claims=[], seen=None, by=outsider)


def test_a_withdrawn_event_is_closed(published: Event, editor: User, reviewer: User) -> None:
    withdrawn = actions.withdraw(published, by=reviewer, reason="It did not happen.")
    assert isinstance(withdrawn, Event)
    with pytest.raises(NotAllowedNow):
        recode_with(withdrawn, editor)


def test_a_claim_that_was_never_public_may_go_with_what_related_to_it(editor: User, source: Source) -> None:
    first = claim("intent", "stated", source, key="first")
    second = claim("intent", "stated", source, relation="copies", related_to="first")
    event = factories.coded_event(editor, source, claims=[first, second])
    kept = inputs_of(event)[1]
    kept.relation, kept.related_to = "", None
    recode_with(event, editor, claims=[kept])
    assert event.claims.get().related_to is None


def test_a_public_claim_can_not_be_removed(published: Event, editor: User) -> None:
    with pytest.raises(InvalidValue, match="is public") as refusal:
        recode_with(published, editor, claims=inputs_of(published)[1:])
    assert refusal.value.field == "claims"


def test_links_are_the_whole_set_each_time(event: Event, editor: User, source: Source) -> None:
    one, other = (factories.coded_event(editor, source) for _ in range(2))
    event = recode_with(event, editor, links=[LinkInput(one, "aftermath"), LinkInput(other, "same_group")])
    recode_with(event, editor, links=[LinkInput(other, "same_group")])
    assert list(EventLink.objects.values_list("other", "kind")) == [(other.pk, "same_group")]


@pytest.mark.parametrize("kind", ["aftermath", "cousin"])
def test_a_link_to_itself_or_of_an_unknown_kind_is_refused(event: Event, editor: User, kind: str) -> None:
    with pytest.raises(InvalidValue, match="itself|not a code"):
        recode_with(event, editor, links=[LinkInput(event, kind)])


def test_handles_join_events_of_one_person(event: Event, editor: User) -> None:
    subject = actions.record(Subject(), seen=None, by=editor)
    assert list(recode_with(event, editor, subjects=[subject]).subjects.all()) == [subject]
