"""Quotas: so many answers at once, and then as many in each window, spread evenly. One number a caller, in Valkey.

The generic cell rate algorithm: kept is the moment at which the quota will be whole again. An answer moves it forward;
one that would move it further ahead than the window is refused and moves nothing. Valkey runs the script as a whole
and by its own clock, so threads and processes count as one.
"""

import logging
import math
import time
from typing import NamedTuple

import redis
from django.conf import settings

from ..callers import counters
from ..vocabulary import ApiScope
from .keys import Caller

PREFIX = "tracker:api"
PATIENCE = 5.0
"""Seconds for which Valkey is left alone after it did not answer, so that no reader waits for it again and again."""

SECOND = 1_000_000  # in microseconds, as Valkey's clock counts
TAKE = """
local clock = redis.call('TIME')
local now, cost, most = clock[1] * 1000000 + clock[2], tonumber(ARGV[1]), tonumber(ARGV[2])
local whole = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
local wait = whole + cost - now - most
if wait > 0 then return {wait, whole - now} end
whole = whole + cost
redis.call('SET', KEYS[1], string.format('%.0f', whole), 'PX', math.ceil((whole - now) / 1000))
return {0, whole - now}
"""
logger = logging.getLogger(__name__)


class Policy(NamedTuple):
    """One quota of one caller: so many units at once, and again within so many seconds."""

    name: str
    quota: int
    window: int

    @property
    def unit(self) -> int:
        """The microseconds in which one unit comes back."""
        return self.window * SECOND // self.quota


class Taken(NamedTuple):
    """What counting an answer found. `wait`: seconds until it would be allowed; 0 if it is."""

    policy: Policy
    remaining: int
    more_in: int
    wait: int


def policies(caller: Caller) -> dict[str, Policy]:
    """Return every quota of a caller by its name: with a key the higher one of each of its scopes."""
    return {
        scope.value: Policy(scope.value, *settings.API_QUOTAS[scope.value][scope in caller.scopes])
        for scope in ApiScope
    }


def take(caller: Caller, name: str, share: float = 1) -> Taken | None:
    """Count one answer, or a share of one; None while nobody counts, because Valkey does not answer."""
    policy = policies(caller)[name]
    most = policy.unit * policy.quota
    found = _valkey.run(f"{PREFIX}:{name}:{caller.name}", max(1, int(policy.unit * share)), most)
    if found is None:
        return None
    wait, owed = found
    remaining = (most - owed) // policy.unit
    until_more = owed - (most - (remaining + 1) * policy.unit) if owed else 0
    return Taken(policy, remaining, math.ceil(until_more / SECOND), math.ceil(wait / SECOND))


class _Valkey:
    """The counting script; silent for a while after Valkey did not answer. Reading goes on uncounted meanwhile."""

    def __init__(self) -> None:
        self.away, self.silent_until = False, 0.0

    def run(self, name: str, cost: int, most: int) -> tuple[int, int] | None:
        """Return the microseconds to wait, and those until the quota is whole."""
        if time.monotonic() < self.silent_until:
            return None
        try:
            wait, owed = counters().eval(TAKE, 1, name, cost, most)
        except redis.RedisError as error:
            if not self.away:
                logger.warning("The API is not counted, so not limited: %s", type(error).__name__)
            self.away, self.silent_until = True, time.monotonic() + PATIENCE
            return None
        if self.away:
            logger.info("The API is counted again.")
            self.away = False
        return int(wait), int(owed)


_valkey = _Valkey()
