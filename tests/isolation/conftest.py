"""Two worlds beside the tests' own: the public door as everybody sees it, and a database of its own with real roles."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from psycopg import sql

from . import world as worlds
from .world import World

ROOT = Path(__file__).resolve().parents[2]
OURS = {"DATABASE_DESK_URL", "DATABASE_PUBLIC_URL", "PYTEST_VERSION", "PYTEST_CURRENT_TEST", "TRACKER_DOORS", "DEBUG"}
"""What this process adds to its environment, and the tracker itself must not see."""


@pytest.fixture
def world(editor: User, reviewer: User) -> World:
    return worlds.publish(editor, reviewer)


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> Client:
    """A reader whose pages carry the same nonce and stamp every time; an answer of 500 is an exception here."""
    monkeypatch.setattr("django.utils.csp.generate_nonce", lambda: "nonce")
    monkeypatch.setattr("events.intake.receipts.new_stamp", lambda: "stamp")
    return Client()


@pytest.fixture
def as_public(db: None) -> Iterator[psycopg.Connection[Any]]:
    """A connection of the real role `tracker_public` to the database of the tests, with nothing set by the client."""
    place = settings.PUBLIC | {"NAME": connection.settings_dict["NAME"]}
    names = {"host": "HOST", "port": "PORT", "dbname": "NAME", "user": "USER", "password": "PASSWORD"}
    given = {name: place[key] for name, key in names.items() if place[key]}
    with psycopg.connect(**given, autocommit=True) as real:
        yield real


class House:
    """A database of its own, filled by the desk's own role, and processes that open a door on it."""

    def __init__(self, url: str) -> None:
        self.url = url

    def run(self, *argv: str, role: str = "desk", **environment: str) -> Any:
        """Run a command in a process with the settings of production and return the JSON that it prints."""
        ours = {name: value for name, value in os.environ.items() if name not in OURS}
        given = ours | {"DATABASE_URL": self.url, "TRACKER_ROLE": role, "SECRET_KEY": "for-one-test"} | environment
        argv = (sys.executable, "-W", "ignore", *argv)
        result = subprocess.run(argv, cwd=ROOT, env=given, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stderr[-2000:]
        return json.loads(result.stdout) if result.stdout.startswith(("{", "[")) else result.stdout

    def ask(self, *argv: str, doors: str) -> Any:
        return self.run("-m", "tests.isolation.house", *argv, TRACKER_DOORS=doors)


@pytest.fixture(scope="session")
def house(database: None, django_db_blocker: Any) -> Iterator[House]:
    """Two connections, three roles, rows that are committed: what one connection of a test can't show."""
    place = settings.DATABASES["default"]
    name = f"house_{place['NAME']}"
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    given = {key: place[value] for key, value in names.items() if place[value]}
    with psycopg.connect(**given, dbname="postgres", autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        server.execute(sql.SQL("CREATE DATABASE {} OWNER tracker_owner").format(sql.Identifier(name)))
        made = House(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl())
        made.run("manage.py", "migrate", "--verbosity=0", role="owner")
        made.ask("fill", doors="desk")
        yield made
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
