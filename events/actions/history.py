"""One revision for each editorial change, appended in the transaction of the change."""

import secrets
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Model
from django.utils import timezone
from psycopg import sql

from ..derive import CHAINED, Json
from ..errors import NotPermitted, StaleVersion
from ..models import FIRST_HASH, Record, Revision, RevisionBody, canonical, commit
from ..vocabulary import Act

KINDS = {model: kind for kind, model in CHAINED.items()}
LARGE = {"text", "snapshot"}
"""Columns that a revision names by their SHA-256 only."""


def require(by: User, permission: str) -> None:
    """Raise NotPermitted unless the account holds a permission of this app."""
    if not by.has_perm(f"events.{permission}"):
        raise NotPermitted(
            f"{by.get_username()} may not do that.", field="by", remedy="Ask an administrator for the right group."
        )


def require_version(record: Record, seen: int | None) -> None:
    """Raise StaleVersion if somebody saved the locked record since the form showed version `seen`."""
    if seen is not None and seen != record.version:
        raise StaleVersion(
            f"{record.public_id} is at version {record.version} now; the form was opened at version {seen}.",
            field="version",
            remedy="Compare with what is stored now and save again.",
        )


def append(
    record: Record, act: Act, *, body: Json, public_number: int | None = None, by: User, reason: str = ""
) -> Revision:
    """Append one revision to the chain of a locked record and raise the record's version to its number."""
    kind = KINDS[type(record)]
    chain = Revision.objects.filter(record=kind, record_id=record.pk).order_by("-number")
    last = chain.first() if record.version else None
    salt, text = secrets.token_bytes(32), canonical(body)
    revision = Revision(
        record=kind,
        record_id=record.pk,
        number=last.number + 1 if last else 1,
        act=act,
        by=by,
        at=timezone.now(),
        reason=reason,
        public_number=public_number,
        commitment=commit(salt, text),
        previous_hash=last.hash if last else FIRST_HASH,
    )
    revision.hash = revision.compute_hash()
    revision.save(force_insert=True)
    RevisionBody.objects.create(revision=revision, salt=salt, body=text)
    record.version = revision.number
    return revision


def raise_sequence(model: type[Model]) -> None:
    """Let the sequence of a table's numbers go on after a number that was given."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), (SELECT max(id) FROM {}))").format(
                sql.Literal(table), sql.Identifier(table)
            )
        )


def state_of(instance: Model) -> Json:
    """Return the editable columns of a row as plain JSON; large private texts stay out, their hashes are columns."""
    state: dict[str, Any] = {}
    for field in instance._meta.concrete_fields:
        if field.name not in LARGE and not field.generated and field.name != "version":
            value = field.value_from_object(instance)
            state[field.name] = str(value) if hasattr(value, "as_tuple") else value
    return state
