"""The formats of a release, one line of `FORMS` each: a file is made as a stream from the JSON Lines of its part."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ..exports import csv_rows
from .parts import Part

LINES = "jsonl"


class Form(NamedTuple):
    """What follows the point of a file, its type on the net, how it is written, and of which parts (none: of all)."""

    ending: str
    media_type: str
    write: Callable[[Part, Iterable[str], Path], None]
    of: frozenset[str] = frozenset()

    def fits(self, part: Part) -> bool:
        return not self.of or part.name in self.of


def write_lines(_: Part, documents: Iterable[str], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"{document}\n" for document in documents)


def write_csv(part: Part, documents: Iterable[str], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(csv_rows(part.record, documents, part.beside))


def write_geojson(_: Part, documents: Iterable[str], path: Path) -> None:
    """Write events as features. The point is the middle of a named place, `radius_km` wide; null without one."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write('{"type":"FeatureCollection","features":[')
        for number, document in enumerate(documents):
            row = json.loads(document)
            where = json.dumps(
                None if row["lat"] is None else {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
            )
            head = f'{{"type":"Feature","id":{json.dumps(row["id"])},"geometry":{where},"properties":'
            file.write(f"{',' if number else ''}\n{head}{document}}}")
        file.write("\n]}\n")


FORMS = (
    Form(LINES, "application/x-ndjson", write_lines),
    Form("csv", "text/csv", write_csv),
    Form("geojson", "application/geo+json", write_geojson, frozenset({"events"})),
)
"""JSON Lines first: the others are made from them, and a re-cut reads them."""


def read_lines(path: Path) -> Iterator[str]:
    """Yield the documents of a file of JSON Lines."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.removesuffix("\n")
