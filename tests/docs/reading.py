"""The documents as their tests read them, and what the program reads from its environment."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
GENERATED = {ROOT / "docs" / "codebook.md"}

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
OWN_PATH = re.compile(r"`((?:events|tracker|tests|docs|templates|static)/[\w./*-]*)`")
FENCED = re.compile(r"^```.*?^```", re.M | re.S)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def links(text: str) -> list[str]:
    """Return the targets of links that lead to files, without their fragments."""
    return [target.partition("#")[0] for target in LINK.findall(FENCED.sub("", text)) if "://" not in target]


def named_paths(text: str) -> set[str]:
    """Return the paths of the project that a document names."""
    return set(OWN_PATH.findall(text))


def table(text: str, heading: str) -> dict[str, str]:
    """Return the rows of the first table below a heading: the names in its first column, each with its whole row."""
    _, _, below = text.partition(f"\n## {heading}\n")
    rows: dict[str, str] = {}
    for line in below.partition("\n## ")[0].splitlines():
        if line.startswith("| `"):
            rows |= dict.fromkeys(re.findall(r"`([^`]+)`", line.split("|")[1]), line)
    return rows


def read_from_environment() -> Iterator[str]:
    """Yield every name that settings, launcher, commands, script and production file read from the environment."""
    for path in [ROOT / "tracker" / "settings.py", *sorted((ROOT / "tracker" / "local").rglob("*.py"))]:
        yield from names_read(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "events").rglob("*.py")):
        yield from names_read(path.read_text(encoding="utf-8"))
    compose = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    yield from re.findall(r"(?<!\$)\$\{?([A-Z][A-Z_]+)", compose)
    yield from re.findall(r"^\s+([A-Z][A-Z_]+): ", compose, re.M)
    yield from re.findall(r"\$\{([A-Z][A-Z_]+):?-", (ROOT / "run").read_text(encoding="utf-8"))


def names_read(text: str) -> Iterator[str]:
    """Yield the names that a module reads: os.environ in any form, and the readers of settings.

    A name that is put together, as f"{user}_PASSWORD", is given as its fixed end.
    """
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and node.args and _reads(node.func):
            yield from _texts(node.args[0])
        elif isinstance(node, ast.Subscript) and _is_environment(node.value) and isinstance(node.ctx, ast.Load):
            yield from _texts(node.slice)
        elif isinstance(node, ast.Compare) and any(_is_environment(other) for other in node.comparators):
            yield from _texts(node.left)


def _reads(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id in ("flag", "listed", "getenv")
    return isinstance(function, ast.Attribute) and (
        function.attr == "getenv" or (function.attr in ("get", "setdefault") and _is_environment(function.value))
    )


def _is_environment(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "environ"


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr):
        node = node.values[-1]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
