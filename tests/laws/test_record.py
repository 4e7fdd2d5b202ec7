"""Law 11: rebuilding the public record from the desk changes nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events import actions, derive
from events.actions import LinkInput
from events.models import PUBLIC_RECORD, Event, Figure, PublicRewrite, Publisher, Revision, Source, Subject
from tests import factories
from tests.factories import change, inputs_of, new_source, recode, recorded_figure, republish

from .test_evidence import documents, unsupported
from .test_rebuild import STEPS, take

pytestmark = pytest.mark.django_db
REMEDY = "Write public rows from approved snapshots alone; what project() drops, rebuild_record() must drop too."


def public_record() -> dict[str, list[dict[str, Any]]]:
    """Return every row of the public record, but for how often it was written anew.

    Numbers that the database gives to rows without a name are left out.
    """
    return {
        model.__name__: sorted((dict(row, id=0) for row in model._default_manager.values()), key=str)
        for model in PUBLIC_RECORD
        if model is not PublicRewrite
    }


def stays_the_same() -> bool:
    before = public_record()
    call_command("rebuild_record")
    after = public_record()
    for name, rows in before.items():
        assert after[name] == rows, REMEDY
    return True


def published_figure(editor: User, reviewer: User, **given: Any) -> Figure:
    return actions.approve(actions.submit(recorded_figure(editor, **given), by=editor), by=reviewer)  # type: ignore[return-value]


def linked(event: Event, other: Event, editor: User, reviewer: User, *subjects: Subject) -> Event:
    actions.code_event(
        event,
        texts={},
        claims=inputs_of(event),
        links=[LinkInput(other, "aftermath")],
        subjects=subjects,
        seen=event.version,
        by=editor,
        reason="Linked.",
    )
    return republish(event, editor, reviewer)


def test_one_event(published: Event) -> None:
    assert stays_the_same()


def test_a_draft_and_a_change_that_waits(published: Event, event: Event, editor: User) -> None:
    recode(published, editor, "intent", "disputed")
    assert stays_the_same()


def test_tombstones_and_links_between_events(editor: User, reviewer: User) -> None:
    one, two, three, four = (factories.published_event(editor, reviewer) for _ in range(4))
    subject = actions.record(Subject(), seen=None, by=editor)
    linked(two, one, editor, reviewer, subject)
    linked(one, three, editor, reviewer, subject)
    linked(four, two, editor, reviewer)
    actions.withdraw(three, by=reviewer, reason="It did not happen.")
    actions.merge(four, into=one, by=reviewer, reason="The same crossing.")
    assert stays_the_same()


def test_sources_that_are_shared_changed_and_dropped(editor: User, reviewer: User) -> None:
    root, other = new_source(editor), new_source(editor)
    copy = new_source(editor, derives_from=root, derives_how="cites")
    one = factories.published_event(editor, reviewer, source=copy)
    factories.published_event(editor, reviewer, source=root)
    actions.approve(change(copy, editor, derives_from=other, title="As printed"), by=reviewer)
    actions.withdraw(one, by=reviewer, reason="It did not happen.")
    assert stays_the_same()


def test_a_source_dropped_by_a_second_approval(editor: User, reviewer: User) -> None:
    event = factories.published_event(editor, reviewer)
    claims = inputs_of(event)
    other = new_source(editor)
    for given_again in claims:
        given_again.source = other
    actions.code_event(event, texts={}, claims=claims, seen=event.version, by=editor, reason="Read again.")
    republish(event, editor, reviewer)
    assert stays_the_same()


def test_a_publisher_that_changes_its_name(published: Event, editor: User, reviewer: User) -> None:
    change(Publisher.objects.get(), editor, name="The Daily")
    actions.approve(Source.objects.get(), by=reviewer)
    assert stays_the_same()


def test_figures_superseded_moved_and_withdrawn(editor: User, reviewer: User) -> None:
    first = published_figure(editor, reviewer, edition="provisional")
    second = published_figure(editor, reviewer, series=first.series, edition="final", supersedes=first)
    third = published_figure(editor, reviewer, series=first.series, source=first.source, period="2024-06")
    actions.approve(actions.submit(change(second, editor, period="2024"), by=editor), by=reviewer)
    actions.withdraw(third, by=reviewer, reason="Misread.")
    actions.approve(change(first.series, editor, authority="nis"), by=reviewer)
    assert stays_the_same()


def test_an_old_approval_whose_body_was_erased(published: Event, editor: User, reviewer: User) -> None:
    republish(recode(published, editor, "intent", "disputed"), editor, reviewer)
    republish(recode(published, editor, "intent", "stated"), editor, reviewer)
    for number in (3, 6):
        revision = Revision.objects.get(record="event", record_id=published.pk, number=number)
        actions.erase_body(revision, by=reviewer, reason="It named somebody.")
    assert stays_the_same()


@pytest.mark.slow
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(history=st.lists(st.tuples(STEPS, st.integers(0, 3)), min_size=2, max_size=7))
def test_any_history(
    undone: Callable[[], Any], editor: User, reviewer: User, history: list[tuple[tuple[str, str], int]]
) -> None:
    with undone():
        for step, pick in [(("publish", "2020"), 0), *history]:
            take(step, pick, editor, reviewer)
        assert stays_the_same()
        assert list(derive.verify_history()) == []
        assert [unsupported(event) for event in documents() if unsupported(event)] == []
