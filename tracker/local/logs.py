"""The logs of the parts: whole in files, only trouble on the screen."""

import os
import re
import sys
from pathlib import Path

LARGEST = 10_000_000  # bytes; then one older file is kept


def say(line: str) -> None:
    """Print one line; a screen that is gone stops nothing."""
    try:
        print(line, flush=True)
    except OSError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 (for the rest of the process)


def rotate(log: Path) -> None:
    if log.exists() and log.stat().st_size:
        log.replace(log.with_suffix(".log.1"))


def last_line(log: Path) -> str:
    """Return the last line of a log that says something: what a failure is told by."""
    lines = log.read_text(errors="replace").split("\n") if log.exists() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")


class Follower:
    """Shows new lines of one log, prefixed with the name of the part: those that match `trouble`, or all."""

    def __init__(self, name: str, log: Path, trouble: str) -> None:
        self.name = name
        self.log = log
        self.trouble = re.compile(trouble)
        self.seen = log.stat().st_size if log.exists() else 0

    def show(self) -> None:
        size = self.log.stat().st_size if self.log.exists() else 0
        if size <= self.seen:
            return
        with self.log.open("rb") as file:
            file.seek(self.seen)
            new = file.read(1_000_000)
        whole = new[: new.rfind(b"\n") + 1]
        self.seen += len(whole)
        for line in whole.decode(errors="replace").splitlines():
            if self.trouble.search(line):
                say(f"{self.name} | {line}")
        if size > LARGEST and self.seen >= size:
            self._shorten()

    def _shorten(self) -> None:
        """Keep the text in the older file and empty this one, into which the part goes on appending."""
        self.log.with_suffix(".log.1").write_bytes(self.log.read_bytes())
        os.truncate(self.log, 0)
        self.seen = 0
