"""Filling tables while what the database asks of each row sleeps; it is asked of all of them afterwards."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Model

ASLEEP = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u', 'x')
ORDER BY contype = 'f', conname
"""
INDEXES = """
SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
FROM pg_index WHERE indrelid = ANY(%s::regclass[])
AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
ORDER BY indexrelid
"""


@contextmanager
def guards_asleep(models: Iterable[type[Model]]) -> Iterator[None]:
    """Take indexes, constraints between rows and triggers from tables, and give them back, checked, at the end.

    The caller is the owner of the tables and in a transaction, so a failure leaves all of them as they were.
    Costs: a lock on the tables against everybody; each index is built once, which is several times faster.
    """
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        waking: list[str] = []
        for question in (ASLEEP, INDEXES):
            cursor.execute(question, [tables])
            found = cursor.fetchall()
            waking += [wake for _, wake in found]
            _all(cursor, [sleep for sleep, _ in found])
        waking.sort(key=lambda wake: "FOREIGN KEY" in wake)  # last: they look rows up by index
        _all(cursor, [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables])
        yield
        _all(cursor, waking)
        _all(cursor, [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables])
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _all(cursor: Any, statements: Sequence[str]) -> None:
    for statement in statements:
        cursor.execute(statement)
