"""Who a request comes from: the holder of a live key, or else a network. Both only under a name that tells nothing."""

import datetime as dt
import hashlib
import hmac
import logging
from collections.abc import Mapping
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, connections, router, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from ..callers import network_of
from ..models import KeyUse, LiveKey
from .tokens import Token, is_token

SCHEME = "bearer "
logger = logging.getLogger(__name__)
_noted: dict[str, dt.date] = {}
"""Digest -> the day that this process has written down last; so a key writes once a day."""


class Caller(NamedTuple):
    """Whose quota a request uses. `refused`: it brought something that is no live key."""

    name: str
    scopes: frozenset[str] = frozenset()
    refused: bool = False


def identify(meta: Mapping[str, str]) -> Caller:
    """Return who asks. Costs: no query without a key, 1 with one, 2 more at its first use in a day."""
    given = meta.get("HTTP_AUTHORIZATION")
    if given is None:
        return Caller(_name(_network(meta)))
    key = _live(given)
    if key is None:
        return Caller(_name(_network(meta)), refused=True)
    _note(key)
    return Caller(_name(f"key {key.digest}"), frozenset(key.scopes))


def _live(authorization: str) -> LiveKey | None:
    """Return the live key of an Authorization header; None for one that is malformed, unknown, expired or revoked."""
    text = authorization[len(SCHEME) :].strip()
    if not authorization.lower().startswith(SCHEME) or not is_token(text):
        return None
    return LiveKey.objects.filter(digest=Token(text).digest, expires_on__gte=timezone.localdate()).first()


def _network(meta: Mapping[str, str]) -> str:
    """Return one IPv4 address, or the /64 that one household or office has of IPv6."""
    return f"network {network_of(meta, 32, 64)}"


def _name(told: str) -> str:
    """Return a name under which Valkey counts. Without the secret key, nobody reads an address out of it."""
    return hmac.new(settings.SECRET_KEY.encode(), f"quota {told}".encode(), hashlib.sha256).hexdigest()[:32]


def _note(key: LiveKey) -> None:
    """Write down that a key was used today; what was asked is not. A failure here is no reader's trouble."""
    today = timezone.localdate()
    if _noted.get(key.digest) == today:
        return
    try:
        add_use(key.key_id, today)
    except DatabaseError as error:
        logger.warning("The use of a key was not written down: %s", type(error).__name__)
    _noted[key.digest] = today


def add_use(key: int, day: dt.date) -> None:
    """Add the day of a use, once. The role reads only, but for this transaction."""
    using = router.db_for_write(KeyUse)
    with transaction.atomic(using):
        with connections[using].cursor() as cursor:
            cursor.execute("SET TRANSACTION READ WRITE")
        KeyUse.objects.bulk_create([KeyUse(key_id=key, day=day)], ignore_conflicts=True)


def forget_uses() -> int:
    """Forget all uses of each key but the last one, so that no calendar of anybody's work is kept. Costs: 1 query."""
    later = KeyUse.objects.filter(key=OuterRef("key"), day__gt=OuterRef("day"))
    return KeyUse.objects.filter(Exists(later)).delete()[0]
