"""Work that is done does not stay for ever; work that waits does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import derive, tasks
from events.derive.outbox import DONE_FOR
from events.models import OutboxRow

pytestmark = pytest.mark.django_db


def test_work_done_long_ago_is_forgotten_and_open_work_stays() -> None:
    now = timezone.now()
    long_ago = now - DONE_FOR - timedelta(minutes=1)
    for done_at in (long_ago, now - DONE_FOR + timedelta(minutes=1), None):
        OutboxRow.objects.create(task=derive.REBUILD_YEARS, done_at=done_at)
    OutboxRow.objects.filter(done_at=None).update(created_at=long_ago, sent_at=long_ago)
    assert tasks.forget_work_done() == 1
    assert not OutboxRow.objects.filter(done_at=long_ago).exists()
    assert tasks.forget_work_done() == 0
    assert OutboxRow.objects.count() == 2
