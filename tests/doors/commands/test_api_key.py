"""The command for keys: prints a new one once, lists and revokes."""

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from events.access import is_token
from events.models import ApiKey, LiveKey
from tests import factories


def told(*words: str, **given: Any) -> str:
    out = StringIO()
    call_command("api_key", *words, stdout=out, stderr=StringIO(), **given)
    return out.getvalue()


def test_it_prints_the_key_and_nothing_else(administrator: User) -> None:
    token = told("make", "Seoul lab", "--scopes", "read", "bulk", "--by", "adam").removesuffix("\n")
    assert is_token(token)
    assert ApiKey.objects.get().scopes == ["read", "bulk"]


def test_the_list_tells_no_secret(administrator: User) -> None:
    _, token = factories.new_key(administrator)
    listed = told("list")
    assert token.hint in listed
    assert token[12:20] not in listed
    assert "never used" in listed


@pytest.mark.parametrize("whole", [True, False])
def test_a_key_is_revoked_by_how_it_begins_or_by_the_whole_of_it(administrator: User, whole: bool) -> None:
    _, token = factories.new_key(administrator)
    assert "revoked" in told("revoke", token if whole else token.hint, "--by", "adam")
    assert not LiveKey.objects.exists()
    assert "revoked" in told("list")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("make", "x", "--by", "nobody"), "no account"),
        (("make", "x", "--by", "edna"), "may not do that"),
        (("make", "x", "--by", "adam", "--days", "999"), "within a year"),
        (("make", "x", "--by", "adam", "--scopes", "all"), "invalid choice"),
        (("revoke", "det_00000000", "--by", "adam"), "No key begins"),
    ],
)
def test_what_can_not_be_done_is_said(administrator: User, editor: User, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        told(*words)
