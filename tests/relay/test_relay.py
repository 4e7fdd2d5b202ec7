"""From the outbox to the broker: each row sent once, none lost, and a broken broker holds nobody up."""

import signal
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from events import derive, relay
from events.models import OutboxRow
from tests import factories
from tests.local.conftest import eventually

from .conftest import Queue, broker_at

TASK = derive.REBUILD_YEARS
pytestmark = pytest.mark.xdist_group("broker")  # all of them use the one broker of the session


def rows(number: int, **given: Any) -> list[int]:
    return [OutboxRow.objects.create(task=TASK, payload={"years": [2024]}, **given).pk for _ in range(number)]


def times(number: int) -> Callable[[], bool]:
    """Return what says yes so many times: how long a relay keeps going."""
    answers: Iterator[bool] = iter([True] * number)
    return lambda: next(answers, False)


@pytest.mark.django_db
def test_waiting_rows_are_handed_over_in_order(queue: Queue) -> None:
    waiting = rows(3)
    assert (relay.send_due(), queue.take()) == (3, waiting)


@pytest.mark.django_db
def test_a_row_that_was_sent_is_not_sent_again_at_once(queue: Queue) -> None:
    rows(1)
    relay.send_due()
    assert (relay.send_due(), len(queue.take())) == (0, 1)


@pytest.mark.django_db
def test_a_row_that_no_worker_finished_is_sent_again(queue: Queue) -> None:
    (row,) = rows(1, sent_at=timezone.now() - relay.SEND_AGAIN_AFTER - timedelta(seconds=1), attempts=1)
    relay.send_due()
    assert (queue.take(), OutboxRow.objects.get().attempts) == ([row], 2)


@pytest.mark.django_db
def test_a_row_that_is_done_is_never_sent(queue: Queue) -> None:
    rows(1, done_at=timezone.now())
    assert (relay.send_due(), queue.take()) == (0, [])


@pytest.mark.django_db
def test_many_rows_go_in_batches(queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "BATCH", 2)
    rows(3)
    assert (relay.send_due(), relay.send_due(), len(queue.take())) == (2, 1, 3)


@pytest.mark.django_db
def test_a_broker_that_is_gone_leaves_the_rows_waiting(closed_port: str) -> None:
    rows(2)
    with broker_at(closed_port), pytest.raises(BrokerError):
        relay.send_due()
    assert OutboxRow.objects.filter(sent_at=None, attempts=0).count() == 2


@pytest.mark.django_db
def test_a_broker_that_never_answers_is_given_up(silent_broker: str) -> None:
    rows(1)
    with broker_at(silent_broker), pytest.raises(BrokerError):
        relay.send_due()
    assert OutboxRow.objects.filter(sent_at=None).count() == 1


def test_a_save_succeeds_without_a_broker_and_its_work_is_sent_later(
    committed: Any, queue: Queue, closed_port: str
) -> None:
    with broker_at(closed_port):
        event = factories.published_event(committed.editor, committed.reviewer)
        with pytest.raises(BrokerError):
            relay.send_due()
    rows = OutboxRow.objects.all()
    assert (event.state, [row.sent_at for row in rows]) == ("published", [None, None])
    assert (relay.send_due(), queue.take()) == (2, [row.pk for row in rows])


def test_two_relays_send_each_row_once(committed: Any, queue: Queue) -> None:
    waiting = rows(60)
    barrier = threading.Barrier(2)

    def send() -> None:
        barrier.wait()
        while relay.send_due():
            pass
        connection.close()

    relays = [threading.Thread(target=send) for _ in range(2)]
    for thread in relays:
        thread.start()
    for thread in relays:
        thread.join()
    assert sorted(queue.take()) == waiting


def test_a_row_that_another_relay_holds_is_passed_over(committed: Any, queue: Queue) -> None:
    rows(1)
    sent: list[int] = []
    with transaction.atomic():
        OutboxRow.objects.select_for_update().get()
        other = threading.Thread(target=lambda: (sent.append(relay.send_due()), connection.close()))
        other.start()
        other.join()
    assert sent == [0]


def test_a_relay_wakes_when_the_database_rings(committed: Any, queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "SWEEP_SECONDS", 120.0)
    seen = threading.Event()
    running = threading.Thread(target=lambda: (relay.run(lambda: not seen.is_set()), connection.close()))
    running.start()
    waiting = rows(1)
    assert eventually(lambda: OutboxRow.objects.filter(sent_at__isnull=False).exists(), 60)
    seen.set()
    rows(1)
    running.join(60)
    assert (running.is_alive(), queue.take()[:1]) == (False, waiting)


def test_a_relay_sweeps_up_what_was_not_rung(committed: Any, queue: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relay, "SWEEP_SECONDS", 0.05)
    waiting = rows(1)
    relay.run(times(3))
    assert queue.take() == waiting


def test_a_relay_does_not_wait_while_batches_are_full(
    committed: Any, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "BATCH", 1)
    waiting = rows(2)
    relay.run(times(3))
    assert queue.take() == waiting


def test_a_relay_outlives_a_broker_that_is_gone(
    committed: Any, closed_port: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(relay, "SWEEP_SECONDS", 0.05)
    rows(1)
    with broker_at(closed_port):
        relay.run(times(3))
    assert "The broker does not answer" in caplog.text


def test_a_relay_outlives_a_lost_connection(
    committed: Any, queue: Queue, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(relay, "SWEEP_SECONDS", 0.05)
    waiting = rows(1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    killer = threading.Thread(target=lambda: (kill(pid), connection.close()))
    killer.start()
    killer.join()
    relay.run(times(12))  # a dying server may be noticed more than once
    assert "The database does not answer" in caplog.text
    assert queue.take() == waiting


def kill(pid: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])


def test_the_command_stops_when_it_is_told_to(committed: Any, queue: Queue, capsys: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGTERM)

    def stop() -> None:  # not before it listens: the signal would end this whole process
        if eventually(lambda: signal.getsignal(signal.SIGTERM) != before):
            signal.raise_signal(signal.SIGTERM)

    threading.Thread(target=stop).start()
    try:
        call_command("relay")
    finally:
        signal.signal(signal.SIGTERM, before)
    assert "relay stopped" in capsys.readouterr().err
