"""Every editorial write: one door, an actor, a reason and a trace. Each call is atomic and appends one revision."""

from .claims import ClaimInput, LinkInput
from .coding import code_event
from .erasing import erase_body
from .records import record
from .workflow import approve, merge, send_back, submit, withdraw

__all__ = [
    "ClaimInput",
    "LinkInput",
    "approve",
    "code_event",
    "erase_body",
    "merge",
    "record",
    "send_back",
    "submit",
    "withdraw",
]
