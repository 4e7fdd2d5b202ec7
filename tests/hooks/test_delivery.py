"""Each public change reaches each hook once and in order, whatever is said meanwhile and whoever else sends."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from events import actions, hooks
from events.hooks import delivery, message
from events.models import Event, OutboxRow, Webhook
from tests import factories
from tests.derive.test_concurrency import at_once

from .receiver import Got, Receiver, receiver_of_the_guide, sender
from .steps import Deliver, fresh, later, lines, row_for

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
