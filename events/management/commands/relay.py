"""Hand the outbox to the broker, until stopped."""

import signal
from contextlib import suppress
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand

from events import relay


class Command(BaseCommand):
    help = "Hand the work in the outbox to Celery, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        stopped = Event()

        def stop(*_: Any) -> None:
            stopped.set()  # an interrupt that comes inside a finaliser is lost; this is not
            raise KeyboardInterrupt

        with suppress(KeyboardInterrupt):
            signal.signal(signal.SIGTERM, stop)
            relay.run(lambda: not stopped.is_set())
        self.stderr.write("relay stopped")
