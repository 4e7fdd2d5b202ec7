"""Who asks, as far as the program wants to know it: a network. And the Valkey in which requests are counted."""

import ipaddress
from collections.abc import Mapping
from functools import cache

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry


def network_of(meta: Mapping[str, str], v4: int = 24, v6: int = 48) -> str:
    """Return the network that a request comes from, so many bits of its IPv4 or IPv6 address; `unknown` if it has none.

    A forwarded address counts only as far as our own proxies wrote it: TRUSTED_PROXIES from the right.
    """
    address = meta.get("REMOTE_ADDR", "")
    forwarded = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if 0 < settings.TRUSTED_PROXIES <= len(forwarded):
        address = forwarded[-settings.TRUSTED_PROXIES]
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    read = getattr(read, "ipv4_mapped", None) or read
    return str(ipaddress.ip_network(f"{read}/{v4 if read.version == 4 else v6}", strict=False))


@cache
def counters() -> redis.Redis:
    """Return the client of Valkey. It tries again once, as a connection may be stale, and waits a second at most."""
    address = settings.COUNTERS_URL.replace("redis+socket://", "unix://")  # as kombu and as redis-py write it
    again = Retry(NoBackoff(), 1)
    return redis.Redis.from_url(address, socket_timeout=1, socket_connect_timeout=1, retry=again)
