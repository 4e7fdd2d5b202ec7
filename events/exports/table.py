"""CSV of public records, row by row: UTF-8 without a mark, one header, CRLF, as RFC 4180 has it.

A cell that a spreadsheet would run as a formula gets an apostrophe before it; our own numbers never do.
"""

import csv
import json
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from .. import codebook
from .columns import COLUMNS

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
PIECE = 200  # rows that are written at once


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_rows(
    record: str,
    documents: Iterable[str],
    beside: Mapping[str, tuple[str, str]] = MappingProxyType({}),
    chosen: Collection[str] = (),
) -> Iterator[str]:
    """Return the documents of one kind of record as CSV, its header first, a piece at a time.

    `beside` are more columns: heading -> the member of the document, an object or null, and the key in it. `chosen`
    are the columns of the record that are wanted; none means all.
    """
    keys = [column.key for column in COLUMNS[record] if not chosen or column.key in chosen]
    writer = csv.writer(_Echo())
    piece = [writer.writerow([*keys, *beside])]
    for document in documents:
        row = json.loads(document)
        if record == "claim":
            row["value"] = codebook.show(row["field"], row["value"])
        more = [(row[member] or {}).get(key) for member, key in beside.values()]
        piece.append(writer.writerow([*(cell(key, row[key]) for key in keys), *(cell("", value) for value in more)]))
        if len(piece) >= PIECE:
            yield "".join(piece)
            piece = []
    yield "".join(piece)


def cell(key: str, value: Any) -> str:
    """Return one value as the text of a cell; what is not known is empty, lists are joined by semicolons."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if key == "outcome_parts":
        return codebook.show("outcome", value) if value else ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return safe("; ".join(value))
    if isinstance(value, str):
        return safe(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; a full-width = counts as =."""
    start = unicodedata.normalize("NFKC", text[:8]).lstrip(" \u200b\ufeff")
    return f"'{text}" if start.startswith(FORMULA) else text
