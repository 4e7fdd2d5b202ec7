"""What a correction tells readers besides before and after: how grave it is, and on what it rests."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User

from events import actions
from events.errors import InvalidValue
from events.models import Event, Place, PublicChange, Revision, Source
from tests import factories
from tests.factories import claim, inputs_of, recode, republish
from tests.laws.test_record import stays_the_same

pytestmark = pytest.mark.django_db


def last() -> PublicChange:
    return PublicChange.objects.filter(record="event").latest("number")


def corrected(published: Event, editor: User, reviewer: User, field: str, text: str, **given: Any) -> PublicChange:
    republish(recode(published, editor, field, text, **given), editor, reviewer)
    return last()


@pytest.mark.parametrize(
    ("field", "before", "after", "severity"),
    [
        ("actor_type", "active_duty_soldier", "former_nk_defector", "substance"),
        ("actor_type", "unknown", "civilian", "detail"),
        ("actor_type", "civilian", "unknown", "substance"),
        ("occurred", "2024 report", "2024-08-20 report", "detail"),
        ("occurred", "2024-08-20 crossing", "2024-08-21 crossing", "substance"),
        ("occurred", "2024-08-20 crossing", "2024 crossing", "substance"),
        ("persons", "1-3", "2", "detail"),
        ("persons", "1", "1-3", "substance"),
        ("persons", "2-", "2-9", "detail"),
        ("outcome", "arrived", "arrived:2", "detail"),
        ("outcome", "arrived:2", "arrived:3", "substance"),
        ("outcome", "arrived", "stopped", "substance"),
        ("intent", "", "stated", "detail"),
    ],
)
def test_a_change_of_a_value_is_graded(
    editor: User, reviewer: User, field: str, before: str, after: str, severity: str
) -> None:
    published = factories.published_event(editor, reviewer, **{field: before})
    assert corrected(published, editor, reviewer, field, after).severity == severity


def test_a_place_within_the_old_one_is_a_detail_and_another_is_not(editor: User, reviewer: User) -> None:
    province = actions.record(factories.PlaceFactory.build(kind="province"), seen=None, by=editor)
    county = actions.record(factories.PlaceFactory.build(parent=province), seen=None, by=editor)
    published = factories.published_event(editor, reviewer, place=f"{province.slug} province")
    assert corrected(published, editor, reviewer, "place", f"{county.slug} county").severity == "detail"
    assert corrected(published, editor, reviewer, "place", f"{province.slug} province").severity == "substance"
    assert Place.objects.count() == 2


def test_new_words_alone_are_wording(published: Event, editor: User, reviewer: User) -> None:
    given = {"claims": inputs_of(published), "seen": published.version, "by": editor, "reason": "Clearer."}
    republish(actions.code_event(published, texts={"title_en": "Clearer"}, **given), editor, reviewer)  # type: ignore[arg-type]
    assert (last().severity, last().sources) == ("wording", [])


def test_new_words_of_a_claim_are_wording_and_its_new_standing_is_a_detail(
    published: Event, editor: User, reviewer: User
) -> None:
    inputs = inputs_of(published)
    inputs[0].locator = "paragraph 3"
    event = actions.code_event(published, texts={}, claims=inputs, seen=published.version, by=editor, reason="Read.")
    republish(event, editor, reviewer)
    assert last().severity == "wording"
    event = Event.objects.get(pk=published.pk)
    inputs = [*inputs_of(event), claim("means", "swim", inputs[0].source, standing="rejected", public_note="Misread.")]
    republish(
        actions.code_event(event, texts={}, claims=inputs, seen=event.version, by=editor, reason="More."),
        editor,
        reviewer,
    )
    assert last().severity == "detail"


def test_a_doubt_is_of_substance(published: Event, editor: User, reviewer: User) -> None:
    assert corrected(published, editor, reviewer, "means", "on_foot", certainty="disputed").severity == "substance"


def test_the_line_names_the_documents_on_which_the_new_values_rest(
    published: Event, editor: User, reviewer: User
) -> None:
    source: Source = factories.new_source(editor)
    inputs = inputs_of(published)
    old = next(given for given in inputs if given.field == "intent")
    old.standing, old.public_note = "superseded", "Replaced."
    inputs += [claim("intent", "disputed", source), claim("departed", "2024-08-01", factories.new_source(editor))]
    event = actions.code_event(published, texts={}, claims=inputs, seen=published.version, by=editor, reason="Denied.")
    republish(event, editor, reviewer)
    assert last().sources == [source.public_id]


def test_a_first_publication_has_no_severity(published: Event) -> None:
    assert (last().kind, last().severity, last().sources) == ("created", "", [])


def test_whoever_approves_may_judge_otherwise(published: Event, editor: User, reviewer: User) -> None:
    event = recode(published, editor, "actor_type", "civilian")
    assert actions.foresee(event).severity == "substance"
    actions.submit(event, by=editor)
    actions.approve(event, by=reviewer, severity="detail")
    assert last().severity == "detail"


@pytest.mark.parametrize("severity", ["safety", "grave", "x" * 300])
def test_an_approval_is_no_takedown_and_knows_its_codes(
    published: Event, editor: User, reviewer: User, severity: str
) -> None:
    actions.submit(recode(published, editor, "actor_type", "civilian"), by=editor)
    with pytest.raises(InvalidValue) as refusal:
        actions.approve(published, by=reviewer, severity=severity)
    assert refusal.value.field == "severity"


def test_a_figure_names_its_source_and_a_corrected_number_is_of_substance(editor: User, reviewer: User) -> None:
    figure = actions.approve(actions.submit(factories.recorded_figure(editor), by=editor), by=reviewer)
    figure = factories.change(figure, editor, value=Decimal(106))
    actions.approve(actions.submit(figure, by=editor), by=reviewer)  # type: ignore[type-var]
    line = PublicChange.objects.latest("number")
    assert (line.severity, line.sources) == ("substance", [figure.source.public_id])  # type: ignore[attr-defined]


def test_withdrawing_is_of_substance(published: Event, reviewer: User) -> None:
    actions.withdraw(published, by=reviewer, reason="It did not happen.")
    assert last().severity == "substance"


def test_the_lines_are_made_again_alike(published: Event, editor: User, reviewer: User) -> None:
    corrected(published, editor, reviewer, "actor_type", "civilian")
    assert stays_the_same()


def test_a_body_from_before_severities_reads_as_none(published: Event, editor: User, reviewer: User) -> None:
    from events.derive import record_change

    old = {"kind": "updated", "fields": {}, "reason": "Before."}
    revision = Revision.objects.filter(record="event", public_number__isnull=False).latest("number")
    PublicChange.objects.filter(number=revision.public_number).delete()
    record_change(revision, old, published.public_id)
    assert (last().severity, last().sources) == ("", [])
