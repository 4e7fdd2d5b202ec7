"""Public records as files, in the order of the codebook."""

from .about import LICENCE, About
from .columns import COLUMNS, Column
from .grid import grid
from .lines import geojson_rows, jsonl_rows, trim
from .published import VOCABULARIES, change_text, codebook_text
from .schemas import MEMBERS, codebook_schema, value_schema, vocabulary_schema
from .table import cell, csv_rows, safe

__all__ = [
    "COLUMNS",
    "LICENCE",
    "MEMBERS",
    "VOCABULARIES",
    "About",
    "Column",
    "cell",
    "change_text",
    "codebook_schema",
    "codebook_text",
    "csv_rows",
    "geojson_rows",
    "grid",
    "jsonl_rows",
    "safe",
    "trim",
    "value_schema",
    "vocabulary_schema",
]
