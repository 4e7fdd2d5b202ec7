"""The house as its laws read it: modules, their syntax trees and what they import. A planted module is read alike."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.urls import URLPattern, URLResolver

ROOT = Path(__file__).resolve().parents[2]
PUBLIC_ROOMS = ("access", "api", "views", "feeds", "sitemaps", "presenters", "exports", "releases")
PUBLIC_ROOMS += ("filters", "measures", "figures")
"""Rooms behind public addresses: none of them knows a desk table."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file: its dotted name and its text."""

    name: str
    text: str
    is_package: bool = False
    tree: ast.Module = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tree", ast.parse(self.text))

    @property
    def room(self) -> str:
        return self.name.split(".")[1] if "." in self.name else ""

    @property
    def lines(self) -> int:
        return self.text.count("\n")


@cache
def modules(package: str = "events") -> tuple[Module, ...]:
    """Return every module of a package but its migrations."""
    found = []
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "migrations" not in parts:
            package_itself = parts[-1] == "__init__"
            name = ".".join(parts[:-1] if package_itself else parts)
            found.append(Module(name, path.read_text(encoding="utf-8"), package_itself))
    return tuple(found)


def rooms(*names: str) -> list[Module]:
    return [module for module in modules() if module.room in names]


def imports(module: Module) -> Iterator[tuple[str, str]]:
    """Yield (module, name) for everything imported, relative imports spelled out; the name is empty for `import x`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((_absolute(module, node), alias.name) for alias in node.names)


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    parts = module.name.split(".")
    kept = parts[: len(parts) - node.level + module.is_package] if node.level else []
    return ".".join([*kept, *filter(None, [node.module])])


def functions(module: Module) -> Iterator[tuple[str, Function]]:
    """Yield every function and method with its dotted name, the innermost last."""

    def below(node: ast.AST, name: str) -> Iterator[tuple[str, Function]]:
        for child in ast.iter_child_nodes(node):
            inner = f"{name}.{child.name}" if isinstance(child, Function | ast.ClassDef) else name
            if isinstance(child, Function):
                yield inner, child
            yield from below(child, inner)

    yield from below(module.tree, module.name)


def calls(module: Module) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of a method with the dotted name of the function around it."""

    def below(node: ast.AST, name: str) -> Iterator[tuple[str, ast.Call]]:
        for child in ast.iter_child_nodes(node):
            inner = f"{name}.{child.name}" if isinstance(child, Function | ast.ClassDef) else name
            if isinstance(child, ast.Call):
                yield inner, child
            yield from below(child, inner)

    yield from below(module.tree, module.name)


def routes(patterns: Iterable[URLPattern | URLResolver], space: str = "") -> Iterator[tuple[str, object]]:
    """Yield the name and the class of view of every public address."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", getattr(pattern.callback, "view_class", None)
        elif pattern.namespace != "admin":
            yield from routes(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)


def names_in(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def told(broken: list[str], remedy: str) -> str:
    """Return a law's message: its remedy, and then every place where it is broken."""
    return "\n  ".join([remedy, *broken])
