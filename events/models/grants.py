"""Who may do what in the database: applied from grants.csv after each migration, and compared with it by a law.

The owner of every table is tracker_owner, never the role that the program runs as: a program that does not own a
table can't switch off its triggers.
"""

import csv
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

MANIFEST = Path(__file__).with_name("grants.csv")
ROLES = ("tracker_desk", "tracker_public")


def manifest() -> set[tuple[str, str, str]]:
    """Return {(role, table, privilege)} as committed."""
    with MANIFEST.open(encoding="utf-8", newline="") as file:
        return {
            (row["role"], row["table"], privilege)
            for row in csv.DictReader(file)
            for privilege in row["privileges"].split()
        }


def in_force(connection: BaseDatabaseWrapper) -> set[tuple[str, str, str]]:
    """Return {(role, table, privilege)} as the database has them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants"
            " WHERE table_schema = 'public' AND grantee IN ('tracker_desk', 'tracker_public', 'PUBLIC')"
        )
        return set(cursor.fetchall())


def apply(connection: BaseDatabaseWrapper, passwords: dict[str, str]) -> None:
    """Make ownership, privileges and passwords what the manifest and the settings say. Idempotent."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('tracker grants'))")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner <> 'tracker_owner'")
        for (table,) in cursor.fetchall():
            cursor.execute(sql.SQL("ALTER TABLE {} OWNER TO tracker_owner").format(sql.Identifier(table)))
        roles = sql.SQL(", ").join(sql.Identifier(role) for role in ROLES)
        cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO tracker_owner, {}").format(roles))
        database = sql.Identifier(connection.settings_dict["NAME"])
        cursor.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(database))
        cursor.execute(sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}, PUBLIC").format(roles))
        cursor.execute("GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO tracker_desk")
        for role, table, privilege in sorted(manifest()):
            statement = sql.SQL("GRANT {} ON {} TO {}")
            cursor.execute(statement.format(sql.SQL(privilege), sql.Identifier(table), sql.Identifier(role)))
        for role, password in passwords.items():
            cursor.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(password)))
