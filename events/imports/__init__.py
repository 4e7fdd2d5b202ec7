"""Files in: rows are read and checked together, then applied through the actions."""

from .founding import FOLDER, Report, load, number
from .tables import Dataset, read

__all__ = ["FOLDER", "Dataset", "Report", "load", "number", "read"]
