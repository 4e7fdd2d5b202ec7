"""Public records as files, in the order of the codebook."""

from .columns import COLUMNS, Column
from .grid import grid
from .published import VOCABULARIES, change_text, codebook_text
from .table import cell, csv_rows, safe

__all__ = [
    "COLUMNS",
    "VOCABULARIES",
    "Column",
    "cell",
    "change_text",
    "codebook_text",
    "csv_rows",
    "grid",
    "safe",
]
