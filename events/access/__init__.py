"""Who may ask the API how much: keys, and quotas counted in Valkey. Nothing here opens a field (ADR 0042)."""

from .keys import Caller, forget_uses, identify
from .quota import PATIENCE, Taken, policies, take
from .tokens import Token, is_token, new_token

__all__ = [
    "PATIENCE",
    "Caller",
    "Taken",
    "Token",
    "forget_uses",
    "identify",
    "is_token",
    "new_token",
    "policies",
    "take",
]
