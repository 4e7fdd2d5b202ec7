"""Whole files: every list in every form as of the last change, made by a worker, so that nobody waits for them.

They stand on the shelf beside the releases, in a folder that the version of the dataset and the program name. Who asks
for a list gets its file only while that version is the record's own; else the answer is streamed from the database.
See docs/adr/0045-files.md.
"""

import gzip
import shutil
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ..exports import program_version
from ..models import PublicChange
from . import shelf
from .facts import read_sums
from .forms import write_lists
from .parts import PARTS
from .writing import seal

FOLDER, BUILDING, LOCK = ".whole", ".next", ".whole-lock"
LISTS = tuple(part for part in PARTS if part.name != "checks")
"""The lists that follow from the last change alone. Findings of checks follow it by moments."""

PACKED = ".gz"
PACKS = (".csv", ".jsonl", ".geojson")
"""What is packed besides, once; Parquet is packed inside."""


class Whole(NamedTuple):
    """A file that stands ready: where, the SHA-256 of its bytes, and whether they are packed by gzip."""

    path: Path
    sum: str
    packed: bool


def make_whole() -> str:
    """Make the files of the record as it is, unless they stand, and return their version; empty if nothing was made.

    If the record changes meanwhile, what was made is thrown away: the next call begins anew. One process at a time.
    Costs: one walk through each list, and the disk for two versions.
    """
    with shelf.held(LOCK, wait=False) as mine:
        version = _version()
        if not mine or version == 0 or _folder(str(version)).exists():
            return ""
        built = _root() / BUILDING
        shutil.rmtree(built, ignore_errors=True)
        built.mkdir(parents=True)
        write_lists(built, version, {part.name: part.documents() for part in LISTS})
        for path in [path for path in built.iterdir() if path.suffix in PACKS]:
            _pack(path)
        seal(built, None)
        if _version() != version:
            shutil.rmtree(built)
            return ""
        built.rename(_folder(str(version)))
        forget_old()
        return str(version)


def forget_whole(but: str = "") -> None:
    """Remove the files of all versions but one; they are made again by and by. Who is reading one reads on."""
    kept = _folder(but) if but else None
    for folder in _root().glob("[0-9]*"):
        if folder != kept:
            shutil.rmtree(folder, ignore_errors=True)


def forget_old() -> None:
    """Remove what is of another version than the record is now, as after each change. Costs: 1 query."""
    forget_whole(but=str(_version()))


def find_whole(file: str, version: str, *, packed: bool) -> Whole | None:
    """Return the file of a list, as events.csv, if it stands ready for this version; packed if it may be and is."""
    folder = _folder(version)
    try:
        sums = _sums(folder / shelf.SUMS, (folder / shelf.SUMS).stat().st_mtime_ns)
    except FileNotFoundError:
        return None
    name = f"{file}{PACKED}" if packed and f"{file}{PACKED}" in sums else file
    return Whole(folder / name, sums[name], name != file) if name in sums else None


@lru_cache(maxsize=4)
def _sums(path: Path, _made_at: int) -> dict[str, str]:
    return read_sums(path)


def _root() -> Path:
    return shelf.root() / FOLDER


def _folder(version: str) -> Path:
    return _root() / f"{version}-{program_version()}"


def _version() -> int:
    last = PublicChange.objects.last()
    return last.number if last else 0


def _pack(path: Path) -> None:
    with (
        path.open("rb") as file,
        path.with_name(path.name + PACKED).open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", compresslevel=1, fileobj=raw, mtime=0) as packed,
    ):
        shutil.copyfileobj(file, packed, 1 << 20)
