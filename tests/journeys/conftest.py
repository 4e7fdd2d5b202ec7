"""Editors who save without end. The house of all journeys is a fixture of all tests: one for each process."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.editing import Editing
from tests.journeys.house import House


@pytest.fixture
def editing(house: House, tmp_path: Path) -> Iterator[Editing]:
    editing = Editing(house, tmp_path)
    try:
        editing.await_more(6)
        yield editing
    finally:
        editing.end()
