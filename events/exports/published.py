"""What is published with the program, as JSON: vocabularies, fields, columns; and one line of the feed of changes."""

import datetime as dt
import functools
import inspect
import json
from typing import Any

from ..codebook import FIELDS, EventField
from ..models import PublicChange
from ..vocabulary import AXES, Axis
from .columns import COLUMNS


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _vocabulary(name: str, axis: type[Axis]) -> dict[str, Any]:
    terms = [
        {
            "code": member.value,
            "label_en": member.label.en,
            "label_ko": member.label.ko,
            "definition_en": member.definition.en,
            "definition_ko": member.definition.ko,
        }
        for member in axis
    ]
    return {"axis": name, "meaning": inspect.getdoc(axis), "terms": terms}


VOCABULARIES = {name: _vocabulary(name, axis) for name, axis in AXES.items()}


def _field(field: EventField) -> dict[str, Any]:
    axis = next((name for name, axis in AXES.items() if axis is field.axis), None)
    return {
        "key": field.key,
        "kind": field.kind,
        "axis": axis,
        "label_en": field.label.en,
        "label_ko": field.label.ko,
        "definition_en": field.definition.en,
        "definition_ko": field.definition.ko,
    }


def _columns(record: str) -> list[dict[str, Any]]:
    return [
        {
            "key": column.key,
            "type": column.type,
            "may_be_unknown": column.may_be_unknown,
            "axis": column.axis or None,
            "definition_en": column.definition.en,
            "definition_ko": column.definition.ko,
        }
        for column in COLUMNS[record]
    ]


@functools.cache
def codebook_text() -> str:
    records = {record: _columns(record) for record in COLUMNS}
    return _text({"fields": [_field(field) for field in FIELDS.values()], "records": records})


def change_text(change: PublicChange) -> str:
    """Return one line of the feed of changes as JSON."""
    at = change.at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    told = {"number": change.number, "at": at, "kind": change.kind, "record": change.record}
    told |= {"public_id": change.public_id, "fields": change.fields, "reason": change.reason}
    return _text(told | {"severity": change.severity, "sources": change.sources})
