"""What the first start tells about signing in."""

from pathlib import Path

import pytest

from tracker.local.launch import tell_accounts


def test_the_first_start_shows_the_accounts_on_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "users.json").write_text('{"editor": "a-password"}')
    tell_accounts(tmp_path / "users.json")
    assert capsys.readouterr().out.split() == ["editor", "a-password"]


def test_without_accounts_nothing_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tell_accounts(tmp_path / "users.json")
    assert capsys.readouterr().out == ""
