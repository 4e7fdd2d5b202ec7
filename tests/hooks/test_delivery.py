"""Each public change reaches each hook, in order, and what fails is tried again later, up to an end."""

import datetime as dt
import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from events import actions, hooks
from events.hooks import delivery, message
from events.intake.fetch import post
from events.models import Event, OutboxRow, Webhook
from tests import factories
from tests.derive.test_concurrency import at_once

from .receiver import HOST, Got, Receiver, certificate, receiver_of_the_guide, sender

Deliver = Callable[..., int]
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def lines(number: int) -> None:
    for one in range(1, number + 1):
        factories.new_change(one)


def later(hook: Webhook, by: dt.timedelta = dt.timedelta(hours=7)) -> Webhook:
    """Let time pass for a hook: what it waits for, and when its trouble began, lie so much further back."""
    hook.refresh_from_db()
    hook.next_at -= by
    hook.failing_since = hook.failing_since and hook.failing_since - by
    hook.held_until = hook.held_until and hook.held_until - by
    hook.save()
    return hook


def fresh(hook: Webhook) -> Webhook:
    return Webhook.objects.get(pk=hook.pk)


def row_for(hook: Webhook, **more: Any) -> int:
    return OutboxRow.objects.create(task=hooks.DELIVER, payload={"hook": hook.pk, **more}).pk


# --- what is sent -----------------------------------------------------------------------------------------------------


def test_changes_come_as_the_feed_gives_them(
    published: Event, hook: Webhook, receiver: Receiver, deliver: Deliver, client: Client
) -> None:
    deliver()
    feed = client.get("/api/v1/changes/").json()["results"]
    assert [one.told["data"]["changes"] for one in receiver.got] == [feed]
    assert (receiver.got[0].told["type"], fresh(hook).delivered) == ("changes", feed[-1]["number"])


def test_long_feeds_come_in_batches_in_order_and_without_gaps(
    hook: Webhook, receiver: Receiver, deliver: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message, "BATCH", 3)
    lines(8)
    assert deliver() == 3
    assert [one.numbers for one in receiver.got] == [[1, 2, 3], [4, 5, 6], [7, 8]]
    assert [one.told["data"]["after"] for one in receiver.got] == [0, 3, 6]


def test_the_receiver_of_the_guide_believes_it(hook: Webhook, receiver: Receiver, deliver: Deliver) -> None:
    lines(2)
    deliver()
    (one,) = receiver.got
    new_lines, secret = receiver_of_the_guide(), hooks.secret_of(hook.salt)
    assert [line["number"] for line in new_lines(secret, one.headers, one.body, 0)] == [1, 2]
    assert [line["number"] for line in new_lines(secret, one.headers, one.body, 1)] == [2]


@pytest.mark.parametrize("forged", ["body", "id", "time", "secret", "old"])
def test_the_receiver_of_the_guide_refuses_what_was_forged(
    forged: str, hook: Webhook, receiver: Receiver, deliver: Deliver, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines(1)
    deliver()
    (one,) = receiver.got
    headers, body, secret = dict(one.headers), one.body, hooks.secret_of(hook.salt)
    if forged == "body":
        body = body.replace(b"swim", b"boat")
    elif forged == "secret":
        secret = hooks.secret_of(hooks.new_salt())
    elif forged == "old":
        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now + 400)
    else:
        name = {"id": "webhook-id", "time": "webhook-timestamp"}[forged]
        headers[name] = headers[name][:-1] + ("1" if headers[name][-1] == "0" else "0")
    with pytest.raises(ValueError, match="did not send this|long ago"):
        receiver_of_the_guide()(secret, headers, body, 0)


