"""The supervisor, with the real PostgreSQL and Valkey and four tiny parts."""

import signal
import subprocess
import sys
from collections.abc import Callable

import psutil
import psycopg
import pytest
import redis

from tests.local.conftest import ROOT, Tree, clean_environment, eventually
from tracker.local import children
from tracker.local.folder import Folder
from tracker.local.parts import Part, servers

PARTS = ("postgres", "valkey", "web", "worker", "beat", "relay")
Start = Callable[[], Tree]


def servers_answer(tree: Tree) -> bool:
    state = tree.state()
    try:
        with psycopg.connect(state["DATABASE_URL"]) as connection:
            connection.execute("SELECT 1")
        with redis.Redis(unix_socket_path=state["CELERY_BROKER_URL"].removeprefix("redis+socket://")) as broker:
            return bool(broker.ping())
    except (psycopg.OperationalError, redis.ConnectionError):
        return False


def left_over(part: Part) -> subprocess.Popen[bytes]:
    """Start a server that nobody looks after, as a run that was killed leaves it where the system does not help."""
    return children.spawn(
        part.argv, environment=part.environment, folder=ROOT, output=subprocess.DEVNULL, unprivileged=part.unprivileged
    )


def test_a_stop_is_ordered_and_leaves_no_process(tiny: Start) -> None:
    tree = tiny()
    everybody = tree.everybody()
    assert tree.end(signal.SIGINT) == 0
    assert (tree.data / "order").read_text().split("\n")[:4] == ["web True", "beat True", "relay True", "worker True"]
    assert psutil.wait_procs(everybody, timeout=5)[1] == []
    assert tree.state() == {}


def test_killing_the_supervisor_leaves_no_process_and_the_next_start_is_clean(tiny: Start) -> None:
    tree = tiny()
    with psycopg.connect(tree.state()["DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS number")
    everybody = tree.everybody()
    tree.end(signal.SIGKILL)
    assert psutil.wait_procs(everybody, timeout=10)[1] == []
    with psycopg.connect(tiny().state()["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT number FROM kept").fetchall() == [(1,)]


@pytest.mark.slow
def test_each_part_that_is_killed_comes_back(tiny: Start) -> None:
    tree = tiny()
    for name in PARTS:
        tree.kill(name)
    assert eventually(lambda: servers_answer(tree)), tree.output()
    assert set(PARTS) <= set(tree.state())


def test_a_part_that_dies_again_and_again_waits_longer_each_time(tiny: Start) -> None:
    tree = tiny()
    for _ in range(3):
        tree.kill("relay")
    waits = [line.split(" in ")[1].split()[0] for line in tree.output().splitlines() if "starting it again" in line]
    assert waits == ["0.2", "0.4", "0.8"]


def test_a_second_run_is_refused_with_the_remedy(tiny: Start) -> None:
    tree = tiny()
    second = subprocess.run(
        [sys.executable, "-m", "tests.local.tiny"],
        cwd=ROOT,
        env=clean_environment(TRACKER_DATA=str(tree.data)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode != 0
    assert f"already running at {tree.state()['url']}" in second.stderr
    assert f"kill {tree.process.pid}" in second.stderr
    assert second.stderr.count("\n") == 1


def test_trouble_in_a_log_is_shown_with_the_name_of_its_part(tiny: Start) -> None:
    tree = tiny()
    assert eventually(lambda: "beat | WARNING from beat" in tree.output())
    assert "WARNING from beat" in (tree.data / "logs" / "beat.log").read_text()


def test_servers_left_over_by_a_killed_run_are_stopped_at_the_next_start(
    tiny: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tiny()
    first.end()
    for name in ("DATABASE_URL", "CELERY_BROKER_URL"):
        monkeypatch.delenv(name)
    parts, _, _ = servers(Folder(first.data))
    left = [left_over(part) for part in parts]
    assert eventually(lambda: all(part.ready(process.pid) for part, process in zip(parts, left, strict=True)))
    tiny()
    assert [process.wait(10) for process in left] == [0, 0]
