"""Servers and parts of an earlier run that was killed: found by who they are, never by their number alone."""

import contextlib
import signal
import time
from pathlib import Path

import psutil  # type: ignore[import-untyped]


def server_of(data: Path, pid_file: str, name: str) -> psutil.Process | None:
    """Return the living server that works in `data`, named by its pid file, or None.

    A pid file outlives its process and the number may belong to another one by now: so the
    process must also be called `name` and have `data` as its working folder.
    """
    try:
        process = psutil.Process(int((data / pid_file).read_text().split()[0]))
        if process.name() == name and Path(process.cwd()).resolve() == data.resolve():
            return process
    except (OSError, ValueError, IndexError, psutil.Error):
        pass
    return None


def started_at(pid: int) -> float:
    """Return when a process began; with its number that names it for ever."""
    try:
        return float(psutil.Process(pid).create_time())
    except psutil.Error:
        return 0.0


def process_of(pid: int, started: float) -> psutil.Process | None:
    """Return the process if it is still the one that was recorded."""
    try:
        process = psutil.Process(pid)
        return process if abs(process.create_time() - started) < 0.1 else None
    except psutil.Error:
        return None


def stop(process: psutil.Process | None, first: int = signal.SIGTERM, limit: float = 10) -> None:
    """Ask a process to end, and kill it if it does not within `limit` seconds."""
    if process is None:
        return
    for number, seconds in ((first, limit), (signal.SIGKILL, 5)):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(number)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if has_ended(process):
                return
            time.sleep(0.05)


def wait_until_buried(data: Path, pid_file: str, limit: float = 10) -> None:
    """Wait until a dead server's number is free: PostgreSQL takes a process that nobody buried yet for a living one."""
    end = time.monotonic() + limit
    with contextlib.suppress(OSError, ValueError, IndexError, psutil.Error):
        process = psutil.Process(int((data / pid_file).read_text().split()[0]))
        while process.status() == psutil.STATUS_ZOMBIE and time.monotonic() < end:
            time.sleep(0.05)


def has_ended(process: psutil.Process) -> bool:
    """Return whether a process is gone; one that only its parent has not yet noticed to be dead is gone too."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