def test_after_a_change_of_the_secret_both_are_believed_for_a_week(
    hook: Webhook, receiver: Receiver, deliver: Deliver, administrator: User
) -> None:
    old = hooks.secret_of(hook.salt)
    new = hooks.secret_of(actions.rotate_webhook(hook, by=administrator).salt)
    lines(1)
    deliver()
    Webhook.objects.update(previous_until=timezone.now())
    factories.new_change(2)
    deliver()
    verify = receiver_of_the_guide()
    first, second = receiver.got
    assert [len(verify(secret, first.headers, first.body, 0)) for secret in (old, new)] == [1, 1]
    assert len(verify(new, second.headers, second.body, 0)) == 1
    with pytest.raises(ValueError):
        verify(old, second.headers, second.body, 0)


def test_nothing_is_sent_before_a_test_was_accepted(
    hook: Webhook, receiver: Receiver, deliver: Deliver, administrator: User
) -> None:
    Webhook.objects.update(state="unproven")
    lines(2)
    assert (deliver(), receiver.got) == (0, [])
    receiver.answers(500, 200)
    row_for(hook, ping=True)
    assert (deliver(), fresh(hook).state) == (0, "unproven")
    row_for(hook, ping=True)
    assert (deliver(), fresh(hook).state) == (2, "on")
    assert [one.told["type"] for one in receiver.got] == ["ping", "ping", "changes"]
    assert receiver_of_the_guide()(hooks.secret_of(hook.salt), receiver.got[0].headers, receiver.got[0].body, 0) == []


def test_a_hook_that_knows_the_last_change_gets_nothing(hook: Webhook, receiver: Receiver, deliver: Deliver) -> None:
    lines(2)
    deliver()
    assert (deliver(), hooks.queue_due(), len(receiver.got)) == (0, 0, 1)


def test_each_hook_has_its_own_place(hook: Webhook, receiver: Receiver, deliver: Deliver, administrator: User) -> None:
    lines(2)
    other = factories.new_webhook(administrator, url=receiver.url("/other"), delivered=1)
    deliver()
    assert sorted(one.numbers for one in receiver.got) == [[1, 2], [2]]
    assert fresh(hook).delivered == fresh(other).delivered == 2


@pytest.mark.usefixtures("as_desk")
def test_the_role_of_the_worker_may_do_it_all(hook: Webhook, deliver: Deliver, receiver: Receiver) -> None:
    row_for(hook, ping=True)
    assert deliver() == 1


# --- what fails -------------------------------------------------------------------------------------------------------


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


# --- what is said meanwhile -------------------------------------------------------------------------------------------


def test_what_was_taken_down_between_two_tries_is_not_told(
    editor: User, reviewer: User, hook: Webhook, receiver: Receiver, deliver: Deliver
) -> None:
    source = factories.new_source(editor)
    place = actions.record(factories.PlaceFactory.build(slug="zaunkoenig", name_en="Zaunkoenig"), seen=None, by=editor)
    event = factories.published_event(editor, reviewer, source=source)
    event = factories.recode(event, editor, "place", f"{place.slug} county")
    event = factories.republish(event, editor, reviewer)
    receiver.answers(500, 200)
    deliver()
    claims = list(event.claims.filter(field="place").values_list("pk", flat=True))
    actions.take_down(event, claims=claims, texts={}, by=reviewer, reason="Asked by a relative.")
    later(hook)
    deliver()
    first, again, after = receiver.got
    assert (b"zaunkoenig" in first.body, b"zaunkoenig" in again.body + after.body) == (True, False)
    assert (first.numbers == again.numbers, first.id == again.id) == (True, False)
    assert after.told["data"]["changes"][-1]["kind"] == "taken_down"


def test_no_row_keeps_what_was_sent(hook: Webhook, receiver: Receiver, deliver: Deliver) -> None:
    factories.new_change(1, fields={"place": ["zaunkoenig", None]})
    receiver.answers(500)
    deliver()
    kept = json.dumps([list(model.objects.values()) for model in (Webhook, OutboxRow)], default=str)
    assert (b"zaunkoenig" in receiver.got[0].body, "zaunkoenig" in kept, receiver.got[0].id in kept) == (
        *(True, False),
        False,
    )


