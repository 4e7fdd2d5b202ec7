"""`./run check` and the words of the other commands."""

import subprocess
import sys

import pytest

from tests.local.conftest import ROOT
from tracker.local.check import check


def test_a_failing_check_stops_no_other_and_fails_the_whole(capfd: pytest.CaptureFixture[str]) -> None:
    assert check(((sys.executable, "-c", "raise SystemExit(3)"), (sys.executable, "-c", "print('second')"))) == 1
    shown = capfd.readouterr().out
    assert "second" in shown
    assert [line.split()[0] for line in shown.splitlines()[-2:]] == ["failed", "passed"]


def test_an_unknown_command_is_one_sentence() -> None:
    argv = [sys.executable, "-m", "tracker.local", "tset"]
    refused = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stderr) == (
        2,
        "There is no command tset; ./run help lists the ones there are.\n",
    )
