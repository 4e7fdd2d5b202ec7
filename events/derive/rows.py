"""The rows of an event in the public record: its columns, from the document of an approved snapshot."""

import json

from .. import partial_dates
from ..exports import COLUMNS
from .snapshot import Json

OPEN_START = 1945
"""First year of an event whose range is open towards the past: the division of Korea."""

TEXT = (
    *("date_precision", "date_basis", "direction", "movement_class", "route_type", "means", "actor_type", "outcome"),
    *("intent", "evidence", "place", "place_precision", "title_en", "title_ko"),
)
NULL = ("occurred_from", "occurred_to", "lat", "lon", "persons_min", "persons_max")
NO_EVENT: Json = dict.fromkeys(TEXT, "") | dict.fromkeys(NULL) | {"year_from": 0, "year_to": 0}
"""The columns of a tombstone."""


ABSENT: Json = {"upper": None, "event_scope": "", "scope_note_en": "", "scope_note_ko": ""}
"""Keys that snapshots do not have which were approved before there were such columns."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def event_columns(document: Json) -> Json:
    """Return the columns by which an event is listed and filtered, and its JSON."""
    columns = {name: document[name] or "" for name in TEXT} | {name: document[name] for name in NULL}
    return columns | years_of_document(document) | {"document": text_of(document, "event")}


def text_of(document: Json, record: str = "") -> str:
    """Return a document as JSON with its keys in codebook order; a tombstone has an order of its own."""
    known = ABSENT | document
    ordered = {column.key: known[column.key] for column in COLUMNS[record]} if record else document
    return _ENCODER.encode(ordered)


def years_of_document(document: Json) -> Json:
    """Return the years that an event touches; an open end closes with the year in which it became public."""
    start, end = (document[name] and int(document[name][:4]) for name in ("occurred_from", "occurred_to"))
    if end is None:
        told = partial_dates.read(document["first_public"]) if document["first_public"] else None
        end = max(start, told.end.year if told is not None and told.end is not None else start)
    return {"year_from": start if start is not None else min(OPEN_START, end), "year_to": end}
