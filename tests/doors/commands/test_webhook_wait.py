"""manage.py webhook test: it waits until a worker, on a connection of its own, has sent the test."""

import threading
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from events import hooks
from events.models import OutboxRow, Webhook
from tests import factories
from tests.local.conftest import eventually


@pytest.mark.parametrize(
    ("status", "note", "told"),
    [
        (204, "", "the receiver answered 204; on"),
        (500, "", "not accepted; the receiver answered 500"),
        (None, "The site could not be reached.", "not accepted; The site could not be reached."),
    ],
)
def test_it_waits_for_the_worker_and_tells_the_answer(status: int | None, note: str, told: str, committed: Any) -> None:
    committed.editor.groups.set([Group.objects.get(name="Administrator")])
    hook = factories.new_webhook(committed.editor)

    def work() -> None:
        asked = OutboxRow.objects.open().of(hooks.DELIVER)
        assert eventually(lambda: asked.all().exists())
        Webhook.objects.update(status=status, note=note)
        asked.update(done_at=timezone.now())
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    out = StringIO()
    try:
        call_command("webhook", "test", str(hook.pk), "--by", "edna", stdout=out)
    except CommandError as error:
        out.write(str(error))
    worker.join()
    assert out.getvalue().strip() == f"hook {hook.pk}: {told}"
