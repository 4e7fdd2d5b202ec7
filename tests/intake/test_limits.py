"""How many reports may be sent: counted in Valkey for everybody together, or in the process where that is down."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
import redis

from events.intake import limits


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counters of this test alone."""
    monkeypatch.setattr(limits, "PREFIX", f"test:{uuid4().hex}")
    monkeypatch.setattr(limits, "_alone", limits._Alone())


@pytest.fixture
def down(settings: object) -> None:
    """No Valkey answers."""
    settings.COUNTERS_URL = "redis://127.0.0.1:1/0"  # type: ignore[attr-defined]
    limits._counters.cache_clear()
    yield
    limits._counters.cache_clear()


def sent(network: str, many: int) -> int:
    """Return how many of so many reports were let through."""
    return [limits.seconds_to_wait(network) for _ in range(many)].count(0)


def test_a_network_sends_five_in_an_hour() -> None:
    assert sent("a", 9) == limits.OF_A_NETWORK
    assert sent("b", 1) == 1


def test_who_is_refused_learns_when_to_try_again() -> None:
    sent("a", limits.OF_A_NETWORK)
    assert 3_590 < limits.seconds_to_wait("a") <= 3_600


def test_everybody_together_has_a_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OF_ALL", 3)
    assert sum(sent(name, 1) for name in "abcde") == 3


def test_what_one_limit_refuses_uses_up_nothing_of_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OF_ALL", limits.OF_A_NETWORK + 1)
    sent("a", 50)
    assert limits.seconds_to_wait("b") == 0


def test_the_limit_holds_for_many_at_the_same_moment() -> None:
    with ThreadPoolExecutor(16) as pool:
        waits = list(pool.map(limits.seconds_to_wait, ["a"] * 64))
    assert waits.count(0) == limits.OF_A_NETWORK


def test_valkey_knows_no_address_and_forgets_within_a_day() -> None:
    limits.seconds_to_wait("203.0.113.0/24")
    counters = limits._counters()
    names = counters.keys(f"{limits.PREFIX}*")
    assert len(names) == 3
    assert b"203" not in b"".join(name.removeprefix(limits.PREFIX.encode()) for name in names if b":of:" not in name)
    assert all(0 < counters.ttl(name) <= limits.DAY for name in names)


def test_another_day_gives_another_hash() -> None:
    limits.seconds_to_wait("a")
    counters = limits._counters()
    counters.delete(f"{limits.PREFIX}:salt")
    limits.seconds_to_wait("a")
    assert len(counters.keys(f"{limits.PREFIX}:of:*")) == 2


@pytest.mark.usefixtures("down")
def test_without_valkey_a_process_counts_alone_and_more_strictly() -> None:
    with pytest.raises(redis.RedisError):
        limits._counters().ping()
    assert sent("a", 9) == limits.ALONE_OF_A_NETWORK
    assert 0 < limits.seconds_to_wait("a") <= limits.HOUR


@pytest.mark.usefixtures("down")
def test_alone_everybody_together_has_a_limit_too() -> None:
    assert sum(sent(str(number), 1) for number in range(40)) == limits.ALONE_OF_ALL


@pytest.mark.usefixtures("down")
def test_alone_an_hour_later_one_may_send_again(monkeypatch: pytest.MonkeyPatch) -> None:
    sent("a", 3)
    later = limits.time.monotonic() + limits.HOUR + 1
    monkeypatch.setattr("events.intake.limits.time.monotonic", lambda: later)
    assert limits.seconds_to_wait("a") == 0
