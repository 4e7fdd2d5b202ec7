"""JSON Schema (2020-12) of public records, from the table of columns; OpenAPI is made of the same parts."""

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ..vocabulary import AXES
from .columns import COLUMNS, Column

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
TYPES: Mapping[str, Schema] = {
    "text": TEXT,
    "id": TEXT,
    "edtf": {"type": "string", "description": "EDTF"},
    "date": {"type": "string", "format": "date"},
    "time": {"type": "string", "format": "date-time"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "ids": {"type": "array", "items": TEXT},
    "json": {},
}
"""Type of a column -> its schema; codes and parts are made of their vocabulary."""


class Member(NamedTuple):
    """Records inside a record: one or null, or a list if `many`."""

    record: str
    meaning: str
    many: bool = True
    required: bool = False


FOUND = "What reconciling found; null until it has been reckoned."
MEMBERS: Mapping[str, Mapping[str, Member]] = {
    "event": {
        "claims": Member("claim", "With include=claims."),
        "sources": Member("source", "With include=sources."),
        "links": Member("link", "With include=links."),
    },
    "figure": {"verdict": Member("figure_verdict", FOUND, many=False)},
    "check": {"finding": Member("check_verdict", FOUND, many=False, required=True)},
    "reconciliation": {"verdicts": Member("figure_verdict", "The verdicts on its figures.", required=True)},
    "release": {"files": Member("release_file", "Its files, by name.", required=True)},
}
"""record -> what stands in it besides its columns."""


def value_schema(column: Column, vocabulary: Callable[[str], Schema]) -> Schema:
    """Return the schema of a column's values; `vocabulary` gives that of a code by the name of its axis."""
    if column.type == "code":
        code = vocabulary(column.axis)
        return {"oneOf": [code, {"const": ""}]} if column.may_be_unknown else code
    if column.type == "parts":
        properties = {column.axis: vocabulary(column.axis), "persons": {"type": ["integer", "null"]}}
        return {"type": "array", "items": {"type": "object", "properties": properties}}
    shape = TYPES[column.type]
    return shape | {"type": [shape["type"], "null"]} if column.may_be_unknown else dict(shape)


def vocabulary_schema(axis: str) -> Schema:
    """Return the schema of a vocabulary: its codes, each with its label in the description."""
    lines = [f"* `{member}` {member.label.en}" for member in AXES[axis]]
    return {"type": "string", "enum": AXES[axis].codes(), "description": "\n".join(lines)}


def record_schema(record: str) -> Schema:
    """Return the schema of one kind of record, whose vocabularies and members stand beside it under `$defs`.

    Columns may be added to a record, so members that it does not name are allowed.
    """
    columns = {
        column.key: value_schema(column, _reference) | {"description": column.definition.en}
        for column in COLUMNS[record]
    }
    members = MEMBERS.get(record, {})
    inner = {name: _member(member) | {"description": member.meaning} for name, member in members.items()}
    optional = {name for name, member in members.items() if not member.required}
    properties = columns | inner
    required = [name for name in properties if name not in optional]
    return {"title": record, "type": "object", "properties": properties, "required": required}


def _reference(axis: str) -> Schema:
    return {"$ref": f"#/$defs/{AXES[axis].__name__}"}


def _member(member: Member) -> Schema:
    one = {"$ref": f"#/$defs/{member.record}"}
    return {"type": "array", "items": one} if member.many else {"oneOf": [one, {"type": "null"}]}


def codebook_schema(address: str) -> str:
    """Return one JSON Schema document that holds every record and every vocabulary under `$defs`.

    `address` is where it stands: an event is valid under `{address}#/$defs/event`.
    """
    defined = {record: record_schema(record) for record in COLUMNS}
    defined |= {axis.__name__: vocabulary_schema(name) for name, axis in AXES.items()}
    told = {"$schema": DIALECT, "$id": address, "title": "Public records, one definition for each kind"}
    return json.dumps(told | {"$defs": defined}, ensure_ascii=False)
