"""Law 4: what can be asked, run, set or read is in docs/, and the codebook there is the one of the program."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import Resolver404, get_resolver, resolve

from events.exports import COLUMNS
from events.management.commands import codebook_docs
from events.measures import DIMENSIONS

from .house import ROOT, Module, modules, routes, told

REMEDY = "Write a line about each of these in docs/, its name in `backticks` (or run manage.py codebook_docs):"
LAUNCHER_SETS = {"DJANGO_SETTINGS_MODULE", "PYTEST_VERSION", "XDG_RUNTIME_DIR", "PATH", "HOME", "TMPDIR"}
"""Variables of the environment that belong to the system or the test runner."""

NOWHERE = {"at missing", "at api:nowhere"}
"""What answers where there is nothing."""

READERS = {"os.environ.get", "os.getenv", "flag", "listed"}


def documented(text: str) -> set[str]:
    """Return every word that stands between backticks, and every word of a code block."""
    blocks = re.findall(r"^```.*?^```|^(?: {4}|\t).+?$", text, re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", text)
    return {word for span in [*spans, *blocks] for word in re.findall(r"[\w./<>:-]+", span)}


def undocumented(facts: dict[str, set[str]], texts: Iterable[str]) -> list[str]:
    """Return the facts that no text names. An address is named by any path that leads to it."""
    words = {word for text in texts for word in documented(text)}
    known = words | {leads_to(word) for word in words if word.startswith("/")}
    return sorted(f"{kind} {name}" for kind, names in facts.items() for name in names - known)


def leads_to(path: str) -> str:
    try:
        return f"at {resolve(path).view_name}"
    except Resolver404:
        return ""


def facts() -> dict[str, set[str]]:
    """Return everything that docs must name, by kind."""
    public = list(routes(get_resolver().url_patterns))
    return {
        "address": {f"at {name}" for name, _ in public} - NOWHERE,
        "parameter": {p.name for _, view in public for p in getattr(getattr(view, "question", None), "parameters", ())},
        "measure": {dimension.name for dimension in DIMENSIONS},
        "command": {name for name, app in get_commands().items() if app == "events"},
        "variable": variables([*modules("tracker"), *modules("events")]) - LAUNCHER_SETS,
        "column": {column.key for columns in COLUMNS.values() for column in columns},
    }


def variables(read: Iterable[Module]) -> set[str]:
    """Return the environment variables that modules read, by each of the ways in which they do."""
    found = set()
    for module in read:
        for node in ast.walk(module.tree):
            key = None
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in READERS:
                key = node.args[0]
            elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
                key = node.slice
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                found.add(key.value)
    return found


def texts() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md"))]


def test_everything_that_has_a_name_is_documented() -> None:
    missing = undocumented(facts(), texts())
    assert not missing, told(missing, REMEDY)


def test_the_codebook_in_docs_is_the_one_of_the_program() -> None:
    written = (ROOT / codebook_docs.PATH).read_text(encoding="utf-8")
    assert written == codebook_docs.page(), "Run ./run manage codebook_docs and commit docs/codebook.md."


@pytest.mark.parametrize("kind", ["address", "parameter", "measure", "command", "variable", "column"])
def test_a_planted_name_is_missed_in_docs(kind: str) -> None:
    assert undocumented({kind: {"planted_thing"}}, texts()) == [f"{kind} planted_thing"]


WAYS = ["os.environ.get('PLANTED')", "os.environ['PLANTED']", "flag('PLANTED')", "listed('PLANTED', '')"]


@pytest.mark.parametrize("line", WAYS)
def test_a_planted_variable_is_found(line: str) -> None:
    assert variables([Module("tracker.planted", line)]) == {"PLANTED"}


def test_a_changed_codebook_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codebook_docs, "measures", lambda: iter(["## Another rule\n"]))
    assert (ROOT / codebook_docs.PATH).read_text(encoding="utf-8") != codebook_docs.page()


def test_the_command_tells_a_changed_codebook(tmp_path: Path, settings: object) -> None:
    settings.ROOT = tmp_path  # type: ignore[attr-defined]
    with pytest.raises(codebook_docs.CommandError, match="is not what the registry says"):
        codebook_docs.Command().handle(check=True)
