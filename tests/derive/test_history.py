"""The history can't be rewritten unseen: every changed byte is named."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from events import derive
from events.models import Event, Publisher, Revision, RevisionBody
from tests import factories

pytestmark = pytest.mark.django_db


def tamper(statement: str) -> list[str]:
    """Return what is named after a statement of somebody who owns the server and has switched the triggers off."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        named = list(derive.verify_history())
        transaction.set_rollback(True)
    return named


@pytest.fixture
def chain(published: Event) -> list[Revision]:
    """The history of one event: coded, submitted, approved."""
    return list(Revision.objects.filter(record="event", record_id=published.pk).order_by("number"))


def test_an_untouched_history_verifies(chain: list[Revision]) -> None:
    assert list(derive.verify_history()) == []


CHANGED = {
    "record": "'figure'",
    "record_id": "record_id + 1000",
    "number": "number + 7",
    "act": "'change'",
    "by_id": "(SELECT max(id) FROM auth_user WHERE id <> by_id)",
    "at": "at + interval '1 microsecond'",
    "reason": "reason || ' '",
    "public_number": "99",
    "commitment": "overlay(commitment placing 'g' from 64)",
    "previous_hash": "overlay(previous_hash placing 'g' from 1)",
    "hash": "overlay(hash placing 'g' from 1)",
    "id": "id + 1000",
}


def test_every_column_of_a_revision_is_tried() -> None:
    assert set(CHANGED) == {field.attname for field in Revision._meta.concrete_fields}


@pytest.mark.parametrize("position", [0, 1, 2])
@pytest.mark.parametrize("column", CHANGED)
def test_a_changed_column_is_named(chain: list[Revision], column: str, position: int) -> None:
    assert tamper(f"UPDATE events_revision SET {column} = {CHANGED[column]} WHERE id = {chain[position].pk}")


@pytest.mark.parametrize(
    "change", ["body = body || ' '", "body = ''", "salt = set_byte(salt, 31, 255 - get_byte(salt, 31))"]
)
def test_a_changed_body_or_salt_is_named(chain: list[Revision], change: str) -> None:
    (named,) = tamper(f"UPDATE events_revisionbody SET {change} WHERE revision_id = {chain[1].pk}")
    assert named == f"{chain[1]}: the body was changed."


def delete(*numbers: int) -> Callable[[list[Revision]], str]:
    def statement(chain: list[Revision]) -> str:
        keys = ", ".join(str(chain[number].pk) for number in numbers)
        bodies = f"DELETE FROM events_revisionbody WHERE revision_id IN ({keys})"
        return f"{bodies}; DELETE FROM events_revision WHERE id IN ({keys})"

    return statement


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (delete(0), "revision 1 is missing before it"),
        (delete(1), "revision 2 is missing before it"),
        (delete(2), "the chain ends there"),
        (delete(0, 1, 2), "its whole history is missing"),
    ],
)
def test_a_deleted_revision_is_named(
    chain: list[Revision], statement: Callable[[list[Revision]], str], named: str
) -> None:
    (sentence,) = tamper(statement(chain))
    assert named in sentence


def test_swapped_revisions_are_named(chain: list[Revision]) -> None:
    one, other = chain[0].pk, chain[1].pk
    (sentence,) = tamper(
        f"UPDATE events_revision SET number = 100 WHERE id = {one}; UPDATE events_revision SET number = 1 WHERE id ="
        f" {other}; UPDATE events_revision SET number = 2 WHERE id = {one}"
    )
    assert "does not follow the revision before it" in sentence


def test_swapped_bodies_are_named(chain: list[Revision]) -> None:
    keys = (chain[0].pk, chain[1].pk)
    (sentence,) = tamper(
        "UPDATE events_revisionbody a SET body = b.body, salt = b.salt FROM events_revisionbody b"
        f" WHERE a.revision_id IN {keys} AND b.revision_id IN {keys} AND a.revision_id <> b.revision_id"
    )
    assert sentence == f"{chain[0]}: the body was changed."


def test_a_forked_chain_is_named(chain: list[Revision]) -> None:
    columns = "record, record_id, number, act, by_id, at, reason, commitment, previous_hash"
    (sentence,) = tamper(
        "ALTER TABLE events_revision DROP CONSTRAINT revisions_are_numbered_without_fork;"
        f"INSERT INTO events_revision ({columns}, hash) SELECT {columns}, repeat('0', 64) FROM events_revision"
        f" WHERE id = {chain[1].pk}"
    )
    assert "event" in sentence


def test_a_history_cut_off_with_its_record_put_back_is_still_a_whole_chain(chain: list[Revision]) -> None:
    """What a chain alone can't show: checkpoints held elsewhere are for that."""
    cut = delete(2)(chain) + f"; UPDATE events_event SET version = 2 WHERE id = {chain[0].record_id}"
    assert tamper(cut) == []


def test_a_body_that_is_gone_without_a_record_of_it_is_named(chain: list[Revision]) -> None:
    (sentence,) = tamper(f"DELETE FROM events_revisionbody WHERE revision_id = {chain[0].pk}")
    assert "its body is gone and no erasure is recorded" in sentence


def test_a_record_that_is_gone_is_named(editor: User) -> None:
    source = factories.new_source(editor)
    named = tamper(f"DELETE FROM events_source WHERE id = {source.pk}")
    assert named == [
        f"source {source.pk} revision 1: the chain ends there, but the record does not stand at that version."
    ]


def test_a_record_that_never_had_a_history_is_none_of_its_business() -> None:
    factories.PublisherFactory()
    assert (Publisher.objects.count(), list(derive.verify_history())) == (1, [])


def test_the_command_says_how_much_verifies(chain: list[Revision], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_history")
    assert capsys.readouterr().out == f"history verifies: {Revision.objects.count()} revisions\n"


def test_the_command_fails_and_names_what_is_broken(chain: list[Revision], capsys: pytest.CaptureFixture[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL session_replication_role = replica; UPDATE events_revision SET reason = 'x' WHERE id = %s",
            [chain[0].pk],
        )
    with pytest.raises(CommandError, match="1 chains"):
        call_command("verify_history")
    assert f"{chain[0]}: the row was changed." in capsys.readouterr().err


def test_a_body_is_kept_with_its_own_salt(chain: list[Revision]) -> None:
    salts = [bytes(salt) for salt in RevisionBody.objects.values_list("salt", flat=True)]
    assert {len(salt) for salt in salts} == {32}
    assert len(set(salts)) == len(salts)
