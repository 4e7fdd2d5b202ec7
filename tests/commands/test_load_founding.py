"""The command that loads the founding dataset: what it says, and when it fails."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from events import imports
from events.errors import RefusedRows
from events.imports import Report
from events.management.commands.load_founding import Command


@pytest.fixture
def load_gives(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return what decides what loading the dataset comes to; loading the real one is tested in its own room."""

    def decide(*refused: str, error: Exception | None = None) -> None:
        def load(progress: Any, folder: Path = imports.FOLDER) -> Report:
            if error:
                raise error
            progress(1, 1, "events")
            return Report(made=2, standing=1, held=["E9 stays a draft: unread"], refused=list(refused))

        monkeypatch.setattr(imports, "load", load)

    return decide


def test_it_says_what_was_made(load_gives: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    load_gives()
    call_command("load_founding")
    told = capsys.readouterr()
    assert told.out == "founding dataset: 2 records made, 1 stood already, 1 held as drafts, 0 refused\n"
    assert "1/1 events" in told.err


def test_it_says_more_when_asked(load_gives: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    load_gives()
    call_command("load_founding", verbosity=2)
    assert "E9 stays a draft: unread" in capsys.readouterr().out


def test_it_fails_and_names_what_was_refused(
    load_gives: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    load_gives("events E1, direction: no")
    with pytest.raises(CommandError, match="1 rows were refused"):
        call_command("load_founding")
    assert "events E1, direction: no" in capsys.readouterr().out


def test_it_tells_all_refusals_of_a_file_that_can_not_be_read(load_gives: Callable[..., None]) -> None:
    load_gives(error=RefusedRows(["a.csv line 2, x: no", "b.csv line 3, y: no"]))
    with pytest.raises(CommandError, match="Nothing was loaded:\na.csv line 2, x: no\nb.csv line 3, y: no"):
        call_command("load_founding")


@pytest.mark.parametrize(
    ("done", "terminal", "told"), [(10, True, True), (10, False, False), (200, False, True), (7, True, False)]
)
def test_progress_is_drawn_on_a_terminal_and_told_sparingly_elsewhere(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], done: int, terminal: bool, told: bool
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    Command().show(done, 400, "events")
    assert bool(capsys.readouterr().err) == told
