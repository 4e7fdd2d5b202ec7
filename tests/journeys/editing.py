"""Editors at work while the house is broken: what they were told was saved, and whether it is still there."""

import subprocess
import sys
from pathlib import Path

import psycopg

from tests.journeys.house import House
from tests.local.conftest import ROOT, clean_environment, eventually


class Editing:
    """A bounded load of saves in a process of its own; see saves.py."""

    def __init__(self, house: House, folder: Path) -> None:
        self.house = house
        self.file = folder / "acknowledged"
        self.log = folder / "saves.out"
        self.file.touch()
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.journeys.saves", str(house.data), str(self.file)],
                cwd=ROOT,
                env=clean_environment(),
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def acknowledged(self) -> list[str]:
        """Return the hashes of the revisions whose editor was told that they are saved."""
        return [line for line in self.file.read_text().split("\n")[:-1] if line]

    def await_more(self, number: int) -> None:
        """Wait until that many further saves were acknowledged."""
        wanted = len(self.acknowledged()) + number
        eventually(lambda: len(self.acknowledged()) >= wanted or self.process.poll() is not None, 60)
        assert len(self.acknowledged()) >= wanted, f"{self.log.read_text()}\n{self.house.output()}"

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(30)


def lost(acknowledged: list[str], connection: psycopg.Connection) -> list[str]:
    """Return the acknowledged saves that the database does not have."""
    kept = connection.execute("SELECT hash FROM events_revision WHERE hash = ANY(%s)", [acknowledged]).fetchall()
    return sorted(set(acknowledged) - {row[0] for row in kept})
