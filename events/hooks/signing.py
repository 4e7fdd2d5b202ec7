"""Signatures as the Standard Webhooks specification writes them: HMAC-SHA256 over id, time and body.

The secret of a hook follows from a salt in its row and the program's SECRET_KEY, so a copy of the database signs
nothing. With another SECRET_KEY it would be another secret, which `mark` gives away before anything is sent.
"""

import base64
import datetime as dt
import hashlib
import hmac
import secrets

from django.utils.crypto import salted_hmac

from ..models import Webhook

PREFIX = "whsec_"
SHOWN_FOR = dt.timedelta(minutes=10)
"""How long after it was made a secret can be seen; later there is only another one."""

AGENT = "DefectionEventsTracker/1.0"


def new_salt() -> str:
    """Return the salt of a new secret."""
    return secrets.token_hex(32)


def secret_of(salt: str) -> str:
    """Return the secret that follows from a salt, as its receiver writes it down."""
    return PREFIX + base64.b64encode(_key(salt)).decode()


def fingerprint(salt: str) -> str:
    """Return by which eight letters a secret is known, here and to who looks which one they have."""
    return hashlib.sha256(secret_of(salt).encode()).hexdigest()[:8]


def headers(hook: Webhook, message_id: str, body: bytes, now: dt.datetime) -> list[tuple[str, str]]:
    """Return the headers of one try. For a week after a change of the secret the one before signs too."""
    at = str(int(now.timestamp()))
    salts = [hook.salt]
    if hook.previous_until and hook.previous_until > now:
        salts.append(hook.previous_salt)
    signed = f"{message_id}.{at}.".encode() + body
    digests = [base64.b64encode(hmac.digest(_key(salt), signed, "sha256")).decode() for salt in salts]
    return [
        ("Content-Type", "application/json"),
        ("User-Agent", AGENT),
        ("Connection", "close"),
        ("webhook-id", message_id),
        ("webhook-timestamp", at),
        ("webhook-signature", " ".join(f"v1,{digest}" for digest in digests)),
    ]


def _key(salt: str) -> bytes:
    return salted_hmac("events.hooks.secret", salt, algorithm="sha256").digest()
