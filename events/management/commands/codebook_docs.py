"""Write docs/codebook.md from the registry, so that the page and the program can't disagree."""

import inspect
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from events.codebook import COLUMNS as CLASSES
from events.codebook import FIELDS
from events.exports import COLUMNS
from events.filters import CHECK_PARAMETERS, EVENT_PARAMETERS, FIGURE_PARAMETERS, Parameter
from events.measures import COUNTED, DIMENSIONS
from events.vocabulary import AXES

PATH = Path("docs", "codebook.md")
HEAD = """\
# Codebook

Every field, code, column, parameter and measure of the tracker, with its definition. This page is generated:
`manage.py codebook_docs` writes it, and a test compares it with the program. The same tables as data:
`/api/v1/codebook/` and `/api/v1/vocabularies/`.
"""
CLASS_WORDS = "C0 public, C1 public when approved, C2 restricted to the desk, C3 dangerous, C4 secret."


class Command(BaseCommand):
    help = "Write docs/codebook.md from the registry; --check only compares."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail if the file is not what would be written")

    def handle(self, *_: Any, check: bool = False, **__: Any) -> None:
        path, text = settings.ROOT / PATH, page()
        if check and (not path.exists() or path.read_text(encoding="utf-8") != text):
            raise CommandError(f"{PATH} is not what the registry says; run manage.py codebook_docs and commit it.")
        if not check:
            path.write_text(text, encoding="utf-8")
        self.stdout.write(f"{PATH}: {text.count(chr(10))} lines")


def page() -> str:
    """Return the whole page as Markdown."""
    parts = (fields(), records(), parameters(), measures(), vocabularies(), classes())
    return "\n".join([HEAD, *(line for part in parts for line in part)])


def fields() -> Iterator[str]:
    axes = {axis: name for name, axis in AXES.items()}
    rows = [
        (code(f.key), f.label.en, f.label.ko, code(axes[f.axis]) if f.axis else "", f.form, f.definition.en)
        for f in FIELDS.values()
    ]
    yield "## Fields on which sources make claims\n"
    yield from table(("field", "label", "Korean label", "vocabulary", "written as", "definition"), rows)


def records() -> Iterator[str]:
    yield "## Columns of public records\n"
    yield "In the order of the JSON and CSV; a type with `?` may be unknown.\n"
    for record, columns in COLUMNS.items():
        rows = [
            (code(c.key), c.type + "?" * c.may_be_unknown, code(c.axis), c.definition.en, c.definition.ko)
            for c in columns
        ]
        yield f"### {record}\n"
        yield from table(("column", "type", "vocabulary", "definition", "Korean definition"), rows)


def parameters() -> Iterator[str]:
    yield "## Parameters\n"
    yield "The same on pages, in the API and in files. Several values by comma where the kind is codes, slugs or ids.\n"
    asked = (("events", EVENT_PARAMETERS), ("figures", FIGURE_PARAMETERS), ("checks", CHECK_PARAMETERS))
    for subject, given in asked:
        rows = [(code(p.name), p.kind, values_of(p), code(p.default), p.description.en) for p in given]
        yield f"### Of {subject}\n"
        yield from table(("parameter", "kind", "values", "default", "meaning"), rows)


def values_of(parameter: Parameter) -> str:
    if parameter.axis:
        return f"vocabulary {code(parameter.axis)}" + "; with a minus left out" * parameter.excludes
    return (" to " if parameter.kind == "number" else ", ").join(map(code, parameter.choices))


def measures() -> Iterator[str]:
    yield "## Measures\n"
    yield "Each year and direction is counted in these dimensions, in events and persons. Certain: the whole date range"
    yield "lies inside the year; possible: it touches the year. Counted as defections are the movement classes"
    yield f"{', '.join(code(name) for name in COUNTED)}.\n"
    rows = [
        (code(d.name), "those of counted classes" if d.counted_only else "all, each class under its own name")
        for d in DIMENSIONS
    ]
    yield from table(("dimension", "which events"), rows)


def vocabularies() -> Iterator[str]:
    yield "## Vocabularies\n"
    for name, axis in AXES.items():
        rows = [(code(m.value), m.label.en, m.label.ko, m.definition.en, m.definition.ko) for m in axis]
        yield f"### {name}\n"
        yield f"{inspect.getdoc(axis)}\n"
        yield from table(("code", "label", "Korean label", "definition", "Korean definition"), rows)


def classes() -> Iterator[str]:
    rows = [
        (code(model), kind, ", ".join(code(column) for column in columns.split()))
        for model, kinds in CLASSES.items()
        for kind, columns in kinds.items()
    ]
    yield "## Classes of data\n"
    yield f"Every column of every table has exactly one: {CLASS_WORDS}\n"
    yield from table(("table", "class", "columns"), rows)


def code(text: str) -> str:
    return f"`{text}`" if text else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a Markdown table with an empty line below it."""
    for row in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(cell.replace('|', '&#124;').replace(chr(10), ' ') for cell in row)} |"
    yield ""
