"""Keys to the API: an administrator makes one for somebody, and revokes it. Neither touches the record."""

import datetime as dt
from collections.abc import Collection

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from ..access import Token, new_token
from ..errors import InvalidValue, NotAllowedNow
from ..models import ApiKey, LiveKey
from ..vocabulary import ApiScope
from .history import require

LONGEST_DAYS = 366


@transaction.atomic
def make_key(*, name: str, scopes: Collection[str], expires_on: dt.date, by: User) -> tuple[ApiKey, Token]:
    """Make a key and return it with its token, which nobody can read again.

    Raises: InvalidValue without a name, a scope or a day within a year; NotPermitted.
    """
    require(by, "add_apikey")
    check_key(name=name, scopes=scopes, expires_on=expires_on)
    token, given = new_token(), {"scopes": [one for one in ApiScope.codes() if one in scopes], "expires_on": expires_on}
    key = ApiKey.objects.create(name=name.strip(), hint=token.hint, made_by=by, made_on=timezone.localdate(), **given)
    LiveKey.objects.create(digest=token.digest, key=key, **given)
    return key, token


def check_key(*, name: str, scopes: Collection[str], expires_on: dt.date) -> None:
    """Raise InvalidValue unless a key may be made so."""
    today = timezone.localdate()
    if not name.strip():
        raise InvalidValue("A key needs a name.", field="name", remedy="Write whose key it is and what for.")
    if not scopes or set(scopes) - set(ApiScope.codes()):
        remedy = f"Choose of {', '.join(ApiScope.codes())}."
        raise InvalidValue("A key has one scope at least.", field="scopes", remedy=remedy)
    if not today <= expires_on <= today + dt.timedelta(days=LONGEST_DAYS):
        raise InvalidValue("A key ends within a year.", field="expires_on", remedy="Choose a day from today on.")


@transaction.atomic
def revoke_key(key: ApiKey, *, by: User) -> ApiKey:
    """Let a key work no longer, from this moment on. What is left of it is who had it.

    Raises: NotAllowedNow if it was revoked before; NotPermitted.
    """
    require(by, "change_apikey")
    key = ApiKey.objects.select_for_update(no_key=True).get(pk=key.pk)
    if key.revoked_on:
        raise NotAllowedNow("This key was revoked before.", field="revoked_on", remedy="Nothing is left to do.")
    LiveKey.objects.filter(key=key).delete()
    key.revoked_by, key.revoked_on = by, timezone.localdate()
    key.save(update_fields=["revoked_by", "revoked_on"])
    return key
