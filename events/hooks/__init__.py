"""Every public change, sent to the addresses of those who asked for it. See docs/adr/0043-webhooks.md."""

from .delivery import DELIVER, delay, queue_due, work_off
from .message import BATCH, Message, changes, ping
from .signing import SHOWN_FOR, fingerprint, headers, new_salt, secret_of

__all__ = [
    "BATCH",
    "DELIVER",
    "SHOWN_FOR",
    "Message",
    "changes",
    "delay",
    "fingerprint",
    "headers",
    "new_salt",
    "ping",
    "queue_due",
    "secret_of",
    "work_off",
]
