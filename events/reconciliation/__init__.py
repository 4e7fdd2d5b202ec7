"""Published numbers held against each other, and against the events: from the public record to the pure engine.

Reads the public record and writes nothing, so pages, the API, the desk and Celery ask the same functions.
"""

from .checks import allowed, ask
from .coverage import coverage_of, documented, dump
from .documents import check_document, series_document, verdict_document
from .reckoning import editions, number_of, reckon, related, shown_on

__all__ = [
    "allowed",
    "ask",
    "check_document",
    "coverage_of",
    "documented",
    "dump",
    "editions",
    "number_of",
    "reckon",
    "related",
    "series_document",
    "shown_on",
    "verdict_document",
]
