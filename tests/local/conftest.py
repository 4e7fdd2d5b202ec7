"""Real processes in temporary folders; nothing of the session's own servers reaches them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = (
    "DATABASE_URL",
    "DATABASE_DESK_URL",
    "DATABASE_PUBLIC_URL",
    "CELERY_BROKER_URL",
    "TRACKER_ROLE",
    "PYTEST_VERSION",
)


def clean_environment(**extra: str) -> dict[str, str]:
    """Return this process's environment without what the test session added."""
    return {**{name: value for name, value in os.environ.items() if name not in OURS}, **extra}


def eventually(fact: Callable[[], Any], limit: float = 20) -> Any:
    """Return the first true answer within `limit` seconds, else the last."""
    end = time.monotonic() + limit
    while not (answer := fact()) and time.monotonic() < end:
        time.sleep(0.05)
    return answer


class Tree:
    """A running supervisor and all below it."""

    def __init__(self, data: Path, argv: list[str], **environment: str) -> None:
        self.data = data
        self.log = data.with_suffix(".out")
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                argv,
                cwd=ROOT,
                env=clean_environment(TRACKER_DATA=str(data), **environment),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        assert eventually(lambda: self.is_up() or self.process.poll() is not None, 60), self.output()
        assert self.process.poll() is None, self.output()

    def is_up(self) -> bool:
        state = self.state()
        return state.get("supervisor") == self.process.pid and "url" in state

    def state(self) -> dict[str, Any]:
        try:
            return dict(json.loads((self.data / "state.json").read_text()))
        except (OSError, ValueError):
            return {}

    def output(self) -> str:
        return self.log.read_text()

    def kill(self, name: str) -> None:
        """Kill one part and wait until another process has its place."""
        before = self.state()[name]
        psutil.Process(before).kill()
        assert eventually(lambda: self.state().get(name) not in (None, before)), f"no {name}\n{self.output()}"

    def everybody(self) -> list[psutil.Process]:
        return [psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True)]

    def end(self, number: int = signal.SIGTERM, limit: float = 30) -> int:
        self.process.send_signal(number)
        return self.process.wait(limit)


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Callable[[], Tree]]:
    """Return a way to start a tree of tiny parts in one data folder; the last one is stopped at the end."""
    trees: list[Tree] = []

    def start() -> Tree:
        trees.append(Tree(tmp_path / "data", [sys.executable, "-m", "tests.local.tiny"]))
        return trees[-1]

    yield start
    for tree in trees:
        if tree.process.poll() is None:
            tree.end()
