"""The Celery worker of one machine: it first takes back what a worker that was killed had in hand.

Celery acknowledges late, so an unfinished task is still in the broker, but hidden for an hour (visibility_timeout),
because its worker might be alive elsewhere. On one machine it is not: the supervisor starts one worker at a time.
"""

import os
import sys

from kombu import Connection


def put_back(broker: str) -> int:
    """Return every delivered but unacknowledged task to the front of its queue; tell how many."""
    with Connection(broker) as connection:
        channel = connection.default_channel
        tags = [tag.decode() for tag in channel.client.hkeys(channel.unacked_key)]
        for tag in tags:
            channel.qos.restore_by_tag(tag, channel.client, leftmost=True)
    return len(tags)


def main() -> None:
    if len(sys.argv) > 1 and (number := put_back(sys.argv[1])):
        print(f"{number} unfinished task(s) put back", flush=True)
    # One worker has nobody to gossip or mingle with.
    options = ["--concurrency", "2", "-l", "warning", "--without-gossip", "--without-mingle"]
    os.execv(sys.executable, [sys.executable, "-m", "celery", "-A", "tracker", "worker", *options])


if __name__ == "__main__":
    main()
