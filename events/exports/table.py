"""CSV of public records, row by row: UTF-8 without a mark, one header, CRLF, as RFC 4180 has it.

A cell that a spreadsheet would run as a formula gets an apostrophe before it; our own numbers never do.
"""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import batched
from types import MappingProxyType
from typing import Any

from .. import codebook
from .columns import COLUMNS

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
PIECE = 200  # rows that are written at once
AS_THEY_ARE = {"code", "date", "time", "integer", "number"}
"""Types of columns whose values a CSV writer needs no help with: none of them is a formula."""

PLAIN = re.compile("[0-9A-Za-z가-힣]")
"""How a text begins that stays what it is under NFKC and is no formula."""


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
    columns = [column for column in COLUMNS[record] if not chosen or column.key in chosen]
    keys = [column.key for column in columns]
    told = [(at, column.key) for at, column in enumerate(columns) if column.type not in AS_THEY_ARE]
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([*keys, *beside])
    for piece in batched(documents, PIECE):
        for document in piece:
            row = json.loads(document)
            if record == "claim" and "value" in keys:
                row["value"] = codebook.show(row["field"], row["value"])
            cells = [row[key] for key in keys]
            for at, key in told:
                if (value := cells[at]) is not None:
                    cells[at] = cell(key, value)
            more = [cell("", (row[member] or {}).get(key)) for member, key in beside.values()]
            writer.writerow(cells + more)
        yield file.getvalue()
        file.seek(0)
        file.truncate()
    if header := file.getvalue():  # there are no rows
        yield header


def cell(key: str, value: Any) -> str:
    """Return one value as the text of a cell; what is not known is empty, lists are joined by semicolons."""
    if isinstance(value, str):
        return safe(value)
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
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; a full-width = counts as =."""
    if PLAIN.match(text):
        return text
    start = unicodedata.normalize("NFKC", text[:8]).lstrip(" \u200b\ufeff")
    return f"'{text}" if start.startswith(FORMULA) else text
