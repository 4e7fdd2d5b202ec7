"""Advisory locks, held to the end of the transaction. One name, one number."""

from django.db import connection

PUBLIC_FEED = 7_001
STATISTICS = 7_002
DERIVATIONS = 7_003
RECONCILING = 7_004
REWRITING = 7_005  # taken last: who holds it waits for no other
KEPT_FORMS = 7_023


def lock(name: int, part: int = 0) -> None:
    """Wait for a lock of this database and hold it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [name, part])
