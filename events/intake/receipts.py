"""What a form and its receipt are made of: a stamp that says when it was opened, a code that only its sender knows.

Nothing is kept for a form that was only opened. The receipt follows from the form's stamp and from what was written in
it, under the secret key: the same form sent twice has the same receipt, so it is one report.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable

from django.conf import settings
from django.core import signing

SALT = "report"
SHORTEST, LONGEST = 3, 24 * 3600  # seconds that a form is open
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U."""

READ_AS = str.maketrans("OIL", "011", "- ")
BYTES, GROUP = 10, 4


class TooSoon(Exception):
    """The form was sent faster than somebody can write."""


class TooOld(Exception):
    """The form was open for more than a day, or its stamp is not ours."""


def new_stamp() -> str:
    """Return what a form carries so that it needs no cookie: a random text and the moment, signed."""
    return signing.TimestampSigner(salt=SALT).sign(secrets.token_hex(8))


def check_stamp(stamp: str) -> None:
    """Raise TooOld or TooSoon unless a form was open for a time in which somebody may have written it."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        signer.unsign(stamp, max_age=LONGEST)
    except signing.BadSignature as error:
        raise TooOld from error
    try:
        signer.unsign(stamp, max_age=SHORTEST)
    except signing.SignatureExpired:
        return
    raise TooSoon


def receipt_of(stamp: str, written: Iterable[str]) -> str:
    """Return the receipt of a form as it was written: sixteen letters, 80 bits, in groups of four."""
    parts = "\0".join([SALT, stamp, *written])
    digest = hmac.new(settings.SECRET_KEY.encode(), parts.encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest[:BYTES])
    code = "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(BYTES * 8 // 5)))
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_receipt(typed: str) -> str:
    """Return a receipt as it is written, whatever hand copied it; empty if it can be none."""
    code = typed.strip().upper().translate(READ_AS)
    if len(code) != BYTES * 8 // 5 or not set(code) <= set(LETTERS):
        return ""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def digest_of(receipt: str) -> str:
    """Return what is kept of a receipt: its SHA-256, from which nobody finds it again."""
    return hashlib.sha256(f"{SALT} {receipt}".encode()).hexdigest()