def test_the_answer_to_a_hook_that_was_stopped_meanwhile_changes_nothing(
    hook: Webhook, receiver: Receiver, deliver: Deliver, administrator: User, send: Any
) -> None:
    lines(1)

    def stopped_meanwhile(*given: Any) -> Any:
        actions.stop_webhook(hook, by=administrator, reason="Asked for by the newsroom.")
        return send(*given)

    deliver(send=stopped_meanwhile)
    assert (fresh(hook).state, fresh(hook).delivered, len(receiver.got)) == ("stopped", 0, 1)


def test_a_secret_that_was_changed_meanwhile_stays_changed(
    hook: Webhook, receiver: Receiver, deliver: Deliver, administrator: User, send: Any
) -> None:
    lines(1)

    def changed_meanwhile(*given: Any) -> Any:
        actions.rotate_webhook(hook, by=administrator)
        return send(*given)

    deliver(send=changed_meanwhile)
    assert (fresh(hook).salt != hook.salt, fresh(hook).delivered) == (True, 1)


# --- several workers --------------------------------------------------------------------------------------------------


def test_many_workers_and_relays_send_each_batch_once_and_in_order(
    committed: Any, trusted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message, "BATCH", 2)
    under_way, most = [0], [0]

    def slowly(_: Got) -> int:
        under_way[0] += 1
        most[0] = max(most[0], under_way[0])
        time.sleep(0.05)
        under_way[0] -= 1
        return 204

    with Receiver(trusted, answer=slowly) as receiver:
        hook = factories.new_webhook(committed.editor, url=receiver.url())
        lines(12)
        send = sender(trusted)

        def work() -> None:
            end = time.monotonic() + 30
            while fresh(hook).delivered < 12 and time.monotonic() < end:
                hooks.queue_due()
                for row in OutboxRow.objects.open().of(hooks.DELIVER):
                    hooks.work_off(row.pk, send=send)

        assert at_once(*[work] * 4) == [None] * 4
    assert [one.numbers for one in receiver.got] == [[n, n + 1] for n in range(1, 12, 2)]
    assert most == [1]


def test_two_relays_ask_for_a_hook_once(committed: Any) -> None:
    factories.new_webhook(committed.editor)
    lines(1)
    assert sum(at_once(*[hooks.queue_due] * 6)) == 1
    assert OutboxRow.objects.count() == 1


def test_what_a_dead_worker_had_in_hand_is_sent_again_when_its_time_is_over(
    hook: Webhook, receiver: Receiver, deliver: Deliver, send: Any
) -> None:
    lines(1)

    class Killed(BaseException):
        """Nothing after this line runs."""

    def sent_and_killed(*given: Any) -> Any:
        send(*given)
        raise Killed

    with pytest.raises(Killed):
        deliver(send=sent_and_killed)
    assert (deliver(), len(receiver.got)) == (0, 1)
    later(hook, delivery.HOLD)
    assert (deliver(), fresh(hook).delivered) == (1, 1)
    assert receiver.got[0].id == receiver.got[1].id


def test_the_answer_to_a_worker_whose_time_was_over_does_not_count(
    hook: Webhook, receiver: Receiver, deliver: Deliver, send: Any
) -> None:
    lines(1)

    def overtaken(*given: Any) -> Any:
        later(hook, delivery.HOLD)
        assert deliver() == 1
        factories.new_change(2)
        return send(*given)

    assert (deliver(send=overtaken), fresh(hook).delivered) == (0, 1)
    deliver()
    assert [one.numbers for one in receiver.got] == [[1], [1], [2]]


@pytest.mark.parametrize(
    "broken", [{"url": "http://a.example/"}, {"state": "stopped"}, {"trying": 4, "delivered": 4}, {"state_reason": "x"}]
)
def test_the_database_holds_the_rules(broken: dict[str, Any], administrator: User) -> None:
    with pytest.raises(IntegrityError, match="a_hook_"):
        factories.new_webhook(administrator, **broken)
