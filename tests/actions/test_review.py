"""Two people, one approval: what is complete, harmless and seen by a second person becomes public."""

import pytest
from django.contrib.auth.models import User
from django.db import connection

from events import actions
from events.errors import (
    FourEyes,
    HarmfulText,
    InvalidValue,
    MissingReason,
    NotAllowedNow,
    NotPermitted,
    UnsupportedValue,
)
from events.models import Event, OutboxRow, PublicChange, PublicEvent, PublicSource, Revision, Source
from tests import factories
from tests.factories import TEXTS, claim, inputs_of, recode, recorded_figure, republish

pytestmark = pytest.mark.django_db


def recoded_texts(event: Event, editor: User, **texts: str) -> Event:
    return actions.code_event(
        event, texts=texts, claims=inputs_of(event), seen=event.version, by=editor, reason="Rewritten."
    )


def test_an_event_without_claims_is_not_published(editor: User, source: Source) -> None:
    event = factories.coded_event(editor, claims=[])
    with pytest.raises(UnsupportedValue, match="occurred.*Accept a claim") as refusal:
        actions.submit(event, by=editor)
    assert refusal.value.field == "occurred"


def test_an_event_without_its_korean_words_is_not_published(event: Event, editor: User) -> None:
    recoded_texts(event, editor, title_ko="")
    with pytest.raises(InvalidValue) as refusal:
        actions.submit(event, by=editor)
    assert refusal.value.field == "title_ko"


def test_a_draft_can_not_be_approved(event: Event, reviewer: User) -> None:
    with pytest.raises(NotAllowedNow, match="can't be approved"):
        actions.approve(event, by=reviewer)


def test_an_outsider_can_not_submit(event: Event, outsider: User) -> None:
    with pytest.raises(NotPermitted):
        actions.submit(event, by=outsider)


def test_a_draft_that_was_sent_back_is_a_draft_again(event: Event, editor: User, reviewer: User) -> None:
    actions.submit(event, by=editor)
    assert actions.send_back(event, by=reviewer, reason="The quote is missing.").state == "draft"


def test_a_change_that_was_sent_back_stays_a_change(published: Event, editor: User, reviewer: User) -> None:
    actions.submit(recode(published, editor, "intent", "disputed"), by=editor)
    assert actions.send_back(published, by=reviewer, reason="Why?").state == "changed"


@pytest.mark.parametrize("reason", ["", "  "])
def test_sending_back_needs_a_reason(event: Event, editor: User, reviewer: User, reason: str) -> None:
    actions.submit(event, by=editor)
    with pytest.raises(MissingReason):
        actions.send_back(event, by=reviewer, reason=reason)


def test_whoever_changed_a_source_can_not_let_it_out_with_an_event(editor: User, reviewer: User) -> None:
    event = factories.coded_event(editor, factories.new_source(reviewer))
    actions.submit(event, by=editor)
    with pytest.raises(FourEyes, match="SR-"):
        actions.approve(event, by=reviewer)
    assert not PublicEvent.objects.exists()


@pytest.mark.parametrize("name", ["title_en", "title_ko", "summary_en", "summary_ko"])
def test_a_harmful_text_is_not_published(event: Event, editor: User, reviewer: User, name: str) -> None:
    recoded_texts(event, editor, **{name: "A 20-year-old, 20대."})
    actions.submit(event, by=editor)
    with pytest.raises(HarmfulText, match="an age: “20-year-old”") as refusal:
        actions.approve(event, by=reviewer)
    assert (refusal.value.field, PublicEvent.objects.count()) == ("override", 0)


@pytest.mark.parametrize("name", ["quote", "public_note", "locator"])
def test_a_harmful_word_of_a_claim_is_not_published(editor: User, reviewer: User, source: Source, name: str) -> None:
    claims = [claim(key, text, source) for key, text in factories.CODED.items()]
    setattr(claims[0], name, "paid a broker")
    actions.submit(event := factories.coded_event(editor, claims=claims), by=editor)
    with pytest.raises(HarmfulText, match="broker"):
        actions.approve(event, by=reviewer)


@pytest.mark.parametrize("given", [{"title": "A broker speaks"}, {"public_note": "Names a broker."}])
def test_a_harmful_word_of_a_source_is_not_published(editor: User, reviewer: User, given: dict[str, str]) -> None:
    actions.submit(event := factories.coded_event(editor, factories.new_source(editor, **given)), by=editor)
    with pytest.raises(HarmfulText, match="broker"):
        actions.approve(event, by=reviewer)


def test_a_withheld_title_harms_nobody(editor: User, reviewer: User) -> None:
    source = factories.new_source(editor, title="A broker speaks", title_withheld=True)
    assert factories.published_event(editor, reviewer, source=source).state == "published"


@pytest.mark.parametrize("given", [{"words": "105, all paid"}, {"public_note": "Names a broker."}])
def test_a_harmful_word_of_a_figure_is_not_published(editor: User, reviewer: User, given: dict[str, str]) -> None:
    figure = actions.submit(recorded_figure(editor, **given), by=editor)
    with pytest.raises(HarmfulText):
        actions.approve(figure, by=reviewer)


def test_a_harmful_definition_is_not_published(editor: User, reviewer: User) -> None:
    series = actions.record(factories.SeriesFactory.build(definition_en="Who paid a broker."), seen=None, by=editor)
    figure = actions.submit(recorded_figure(editor, series=series), by=editor)
    with pytest.raises(HarmfulText):
        actions.approve(figure, by=reviewer)


