"""Parts are killed while editors save. Nothing that was acknowledged is lost, and the statistics catch up."""

from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import pytest

from events.derive.locks import STATISTICS
from tests.journeys.editing import Editing, lost
from tests.journeys.house import OPEN_WORK, House
from tests.local.conftest import eventually

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("house")]

YEAR = 1999  # whose lock is held, so that a task stands in the middle of its work
ROWS = 200
ENQUEUE = """INSERT INTO events_outboxrow (task, payload, created_at, attempts)
    SELECT 'events.rebuild_years', '{"years": [1999]}', now(), 0 FROM generate_series(1, %s)"""
TASKS_IN_HAND = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND NOT granted"


@contextmanager
def tasks_in_hand(house: House) -> Iterator[None]:
    """Queue a few hundred tasks, and keep the worker's children in the middle of one each for the time of the block."""
    with house.database() as connection:
        connection.execute("SELECT pg_advisory_lock(%s, %s)", [STATISTICS, YEAR])
        connection.execute(ENQUEUE, [ROWS])
        in_hand = TASKS_IN_HAND % STATISTICS
        assert eventually(lambda: house.number(in_hand) == 2, 60), house.output()
        yield


def kill(house: House, name: str) -> None:
    part = house.part(name)
    part.kill()
    house.await_another(name, part)


def everything_is_there(house: House, editing: Editing) -> None:
    """Assert that editors go on, that no acknowledged save is lost, and that history and statistics agree."""
    editing.await_more(6)
    editing.end()
    with house.database() as connection:
        assert lost(editing.acknowledged(), connection) == []
    house.catch_up()
    for command in ("verify_history", "rebuild_statistics"):
        done = house.manage(command)
        assert done.returncode == 0, done.stdout + done.stderr


def test_killing_the_child_of_the_worker_in_the_middle_of_a_task_loses_nothing(house: House, editing: Editing) -> None:
    with tasks_in_hand(house):
        children = house.part("worker").children()
        children[0].kill()
        assert psutil.wait_procs(children[:1], timeout=10)[1] == []
    everything_is_there(house, editing)


def test_killing_the_worker_with_tasks_in_hand_loses_nothing(house: House, editing: Editing) -> None:
    with tasks_in_hand(house):
        kill(house, "worker")
    everything_is_there(house, editing)


def test_killing_the_database_with_tasks_in_hand_loses_no_acknowledged_save(house: House, editing: Editing) -> None:
    with tasks_in_hand(house):
        kill(house, "postgres")
    everything_is_there(house, editing)
    assert {house.status_of(path) for path in ("/en/", "/api/v1/events/", "/admin/login/") * 8} == {200}


def test_killing_the_broker_with_tasks_queued_loses_nothing(house: House, editing: Editing) -> None:
    with tasks_in_hand(house):
        kill(house, "valkey")
    everything_is_there(house, editing)


def test_killing_the_supervisor_loses_nothing_and_the_next_start_goes_on(house: House, editing: Editing) -> None:
    with tasks_in_hand(house):
        house.kill_supervisor()
    house.start()
    house.wait_until_up()
    everything_is_there(house, editing)


def test_messages_that_the_broker_forgot_are_sent_again(house: House) -> None:
    with tasks_in_hand(house), house.broker() as broker:
        assert eventually(lambda: house.number(f"{OPEN_WORK} AND sent_at IS NULL") == 0, 30)
        broker.flushall()
    with house.database() as connection:  # a minute later
        connection.execute("UPDATE events_outboxrow SET sent_at = sent_at - interval '1 minute' WHERE done_at IS NULL")
    house.catch_up()


def test_a_lost_save_would_be_noticed(house: House, editing: Editing) -> None:
    editing.end()
    acknowledged = editing.acknowledged()
    with house.database("postgres") as connection, connection.transaction(force_rollback=True):
        connection.execute("SET LOCAL session_replication_role = replica")  # or the triggers would refuse
        connection.execute("DELETE FROM events_revision WHERE hash = %s", [acknowledged[3]])
        assert lost(acknowledged, connection) == [acknowledged[3]]
