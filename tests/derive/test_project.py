"""What the public sees follows from what was approved, and from nothing else."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User

from events import actions, derive
from events.actions import LinkInput
from events.models import Event, Figure, PublicEvent, PublicFigure, PublicLink, PublicSearch, PublicSource, Subject
from tests import factories
from tests.factories import change, claim, inputs_of, new_source, recode, recorded_figure, republish

pytestmark = pytest.mark.django_db


def published_figure(editor: User, reviewer: User, **given: Any) -> Figure:
    figure = actions.approve(actions.submit(recorded_figure(editor, **given), by=editor), by=reviewer)
    assert isinstance(figure, Figure)
    return figure


def republished(figure: Figure, editor: User, reviewer: User, **given: Any) -> Figure:
    figure = change(figure, editor, **given)
    approved = actions.approve(actions.submit(figure, by=editor), by=reviewer)
    assert isinstance(approved, Figure)
    return approved


def shown() -> set[int]:
    return set(PublicFigure.objects.filter(shown=True).values_list("number", flat=True))


@pytest.mark.parametrize(
    ("occurred", "first_public", "years"),
    [
        ("2024-08-20 crossing", "2024-08-20", (2024, 2024)),
        ("2023-12/2024-01 crossing", "2024-02", (2023, 2024)),
        ("2023/.. departure", "2024-02", (2023, 2024)),
        ("2023/.. departure", "", (2023, 2023)),
        ("2023/.. departure", "../2021", (2023, 2023)),
        ("2023/.. departure", "2024/..", (2023, 2023)),
        ("../1953 crossing", "1960", (1945, 1953)),
        ("../1940 crossing", "196X", (1940, 1940)),
    ],
)
def test_an_event_touches_the_years_of_its_range(
    editor: User, reviewer: User, occurred: str, first_public: str, years: tuple[int, int]
) -> None:
    event = factories.published_event(editor, reviewer, occurred=occurred, first_public=first_public)
    row = PublicEvent.objects.get(pk=event.pk)
    assert (row.year_from, row.year_to) == years


def test_a_copy_adds_a_document_and_no_origin(editor: User, source: Any) -> None:
    copy = new_source(editor, derives_from=source, derives_how="rewrites", machine_written="declared")
    both = [claim("intent", "stated", found) for found in (source, copy)]
    event = factories.coded_event(editor, source, claims=both)
    assert (event.documents, event.origins, event.evidence) == (2, 1, "reported")


@pytest.mark.parametrize(
    ("given", "evidence"),
    [
        ({}, "corroborated"),
        ({"certainty": "officially_confirmed"}, "officially_confirmed"),
        ({"certainty": "disputed"}, "disputed"),
    ],
)
def test_two_origins_corroborate_and_an_authority_confirms(editor: User, given: dict[str, str], evidence: str) -> None:
    claims = [claim("direction", "north_to_south", new_source(editor), **part) for part in ({}, given)]
    assert factories.coded_event(editor, claims=claims).evidence == evidence


def test_a_retraction_of_when_it_happened_refutes_an_event(editor: User, source: Any) -> None:
    claims = [claim("occurred", "2024 report", source, key="first")]
    claims.append(claim("occurred", "2024 report", source, relation="retracts", related_to="first"))
    assert factories.coded_event(editor, claims=claims).evidence == "refuted"


def test_an_event_without_accepted_claims_has_no_evidence(editor: User, source: Any) -> None:
    assert factories.coded_event(editor, claims=[]).evidence == "none"


def test_a_source_that_turns_out_a_copy_lowers_the_origins_at_the_next_approval(editor: User, reviewer: User) -> None:
    one, other = new_source(editor), new_source(editor)
    claims = [claim(key, text, found) for key, text in factories.CODED.items() for found in (one, other)]
    event = factories.published_event(editor, reviewer, claims=claims)
    change(other, editor, derives_from=one, derives_how="rewrites")
    republish(recode(event, editor, "intent", "disputed"), editor, reviewer)
    assert json.loads(PublicEvent.objects.get(pk=event.pk).document)["origins"] == 1


def test_claims_that_are_sealed_or_not_yet_judged_stay_at_the_desk(editor: User, reviewer: User, source: Any) -> None:
    claims = [claim(key, text, source) for key, text in factories.CODED.items()]
    claims += [claim("arrived", "2024-09", source, sealed=True), claim("departed", "2024-08", source)]
    claims[-1].standing = "candidate"
    event = factories.published_event(editor, reviewer, claims=claims)
    public = PublicEvent.objects.get(pk=event.pk).claims.values_list("field", flat=True)
    assert {"arrived", "departed"}.isdisjoint(public)


def test_a_relation_to_a_claim_that_is_not_public_stays_at_the_desk(editor: User, reviewer: User, source: Any) -> None:
    claims = [claim(key, text, source) for key, text in factories.CODED.items()]
    claims.append(claim("departed", "2024-08", source, sealed=True, key="sealed"))
    claims[0].relation, claims[0].related_to = "supports", "sealed"
    event = factories.published_event(editor, reviewer, claims=claims)
    document = json.loads(PublicEvent.objects.get(pk=event.pk).claims.get(field="occurred").document)
    assert (document["relation"], document["related_to"]) == ("", None)


def test_a_source_is_public_together_with_those_from_which_it_derives(editor: User, reviewer: User) -> None:
    root = new_source(editor)
    copy = new_source(editor, derives_from=root, derives_how="cites")
    factories.published_event(editor, reviewer, source=copy)
    assert PublicSource.objects.get(pk=copy.pk).derives_from == root.pk
    assert PublicSource.objects.filter(pk=root.pk).exists()


def test_a_source_on_which_nothing_rests_any_more_leaves_with_its_parents(editor: User, reviewer: User) -> None:
    copy = new_source(editor, derives_from=new_source(editor), derives_how="cites")
    event = factories.published_event(editor, reviewer, source=copy)
    actions.withdraw(event, by=reviewer, reason="It did not happen.")
    assert not PublicSource.objects.exists()


def test_a_source_that_left_comes_back_with_the_next_event_that_cites_it(
    editor: User, reviewer: User, source: Any
) -> None:
    event = factories.published_event(editor, reviewer, source=source)
    actions.withdraw(event, by=reviewer, reason="It did not happen.")
    factories.published_event(editor, reviewer, source=source)
    assert json.loads(PublicSource.objects.get().document)["version"] == 1


def test_a_parent_from_which_a_source_no_longer_derives_leaves(editor: User, reviewer: User) -> None:
    old, new = new_source(editor), new_source(editor)
    copy = new_source(editor, derives_from=old, derives_how="cites")
    event = factories.published_event(editor, reviewer, source=copy)
    change(copy, editor, derives_from=new)
    republish(recode(event, editor, "intent", "disputed"), editor, reviewer)
    assert set(PublicSource.objects.values_list("pk", flat=True)) == {copy.pk, new.pk}


def test_a_withheld_title_and_address_stay_at_the_desk(editor: User, reviewer: User) -> None:
    source = new_source(editor, title="Names somebody", title_withheld=True, url_withheld=True)
    factories.published_event(editor, reviewer, source=source)
    document = json.loads(PublicSource.objects.get().document)
    assert (document["title"], document["url"], document["archived_url"]) == ("", "", "")


def test_the_names_of_a_place_are_words_of_its_events(editor: User, reviewer: User) -> None:
    factories.PlaceFactory(slug="goseong", aliases=["Kosong"])
    factories.published_event(editor, reviewer, place="goseong county")
    assert "kosong goseong" in PublicSearch.objects.get().words


def test_a_link_is_public_once_both_ends_are(published: Event, editor: User, reviewer: User) -> None:
    other = factories.coded_event(editor)
    other = actions.code_event(
        other, texts={}, claims=inputs_of(other), links=[LinkInput(published, "aftermath")], seen=1, by=editor
    )
    assert not PublicLink.objects.exists()
    republish(other, editor, reviewer)
    assert PublicLink.objects.get().kind == "aftermath"


def test_a_link_to_a_draft_waits_for_it(published: Event, editor: User, reviewer: User) -> None:
    draft = factories.coded_event(editor)
    actions.code_event(
        draft, texts={}, claims=inputs_of(draft), links=[LinkInput(published, "aftermath")], seen=1, by=editor
    )
    republish(recode(published, editor, "intent", "disputed"), editor, reviewer)
    assert not PublicLink.objects.exists()


def test_events_of_one_person_are_linked_unless_a_link_says_how(editor: User, reviewer: User) -> None:
    subject = actions.record(Subject(), seen=None, by=editor)
    events = [factories.coded_event(editor) for _ in range(3)]
    for event in events:
        links = [LinkInput(events[0], "return_trip")] if event == events[1] else []
        actions.code_event(event, texts={}, claims=inputs_of(event), links=links, subjects=[subject], seen=1, by=editor)
        republish(event, editor, reviewer)
    assert sorted(PublicLink.objects.values_list("kind", flat=True)) == ["return_trip", "same_group", "same_group"]


def test_the_latest_edition_of_a_slot_is_shown(editor: User, reviewer: User) -> None:
    first = published_figure(editor, reviewer, edition="provisional")
    final = published_figure(editor, reviewer, series=first.series, source=first.source, edition="final")
    assert shown() == {final.pk}


def test_a_figure_that_moves_to_another_period_leaves_its_slot_to_the_other(editor: User, reviewer: User) -> None:
    first = published_figure(editor, reviewer, edition="provisional")
    final = published_figure(editor, reviewer, series=first.series, edition="final")
    republished(final, editor, reviewer, period="2024")
    assert shown() == {first.pk, final.pk}


def test_a_withdrawn_figure_leaves_its_slot_and_its_source(editor: User, reviewer: User) -> None:
    first = published_figure(editor, reviewer, edition="provisional")
    final = published_figure(editor, reviewer, series=first.series, edition="final")
    actions.withdraw(final, by=reviewer, reason="Misread.")
    assert shown() == {first.pk}
    assert set(PublicSource.objects.values_list("pk", flat=True)) == {first.source_id}


def test_another_authority_prefers_its_own_figure(editor: User, reviewer: User) -> None:
    first = published_figure(editor, reviewer, issuer="mou")
    other = published_figure(editor, reviewer, series=first.series, issuer="nis")
    series = change(first.series, editor, authority="nis")
    assert shown() == {first.pk}
    actions.approve(series, by=reviewer)
    assert shown() == {other.pk}


def test_an_edition_names_the_public_one_that_it_replaces(editor: User, reviewer: User) -> None:
    first = published_figure(editor, reviewer, edition="provisional")
    final = published_figure(editor, reviewer, series=first.series, edition="final", supersedes=first)
    document = json.loads(PublicFigure.objects.get(pk=final.pk).document)
    assert (document["supersedes"], document["value"]) == (first.public_id, 105)


def test_an_edition_does_not_name_a_draft_that_it_replaces(editor: User, reviewer: User) -> None:
    draft = recorded_figure(editor)
    final = published_figure(editor, reviewer, series=draft.series, supersedes=draft)
    assert json.loads(PublicFigure.objects.get(pk=final.pk).document)["supersedes"] is None


def test_the_place_of_nothing_is_nothing() -> None:
    assert derive.find_place(None) is None
