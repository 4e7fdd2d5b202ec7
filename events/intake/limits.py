"""How many reports one network, and everybody together, may send in an hour. No address is written down anywhere.

Valkey holds counters under a keyed hash of the network. The key is a random salt that lives for a day, so that after it
nobody can tell from which network anything came. Where Valkey does not answer, each process counts for itself, and
more strictly.
"""

import hashlib
import hmac
import logging
import math
import secrets
import threading
import time
from typing import cast

import redis

from ..callers import counters as _counters

PREFIX = "tracker:reports"
HOUR, DAY = 3_600, 24 * 3_600
OF_A_NETWORK, OF_ALL = 5, 120
ALONE_OF_A_NETWORK, ALONE_OF_ALL = 2, 20
"""What a process allows while it counts alone."""

logger = logging.getLogger(__name__)

# First look at all counters, then count in all of them: what one limit refuses uses up nothing of the other. A script
# runs as a whole, so a hundred at the same moment are counted one by one.
COUNT = """
for place, name in ipairs(KEYS) do
  if tonumber(redis.call('GET', name) or '0') >= tonumber(ARGV[place]) then
    return math.max(redis.call('TTL', name), 1)
  end
end
for _, name in ipairs(KEYS) do
  if redis.call('INCR', name) == 1 then redis.call('EXPIRE', name, ARGV[#ARGV]) end
end
return 0
"""


def seconds_to_wait(network: str) -> int:
    """Count one report of a network; return 0 if it may be sent, else after how many seconds to try again."""
    try:
        name = hmac.new(_salt(), network.encode(), hashlib.sha256).hexdigest()
        names, most = (f"{PREFIX}:of:{name}", f"{PREFIX}:all"), (OF_A_NETWORK, OF_ALL)
        return cast(int, _counters().eval(COUNT, len(names), *names, *most, HOUR))
    except redis.RedisError as error:
        logger.warning("Reports are counted in this process alone: %s", type(error).__name__)
        return _alone.seconds_to_wait(network)


def _salt() -> bytes:
    """Return the salt of the day, and make it if there is none."""
    new = secrets.token_hex(16).encode()
    known = _counters().set(f"{PREFIX}:salt", new, nx=True, get=True, ex=DAY)
    return cast(bytes, known) or new


class _Alone:
    """Counters of one process, for the time in which Valkey does not answer. They keep no address either."""

    def __init__(self) -> None:
        self.salt, self.lock = secrets.token_bytes(16), threading.Lock()
        self.sent: dict[bytes, list[float]] = {}

    def seconds_to_wait(self, network: str) -> int:
        name, now = hmac.new(self.salt, network.encode(), hashlib.sha256).digest(), time.monotonic()
        with self.lock:
            recent = {key: [at for at in times if at > now - HOUR] for key, times in self.sent.items()}
            self.sent = {key: times for key, times in recent.items() if times}
            own, every = self.sent.get(name, []), sorted(at for times in self.sent.values() for at in times)
            for times, most in ((own, ALONE_OF_A_NETWORK), (every, ALONE_OF_ALL)):
                if len(times) >= most:
                    return max(math.ceil(times[0] + HOUR - now), 1)
            self.sent[name] = [*own, now]
            return 0


_alone = _Alone()
