"""The founding dataset, loaded through the actions once a session; later modules get a copy of the rows.

Its claims get the numbers that they get in a new database, whichever tests were here before.
"""

from django.db import connection

from events import imports
from events.imports import Report

_rows: dict[str, bytes] = {}
_reports: list[Report] = []


def load_once() -> Report:
    """Load the dataset into the open transaction and return the report of the load."""
    with connection.cursor() as cursor:
        if _reports:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table, rows in _rows.items():
                with cursor.connection.cursor().copy(f'COPY "{table}" FROM STDIN') as copy:
                    copy.write(rows)
            cursor.execute("SET LOCAL session_replication_role = origin")
        else:
            cursor.execute("SELECT setval(pg_get_serial_sequence('events_claim', 'id'), 1, false)")
            _reports.append(imports.load())
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
            cursor.execute("SELECT tablename FROM pg_tables WHERE tablename ~ '^(events_|auth_user)' ORDER BY 1")
            for (table,) in cursor.fetchall():
                with cursor.connection.cursor().copy(f'COPY "{table}" TO STDOUT') as copy:
                    _rows[table] = b"".join(bytes(part) for part in copy)
    return _reports[0]
