"""Canaries: values that stand nowhere else, planted in every private column, and the disguises they may sing in."""

import base64
import codecs
import datetime as dt
import html
import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models.functions import Concat, Substr

from events import codebook

STEM = "Kx7Qz9Vw"
"""Begins every planted text."""

SHORT = "ᐖᕓ"
"""Stands in columns too short for it: two letters of a script that nothing else is written in."""

INTEGER, SMALL, DAY, POINT = 731_900_000, 29_417, dt.date(1912, 3, 4), Decimal("73.1941")
SILENT = (models.BooleanField,)
"""A yes or no sings in no voice of its own: the test of interference hears it."""

ACCOUNTS = {"auth_user": "username email first_name last_name password", "django_session": "session_key session_data"}

DISGUISES: dict[str, Callable[[str], bytes]] = {
    "as it is": lambda text: text.encode(),
    "capitals": lambda text: text.upper().encode(),
    "small letters": lambda text: text.lower().encode(),
    "HTML": lambda text: "".join(f"&#{ord(letter)};" for letter in text).encode(),
    "HTML, hexadecimal": lambda text: "".join(f"&#x{ord(letter):x};" for letter in text).encode(),
    "address": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()).encode(),
    "JSON": lambda text: "".join(f"\\u{ord(letter):04x}" for letter in text).encode(),
    "base64": lambda text: base64.b64encode(text.encode())[:10],
    "base64, one on": lambda text: base64.b64encode(b"." + text.encode())[2:11],
    "base64, two on": lambda text: base64.b64encode(b".." + text.encode())[3:12],
    "base32": lambda text: base64.b32encode(text.encode())[:12],
    "hexadecimal": lambda text: text.encode().hex().encode(),
    "backwards": lambda text: text[::-1].encode(),
    "rot13": lambda text: codecs.encode(text, "rot13").encode(),
    "UTF-16": lambda text: text.encode("utf-16-le"),
}


def patterns() -> Iterator[tuple[str, bytes]]:
    """Yield each voice of each canary as a regular expression."""
    for name, disguise in DISGUISES.items():
        yield name, re.escape(disguise(STEM))
    for text in (SHORT, html.escape(SHORT), quote(SHORT), json.dumps(SHORT)[1:-1]):
        yield "two letters", re.escape(text.encode())
    yield "number", rb"731,?90\d,?\d{3}"
    yield "small number", rb"(?<![\w.])29,?417(?!\w)"
    yield "day", rb"(?<!\d)1912(?!\d)"
    yield "point", rb"73\.1941"


PATTERN = re.compile(b"|".join(b"(" + pattern + b")" for _, pattern in patterns()))
NAMES = [name for name, _ in patterns()]


def sung(answer: bytes) -> list[str]:
    """Return what a public answer lets out: the disguise and the bytes around it."""
    found = []
    for match in PATTERN.finditer(answer):
        around = answer[max(match.start() - 40, 0) : match.end() + 40]
        found.append(f"{NAMES[(match.lastindex or 1) - 1]}: {around!r}")
    return found


def desk_columns() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Yield every column whose class is not C0."""
    for model in apps.get_app_config("events").get_models():
        for kind, columns in codebook.COLUMNS[model.__name__].items():
            for column in columns.split() if kind != "C0" else ():
                yield model, model._meta.get_field(column)  # type: ignore[misc]


def plant() -> set[str]:
    """Plant a canary in every private column of every row, whatever rules forbid it, and return those columns."""
    _lift_rules()
    planted = set()
    for model, field in desk_columns():
        if field.many_to_many or field.generated:
            continue
        value = canary(field)
        if value is not None and model._default_manager.exists():
            target = field.attname if field.is_relation else field.name
            model._default_manager.update(**{target: moved(field, target) or value})
            planted.add(f"{model.__name__}.{field.name}")
    with connection.cursor() as cursor:
        for table, columns in ACCOUNTS.items():
            for column in columns.split():
                cursor.execute(f"UPDATE {table} SET {column} = %s || left({column}, 3)", [STEM])
    return planted


def moved(field: models.Field, target: str) -> Any:
    """Return what a key becomes, each row's another one; None for a column that is no key."""
    if not (field.is_relation or field.primary_key):
        return None
    key = field.target_field if field.is_relation else field
    if isinstance(key, models.CharField):
        return Concat(models.Value(STEM), Substr(target, len(STEM) + 1))
    return models.F(target) + INTEGER


def canary(field: models.Field) -> Any:
    """Return the canary for a column; None if it can hold none."""
    if field.is_relation:
        return INTEGER
    match field:
        case ArrayField():
            return [INTEGER + 11]
        case models.SmallIntegerField() | models.PositiveSmallIntegerField():
            return SMALL
        case models.IntegerField():
            return INTEGER + 11
        case models.DecimalField():
            return POINT if field.decimal_places > 2 else Decimal(INTEGER + 22)
        case models.DateTimeField():
            return dt.datetime.combine(DAY, dt.time(), dt.UTC)
        case models.DateField():
            return DAY
        case models.JSONField():
            return {STEM: [STEM]}
        case models.BinaryField():
            return STEM.encode()
        case models.CharField() | models.TextField():
            return STEM if (field.max_length or 99) >= len(STEM) else SHORT[: field.max_length]
    return None


def _lift_rules() -> None:
    """Take the rules off the tables of the desk: canaries obey none. The caller rolls all of it back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype IN ('c', 'u', 'x', 'f')"
            " AND conrelid::regclass::text ~ '^(events_|auth_user|django_)' ORDER BY contype = 'u'"
        )
        for table, name in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for model in {model for model, _ in desk_columns()}:
            cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER USER")
        cursor.execute(
            "SELECT indexrelid::regclass FROM pg_index WHERE indisunique AND NOT indisprimary"
            " AND indrelid::regclass::text ~ '^(events_|auth_user)'"
        )
        for (index,) in cursor.fetchall():
            cursor.execute(f"DROP INDEX {index}")
