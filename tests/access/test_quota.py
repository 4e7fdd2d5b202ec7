"""Quotas hold: to the last unit, for many at the same moment, and by the clock of Valkey alone."""

import logging
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from events import callers
from events.access import Caller, quota

SOMEBODY, KEY = Caller("somebody"), Caller("key", frozenset({"read"}))


def let_through(many: int, caller: Caller = SOMEBODY, name: str = "read", share: float = 1) -> int:
    """Return how many of so many answers were allowed."""
    return [taken(caller, name, share).wait for _ in range(many)].count(0)


def taken(caller: Caller = SOMEBODY, name: str = "read", share: float = 1) -> quota.Taken:
    found = quota.take(caller, name, share)
    assert found is not None
    return found


def test_a_quota_is_let_through_and_not_one_more() -> None:
    assert let_through(25) == 10


def test_eight_threads_get_no_more_than_one(settings: Any) -> None:
    settings.API_QUOTAS = {"read": ((100, 36_000), (1, 1)), "bulk": ((1, 1), (1, 1))}
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: taken().wait, range(400)))
    assert waits.count(0) == 100


ASK = """
import django; django.setup()
from events.access import Caller, quota
quota.PREFIX = {prefix!r}
from django.conf import settings
settings.API_QUOTAS = {quotas!r}
print([quota.take(Caller("somebody"), "read").wait for _ in range(60)].count(0))
"""


@pytest.mark.slow
def test_processes_count_as_one(settings: Any) -> None:
    settings.API_QUOTAS = {"read": ((100, 36_000), (1, 1)), "bulk": ((1, 1), (1, 1))}
    text = ASK.format(prefix=quota.PREFIX, quotas=settings.API_QUOTAS)
    runs = [subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert sum(int(run.communicate(timeout=60)[0]) for run in runs) + let_through(60) == 100


def test_what_is_left_is_told_each_time() -> None:
    assert [taken().remaining for _ in range(11)] == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0]


def test_who_is_refused_learns_after_how_many_seconds_to_ask_again() -> None:
    let_through(10)
    refused = taken()
    assert 350 < refused.wait <= 360
    assert 350 < refused.more_in <= 360


def test_a_refusal_uses_up_nothing() -> None:
    let_through(10)
    waits = [taken().wait for _ in range(50)]
    assert max(waits) <= 360


def test_a_unit_comes_back_after_its_share_of_the_window(settings: Any) -> None:
    settings.API_QUOTAS["read"] = ((5, 1), (1, 1))
    assert let_through(5) == 5
    time.sleep(0.45)
    assert 2 <= let_through(5) <= 4


def test_a_tenth_costs_a_tenth() -> None:
    assert let_through(200, share=0.1) == 100


def test_each_caller_and_each_quota_is_counted_apart() -> None:
    assert let_through(20) == 10
    assert let_through(20, Caller("another")) == 10
    assert let_through(20, name="bulk") == 2


def test_a_scope_raises_its_own_quota_and_no_other() -> None:
    assert let_through(30, KEY) == 20
    assert let_through(30, KEY, "bulk") == 2


def test_a_counter_is_gone_once_the_quota_is_whole() -> None:
    taken()
    (name,) = callers.counters().keys(f"{quota.PREFIX}*")
    assert 350_000 < callers.counters().pttl(name) <= 360_000


def test_a_counter_far_in_the_future_still_is_exact(settings: Any) -> None:
    """Microseconds since 1970 have sixteen digits, of which Lua writes fourteen unless told otherwise."""
    settings.API_QUOTAS["read"] = ((1_000_000, 3600), (1, 1))
    assert taken().remaining == 999_999
    assert taken().remaining in (999_998, 999_999)


@pytest.mark.usefixtures("down")
def test_without_valkey_nothing_is_counted_and_it_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "events.access"):
        assert [quota.take(SOMEBODY, "read") for _ in range(30)] == [None] * 30
    assert [record.message for record in caplog.records] == ["The API is not counted, so not limited: ConnectionError"]


def test_when_valkey_is_back_it_counts_again_and_says_so(
    caplog: pytest.LogCaptureFixture, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quota, "PATIENCE", 0.0)
    real, settings.COUNTERS_URL = settings.COUNTERS_URL, "redis://127.0.0.1:1/0"
    callers.counters.cache_clear()
    assert quota.take(SOMEBODY, "read") is None
    settings.COUNTERS_URL = real
    callers.counters.cache_clear()
    with caplog.at_level(logging.INFO, "events.access"):
        assert let_through(20) == 10
    assert caplog.records[-1].message == "The API is counted again."
    assert len(caplog.records) == 2


def test_valkey_is_left_alone_for_a_while_after_it_did_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def broken() -> Any:
        asked.append(1)
        raise quota.redis.TimeoutError

    monkeypatch.setattr(quota, "counters", broken)
    for _ in range(10):
        quota.take(SOMEBODY, "read")
    assert len(asked) == 1
