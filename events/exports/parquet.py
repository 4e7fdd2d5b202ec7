"""Parquet of public records: types of the codebook, a group of rows at a time, so that memory does not grow.

What is not known is null; a code that is not known is empty, as in JSON. Apart from `exports` itself, because its
library is large and only the doors that write files need it.
"""

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import batched, zip_longest
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow
import pyarrow.parquet

from .about import About
from .columns import COLUMNS, Column

GROUP = 5000  # rows of one group
PART = 500  # rows of it that are objects of Python at once
TEXT = pyarrow.string()
TYPES = {
    "date": pyarrow.date32(),
    "time": pyarrow.timestamp("us", tz="UTC"),
    "integer": pyarrow.int64(),
    "number": pyarrow.float64(),
    "boolean": pyarrow.bool_(),
    "ids": pyarrow.list_(TEXT),
}
"""Types of columns that are not text."""

READ: Mapping[str, Callable[[Any], Any]] = {
    "date": dt.date.fromisoformat,
    "time": dt.datetime.fromisoformat,
    "json": lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":")),
}
"""What makes a value of JSON one of Parquet where they differ."""


class _Sink:
    """A file that hands back what was written to it since it was last asked."""

    closed = False

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: Any) -> int:
        self._pieces.append(bytes(piece))
        return len(self._pieces[-1])

    def flush(self) -> None:
        """Nothing is kept back."""

    def take(self) -> bytes:
        taken, self._pieces = b"".join(self._pieces), []
        return taken


def parquet_rows(
    record: str,
    documents: Iterable[str],
    about: About,
    keys: Collection[str] = (),
    beside: Mapping[str, tuple[str, str]] = MappingProxyType({}),
) -> Iterator[bytes]:
    """Return the documents of one kind of record as a Parquet file, a group of rows at a time.

    `keys` choose columns, none are all; `beside` are more columns, as in `csv_rows`.
    """
    shape = _Shape(record, keys, beside)
    sink = _Sink()
    with pyarrow.parquet.ParquetWriter(sink, shape.schema.with_metadata(about.told()), compression="zstd") as writer:
        for table in shape.tables(documents):
            writer.write_table(table)
            yield sink.take()
    yield sink.take()


def holds(path: Path, record: str, documents: Iterable[str], beside: Mapping[str, tuple[str, str]]) -> bool:
    """Tell whether a Parquet file holds the values of these documents, in their order, and no other."""
    tables = _Shape(record, (), beside).tables(documents)
    with pyarrow.parquet.ParquetFile(path) as file:
        groups = map(file.read_row_group, range(file.num_row_groups))
        return all(one is not None and one.equals(other) for one, other in zip_longest(groups, tables))


class _Shape:
    """The columns of a file, and documents as tables of them, a group of rows each."""

    def __init__(self, record: str, keys: Collection[str], beside: Mapping[str, tuple[str, str]]) -> None:
        found = {column.key: column for column in COLUMNS.get(f"{record}_verdict", ())}
        self.columns = [column for column in COLUMNS[record] if not keys or column.key in keys]
        self.more = {heading: (member, found[key]) for heading, (member, key) in beside.items()}
        named = {column.key: column for column in self.columns} | {name: one for name, (_, one) in self.more.items()}
        self.schema = pyarrow.schema([_field(name, column) for name, column in named.items()])

    def tables(self, documents: Iterable[str]) -> Iterator[Any]:
        for group in batched(documents, GROUP):
            parts = (
                pyarrow.Table.from_pylist([self._row(json.loads(one)) for one in part], schema=self.schema)
                for part in batched(group, PART)
            )
            yield pyarrow.concat_tables(parts).combine_chunks()

    def _row(self, document: Mapping[str, Any]) -> dict[str, Any]:
        row = {column.key: _value(column, document[column.key]) for column in self.columns}
        beside = {name: (document[member] or {}).get(one.key) for name, (member, one) in self.more.items()}
        return row | {name: _value(self.more[name][1], value) for name, value in beside.items()}


def _value(column: Column, value: Any) -> Any:
    return READ[column.type](value) if value is not None and column.type in READ else value


def _field(name: str, column: Column) -> Any:
    parts = pyarrow.list_(pyarrow.struct([(column.axis, TEXT), ("persons", pyarrow.int64())]))
    kind = parts if column.type == "parts" else TYPES.get(column.type, TEXT)
    return pyarrow.field(name, kind, metadata={"definition": column.definition.en})
