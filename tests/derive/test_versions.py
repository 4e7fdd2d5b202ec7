"""What once stood in public can be read as it stood, but for what the public may not see today."""

import json

import pytest
from django.contrib.auth.models import User

from events import actions
from events.filters import EventFilter
from events.models import Event, PublicEvent, PublicVersion, Revision
from tests import factories
from tests.factories import inputs_of, recode, republish
from tests.laws.test_record import stays_the_same

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected(published: Event, editor: User, reviewer: User) -> Event:
    """An event whose means was published as on foot and corrected to swimming."""
    return republish(recode(published, editor, "means", "swim"), editor, reviewer)


def versions(event: Event) -> dict[int, PublicVersion]:
    return {row.version: row for row in PublicVersion.objects.filter(number=event.pk)}


def erase(event: Event, number: int, reviewer: User) -> None:
    revision = Revision.objects.get(record="event", record_id=event.pk, number=number)
    actions.erase_body(revision, by=reviewer, reason="Asked for.")


def means_after(change: int, **asked: str) -> list[str]:
    found = EventFilter(asked, PublicVersion.objects.as_of(change)).queryset
    return [row.means for row in found]


def test_each_approval_leaves_a_version_with_its_values_and_claims(corrected: Event) -> None:
    first, second = versions(corrected).values()
    assert [row.means for row in (first, second)] == ["on_foot", "swim"]
    standing = [[c["standing"] for c in json.loads(row.claims) if c["field"] == "means"] for row in (first, second)]
    assert [sorted(told) for told in standing] == [["accepted"], ["accepted", "superseded"]]


def test_the_last_version_is_the_event_as_it_is(corrected: Event) -> None:
    row, current = PublicEvent.objects.get(pk=corrected.pk), versions(corrected)[2]
    assert (current.document, current.version, current.to_change) == (row.document, row.version, None)


def test_versions_follow_each_other_without_a_gap(corrected: Event) -> None:
    first, second = versions(corrected).values()
    assert first.from_change < first.to_change == second.from_change  # type: ignore[operator]


def test_a_filter_sees_what_stood_after_a_change(corrected: Event) -> None:
    first, second = versions(corrected).values()
    assert means_after(first.from_change) == ["on_foot"]
    assert means_after(second.from_change - 1) == ["on_foot"]
    assert means_after(second.from_change) == ["swim"]
    assert means_after(first.from_change - 1) == []


def test_a_filter_narrows_the_past_by_the_values_of_then(corrected: Event) -> None:
    first, second = versions(corrected).values()
    assert means_after(first.from_change, means="swim") == []
    assert means_after(second.from_change, means="swim", **{"from": "2024", "to": "2024"}) == ["swim"]


def test_a_change_that_waits_is_no_version(corrected: Event, editor: User) -> None:
    recode(corrected, editor, "means", "boat")
    assert set(versions(corrected)) == {1, 2}


def test_a_withdrawn_event_has_no_versions(corrected: Event, reviewer: User) -> None:
    actions.withdraw(corrected, by=reviewer, reason="It did not happen.")
    assert versions(corrected) == {}


def test_an_event_that_comes_back_has_its_versions_again(
    published: Event, editor: User, reviewer: User, second: User
) -> None:
    other = factories.published_event(editor, reviewer)
    actions.merge(published, into=other, by=reviewer, reason="The same.")
    event = actions.unmerge(published, by=reviewer, reason="Two.")
    republish(event, editor, second)
    assert set(versions(published)) == {1, 3}


def test_a_sealed_claim_is_gone_from_every_version(corrected: Event, editor: User, reviewer: User) -> None:
    inputs = inputs_of(Event.objects.get(pk=corrected.pk))
    (hidden,) = [given for given in inputs if given.field == "intent"]
    hidden.sealed = True
    sealed = actions.code_event(corrected, texts={}, claims=inputs, seen=2 + 3 + 1, by=editor, reason="Sealed.")
    republish(sealed, editor, reviewer)
    assert not [row for row in versions(corrected).values() if '"field":"intent"' in row.claims]


def test_an_erased_approval_has_no_version_and_the_next_covers_its_time(corrected: Event, reviewer: User) -> None:
    began = versions(corrected)[1].from_change
    erase(corrected, 3, reviewer)
    assert list(versions(corrected)) == [2]
    assert means_after(began) == ["swim"]


def test_taking_a_value_down_removes_it_from_all_versions(corrected: Event, reviewer: User) -> None:
    chosen = list(corrected.claims.filter(field="means").values_list("pk", flat=True))
    actions.take_down(corrected, claims=chosen, by=reviewer, reason="Asked for.")
    assert [row.means for row in versions(corrected).values()] == [""]
    assert "swim" not in json.dumps(list(PublicVersion.objects.values()), default=str)


def test_making_the_record_again_makes_the_same_versions(corrected: Event, editor: User, reviewer: User) -> None:
    erase(corrected, 3, reviewer)
    actions.withdraw(factories.published_event(editor, reviewer), by=reviewer, reason="It did not happen.")
    recode(corrected, editor, "means", "boat")
    assert stays_the_same()
