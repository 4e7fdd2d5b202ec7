"""The cast and the small worlds of all tests. No test reaches beyond the loopback; unexpected warnings are errors."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker
from pytest_socket import socket_allow_hosts

from events.imports import Report
from events.kept import MOST_BYTES, SHELF, Shelf
from events.models import Event, Source
from tests import factories, founding_data
from tests.journeys.lodging import house

__all__ = ["house"]  # a fixture: one running tracker for all tests of a process that want one


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show what pages weigh, where the run kept pictures of them."""
    table = Path(os.environ.get("TRACKER_SHOTS", "nowhere")) / "budgets.md"
    if table.exists():
        terminalreporter.section("bytes of a first view")
        terminalreporter.write(table.read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def only_loopback() -> None:
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def empty_shelf(settings: Any) -> None:
    """Let no test see the releases of this machine; a test of releases names a shelf of its own."""
    settings.RELEASES = settings.ROOT / ".data" / "no-releases"


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each answer be made: a test that counts queries, or asks the desk's shadow on a page, must not get a copy."""
    monkeypatch.setattr(SHELF, "most_bytes", 0)


@pytest.fixture
def keeping(nothing_kept: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """The shelf of answers, in use as in a process that serves, and empty."""
    monkeypatch.setattr(SHELF, "most_bytes", MOST_BYTES)
    yield SHELF
    SHELF.clear()


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
def second(db: None) -> User:
    """Approves what the first reviewer changed."""
    return account("sora", "Reviewer")


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


@pytest.fixture
def undone(db: None) -> Callable[[], AbstractContextManager[None]]:
    """Return a block whose rows are gone after it, for tests that try many histories in one transaction."""

    @contextmanager
    def block() -> Iterator[None]:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        SHELF.clear()  # the next history has changes of the same numbers

    return block


@pytest.fixture(scope="session")
def database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database of the tests. pytest-django makes it where a test asks for `db`; here for the others alone, too."""
    if connection.settings_dict["NAME"] != urlsplit(settings.DATABASE_URL).path.strip("/"):
        yield
        return
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={connection.alias})
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="module")
def founding(database: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Report]:
    """The founding dataset, loaded for all tests of a module; none of them changes it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield founding_data.load_once()
        transaction.set_rollback(True)


class Cast(NamedTuple):
    editor: User
    reviewer: User
    second: User


@pytest.fixture
def committed(database: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """A world whose transactions really commit, for tests of several connections; its rows are gone afterwards."""
    with django_db_blocker.unblock():
        try:
            yield Cast(account("edna", "Editor"), account("rhee", "Reviewer"), account("sora", "Reviewer"))
        finally:
            with connection.cursor() as cursor:  # the history refuses TRUNCATE as long as its triggers are on
                cursor.execute("SELECT tablename FROM pg_tables WHERE tablename ~ '^(events_|auth_user)'")
                tables = ", ".join(name for (name,) in cursor.fetchall())
                cursor.execute("SET session_replication_role = replica")
                cursor.execute(f"TRUNCATE {tables} CASCADE")
                cursor.execute("SET session_replication_role = origin")
            connection.close()
