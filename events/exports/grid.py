"""A table of numbers as CSV, written as the files of records are: UTF-8, one header, CRLF, no formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from .table import cell


def grid(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows under their header as CSV."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(head)
    writer.writerows([cell("", value) for value in row] for row in rows)
    return file.getvalue()
