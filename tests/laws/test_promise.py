"""What version 1 of the API once had stays: addresses, parameters, forms, columns with their types, codes, problems."""

import re
from collections.abc import Iterable, Iterator
from textwrap import fill
from typing import Any

import pytest
import yaml

from events.api import problems
from events.api.urls import urlpatterns

from .house import ROOT, told

PROMISED = ROOT / "docs" / "v1.txt"
MADE = ROOT / ".data" / "v1.txt"
BROKEN = "Version 1 promises these (docs/researchers.md, Versioning): keep them, or let them answer until their Sunset:"
NEW = f"These are new, and stay from now on. If that is meant, copy {MADE} over {PROMISED}:"
Names = set[tuple[str, str]]


def names(document: dict[str, Any], routes: Iterable[str], kinds: Iterable[str]) -> Names:
    """Return (subject, name) of all that a reader of the API can write down."""
    found = {("addresses", f"/api/{route}") for route in routes} | {("problems", kind) for kind in kinds}
    for path, item in document["paths"].items():
        found |= {(path, f"?{one['name']}") for one in item["get"]["parameters"] if one["in"] == "query"}
        found |= {(path, form) for form in item["get"]["responses"]["200"]["content"]}
    for name, shape in document["components"]["schemas"].items():
        if not name.endswith(("Row", "Page")):  # the same columns again
            found |= {(name, f"{key}:{type_of(inner)}") for key, inner in shape.get("properties", {}).items()}
            found |= {(name, str(code)) for code in shape.get("enum", ())}
    return found


def type_of(shape: dict[str, Any]) -> str:
    """Return the type of a value in a few letters."""
    if "$ref" in shape:
        return str(shape["$ref"]).rpartition("/")[2]
    if inner := shape.get("oneOf") or shape.get("allOf"):
        return "|".join(map(type_of, inner))
    if shape.get("type") == "array":
        return f"[{type_of(shape['items'])}]"
    types = shape.get("type", "const" if "const" in shape else "any")
    return "|".join([types] if isinstance(types, str) else types) + (
        f"({shape['format']})" if "format" in shape else ""
    )


def written(found: Names) -> str:
    """Return the file of the promise: a line for each subject, wrapped."""
    subjects = {subject: sorted(name for one, name in found if one == subject) for subject, _ in sorted(found)}
    lines = (f"{subject}: {' '.join(all_of)}" for subject, all_of in subjects.items())
    how = {"width": 120, "subsequent_indent": "    ", "break_long_words": False, "break_on_hyphens": False}
    return "".join(f"{fill(line, **how)}\n" for line in lines)  # type: ignore[arg-type]


def read(text: str) -> Iterator[tuple[str, str]]:
    for line in re.sub(r"\n +", " ", text).splitlines():
        subject, _, all_of = line.partition(": ")
        yield from ((subject, name) for name in all_of.split())


def today() -> Names:
    document = yaml.safe_load((ROOT / "docs" / "openapi.yaml").read_text(encoding="utf-8"))
    routes = [str(one.pattern) for one in urlpatterns if one.name != "nowhere"]
    return names(document, routes, [one.name for one in problems.KINDS])


def lines(found: Names) -> list[str]:
    return [f"{subject} {name}" for subject, name in sorted(found)]


def test_what_version_1_has_stays_and_what_is_new_is_promised() -> None:
    found, promised = today(), set(read(PROMISED.read_text(encoding="utf-8")))
    if found != promised:
        MADE.parent.mkdir(exist_ok=True)
        MADE.write_text(written(found), encoding="utf-8")
    assert not promised - found, told(lines(promised - found), BROKEN)
    assert not found - promised, told(lines(found - promised), NEW)


def test_the_file_reads_as_it_was_written() -> None:
    assert set(read(written(today()))) == today()


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("addresses", "/api/v1/events.parquet"),
        ("/api/v1/events/", "?direction"),
        ("/api/v1/events/", "application/geo+json"),
        ("Event", "occurred_from:string|null(date)"),
        ("Event", "direction:Direction"),
        ("Direction", "south_to_north"),
        ("problems", "gone"),
    ],
)
def test_a_name_of_each_kind_is_promised(subject: str, name: str) -> None:
    assert (subject, name) in set(read(PROMISED.read_text(encoding="utf-8")))
