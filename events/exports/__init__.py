"""Public records as files, in the order of the codebook."""

from .columns import COLUMNS, Column
from .grid import grid
from .table import cell, csv_rows, safe

__all__ = ["COLUMNS", "Column", "cell", "csv_rows", "grid", "safe"]
