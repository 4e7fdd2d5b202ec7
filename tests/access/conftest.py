"""Small quotas, and counters of one test alone."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from events import callers
from events.access import quota


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Counters that no other test moves; a unit comes back in six minutes, so none does while a test runs."""
    monkeypatch.setattr(quota, "PREFIX", f"test:{uuid4().hex}")
    monkeypatch.setattr(quota, "_valkey", quota._Valkey())
    settings.API_QUOTAS = {"read": ((10, 3600), (20, 7200)), "bulk": ((2, 3600), (3, 3600))}


@pytest.fixture
def down(settings: Any) -> Iterator[None]:
    """No Valkey answers."""
    settings.COUNTERS_URL = "redis://127.0.0.1:1/0"
    callers.counters.cache_clear()
    yield
    callers.counters.cache_clear()
