"""An administrator makes and revokes keys; nobody else does, and nothing of the record moves."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.utils import timezone

from events import actions
from events.access import is_token
from events.errors import InvalidValue, NotAllowedNow, NotPermitted
from events.models import ApiKey, LiveKey, Revision
from tests import factories

TODAY = timezone.localdate


def given(**changes: Any) -> dict[str, Any]:
    return {"name": "Seoul lab", "scopes": ["read"], "expires_on": TODAY() + dt.timedelta(days=30)} | changes


def test_a_key_is_made_under_the_grants_of_the_desk(administrator: User, as_desk: None) -> None:
    key, token = actions.make_key(**given(scopes=["bulk", "read"]), by=administrator)
    assert is_token(token)
    assert (key.hint, key.scopes, key.made_by, key.made_on) == (token[:12], ["read", "bulk"], administrator, TODAY())
    assert (key.live.digest, key.live.scopes) == (token.digest, key.scopes)  # type: ignore[attr-defined]
    assert actions.revoke_key(key, by=administrator).revoked_by == administrator


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("name", " "), ("scopes", []), ("scopes", ["everything"])),
        *(("expires_on", TODAY() + dt.timedelta(days=days)) for days in (-1, 367)),
    ],
)
def test_a_key_needs_a_name_a_scope_and_an_end(administrator: User, field: str, value: Any) -> None:
    with pytest.raises(InvalidValue) as refused:
        actions.make_key(**given(**{field: value}), by=administrator)
    assert refused.value.field == field
    assert refused.value.remedy


def test_an_editor_makes_and_revokes_no_key(editor: User, reviewer: User, administrator: User) -> None:
    key, _ = factories.new_key(administrator)
    for account in (editor, reviewer):
        with pytest.raises(NotPermitted):
            actions.make_key(**given(), by=account)
        with pytest.raises(NotPermitted):
            actions.revoke_key(key, by=account)


def test_of_a_revoked_key_no_digest_is_left(administrator: User) -> None:
    key, _ = factories.new_key(administrator)
    actions.revoke_key(key, by=administrator)
    key.refresh_from_db()
    assert (key.revoked_by, key.revoked_on) == (administrator, TODAY())
    assert not LiveKey.objects.exists()


def test_a_key_is_revoked_once(administrator: User) -> None:
    key, _ = factories.new_key(administrator)
    actions.revoke_key(key, by=administrator)
    with pytest.raises(NotAllowedNow):
        actions.revoke_key(key, by=administrator)


def test_keys_leave_no_trace_in_the_history(administrator: User) -> None:
    actions.revoke_key(factories.new_key(administrator)[0], by=administrator)
    assert not Revision.objects.exists()


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"scopes": []}, "a_key_has_a_scope"),
        ({"expires_on": dt.date(2020, 1, 1)}, "a_key_works_for_a_day_at_least"),
        ({"revoked_on": dt.date(2020, 1, 1)}, "a_revoked_key_says_by_whom"),
    ],
)
def test_the_database_holds_it_too(administrator: User, changes: dict[str, Any], name: str) -> None:
    key, _ = factories.new_key(administrator)
    with pytest.raises(IntegrityError, match=name):
        ApiKey.objects.filter(pk=key.pk).update(**changes)
