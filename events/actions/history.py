"""One revision for each editorial change, appended in the transaction of the change."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.db.models import Model
from django.utils import timezone
from psycopg import sql

from ..derive import CHAINED, Json
from ..errors import InvalidValue, NotPermitted, StaleVersion
from ..models import FIRST_HASH, Record, Revision, RevisionBody, canonical, commit
from ..vocabulary import Act

KINDS = {model: kind for kind, model in CHAINED.items()}
WRITING = (Act.CREATE, Act.CHANGE, Act.SPLIT, Act.UNMERGE)
"""Acts after which somebody else has to approve; the trigger four_eyes names the same."""
STATED = (*WRITING, Act.TAKE_DOWN)
"""Acts whose revisions hold the whole state of an event."""
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
    if seen != record.version:
        raise StaleVersion(
            f"{record.public_id} is at version {record.version} now; the form was opened at version {seen or 0}.",
            field="version",
            remedy="Compare with what is stored now and save again.",
        )


def append(
    record: Record, act: Act, *, body: Json, public_number: int | None = None, by: User, reason: str = ""
) -> Revision:
    """Append one revision to the chain of a locked record; the caller has raised the record's version to its number."""
    kind = KINDS[type(record)]
    chain = Revision.objects.filter(record=kind, record_id=record.pk)
    last = chain.get(number=record.version - 1) if record.version > 1 else None
    salt, text = secrets.token_bytes(32), canonical(body)
    revision = Revision(
        record=kind,
        record_id=record.pk,
        number=record.version,
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
    RevisionBody(revision=revision, salt=salt, body=text).save(force_insert=True)
    return revision


def check_columns(instance: Model, computed: Sequence[str] = ()) -> None:
    """Raise InvalidValue if a column does not fit; the database checks relations and constraints as it writes."""
    relations = [field.name for field in instance._meta.concrete_fields if field.is_relation or field.primary_key]
    relations += computed
    try:
        instance.clean_fields(exclude=relations)
        instance.validate_unique(exclude=relations)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise InvalidValue(" ".join(messages), field=field, remedy="Correct the value and save again.") from error


def write_row(instance: Model, *, new: bool) -> None:
    """Write a row; a broken constraint is told by its name, which is a sentence."""
    try:
        instance.save(force_insert=new)
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        sentence = (getattr(diagnosis, "constraint_name", None) or "the row breaks a rule").replace("_", " ")
        remedy = "Correct the record and save again."
        raise InvalidValue(f"{sentence.capitalize()}.", remedy=remedy) from error


def raise_sequence(model: type[Model]) -> None:
    """Let the sequence of a table's numbers go on after a number that was given.

    It is never lowered: rows of transactions that are still open have taken its last numbers.
    """
    table = model._meta.db_table
    statement = sql.SQL(
        "SELECT setval(s, GREATEST((SELECT max(id) FROM {}), COALESCE(pg_sequence_last_value(s), 1)))"
        " FROM (SELECT pg_get_serial_sequence({}, 'id')::regclass) AS found(s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.format(sql.Identifier(table), sql.Literal(table)))


def state_of(instance: Model) -> Json:
    """Return the editable columns of a row as plain JSON; large private texts stay out, their hashes are columns."""
    state: dict[str, Any] = {}
    for field in instance._meta.concrete_fields:
        if field.name not in LARGE and not field.generated and field.name != "version":
            value = field.value_from_object(instance)
            state[field.name] = str(value) if hasattr(value, "as_tuple") else value
    return state


def body_before(record: Record, number: int, acts: Sequence[Act] = STATED) -> Json | None:
    """Return what the last revision of some acts before a number says; None if there is none or it was destroyed."""
    chain = Revision.objects.filter(record=KINDS[type(record)], record_id=record.pk, act__in=acts, number__lt=number)
    last = chain.select_related("body").order_by("-number").first()
    return last.body.read() if last is not None and hasattr(last, "body") else None
