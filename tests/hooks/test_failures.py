"""What is not accepted is tried again later, up to an end."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from events import actions, hooks
from events.intake.fetch import post
from events.models import OutboxRow, Webhook
from tests import factories

from .receiver import HOST, Receiver, certificate, sender
from .steps import DAY, HOUR, Deliver, fresh, later, lines, row_for


def test_what_was_not_accepted_comes_again_with_the_same_id_and_bytes(
    hook: Webhook, receiver: Receiver, deliver: Deliver
) -> None:
    lines(2)
    receiver.answers(500, 200)
    assert (deliver(), fresh(hook).delivered, fresh(hook).failures) == (0, 0, 1)
    factories.new_change(3)  # meanwhile there is more to tell
    later(hook)
    assert (deliver(), fresh(hook).delivered, fresh(hook).failures) == (2, 3, 0)
    first, again, after = receiver.got
    assert (first.id, first.body) == (again.id, again.body)
    assert (again.numbers, after.numbers, after.id == again.id) == ([1, 2], [3], False)


def test_nothing_is_tried_before_its_time(hook: Webhook, receiver: Receiver, deliver: Deliver) -> None:
    lines(1)
    receiver.answers(500)
    deliver()
    assert (deliver(), len(receiver.got)) == (0, 1)


def test_an_old_row_does_not_try_before_its_time_either(
    hook: Webhook, receiver: Receiver, deliver: Deliver, send: Any
) -> None:
    lines(1)
    receiver.answers(500)
    rows = [row_for(hook), row_for(hook)]
    assert [hooks.work_off(row, send=send) for row in rows] == [False, False]
    assert (len(receiver.got), OutboxRow.objects.open().count()) == (1, 0)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(1, 10), (2, 40), (3, 160), (4, 640), (5, 2560), (6, 10240), (7, 21600), (500, 21600)]
)
def test_waits_grow_up_to_six_hours_a_quarter_more_or_less(failures: int, seconds: int) -> None:
    waits = {hooks.delay(failures).total_seconds() for _ in range(200)}
    assert 0.75 * seconds <= min(waits) < 0.85 * seconds
    assert 1.15 * seconds < max(waits) <= 1.25 * seconds


@pytest.mark.parametrize(("status", "wait"), [(429, 1000), (503, 1000), (500, 10)])
def test_a_receiver_that_is_busy_says_when_to_come_again(
    status: int, wait: int, hook: Webhook, receiver: Receiver, deliver: Deliver
) -> None:
    lines(1)
    receiver.answers(status)
    receiver.headers["Retry-After"] = "1000"
    deliver()
    assert abs((fresh(hook).next_at - timezone.now()).total_seconds() - wait) < 5


def test_no_receiver_puts_it_off_for_longer_than_six_hours(hook: Webhook, receiver: Receiver, deliver: Deliver) -> None:
    lines(1)
    receiver.answers(503)
    receiver.headers["Retry-After"] = "9999999"
    deliver()
    assert fresh(hook).next_at - timezone.now() <= 6 * HOUR


def test_after_three_days_of_failures_it_is_switched_off(hook: Webhook, receiver: Receiver, deliver: Deliver) -> None:
    lines(1)
    receiver.answers(500)
    deliver()
    later(hook, 3 * DAY - HOUR)
    deliver()
    assert fresh(hook).state == "on"
    later(hook, 7 * HOUR)
    deliver()
    assert (fresh(hook).state, fresh(hook).state_reason) == ("broken", "Nothing was accepted for three days.")
    later(hook)
    assert (deliver(), len(receiver.got)) == (0, 3)


def test_after_a_test_it_goes_on_where_it_ended(hook: Webhook, receiver: Receiver, deliver: Deliver) -> None:
    lines(3)
    Webhook.objects.update(state="broken", state_reason="Gone.", delivered=1, trying=2, failures=9)
    row_for(hook, ping=True)
    deliver()
    assert [one.numbers for one in receiver.got] == [[], [2], [3]]
    assert (fresh(hook).state, fresh(hook).state_reason, fresh(hook).delivered) == ("on", "", 3)


def test_who_is_gone_is_left_alone_at_once(hook: Webhook, receiver: Receiver, deliver: Deliver) -> None:
    lines(1)
    receiver.answers(410)
    deliver()
    assert (fresh(hook).state, fresh(hook).status, hooks.queue_due()) == ("broken", 410, 0)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_a_failure_and_is_not_followed(
    status: int, hook: Webhook, receiver: Receiver, deliver: Deliver
) -> None:
    lines(1)
    receiver.answers(status)
    receiver.headers["Location"] = receiver.url("/elsewhere")
    assert (deliver(), fresh(hook).status, len(receiver.got)) == (0, status, 1)


def test_a_receiver_that_does_not_answer_is_given_up(
    hook: Webhook, receiver: Receiver, deliver: Deliver, trusted: Path
) -> None:
    lines(1)
    done = threading.Event()
    receiver.answer = lambda _: 204 if done.wait(10) else 500
    started = time.monotonic()
    deliver(send=sender(trusted, seconds=0.5))
    done.set()
    assert (time.monotonic() - started < 5, fresh(hook).status, fresh(hook).failures) == (True, None, 1)
    assert fresh(hook).note == "The site took longer than 15 seconds."


def test_a_receiver_that_is_not_there_is_tried_again(hook: Webhook, deliver: Deliver, receiver: Receiver) -> None:
    lines(1)
    receiver.__exit__()
    assert (deliver(), fresh(hook).note, fresh(hook).failures) == (0, "The site could not be reached.", 1)
    receiver.__enter__()


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "fd00::1"])
def test_a_name_that_means_an_address_inside_by_now_gets_nothing(
    address: str, hook: Webhook, receiver: Receiver, deliver: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    Webhook.objects.update(url=f"https://{HOST}/")
    monkeypatch.setattr("events.intake.fetch.resolve_name", lambda host, port: ["93.184.216.34", address])
    lines(1)
    deliver(send=post)
    assert fresh(hook).note == "This address is not on the public web, so it is not asked."
    assert (receiver.got, fresh(hook).failures, fresh(hook).delivered) == ([], 1, 0)


def test_who_shows_another_certificate_gets_nothing(
    hook: Webhook, receiver: Receiver, deliver: Deliver, tmp_path: Path
) -> None:
    lines(1)
    deliver(send=sender(certificate(tmp_path)))
    assert (receiver.got, fresh(hook).note) == ([], "The site could not be reached.")


def test_a_fault_of_the_program_counts_as_a_failure(
    hook: Webhook, deliver: Deliver, caplog: pytest.LogCaptureFixture
) -> None:
    lines(1)

    def broken(*_: Any) -> Any:
        raise RuntimeError("what was to be sent stays out of the log")

    deliver(send=broken)
    assert (fresh(hook).failures, "RuntimeError" in caplog.text, "stays out" in caplog.text) == (1, True, False)


def test_with_another_key_of_the_program_nothing_is_signed_wrongly(
    hook: Webhook, receiver: Receiver, deliver: Deliver, settings: Any, administrator: User
) -> None:
    settings.SECRET_KEY = "another one"
    lines(1)
    assert (deliver(), receiver.got, fresh(hook).state) == (0, [], "broken")
    actions.rotate_webhook(hook, by=administrator)
    row_for(hook, ping=True)
    assert (deliver(), fresh(hook).state) == (2, "on")
