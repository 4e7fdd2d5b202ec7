"""A shelf of its own for each test, and the founding record where a test wants a whole one."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, settings: Any) -> Path:
    settings.RELEASES, settings.SIGNING_KEY = tmp_path / "releases", ""
    settings.WHITENOISE_AUTOREFRESH = True
    return tmp_path / "releases"
