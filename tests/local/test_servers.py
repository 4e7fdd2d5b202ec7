"""Where the servers come from, what they refuse, and what they can do."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from tests.local.conftest import ROOT, clean_environment
from tracker.local import LocalError, postgres, throwaway, valkey


@pytest.fixture
def no_wheels(monkeypatch: pytest.MonkeyPatch) -> None:
    """A platform for which there are no wheels."""
    monkeypatch.setattr(postgres, "find_spec", lambda name: None)
    monkeypatch.setattr(valkey, "find_spec", lambda name: None)


def start(data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m tracker.local`, which is expected to refuse."""
    return subprocess.run(
        [sys.executable, "-m", "tracker.local"],
        cwd=ROOT,
        env=clean_environment(TRACKER_DATA=str(data), **environment),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_wheels_binaries_come_first() -> None:
    assert postgres.major_of(postgres.find_binaries()) == 18
    assert valkey.find_binary().name == "valkey-server"


def test_a_named_folder_without_a_server_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TRACKER_PG_BIN", str(tmp_path))
    with pytest.raises(LocalError, match="correct it or unset it"):
        postgres.find_binaries()


@pytest.mark.usefixtures("no_wheels")
def test_a_system_server_is_found_where_there_is_no_wheel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("postgres", "initdb"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 17.2'\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert postgres.find_binaries() == tmp_path


@pytest.mark.usefixtures("no_wheels")
def test_no_server_at_all_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postgres, "_of_the_system", lambda: iter([tmp_path]))
    with pytest.raises(LocalError, match="set DATABASE_URL"):
        postgres.find_binaries()
    with pytest.raises(LocalError, match="set CELERY_BROKER_URL"):
        valkey.find_binary()


def test_a_data_folder_of_another_major_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pg").mkdir(mode=0o700)
    (tmp_path / "pg" / "PG_VERSION").write_text("14\n")
    refused = start(tmp_path, PORT="18765")
    assert refused.returncode == 2
    assert "was written by PostgreSQL 14 and this is PostgreSQL 18; set TRACKER_PG_BIN" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_an_interrupted_initdb_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "pg.new").mkdir()
    (tmp_path / "pg.new" / "half").touch()
    server = postgres.Postgres(postgres.find_binaries(), tmp_path / "pg", tmp_path, throw_away=True)
    server.prepare()
    assert (server.data / "PG_VERSION").read_text() == "18\n"
    assert not (server.data / "half").exists()


def test_korean_words_have_trigrams() -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        trigrams = connection.execute("SELECT show_trgm('한국어')").fetchone()
    assert trigrams is not None
    assert len(trigrams[0]) == 4


def test_the_test_cluster_has_the_owners_role() -> None:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        role = connection.execute("SELECT rolsuper, rolcreaterole FROM pg_roles WHERE rolname = 'tracker_owner'")
        assert role.fetchone() == (False, True)


def test_servers_of_a_killed_test_session_are_removed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(throwaway, "socket_root", lambda: tmp_path)
    kept, stale = throwaway.Servers(), tmp_path / f"{throwaway.PREFIX}stale"
    stale.mkdir()
    long_ago = time.time() - 2 * throwaway.STALE_AFTER
    for folder in (kept.folder, stale):
        os.utime(folder, (long_ago, long_ago))
    throwaway.remove_stale()
    assert list(tmp_path.iterdir()) == [kept.folder]
    kept.close()


def test_a_taken_port_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = start(tmp_path, PORT=str(port))
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"Port {port} can't be used (Address already in use); stop the program")
    assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize("port", ["no", "0", "70000"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    refused = start(tmp_path, PORT=port)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert f"PORT is {port}" in refused.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
def test_root_without_user_namespaces_starts_the_database_as_nobody() -> None:
    with tempfile.TemporaryDirectory(prefix="tracker-root-") as name:
        Path(name).chmod(0o755)
        argv = [sys.executable, "-m", "tests.local.no_namespaces", f"{name}/data"]
        done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (0, "False nobody\n"), done.stderr
