"""The files of a list: JSON Lines first, and every other form of `exports.FORMS` as a stream from these."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..exports import FORMS, About, Form
from .facts import sum_of
from .parts import BY_NAME, Part

LINES = "jsonl"


def forms_of(part: Part) -> list[Form]:
    return [form for form in FORMS.values() if form.fits(part.record)]


def write_lists(
    folder: Path, version: int, documents: Mapping[str, Iterable[str]], before: Path | None = None
) -> dict[str, int]:
    """Write lists in every form, in constant memory, and return how many rows each has; `documents` are by part.

    `before` is the folder that these files replace: a list whose lines are the same keeps its files to the byte,
    whatever writes them today, and no list gets a form that it did not have.
    """
    return {name: _write_list(folder, BY_NAME[name], version, given, before) for name, given in documents.items()}


def _write_list(folder: Path, part: Part, version: int, documents: Iterable[str], before: Path | None) -> int:
    about, lines = About(part.sentence, str(version)), folder / f"{part.name}.{LINES}"
    _write(lines, part, FORMS[LINES], documents, about)
    same = before is not None and sum_of(before / lines.name) == sum_of(lines)
    for form in forms_of(part)[1:]:
        path = folder / f"{part.name}.{form.ending}"
        if before is not None and not (before / path.name).exists():
            continue
        if before is not None and same:
            shutil.copyfile(before / path.name, path)
        else:
            _write(path, part, form, read_lines(lines), about)
    return sum(1 for _ in read_lines(lines))


def _write(path: Path, part: Part, form: Form, documents: Iterable[str], about: About) -> None:
    with path.open("wb") as file:
        file.writelines(form.pieces(part.record, documents, about, beside=part.beside))


def read_lines(path: Path) -> Iterator[str]:
    """Yield the documents of a file of JSON Lines."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.removesuffix("\n")
