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


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("", "unknown"),
        ("nonsense", "unknown"),
    ],
)
def test_a_network_is_the_24_or_the_48(address: str, network: str) -> None:
    assert limits.network_of({"REMOTE_ADDR": address}) == network


@pytest.mark.parametrize(("proxies", "network"), [(0, "10.0.0.0/24"), (1, "198.51.100.0/24"), (2, "203.0.113.0/24")])
def test_a_forwarded_address_counts_as_far_as_our_proxies_wrote_it(
    proxies: int, network: str, settings: object
) -> None:
    settings.TRUSTED_PROXIES = proxies  # type: ignore[attr-defined]
    meta = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.1, 203.0.113.5, 198.51.100.7"}
    assert limits.network_of(meta) == network


def test_a_proxy_that_forwards_nothing_is_itself_the_sender(settings: object) -> None:
    settings.TRUSTED_PROXIES = 1  # type: ignore[attr-defined]
    assert limits.network_of({"REMOTE_ADDR": "10.0.0.1"}) == "unknown"
