"""What the public role can do about keys: know one by its digest and add the day of its use, and nothing else."""

from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import ProgrammingError, connection
from psycopg import errors

from events.models import ApiKey, KeyUse
from tests import factories

from .conftest import House

DAY = "(now() AT TIME ZONE 'Asia/Seoul')::date"
ADD = f"INSERT INTO events_keyuse (key_id, day) VALUES (1, {DAY} - %s::int) ON CONFLICT DO NOTHING"


@pytest.fixture
def writing(as_public: psycopg.Connection[Any]) -> psycopg.Connection[Any]:
    """The real role in a transaction that may write; nothing of it stays."""
    as_public.autocommit = False
    as_public.execute("SET TRANSACTION READ WRITE")
    return as_public


@pytest.mark.django_db
def test_it_adds_the_day_of_a_use(writing: psycopg.Connection[Any]) -> None:
    assert writing.execute(ADD, [0]).rowcount == 1
    assert writing.execute(ADD, [0]).rowcount == 0
    writing.rollback()


@pytest.mark.django_db
@pytest.mark.parametrize("days", [2, 30, -2])
def test_a_key_is_used_today(writing: psycopg.Connection[Any], days: int) -> None:
    with pytest.raises(errors.CheckViolation, match="used today"):
        writing.execute(ADD, [days])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "SELECT name FROM events_apikey",
        "SELECT count(*) FROM events_apikey",
        "SELECT day FROM events_keyuse",
        "DELETE FROM events_keyuse",
        "UPDATE events_keyuse SET day = day - 1",
        f"INSERT INTO events_keyuse (key_id, day) VALUES (1, {DAY}) ON CONFLICT (key_id, day) DO UPDATE SET key_id = 2",
        "INSERT INTO events_livekey TABLE events_livekey",
        "UPDATE events_livekey SET expires_on = '2099-01-01'",
        "DELETE FROM events_livekey",
    ],
)
def test_it_makes_changes_and_revokes_no_key(writing: psycopg.Connection[Any], statement: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        writing.execute(statement)


@pytest.mark.django_db
def test_outside_of_the_one_transaction_it_adds_nothing(as_public: psycopg.Connection[Any]) -> None:
    with pytest.raises(errors.ReadOnlySqlTransaction):
        as_public.execute(ADD, [0])


def test_the_desk_writes_no_use(as_desk: None) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        KeyUse.objects.bulk_create([KeyUse(key_id=1, day="2026-01-01")])


def test_the_secret_is_nowhere_in_the_database(administrator: User) -> None:
    """Neither whole nor in part, in any column of any table; its digest is in one."""
    _, token = factories.new_key(administrator)
    secret = token.rpartition("_")[2]
    holding = {looked_for: tables_with(looked_for) for looked_for in (token, secret[:16], secret[-24:-8], token.digest)}
    assert set().union(*list(holding.values())[:3]) == set()
    assert holding[token.digest] == {"events_livekey"}


def tables_with(text: str) -> set[str]:
    found = set()
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}" AS t WHERE t::text LIKE %s)', [f"%{text}%"])
            if cursor.fetchone()[0]:
                found.add(table)
    return found


@pytest.mark.slow
def test_a_key_made_at_the_desk_opens_the_public_door_until_it_is_revoked(house: House) -> None:
    """Two processes and two real roles: what one connection of a test can't show."""
    shell = ("manage.py", "shell", "--verbosity=0", "-c")
    house.run(*shell, ADMINISTRATOR)
    key = house.run("manage.py", "api_key", "make", "Seoul lab", "--by", "ada").strip()
    quotas = {"API_READS": "50/3600", "API_KEY_READS": "70/3600"}

    def ask() -> Any:
        door = ("-m", "tests.isolation.house", "ask_with", key, "/api/v1/events/")
        return house.run(*door, TRACKER_DOORS="public", **quotas)

    status, policy = ask()
    assert (status, policy.partition(",")[0]) == (200, '"read";q=70;w=3600')
    assert "used 20" in house.run("manage.py", "api_key", "list").partition("Seoul lab")[0].splitlines()[-1]
    house.run("manage.py", "api_key", "revoke", key, "--by", "ada")
    status, policy = ask()
    assert (status, policy.partition(",")[0]) == (401, '"read";q=50;w=3600')


ADMINISTRATOR = """
from django.contrib.auth.models import Group, User
user = User.objects.create_user("ada", is_staff=True)
user.groups.add(Group.objects.get(name="Administrator"))
"""


def test_a_key_is_no_record(administrator: User) -> None:
    """It is known to no room of readers but the one that counts."""
    key, _ = factories.new_key(administrator)
    assert str(key).startswith(key.hint)
    assert ApiKey.objects.count() == 1
