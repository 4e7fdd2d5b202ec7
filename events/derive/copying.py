"""Rows in bulk by COPY."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import AutoField, Field, JSONField, Model
from psycopg import sql

from .snapshot import Json


class Copying:
    """How rows come into one table, or `into` another one of the same columns."""

    def __init__(self, model: type[Model], *, numbered: bool, into: str = "") -> None:
        fields: list[Field[Any, Any]] = [field for field in model._meta.concrete_fields if not field.generated]
        fields = [field for field in fields if numbered or not isinstance(field, AutoField)]
        self._defaults = [(field.attname, field.get_default()) for field in fields]
        self._as_json = [place for place, field in enumerate(fields) if isinstance(field, JSONField)]
        names = sql.SQL(", ").join(sql.Identifier(field.attname) for field in fields)
        table = sql.Identifier(into or model._meta.db_table)
        self._statement = sql.SQL("COPY {} ({}) FROM STDIN").format(table, names)

    def values(self, row: Json) -> list[Any]:
        """Return the values of a row {column: value} in the order of the columns; what is left out has its default."""
        values = [row.get(name, default) for name, default in self._defaults]
        for place in self._as_json:
            values[place] = json.dumps(values[place], ensure_ascii=False)
        return values

    def write(self, rows: Iterable[list[Any]]) -> None:
        """Write values of rows. Costs: 1 COPY."""
        with connection.cursor() as cursor, cursor.copy(self._statement) as copy:
            for values in rows:
                copy.write_row(values)
