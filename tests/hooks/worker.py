"""A Celery worker that may be killed: the real one, but that its sender may ask the loopback, and waits are short."""

import datetime as dt
import os
import sys
from functools import partial
from pathlib import Path

if __name__ == "__main__":
    import django

    django.setup()
    from events import hooks
    from events.hooks import delivery, message
    from tests.hooks.receiver import sender
    from tracker.celery import app

    hooks.work_off = partial(hooks.work_off, send=sender(Path(os.environ["TRUSTED"]), seconds=2.0))  # type: ignore[assignment]
    delivery.HOLD, message.BATCH, delivery.FIRST = dt.timedelta(seconds=3), 2, 0.1  # type: ignore[assignment]
    app.worker_main(
        ["worker", "--pool=solo", "--loglevel=ERROR", "--without-gossip", "--without-mingle", *sys.argv[1:]]
    )
