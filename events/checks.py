"""System checks with ids: what is wrong with this installation, and what to do about it."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.utils import timezone
from django.utils.dateparse import parse_datetime

OLDEST_SERVER = 150000
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


@register(Tags.security, deploy=True)
def check_secret(**_: Any) -> list[CheckMessage]:
    """E001: the secret key is the one that everybody can read."""
    if not settings.SECRET_KEY.startswith("insecure"):
        return []
    return [Error("SECRET_KEY is not set.", hint="Set SECRET_KEY to 50 random characters.", id="tracker.E001")]


@register(Tags.security)
def check_doors(**_: Any) -> list[CheckMessage]:
    """E002: no such door."""
    if settings.DOORS in ("public", "desk", "both"):
        return []
    return [Error(f"TRACKER_DOORS is “{settings.DOORS}”.", hint="Set it to public, desk or both.", id="tracker.E002")]


CONTACT = re.compile(r"(mailto:[^@\s]+@[^@\s]+|https://\S+|tel:\+[-0-9.]+)")


@register(Tags.security, deploy=True)
def check_security_txt(**_: Any) -> list[CheckMessage]:
    """W006, E007: nobody can tell us of a hole, or /.well-known/security.txt says what no reader can use."""
    contacts, expires = settings.SECURITY_CONTACTS, settings.SECURITY_EXPIRES
    if not contacts and not expires:
        hint = "Set TRACKER_SECURITY_CONTACT and TRACKER_SECURITY_EXPIRES (docs/operations.md)."
        return [Warning("There is no /.well-known/security.txt.", hint=hint, id="tracker.W006")]
    wrong = [contact for contact in contacts if not CONTACT.fullmatch(contact)]
    until = parse_datetime(expires) if DATE_TIME.fullmatch(expires) else None
    if wrong or not contacts:
        hint = "Write TRACKER_SECURITY_CONTACT as mailto:somebody@example.org, https://... or tel:+..."
        return [Error(f"Nobody can be reached at “{', '.join(wrong)}”.", hint=hint, id="tracker.E007")]
    if until is None or not timezone.now() < until < timezone.now() + dt.timedelta(days=366):
        hint = "Write TRACKER_SECURITY_EXPIRES as 2027-06-01T00:00:00Z: a time to come, within a year (RFC 9116)."
        return [Error(f"security.txt expires at “{expires}”.", hint=hint, id="tracker.E007")]
    return []


@register(Tags.database)
def check_database(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """E003 to E005: the server is too old, finds no Korean words, or lets the program own its tables."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num')::int")
            if cursor.fetchone()[0] < OLDEST_SERVER:
                found.append(Error("PostgreSQL is older than 15.", hint="Use PostgreSQL 15 to 18.", id="tracker.E003"))
            cursor.execute("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'")
            if cursor.fetchone()[0]:
                cursor.execute("SELECT cardinality(show_trgm('한국어'))")
                if not cursor.fetchone()[0]:
                    found.append(_no_korean())
            cursor.execute("SELECT tableowner = current_user FROM pg_tables WHERE tablename = 'events_revision'")
            row = cursor.fetchone()
            if row and row[0] and settings.DATABASE_ROLE != "owner":
                hint = "Give DATABASE_DESK_URL the role tracker_desk; keep the owner's for migrate."
                found.append(Warning("The program owns its tables.", hint=hint, id="tracker.W005"))
    return found


def _no_korean() -> CheckMessage:
    return Error(
        "The database makes no trigrams of Korean words, so nobody would find them.",
        hint="Create it with --locale-provider=builtin --builtin-locale=C.UTF-8 (docs/operations.md).",
        id="tracker.E004",
    )
