"""Holding a CSV file against its table schema: header, types, constraints, keys. Reads the file once, as a stream."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

csv.field_size_limit(2**27)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", text))


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


CHECKS: dict[str, Callable[[str], bool]] = {
    "string": lambda _: True,
    "integer": lambda text: bool(re.fullmatch(r"-?\d+", text)),
    "number": _is_number,
    "boolean": lambda text: text in ("true", "false"),
    "date": _is_date,
    "datetime": _is_time,
}


def ids_of(path: Path, column: str) -> set[str]:
    """Return the values of one column."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row.get(column, "") for row in csv.DictReader(file)}


def check_table(path: Path, schema: Mapping[str, Any], known: Mapping[str, set[str]], rows: int) -> Iterator[str]:
    """Yield a sentence for each kind of fault, with the first line on which it stands.

    `known` are the ids of the tables that foreign keys refer to, `rows` the rows that the data package promises.
    """
    fields = schema["fields"]
    names = [field["name"] for field in fields]
    keys = {key["fields"][0]: key["reference"]["resource"] for key in schema["foreignKeys"]}
    seen: dict[str, int] = {}
    ids: set[str] = set()
    count = 0
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        if next(reader, []) != names:
            yield f"{path.name}: its columns are not those of the data package."
            return
        for cells in reader:
            count += 1
            for fault in _faults(cells, fields, keys, known, ids):
                seen.setdefault(fault, reader.line_num)
    yield from (f"{path.name}, line {line}: {fault}" for fault, line in seen.items())
    if count != rows:
        yield f"{path.name}: {count} rows, and the data package says {rows}."


def _faults(
    cells: list[str], fields: list[Any], keys: Mapping[str, str], known: Mapping[str, set[str]], ids: set[str]
) -> Iterator[str]:
    if len(cells) != len(fields):
        yield f"{len(cells)} cells instead of {len(fields)}."
        return
    for text, field in zip(cells, fields, strict=True):
        name, rule = field["name"], field.get("constraints", {})
        if not text:
            if rule.get("required"):
                yield f"{name} is empty."
            continue
        if not CHECKS[field["type"]](text):
            yield f"{name} is no {field['type']}."
        if "enum" in rule and text not in rule["enum"]:
            yield f"{name} is not one of its codes."
        if name in keys and text not in known[keys[name]]:
            yield f"{name} refers to a row that {keys[name]} does not have."
        if rule.get("unique"):
            if text in ids:
                yield f"{name} stands twice."
            ids.add(text)
