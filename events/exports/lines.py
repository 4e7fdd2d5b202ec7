"""JSON of public records, row by row: a line each, or features of GeoJSON. A document stands as it was made."""

import json
from collections.abc import Collection, Iterable, Iterator
from itertools import batched
from typing import Any

from .about import About
from .columns import COLUMNS

PIECE = 200  # rows that are written at once


def trim(record: str, document: str, keys: Collection[str]) -> str:
    """Return a document with those of its columns that are among the keys; no keys are all. What is no column stays."""
    return _text(_trimmed(record, json.loads(document), keys)) if keys else document


def jsonl_rows(record: str, documents: Iterable[str], keys: Collection[str] = ()) -> Iterator[str]:
    """Return documents as JSON Lines, a piece at a time."""
    for piece in batched(documents, PIECE):
        yield "".join(f"{trim(record, document, keys)}\n" for document in piece)


def geojson_rows(record: str, documents: Iterable[str], about: About, keys: Collection[str] = ()) -> Iterator[str]:
    """Return documents with `lat` and `lon` as one FeatureCollection (RFC 7946), a piece at a time.

    A document is the properties of its feature; without a public point its geometry is null.
    """
    head, between = f'{{"type":"FeatureCollection",{_text(about.told())[1:-1]},"features":[\n', ""
    for piece in batched(documents, PIECE):
        yield head + between + ",\n".join(_feature(record, document, keys) for document in piece)
        head, between = "", ",\n"
    yield f"{head}\n]}}\n"


def _feature(record: str, document: str, keys: Collection[str]) -> str:
    row = json.loads(document)
    point = None
    if row["lat"] is not None and row["lon"] is not None:
        point = {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
    properties = _text(_trimmed(record, row, keys)) if keys else document
    return f'{{"type":"Feature","id":"{row["id"]}","geometry":{_text(point)},"properties":{properties}}}'


def _trimmed(record: str, row: dict[str, Any], keys: Collection[str]) -> dict[str, Any]:
    columns = {column.key for column in COLUMNS[record]}
    return {key: value for key, value in row.items() if key in keys or key not in columns}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
