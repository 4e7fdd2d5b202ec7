"""The role of the public door: it reads the public record and the digests of keys, and can do nothing else."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from psycopg import errors, sql

from events.models import READABLE, grants

pytestmark = pytest.mark.django_db
Real = psycopg.Connection[Any]
PUBLIC_TABLES = sorted(model._meta.db_table for model in READABLE)


def relations(kinds: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = ANY(%s) ORDER BY 1",
            [list(kinds)],
        )
        return [name for (name,) in cursor.fetchall()]


def readable(real: Real, tables: list[str]) -> Iterator[str]:
    """Yield the tables of which the role can read a row, by trying."""
    for table in tables:
        try:
            real.execute(sql.SQL("SELECT * FROM {} LIMIT 1").format(sql.Identifier(table)))
        except errors.InsufficientPrivilege:
            continue
        yield table


def unlike_the_manifest() -> list[str]:
    """Return each privilege that is in force and not in grants.csv, or the reverse, and each table without a line."""
    manifest, in_force = grants.manifest(), grants.in_force(connection)
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    unnamed = tables - {table for _, table, _ in manifest}
    wrong = [f"{' '.join(grant)} is {'in force' if grant in in_force else 'missing'}" for grant in manifest ^ in_force]
    return sorted([*wrong, *(f"{table} is in no line" for table in unnamed)])


def test_it_reads_the_public_record_and_the_digests_of_keys_and_no_other_table(as_public: Real) -> None:
    found = list(readable(as_public, relations("rvmpf")))
    assert found == PUBLIC_TABLES, "Correct events/models/grants.csv and migrate: READABLE names what it may read."


ADDED_TO = "events_publicreport"
"""The one public table into which the role may add; tests/isolation/test_reports.py says how far."""


CHANGES = [
    (statement, table)
    for statement in ("INSERT INTO {} DEFAULT VALUES", "DELETE FROM {}", "TRUNCATE {}")
    for table in PUBLIC_TABLES
    if not (table == ADDED_TO and statement.startswith("INSERT"))
]


@pytest.mark.parametrize(("statement", "table"), CHANGES)
def test_it_changes_no_public_table(as_public: Real, table: str, statement: str) -> None:
    as_public.execute("SET default_transaction_read_only = off")
    with pytest.raises(errors.InsufficientPrivilege):
        as_public.execute(sql.SQL(statement).format(sql.Identifier(table)))


@pytest.mark.parametrize("model", READABLE, ids=lambda model: model.__name__)
def test_it_updates_no_public_table(as_public: Real, model: Any) -> None:
    as_public.execute("SET default_transaction_read_only = off")
    table, column = sql.Identifier(model._meta.db_table), sql.Identifier(model._meta.pk.column)
    with pytest.raises(errors.InsufficientPrivilege):
        as_public.execute(sql.SQL("UPDATE {} SET {} = NULL").format(table, column))


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE tracker_desk",
        "SET ROLE tracker_owner",
        "SET SESSION AUTHORIZATION tracker_desk",
        "CREATE TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE ROLE mine",
        "CREATE EXTENSION pg_trgm SCHEMA pg_catalog",
        "ALTER ROLE tracker_public SUPERUSER",
        "GRANT SELECT ON events_event TO tracker_public",
        "COPY events_publicevent TO PROGRAM 'true'",
        "SELECT pg_read_file('PG_VERSION')",
        "SELECT rolpassword FROM pg_authid",
        "ANALYZE events_event; SELECT 1 FROM events_event",
        "SELECT histogram_bounds FROM pg_stats JOIN events_event ON true",
        "WITH drafts AS (SELECT * FROM events_event) SELECT id FROM events_publicevent, drafts",
        "LOCK events_publicevent IN ACCESS EXCLUSIVE MODE",
    ],
)
def test_it_is_refused(as_public: Real, statement: str) -> None:
    as_public.execute("SET default_transaction_read_only = off")
    with pytest.raises((errors.InsufficientPrivilege, errors.DuplicateObject)), as_public.transaction():
        as_public.execute(statement)


@pytest.mark.parametrize("statement", ["SELECT nextval({0})", "SELECT setval({0}, 1)", "SELECT last_value FROM {1}"])
def test_it_reads_and_moves_no_sequence(as_public: Real, statement: str) -> None:
    as_public.execute("SET default_transaction_read_only = off")
    for sequence in relations("S"):
        query = sql.SQL(statement).format(sql.Literal(sequence), sql.Identifier(sequence))
        with pytest.raises(errors.InsufficientPrivilege):
            as_public.execute(query)


def test_it_learns_no_statistics_of_a_desk_table(as_public: Real) -> None:
    found = as_public.execute("SELECT DISTINCT tablename FROM pg_stats WHERE schemaname = 'public'").fetchall()
    assert {table for (table,) in found} <= set(PUBLIC_TABLES)


def test_no_function_lends_it_another_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace")
        assert not cursor.fetchall(), "A security definer function runs with its owner's rights: write it otherwise."


def test_it_reads_only_and_not_for_long_even_if_the_client_sets_nothing(as_public: Real) -> None:
    shown = [
        as_public.execute(f"SHOW {name}").fetchone() for name in ("default_transaction_read_only", "statement_timeout")
    ]
    assert shown == [("on",), ("3s",)]
    with pytest.raises(errors.QueryCanceled):
        as_public.execute("SET statement_timeout = '50ms'; SELECT pg_sleep(5)")


def test_the_grants_in_force_are_those_of_the_manifest() -> None:
    wrong = unlike_the_manifest()
    assert not wrong, "Mend events/models/grants.csv, or the migration that granted more:\n  " + "\n  ".join(wrong)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("GRANT SELECT ON events_event TO tracker_public", "tracker_public events_event SELECT is in force"),
        ("GRANT SELECT ON auth_user TO PUBLIC", "PUBLIC auth_user SELECT is in force"),
        ("GRANT DELETE ON events_revision TO tracker_desk", "tracker_desk events_revision DELETE is in force"),
        (
            "REVOKE SELECT ON events_publicevent FROM tracker_public",
            "tracker_public events_publicevent SELECT is missing",
        ),
    ],
)
def test_a_planted_grant_is_found(statement: str, said: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert unlike_the_manifest() == [said]


def test_a_planted_readable_table_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("GRANT SELECT (title_en) ON events_event TO tracker_public; SET LOCAL ROLE tracker_public")
        cursor.execute("SELECT title_en FROM events_event")
        cursor.execute("RESET ROLE")
    assert column_grants() == ["events_event.title_en"]


def column_grants() -> list[str]:
    """Return the columns outside the public record that the role can read although its table is closed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name || '.' || column_name FROM information_schema.column_privileges"
            " WHERE grantee IN ('tracker_public', 'PUBLIC') AND table_schema = 'public' AND table_name <> ALL(%s)"
            " AND privilege_type <> 'INSERT'",
            [PUBLIC_TABLES],
        )
        return [name for (name,) in cursor.fetchall()]


def test_no_column_of_a_closed_table_is_open() -> None:
    assert not column_grants(), "Revoke the grant on the column: the public reads whole public tables and nothing else."