def test_a_harmful_reason_is_not_published(event: Event, editor: User, reviewer: User) -> None:
    actions.submit(event, by=editor)
    with pytest.raises(HarmfulText):
        actions.approve(event, by=reviewer, reason="The broker said so.")


def test_a_harmful_reason_does_not_stand_on_a_tombstone(published: Event, reviewer: User) -> None:
    with pytest.raises(HarmfulText) as refusal:
        actions.withdraw(published, by=reviewer, reason="The broker lied.")
    assert refusal.value.field == "reason"


def test_a_reviewer_may_override_with_a_reason_that_is_recorded(event: Event, editor: User, reviewer: User) -> None:
    recoded_texts(event, editor, summary_en="The fence was mended.")
    actions.submit(event, by=editor)
    actions.approve(event, by=reviewer, override="The fence is no secret.")
    assert Revision.objects.get(record="event", act="approve").body.read()["override"] == "The fence is no secret."


def test_an_old_route_may_name_the_countries_on_it(editor: User, reviewer: User) -> None:
    event = factories.coded_event(editor, occurred="1998 crossing", first_public="1999")
    recoded_texts(event, editor, summary_en="They came through Laos.")
    assert republish(event, editor, reviewer).state == "published"


def test_the_reason_of_the_coder_reaches_the_readers(published: Event, editor: User, reviewer: User) -> None:
    republish(recode(published, editor, "intent", "disputed", reason="The family denies it."), editor, reviewer)
    assert PublicChange.objects.filter(record="event").latest("number").reason == "The family denies it."


def test_a_change_of_claims_alone_names_the_claims(published: Event, editor: User, reviewer: User) -> None:
    claims = inputs_of(published)
    claims[0].public_note = "Told twice."
    actions.code_event(published, texts={}, claims=claims, seen=published.version, by=editor, reason="Noted.")
    republish(published, editor, reviewer)
    line = PublicChange.objects.filter(record="event").latest("number")
    changed = published.claims.get(pk=claims[0].id).public_id
    assert line.fields == {"claims": [[changed], [changed]]}


def test_a_draft_that_is_withdrawn_leaves_nothing_in_public(event: Event, reviewer: User) -> None:
    assert actions.withdraw(event, by=reviewer, reason="A double.").state == "withdrawn"
    assert not PublicChange.objects.exists()


def test_a_draft_that_is_merged_leaves_nothing_in_public(
    event: Event, editor: User, reviewer: User, published: Event
) -> None:
    actions.merge(event, into=published, by=reviewer, reason="The same crossing.")
    assert not PublicEvent.objects.filter(pk=event.pk).exists()


def test_a_withdrawn_figure_leaves_a_tombstone(editor: User, reviewer: User) -> None:
    figure = actions.approve(actions.submit(recorded_figure(editor), by=editor), by=reviewer)
    actions.withdraw(figure, by=reviewer, reason="Misread.")  # type: ignore[arg-type]
    assert PublicChange.objects.latest("number").kind == "withdrawn"


def test_withdrawing_needs_a_reviewer_and_a_reason(published: Event, editor: User, reviewer: User) -> None:
    with pytest.raises(NotPermitted):
        actions.withdraw(published, by=editor, reason="No.")
    with pytest.raises(MissingReason):
        actions.withdraw(published, by=reviewer, reason="")


def test_an_event_is_merged_only_into_another_that_is_public(published: Event, event: Event, reviewer: User) -> None:
    for into in (published, event):
        with pytest.raises(InvalidValue) as refusal:
            actions.merge(published, into=into, by=reviewer, reason="The same.")
        assert refusal.value.field == "into"


def test_a_public_source_may_be_corrected_by_itself(published: Event, editor: User, reviewer: User) -> None:
    source = Source.objects.get()
    source.title = "As printed"
    actions.record(source, seen=source.version, by=editor, reason="Misread.")
    actions.approve(source, by=reviewer)
    line = PublicChange.objects.latest("number")
    assert (line.kind, line.fields["title"][1]) == ("updated", "As printed")


def test_a_source_on_which_nothing_public_rests_is_not_approved_alone(source: Source, reviewer: User) -> None:
    with pytest.raises(NotAllowedNow, match="Nothing public rests"):
        actions.approve(source, by=reviewer)
    assert not PublicSource.objects.exists()


def test_what_is_refused_leaves_no_trace(event: Event, editor: User, reviewer: User) -> None:
    recoded_texts(event, editor, summary_en="They paid.")
    actions.submit(event, by=editor)
    before = Revision.objects.count()
    with pytest.raises(HarmfulText):
        actions.approve(event, by=reviewer)
    assert (Revision.objects.count(), PublicSource.objects.count(), OutboxRow.objects.count()) == (before, 0, 0)


def test_the_feed_has_no_gaps(editor: User, reviewer: User) -> None:
    for _ in range(3):
        factories.published_event(editor, reviewer)
    numbers = list(PublicChange.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_texts_of_a_form_replace_only_what_they_name(event: Event, editor: User) -> None:
    changed = recoded_texts(event, editor, title_en="Another title")
    assert (changed.title_en, changed.title_ko) == ("Another title", TEXTS["title_ko"])


def test_nothing_is_checked_too_late(published: Event) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
