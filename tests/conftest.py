"""The cast and the small worlds of all tests. No test reaches beyond the loopback; unexpected warnings are errors."""

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from pytest_socket import socket_allow_hosts

from events.models import Event, Source
from tests import factories


@pytest.fixture(autouse=True)
def only_loopback() -> None:
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


def account(name: str, group: str | None = None) -> User:
    user = User.objects.create_user(name, is_staff=group is not None)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def editor(db: None) -> User:
    """Codes events; may not approve."""
    return account("edna", "Editor")


@pytest.fixture
def reviewer(db: None) -> User:
    """Approves what others coded."""
    return account("rhee", "Reviewer")


@pytest.fixture
def administrator(db: None) -> User:
    """Keeps accounts; has no right over content."""
    return account("adam", "Administrator")


@pytest.fixture
def outsider(db: None) -> User:
    """Signed in, in no group."""
    return account("otto")


@pytest.fixture
def source(editor: User) -> Source:
    return factories.new_source(editor)


@pytest.fixture
def event(editor: User, source: Source) -> Event:
    """A complete draft."""
    return factories.coded_event(editor, source)


@pytest.fixture
def published(editor: User, reviewer: User) -> Event:
    """An event that the public sees."""
    return factories.published_event(editor, reviewer)


@pytest.fixture
def as_desk(db: None) -> None:
    """Run a test under the grants of the role that the desk has in production."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE tracker_desk")
