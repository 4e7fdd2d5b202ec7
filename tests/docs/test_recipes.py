"""The guide shows each recipe as its file is, and the lock of the recipes names no place that serves it."""

import re
from pathlib import Path

import pytest

from .reading import ROOT, name_of

FOLDER = ROOT / "docs" / "recipes"
GUIDE = (ROOT / "docs" / "researchers.md").read_text(encoding="utf-8")
KINDS = {".py": "python", ".R": "r", ".sql": "sql"}
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix in KINDS)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_recipe_stands_in_the_guide_word_for_word(path: Path) -> None:
    block = f"```{KINDS[path.suffix]}\n{path.read_text(encoding='utf-8')}```\n"
    assert block in GUIDE, f"Copy {name_of(path)} into docs/researchers.md, as it is, after a link to it."
    assert f"[{path.name}](recipes/{path.name})" in GUIDE


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_recipe_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 35


def test_the_lock_of_the_recipes_has_sums_and_names_no_index() -> None:
    lock = (FOLDER / "requirements.txt").read_text(encoding="utf-8")
    names = re.findall(r"^([a-z0-9-]+)==\S+ \\$", lock, re.M)
    assert {"pandas", "duckdb", "pyarrow"} <= set(names)
    assert len(re.findall(r"==[^\n]* \\\n    --hash=sha256:", lock)) == len(names)
    assert "://" not in lock
    assert "index" not in lock
