"""A throw-away PostgreSQL and Valkey for one test session; loaded with `-p tracker.local.pytest_plugin`.

DATABASE_URL and CELERY_BROKER_URL, where given, are used instead. The processes of pytest-xdist inherit the
addresses from the one that started the servers, and that one stops them.
"""

import os
from collections.abc import Generator

import pytest

from tracker.local import LocalError
from tracker.local.throwaway import Servers, remove_stale

IDLE = {"-h", "--help", "--version", "-V", "--fixtures", "--markers"}
_servers: Servers | None = None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(args: list[str]) -> Generator[None, object, object]:
    """Start what is missing before pytest-django reads the settings: wrappers come before all other hooks."""
    global _servers
    os.environ.setdefault("TRACKER_ROLE", "owner")
    for name in ("API_READS", "API_FILES"):  # all tests are one network, and ask more than any reader
        os.environ.setdefault(name, "1000000/60")
    wanted = [name for name in ("DATABASE_URL", "CELERY_BROKER_URL") if not os.environ.get(name)]
    if wanted and not IDLE.intersection(args):
        remove_stale()
        _servers = Servers()
        try:
            if "DATABASE_URL" in wanted:
                os.environ["DATABASE_URL"] = _servers.start_postgres()
            if "CELERY_BROKER_URL" in wanted:
                os.environ["CELERY_BROKER_URL"] = _servers.start_valkey()
        except LocalError as error:
            _servers.close()
            raise pytest.UsageError(str(error)) from None
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_unconfigure() -> Generator[None, object, object]:
    """Stop what this process started after everybody else has closed their connections, or failed to."""
    global _servers
    try:
        return (yield)
    finally:
        if _servers:
            _servers.close()
            _servers = None
