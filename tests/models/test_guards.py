"""Rules that the database holds against whoever writes past the actions."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from events.models import Claim, Event, Revision, RevisionBody, Source, canonical, commit
from tests import factories
from tests.factories import claim

pytestmark = pytest.mark.django_db

ROLES = ["tracker_desk", "tracker_owner", "postgres"]
REWRITING = [
    "UPDATE events_revision SET reason = 'x'",
    "DELETE FROM events_revision",
    "TRUNCATE events_revision CASCADE",
    "UPDATE events_revisionbody SET body = '{}'",
    "DELETE FROM events_revisionbody",
    "TRUNCATE events_revisionbody",
]


def run(statement: str, role: str = "") -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        if role:
            cursor.execute(f"SET LOCAL ROLE {role}")
        cursor.execute(statement)


def at_commit() -> None:
    """Check now what the database checks when a transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refused(words: str) -> AbstractContextManager[Any]:
    return pytest.raises(DatabaseError, match=words)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("statement", REWRITING)
def test_nobody_rewrites_the_history(event: Event, statement: str, role: str) -> None:
    with refused("append-only|permission denied|only by the action that records it"):
        run(statement, role)


def test_a_body_goes_only_when_its_erasure_is_announced(event: Event) -> None:
    body = RevisionBody.objects.get(revision__record="event")
    announced = f"SELECT set_config('tracker.erasing', '{body.pk}', true)"
    run(f"{announced}; DELETE FROM events_revisionbody WHERE revision_id = {body.pk}")
    assert not RevisionBody.objects.filter(pk=body.pk).exists()


def approval_by(event: Event, user: User) -> Revision:
    last = Revision.objects.filter(record="event", record_id=event.pk).order_by("-number")[0]
    revision = Revision(record="event", record_id=event.pk, number=last.number + 1, act="approve", by=user)
    revision.at, revision.commitment, revision.previous_hash = timezone.now(), commit(b"", canonical({})), last.hash
    revision.hash = revision.compute_hash()
    return revision


def test_an_approval_by_the_coder_is_refused_by_the_database(event: Event, editor: User) -> None:
    with refused("can't approve it"):
        approval_by(event, editor).save()


def test_an_approval_by_another_is_accepted_by_the_database(event: Event, reviewer: User) -> None:
    approval_by(event, reviewer).save()


def test_a_revision_number_stands_once(event: Event, reviewer: User) -> None:
    fork = approval_by(event, reviewer)
    fork.number = 1
    with refused("revisions_are_numbered_without_fork"):
        fork.save()


def test_accepted_claims_that_disagree_are_refused_at_commit(event: Event, editor: User, source: Source) -> None:
    Claim.objects.create(
        event=event,
        field="direction",
        value="south_to_north",
        source=source,
        issuer="jcs",
        standing="accepted",
        entered_by=editor,
    )
    with refused("accepted_claims_on_a_field_agree"):
        at_commit()


def test_an_event_is_not_published_by_a_statement_alone(event: Event) -> None:
    with refused("a_published_event_was_approved"):
        Event.objects.filter(pk=event.pk).update(state="published")


def test_an_event_without_an_approval_in_its_history_is_refused_at_commit(event: Event, reviewer: User) -> None:
    Event.objects.filter(pk=event.pk).update(state="published", approved_version=1, approved_by=reviewer)
    with refused("without an approval in its history"):
        at_commit()


def test_a_published_event_without_claims_is_refused_at_commit(published: Event) -> None:
    Claim.objects.filter(event=published, field="direction").delete()
    with refused("no accepted claim supports: direction"):
        at_commit()


UNSUPPORTED: list[Callable[[Event], object]] = [
    lambda event: Event.objects.filter(pk=event.pk).update(direction="south_to_north"),
    lambda event: event.claims.filter(field="intent").update(standing="candidate"),
    lambda event: event.claims.filter(field="intent").update(sealed=True),
    lambda event: event.claims.filter(field="intent").update(event=factories.coded_event(event.coded_by)),
]


@pytest.mark.parametrize("tamper", UNSUPPORTED)
def test_a_public_value_that_loses_its_claim_is_refused_at_commit(
    published: Event, tamper: Callable[[Event], object]
) -> None:
    tamper(published)
    with refused("no accepted claim supports|accepted_claims_on_a_field_agree"):
        at_commit()


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"occurred_from": "2024-02-01", "occurred_to": "2024-01-01"}, "an_event_does_not_end_before_it_starts"),
        ({"persons_min": 2, "persons_max": 1}, "persons_min_is_not_over_max"),
        ({"state": "withdrawn"}, "a_tombstone_has_a_reason"),
        ({"state": "merged", "state_reason": "Same."}, "a_merged_event_names_the_other"),
    ],
)
def test_a_broken_row_is_refused_by_a_sentence(event: Event, columns: dict[str, Any], sentence: str) -> None:
    with refused(sentence):
        Event.objects.filter(pk=event.pk).update(**columns)


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"standing": "rejected"}, "a_losing_claim_says_why"),
        ({"relation": "copies"}, "a_relation_names_the_other_claim"),
        ({"quote_start": 5, "quote_end": 5}, "a_quote_has_length"),
    ],
)
def test_a_broken_claim_is_refused_by_a_sentence(event: Event, columns: dict[str, Any], sentence: str) -> None:
    with refused(sentence):
        event.claims.filter(field="intent").update(**columns)


def test_the_approver_of_a_version_is_not_its_coder(published: Event, editor: User) -> None:
    with refused("event_approver_is_not_the_coder"):
        Event.objects.filter(pk=published.pk).update(approved_by=editor)


@pytest.mark.parametrize("statement", ["SELECT * FROM events_event", "DELETE FROM events_publicevent"])
def test_the_public_role_neither_reads_the_desk_nor_writes(statement: str) -> None:
    with refused("permission denied"):
        run(statement, "tracker_public")


def test_the_desk_can_not_switch_off_a_trigger() -> None:
    with refused("must be owner"):
        run("ALTER TABLE events_revision DISABLE TRIGGER ALL", "tracker_desk")


def test_the_desk_works_under_its_own_grants(as_desk: None, editor: User, reviewer: User) -> None:
    assert factories.published_event(editor, reviewer).state == "published"


def test_claims_with_equal_values_agree_whatever_the_order_of_keys(event: Event, editor: User, source: Source) -> None:
    again = claim("occurred", "2024-08-20 crossing", source)
    value = dict(reversed(list(again.value.items())))
    Claim.objects.create(
        event=event, field="occurred", value=value, source=source, issuer="jcs", standing="accepted", entered_by=editor
    )
    at_commit()


def test_a_deleted_reference_is_refused(event: Event, source: Source) -> None:
    with pytest.raises((IntegrityError, DatabaseError)):
        Source.objects.filter(pk=source.pk)._raw_delete("default")  # type: ignore[attr-defined]
        at_commit()
