"""What is published with the program: vocabularies, the codebook, the list of addresses; and lines of the feed."""

import datetime as dt
import functools
import inspect
import json
from hashlib import blake2s
from typing import Any

from django.urls import reverse

from ..codebook import FIELDS, EventField
from ..exports import COLUMNS
from ..models import PublicChange
from ..vocabulary import AXES, Axis


def text_of(value: Any) -> str:
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
def vocabularies_text() -> str:
    return text_of({"next": None, "previous": None, "results": list(VOCABULARIES.values())})


@functools.cache
def vocabulary_text(axis: str) -> str:
    return text_of(VOCABULARIES[axis])


@functools.cache
def codebook_text() -> str:
    records = {record: _columns(record) for record in COLUMNS}
    return text_of({"fields": [_field(field) for field in FIELDS.values()], "records": records})


@functools.cache
def digest() -> str:
    """Return the version of these tables, which changes with the words in them."""
    return blake2s((vocabularies_text() + codebook_text()).encode(), digest_size=8).hexdigest()


ADDRESSES = (
    *("events", "sources", "claims", "figures", "series", "bridges", "checks", "reconciliation", "coverage"),
    *("statistics", "vocabularies", "codebook", "changes", "schema", "docs"),
)


def start_text(origin: str) -> str:
    return text_of({name: f"{origin}{reverse(f'api:{name}')}" for name in ADDRESSES})


def change_text(change: PublicChange) -> str:
    """Return one line of the feed of changes as JSON."""
    at = change.at.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    told = {"number": change.number, "at": at, "kind": change.kind, "record": change.record}
    told |= {"public_id": change.public_id, "fields": change.fields, "reason": change.reason}
    return text_of(told | {"severity": change.severity, "sources": change.sources})
