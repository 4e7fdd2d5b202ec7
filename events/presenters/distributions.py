"""Every file and answer in which the data set can be taken, for the catalogues on the page of the data."""

from collections.abc import Iterator
from typing import NamedTuple

TABLES = ("events", "claims", "sources", "figures", "series", "bridges", "checks", "coverage", "statistics")
FORMS = {"csv": "text/csv", "jsonl": "application/jsonl", "parquet": "application/vnd.apache.parquet"}
MAP = ("geojson", "application/geo+json")
JSON = "application/json"
SCHEMA = "/api/v1/codebook/schema/"
TEMPORAL = "1945/.."
"""What the record covers, as an interval of ISO 8601: from the division of the peninsula on."""


class Distribution(NamedTuple):
    """One way to take one list; `pages` if it comes in pages and not as a file."""

    name: str
    media_type: str
    path: str
    pages: bool = False


def all_of() -> Iterator[Distribution]:
    """Yield every file of the live data set, and the lists that come in pages alone."""
    for name in TABLES:
        for form, media_type in FORMS.items():
            yield Distribution(name, media_type, f"/api/v1/{name}.{form}")
    yield Distribution("events", MAP[1], f"/api/v1/events.{MAP[0]}")
    for name in (*TABLES, "reconciliation", "changes"):
        yield Distribution(name, JSON, f"/api/v1/{name}/", pages=True)
