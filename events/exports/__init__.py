"""Public records as files, in the order of the codebook."""

from .about import LICENCE, About
from .columns import COLUMNS, Column
from .forms import FORMS, Form
from .grid import grid
from .lines import geojson_rows, jsonl_rows, trim
from .program import program_version
from .published import VOCABULARIES, change_text, codebook_text
from .schemas import MEMBERS, codebook_schema, value_schema, vocabulary_schema
from .table import cell, csv_rows, safe

__all__ = [
    "COLUMNS",
    "FORMS",
    "LICENCE",
    "MEMBERS",
    "VOCABULARIES",
    "About",
    "Column",
    "Form",
    "cell",
    "change_text",
    "codebook_schema",
    "codebook_text",
    "csv_rows",
    "geojson_rows",
    "grid",
    "jsonl_rows",
    "program_version",
    "safe",
    "trim",
    "value_schema",
    "vocabulary_schema",
]
