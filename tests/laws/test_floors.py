"""The floors: pyproject.toml holds the picture of the house, and import-linter holds the house to it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .house import ROOT

LINT = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


def lint(folder: Path) -> tuple[int, str]:
    """Return the exit code and the words of import-linter over a checkout."""
    argv = [sys.executable, "-c", LINT, "--no-cache"]
    result = subprocess.run(
        argv, cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": str(folder)}, check=False
    )
    return result.returncode, result.stdout + result.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the house in which a wall may be broken."""
    for package in ("events", "tracker"):
        shutil.copytree(
            ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "*.csv", "locale")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_room_imports_from_floors_below_it_only() -> None:
    code, words = lint(ROOT)
    assert code == 0, f"Import from a floor below, or give the new room its floor in pyproject.toml.\n{words}"


@pytest.mark.parametrize(
    ("room", "line", "said"),
    [
        ("models/outbox.py", "from ..actions import record", "events.models is not allowed to import events.actions"),
        ("tasks.py", "from .actions import record", "events.tasks is not allowed to import events.actions"),
        ("measures.py", "from .filters import EventFilter", "events.measures is not allowed to import events.filters"),
        (
            "exports/table.py",
            "from ..presenters import words",
            "events.exports is not allowed to import events.presenters",
        ),
        ("helpers_of_all.py", "", "helpers_of_all"),
        ("presenters/words.py", "from ..models import grants\nfrom ..tasks import rebuild_all", "events.tasks"),
        ("checks.py", "from tracker.local import children", "tracker.local"),
    ],
)
def test_a_planted_import_is_found(copy: Path, room: str, line: str, said: str) -> None:
    with (copy / "events" / room).open("a") as file:
        file.write(f"\n{line}\n")
    code, words = lint(copy)
    assert code != 0
    assert said in words.replace("\n", " ")
