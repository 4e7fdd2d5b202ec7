"""From the outbox to the broker. The web request never talks to the broker; this process does.

A row is marked as sent in the transaction that hands it over, and sent again if no worker finished it in time: a task
may run twice, which does no harm, and none is lost.
"""

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from celery import current_app
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from . import hooks
from .models import OutboxRow

logger = logging.getLogger(__name__)
BATCH = 100
SWEEP_SECONDS = 3.0
SEND_AGAIN_AFTER = timedelta(seconds=20)


def send_due() -> int:
    """Hand the due rows to the broker and return how many. Raises: BrokerError; then nothing is marked as sent."""
    late = timezone.now() - SEND_AGAIN_AFTER
    with transaction.atomic():
        due = OutboxRow.objects.open().filter(Q(sent_at=None) | Q(sent_at__lt=late))
        rows = list(due.select_for_update(skip_locked=True).order_by("id")[:BATCH])
        for row in rows:
            current_app.send_task(row.task, kwargs={"row": row.pk}, retry=False)
        OutboxRow.objects.filter(pk__in=[row.pk for row in rows]).update(
            sent_at=timezone.now(), attempts=F("attempts") + 1
        )
    return len(rows)


def run(keep_going: Callable[[], bool] = lambda: True) -> None:
    """Send rows as the database rings, and sweep every few seconds for what a broken ring or broker left behind."""
    while keep_going():
        try:
            with connection.cursor() as cursor:
                cursor.execute("LISTEN outbox")
            while keep_going():
                hooks.queue_due()
                if send_due() < BATCH:
                    _wait_for_ring()
        except BrokerError as error:
            logger.warning("The broker does not answer (%s); the work waits in the outbox.", error)
            time.sleep(SWEEP_SECONDS)
        except (OperationalError, InterfaceError) as error:
            logger.warning("The database does not answer (%s); trying again.", error)
            connection.close()
            time.sleep(1)


def _wait_for_ring() -> None:
    connection.ensure_connection()
    for _ in connection.connection.notifies(timeout=SWEEP_SECONDS, stop_after=1):
        return
