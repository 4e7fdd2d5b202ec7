"""Every column of every public record, once: files, OpenAPI and the codebook's address read this table."""

import csv
from pathlib import Path
from typing import NamedTuple

from ..vocabulary import Bilingual


class Column(NamedTuple):
    """One key of a public document. `type` is text, id, ids, code, parts, edtf, date, time, integer, number, boolean
    or json; `axis` names the vocabulary of a code. What may be unknown is then null, or empty if it is a code."""

    key: str
    type: str
    may_be_unknown: bool
    axis: str
    definition: Bilingual


def _read_columns() -> dict[str, tuple[Column, ...]]:
    records: dict[str, tuple[Column, ...]] = {}
    with Path(__file__).with_name("columns.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            definition = Bilingual(row["definition_en"], row["definition_ko"])
            column = Column(row["key"], row["type"].rstrip("?"), row["type"].endswith("?"), row["axis"], definition)
            records[row["record"]] = (*records.get(row["record"], ()), column)
    return records


COLUMNS = _read_columns()
"""record -> its columns, in the order of its document."""
