"""Sizes and names: what is small can be read, and a name says what is inside."""

from collections.abc import Iterable
from pathlib import Path
from statistics import quantiles

import pytest

from .house import ROOT, Function, Module, functions, modules, told

MODULE, MODULE_P90, FUNCTION, FUNCTION_P90, VIEW, TASK, TEMPLATE = 400, 200, 50, 25, 12, 6, 120
NAMELESS = {"utils", "helpers", "common", "misc", "base", "services", "managers", "lib"}
PAGES = ("events.views", "events.api.views", "events.feeds", "events.sitemaps")


def length(function: Function) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


def body(function: Function) -> int:
    """Return the lines of a function below its signature and its docstring."""
    first = function.body[1:] if is_documented(function) else function.body
    return function.end_lineno - first[0].lineno + 1 if first and function.end_lineno else 0


def is_documented(function: Function) -> bool:
    value = getattr(function.body[0], "value", None)
    return isinstance(getattr(value, "value", None), str)


def is_view(module: Module, name: str, function: Function) -> bool:
    """A view takes a request, or is a method of a class of views."""
    takes_request = bool(function.args.args) and function.args.args[0].arg == "request"
    return module.name.startswith(PAGES) and (takes_request or name.count(".") > module.name.count(".") + 1)


def oversized(read: Iterable[Module]) -> list[str]:
    """Return what is over its cap, and modules whose name says nothing."""
    broken = []
    for module in read:
        if module.lines > MODULE:
            broken.append(f"{module.name}: {module.lines} lines, at most {MODULE}; make it a package split by noun")
        if module.name.rpartition(".")[2] in NAMELESS:
            broken.append(f"{module.name}: name it after the noun that it is about")
        for name, function in functions(module):
            if length(function) > FUNCTION:
                broken.append(f"{name}: {length(function)} lines, at most {FUNCTION}; split it")
            if is_view(module, name, function) and body(function) > VIEW:
                broken.append(f"{name}: a view of {body(function)} lines, at most {VIEW}; move the work to a presenter")
            if module.name == "events.tasks" and body(function) > TASK:
                broken.append(f"{name}: a task of {body(function)} lines, at most {TASK}; move the work to derive")
    return broken


def percentile_90(lengths: Iterable[int]) -> float:
    return quantiles(lengths, n=10, method="inclusive")[-1]


def long_templates(folder: Path) -> list[str]:
    found = [(path, path.read_text(encoding="utf-8").count("\n")) for path in folder.rglob("*.html")]
    return [f"{path.relative_to(folder)}: {lines} lines" for path, lines in sorted(found) if lines > TEMPLATE]


def test_modules_functions_views_and_tasks_are_small_and_named() -> None:
    broken = oversized([*modules("events"), *modules("tracker")])
    assert not broken, told(broken, "Make these smaller, or rename them.")


def test_most_modules_and_functions_are_smaller_still() -> None:
    read = [*modules("events"), *modules("tracker")]
    assert percentile_90([module.lines for module in read]) <= MODULE_P90, "Split the longest modules by noun."
    lengths = [length(function) for module in read for _, function in functions(module)]
    assert percentile_90(lengths) <= FUNCTION_P90, "Split the longest functions by what they say."


def test_templates_are_small() -> None:
    broken = long_templates(ROOT / "templates")
    assert not broken, told(broken, f"Move a part into a fragment of its own: at most {TEMPLATE} lines.")


STEPS = "    step()\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("events.planted", "step()\n" * 401),
        ("events.planted", f"def long():\n{STEPS * 50}"),
        ("events.views", f"def show(request):\n    '''A page.'''\n{STEPS * 13}"),
        ("events.api.views", f"class List:\n  def get(self):\n{STEPS * 13}"),
        ("events.tasks", f"def count(row):\n{STEPS * 7}"),
        ("events.admin.helpers", ""),
    ],
)
def test_what_is_planted_too_large_or_nameless_is_found(name: str, text: str) -> None:
    assert len(oversized([Module(name, text)])) == 1


def test_a_long_planted_template_is_found(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<br>\n" * 121)
    assert long_templates(tmp_path) == ["page.html: 121 lines"]


def test_the_ninetieth_percentile_sees_a_tail() -> None:
    assert percentile_90([10] * 80 + [300] * 20) > MODULE_P90
