"""One receiver, one hook that leads to it, and a worker that sends until nothing is due."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from events import hooks
from events.models import OutboxRow, Webhook
from tests import factories

from .receiver import Receiver, certificate, sender


@pytest.fixture(scope="session")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that the tests' sender believes."""
    return certificate(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def receiver(trusted: Path) -> Iterator[Receiver]:
    with Receiver(trusted) as receiver:
        yield receiver


@pytest.fixture
def send(trusted: Path) -> Callable[..., Any]:
    return sender(trusted)


@pytest.fixture
def hook(administrator: User, receiver: Receiver) -> Webhook:
    return factories.new_webhook(administrator, url=receiver.url())


@pytest.fixture
def deliver(send: Callable[..., Any]) -> Callable[..., int]:
    """Return what sends all that is due now, as relay and worker do, and tells how many messages were accepted."""

    def run(**given: Any) -> int:
        accepted = 0
        hooks.queue_due()
        while rows := OutboxRow.objects.open().of(hooks.DELIVER):
            before = {row.pk for row in rows}
            accepted += sum(hooks.work_off(row, **{"send": send} | given) for row in sorted(before))
            if before == {row.pk for row in OutboxRow.objects.open().of(hooks.DELIVER)}:
                break  # somebody else holds what is left
        return accepted

    return run
