"""Hand the outbox to the broker, until stopped."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from events import relay


class Command(BaseCommand):
    help = "Hand the work in the outbox to Celery, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            relay.run()
        except KeyboardInterrupt:
            self.stderr.write("relay stopped")
