"""Brokers: the real one, one that is gone and one that never answers."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty

import pytest
from celery import Celery
from django.conf import settings

from tracker.celery import app


class Queue:
    """What waits at the real broker."""

    def take(self) -> list[int]:
        """Return the outbox rows that the waiting messages name, and leave the queue empty."""
        found: list[int] = []
        with app.connection_for_read() as connection, connection.SimpleQueue("celery", no_ack=True) as waiting:
            try:
                while True:
                    found.append(waiting.get_nowait().payload[1]["row"])
            except Empty:
                return found


@pytest.fixture
def queue() -> Queue:
    """The real broker's queue, empty at first."""
    queue = Queue()
    queue.take()
    return queue


@contextmanager
def broker_at(url: str) -> Iterator[None]:
    """Point the program at another broker for a while."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CELERY_BROKER_URL", url)  # Celery asks the environment before its settings
        other = Celery("elsewhere", set_as_current=True)
        other.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS | {"socket_timeout": 0.5}
        try:
            yield
        finally:
            other.close()
            app.set_current()


@pytest.fixture
def closed_port() -> str:
    """The address of a broker that is gone."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{free.getsockname()[1]}/0"


@pytest.fixture
def silent_broker() -> Iterator[str]:
    """The address of a broker that takes the call and never answers."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(8)
        yield f"redis://127.0.0.1:{listening.getsockname()[1]}/0"
