"""Public records as files, in the order of the codebook."""

from .about import LICENCE, About
from .columns import COLUMNS, Column
from .grid import grid
from .lines import geojson_rows, jsonl_rows, trim
from .table import cell, csv_rows, safe

__all__ = [
    "COLUMNS",
    "LICENCE",
    "About",
    "Column",
    "cell",
    "csv_rows",
    "geojson_rows",
    "grid",
    "jsonl_rows",
    "safe",
    "trim",
]
