"""Workers are killed in the middle of a delivery, before and after the receiver has answered. Nothing is lost."""

import datetime as dt
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from events import hooks, relay
from events.models import Webhook
from tests import factories
from tests.local.conftest import eventually
from tests.relay.conftest import broker_at
from tracker.local.throwaway import Servers

from .receiver import Got, Receiver, receiver_of_the_guide

pytestmark = pytest.mark.slow
LINES = 14
KILLS = {2: "before", 4: "after", 5: "before", 7: "after"}
"""At which request the worker is killed, and whether before or after the receiver's answer."""


@pytest.fixture
def broker() -> Iterator[str]:
    """A broker of this test alone."""
    servers = Servers()
    try:
        yield servers.start_valkey()
    finally:
        servers.close()


class Worker:
    """A worker process, and another one whenever it was killed."""

    def __init__(self, broker: str, trusted: Path) -> None:
        url = urlsplit(settings.DATABASE_URL)._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
        extra = {"DATABASE_URL": url, "CELERY_BROKER_URL": broker, "TRUSTED": str(trusted), "TRACKER_ROLE": "owner"}
        self.environment = {**os.environ, **extra}
        self.killed = 0
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.hooks.worker"]
        return subprocess.Popen(command, cwd=settings.ROOT, env=self.environment)

    def kill(self) -> None:
        """Kill it, wait until it is gone, and start another one."""
        self.process.kill()
        self.process.wait(10)
        self.killed += 1
        self.process = self._start()

    def end(self) -> None:
        self.process.kill()
        self.process.wait(10)


def test_each_change_is_told_once_and_in_order_however_often_workers_are_killed(
    committed: Any, broker: str, trusted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "SWEEP_SECONDS", 0.2)
    monkeypatch.setattr(relay, "SEND_AGAIN_AFTER", dt.timedelta(seconds=1))
    worker = Worker(broker, trusted)
    killers: list[threading.Thread] = []

    def answer(_: Got) -> int:
        when = KILLS.get(len(receiver.got))
        if when == "before":
            worker.kill()
        elif when == "after":
            killers.append(threading.Thread(target=lambda: (time.sleep(0.002), worker.kill())))
            killers[-1].start()
        return 204

    done = threading.Event()

    def relaying() -> None:
        with broker_at(broker):  # here: which broker is the program's own is a matter of each thread
            relay.run(lambda: not done.is_set())
        connection.close()

    with Receiver(trusted, answer=answer) as receiver:
        hook = factories.new_webhook(committed.editor, url=receiver.url())
        for number in range(1, LINES + 1):
            factories.new_change(number)
        running = threading.Thread(target=relaying)
        running.start()
        try:
            told = lambda: Webhook.objects.get(pk=hook.pk).delivered == LINES  # noqa: E731
            assert eventually(told, 300), list(Webhook.objects.values())
        finally:
            done.set()
            running.join(30)
            for killer in killers:
                killer.join()
            worker.end()
    assert worker.killed == len(KILLS)
    assert kept(receiver.got, hooks.secret_of(hook.salt)) == list(range(1, LINES + 1))
    again = [one.body for one in receiver.got if [other.id for other in receiver.got].count(one.id) > 1]
    assert len(again) > len(set(again)), "no kill came between a request and the end of its delivery"
    assert len({one.id for one in receiver.got}) == len({one.body for one in receiver.got}) == LINES / 2


def kept(got: list[Got], secret: str) -> list[int]:
    """Return the numbers that a receiver keeps who follows the guide."""
    new_lines: Callable[..., list[dict[str, Any]]] = receiver_of_the_guide()
    numbers: list[int] = []
    for one in got:
        last = numbers[-1] if numbers else 0
        numbers += [line["number"] for line in new_lines(secret, one.headers, one.body, last)]
    return numbers
