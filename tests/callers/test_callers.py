"""From which network a request comes: by the address that our own proxies saw, whatever the sender wrote."""

import time

import pytest
import redis

from events import callers


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
    assert callers.network_of({"REMOTE_ADDR": address}) == network


@pytest.mark.parametrize(
    ("address", "network"), [("203.0.113.77", "203.0.113.77/32"), ("2001:db8:1:2::3", "2001:db8:1:2::/64")]
)
def test_a_network_may_be_told_more_narrowly(address: str, network: str) -> None:
    assert callers.network_of({"REMOTE_ADDR": address}, 32, 64) == network


@pytest.mark.parametrize(("proxies", "network"), [(0, "10.0.0.0/24"), (1, "198.51.100.0/24"), (2, "203.0.113.0/24")])
def test_a_forwarded_address_counts_as_far_as_our_proxies_wrote_it(
    proxies: int, network: str, settings: object
) -> None:
    settings.TRUSTED_PROXIES = proxies  # type: ignore[attr-defined]
    meta = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.1, 203.0.113.5, 198.51.100.7"}
    assert callers.network_of(meta) == network


def test_a_proxy_that_forwards_nothing_is_itself_the_sender(settings: object) -> None:
    settings.TRUSTED_PROXIES = 1  # type: ignore[attr-defined]
    assert callers.network_of({"REMOTE_ADDR": "10.0.0.1"}) == "unknown"


def test_nobody_waits_long_for_a_valkey_that_is_not_there(settings: object) -> None:
    settings.COUNTERS_URL = "redis://127.0.0.1:1/0"  # type: ignore[attr-defined]
    callers.counters.cache_clear()
    began = time.monotonic()
    with pytest.raises(redis.ConnectionError):
        callers.counters().ping()
    callers.counters.cache_clear()
    assert time.monotonic() - began < 1
