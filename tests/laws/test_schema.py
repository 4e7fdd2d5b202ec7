"""Law 5: the committed OpenAPI document is the one that the program makes, and it is valid."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

COMMITTED = Path(settings.ROOT) / "docs" / "openapi.yaml"


@pytest.mark.django_db
def test_the_committed_schema_is_the_generated_one(tmp_path: Path) -> None:
    made = tmp_path / "openapi.yaml"

    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(made))

    same = made.read_text(encoding="utf-8") == COMMITTED.read_text(encoding="utf-8")
    assert same, "Run: ./manage.py spectacular --skip-checks --file docs/openapi.yaml"
