"""The folder `.data` of one machine: data, logs, the secret key, what is running; for its owner's eyes only."""

import fcntl
import json
import os
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tracker.local import LocalError

ROOT = Path(__file__).resolve().parents[2]
SOCKET_PREFIX = "tracker-run-"
SOCKET_PATH_ROOM = 60  # a socket's path may have 107 bytes on Linux, 103 on macOS; folder and file name need the rest


@dataclass(frozen=True)
class Folder:
    """The data folder, TRACKER_DATA or `.data` in the checkout."""

    path: Path

    @classmethod
    def of_environment(cls) -> "Folder":
        return cls((ROOT / os.environ.get("TRACKER_DATA", ".data")).absolute())

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    def make(self) -> None:
        try:
            self.logs.mkdir(parents=True, exist_ok=True)
            self.path.chmod(0o700)
        except OSError as error:
            raise LocalError(
                f"The data folder {self.path} can't be used ({error.strerror}); "
                "make it yours with chown, or set TRACKER_DATA to another one."
            ) from None

    def try_lock(self) -> IO[str] | None:
        """Take the folder for this process, or return None; the system frees it however the process ends."""
        lock = (self.path / "lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            return None
        return lock

    def lock(self) -> IO[str]:
        """Take the folder for this process, or say who has it."""
        if lock := self.try_lock():
            return lock
        state = self.state()
        raise LocalError(
            f"The tracker is already running{' at ' + state['url'] if 'url' in state else ''}; stop it with Ctrl-C"
            f" in its window, or with: kill {state.get('supervisor', '<its process>')}"
        )

    def secret_key(self) -> str:
        """Return the key that signs sessions, made once."""
        file = self.path / "secret"
        if not file.exists():
            unfinished = file.with_suffix(".new")
            unfinished.touch(mode=0o600)
            unfinished.write_text(secrets.token_urlsafe(50))
            unfinished.rename(file)
        return file.read_text().strip()

    def state(self) -> dict[str, Any]:
        """Return what runs, as {"supervisor": pid, <part>: pid, ..., "url": ...}; empty when nothing does."""
        try:
            state: dict[str, Any] = json.loads((self.path / "state.json").read_text())
        except (OSError, ValueError):
            return {}
        return state

    def write_state(self, state: dict[str, Any]) -> None:
        unfinished = self.path / "state.json.new"
        unfinished.write_text(json.dumps(state, indent=1))
        unfinished.rename(self.path / "state.json")

    def new_socket_folder(self) -> Path:
        """Make a short private folder for sockets, and note it."""
        self.remove_socket_folder()
        folder = Path(tempfile.mkdtemp(prefix=SOCKET_PREFIX, dir=socket_root()))
        (self.path / "sockets").write_text(str(folder))
        return folder

    def remove_socket_folder(self) -> None:
        """Delete the noted folder for sockets; it may be that of a run that was killed."""
        note = self.path / "sockets"
        if note.exists() and (folder := Path(note.read_text())).name.startswith(SOCKET_PREFIX):
            shutil.rmtree(folder, ignore_errors=True)
        note.unlink(missing_ok=True)


def socket_root() -> Path:
    """Return a short folder in which private ones can be made."""
    for name in (os.environ.get("XDG_RUNTIME_DIR", ""), tempfile.gettempdir(), "/tmp"):
        if name and len(name) <= SOCKET_PATH_ROOM and os.access(name, os.W_OK | os.X_OK):
            return Path(name)
    raise LocalError("No short folder for sockets can be written; set TMPDIR to one, for example TMPDIR=/var/tmp.")
