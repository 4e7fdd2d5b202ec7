"""The forms of files, one line of `FORMS` each: the files of the API and of releases are written by this table."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from .about import About
from .lines import geojson_rows, jsonl_rows
from .table import csv_rows

Beside = Mapping[str, tuple[str, str]]
NOTHING: Beside = MappingProxyType({})


class Form(NamedTuple):
    """What follows the point of a file, its type on the net with parameters, its writer, and the records it is of."""

    ending: str
    content_type: str
    write: Callable[[str, Iterable[str], About, Collection[str], Beside], Iterator[str] | Iterator[bytes]]
    of: frozenset[str] = frozenset()

    @property
    def media_type(self) -> str:
        return self.content_type.partition(";")[0]

    def fits(self, record: str) -> bool:
        return not self.of or record in self.of

    def pieces(
        self,
        record: str,
        documents: Iterable[str],
        about: About,
        keys: Collection[str] = (),
        beside: Beside = NOTHING,
    ) -> Iterator[bytes]:
        """Yield the bytes of a file of documents; `keys` and `beside` as in `csv_rows`. Memory does not grow."""
        for piece in self.write(record, documents, about, keys, beside):
            yield piece.encode() if isinstance(piece, str) else piece


def _parquet(
    record: str, documents: Iterable[str], about: About, keys: Collection[str], beside: Beside
) -> Iterator[bytes]:
    from .parquet import parquet_rows  # large: only who writes such a file loads it

    return parquet_rows(record, documents, about, keys, beside)


FORMS = {
    form.ending: form
    for form in (
        Form("jsonl", "application/jsonl", lambda record, rows, _, keys, __: jsonl_rows(record, rows, keys)),
        Form(
            "csv",
            "text/csv; charset=utf-8; header=present",
            lambda record, rows, _, keys, beside: csv_rows(record, rows, beside, keys),
        ),
        Form(
            "geojson",
            "application/geo+json",
            lambda record, rows, about, keys, _: geojson_rows(record, rows, about, keys),
            frozenset({"event"}),
        ),
        Form("parquet", "application/vnd.apache.parquet", _parquet),
    )
}
"""ending -> form; JSON Lines first, because releases make the others from them."""
