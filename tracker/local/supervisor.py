"""Starts parts, starts them again when they die, and stops them in order; killed itself, it takes all with it.

One thread does everything: the system ties a child's life to the thread that started it.
"""

import os
import select
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from types import FrameType

from tracker.local import LocalError, children, leftovers
from tracker.local.folder import ROOT, Folder
from tracker.local.logs import Follower, last_line, rotate, say
from tracker.local.parts import STOP_ORDER, Part

FIRST_DELAY, LONGEST_DELAY = 0.2, 15.0  # seconds before a dead part starts again; doubled each time
STEADY = 20.0  # seconds after which a part counts as well again
TICK = 0.5


class Stopped(Exception):
    """Somebody pressed Ctrl-C or asked this process to end."""


class Supervisor:
    """The processes of one machine."""

    def __init__(self, folder: Folder, environment: Mapping[str, str], everything: bool = False) -> None:
        self.folder = folder
        self.environment = dict(environment)
        self.facts: dict[str, str] = {}
        self.everything = everything
        self.parts: dict[str, Part] = {}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.followers: dict[str, Follower] = {}
        self.since: dict[str, float] = {}
        self.delays: dict[str, float] = {}
        self.due: dict[str, float] = {}
        self.asked = 0
        self.stopping = False
        self._hear()

    def start(self, part: Part) -> None:
        """Start a part and wait until it is ready; whatever goes wrong the first time is told and final."""
        log = self.folder.logs / f"{part.name}.log"
        rotate(log)
        self.parts[part.name] = part
        self.followers[part.name] = Follower(part.name, log, "" if self.everything else part.trouble)
        process = self._spawn(part)
        limit = time.monotonic() + part.ready_limit
        while not part.ready(process.pid):
            if process.poll() is not None or time.monotonic() > limit:
                raise LocalError(f"{part.name} did not start: {last_line(log)} (all of it: {log})")
            self.wait(0.05)

    def run_once(self, name: str, argv: Sequence[str], environment: Mapping[str, str], show: bool = False) -> None:
        """Run a command to its end; its errors go to the screen if `show`, else to its log."""
        log = self.folder.logs / f"{name}.log"
        rotate(log)
        with log.open("ab") as output:
            process = children.spawn(
                argv,
                environment={**self.environment, **environment},
                folder=ROOT,
                output=output,
                errors=None if show else subprocess.STDOUT,
            )
        try:
            while process.poll() is None:
                self.wait(0.05)
        finally:
            children.end_group(process.pid)
            process.wait()
        if process.returncode:
            raise LocalError(f"{name} failed: {last_line(log)} (all of it: {log})")

    def watch(self) -> None:
        """Keep every part running until somebody asks to stop."""
        while True:
            self.wait(TICK)

    def wait(self, seconds: float) -> None:
        """Look after the parts, then pause; a signal or the death of a child ends the pause."""
        self._tend()
        self._pause(max(0, min([seconds, *(due - time.monotonic() for due in self.due.values())])))
        if self.asked and not self.stopping:
            raise Stopped

    def stop(self) -> None:
        """Stop all parts in order, each within its time; asked a second time, within a second each."""
        self.stopping, self.asked = True, 0
        known = [name for name in STOP_ORDER if name in self.processes]
        for name in [name for name in self.processes if name not in known] + known:
            self._stop_one(self.parts[name], self.processes[name])
            del self.processes[name]
            self._record()
        self.folder.write_state({})
        self.folder.remove_socket_folder()

    def _stop_one(self, part: Part, process: subprocess.Popen[bytes]) -> None:
        begun = time.monotonic()
        if process.poll() is None:
            process.send_signal(part.stop_signal)
        while process.poll() is None:
            if time.monotonic() - begun > (1 if self.asked else part.stop_limit):
                process.kill()
            self._pause(0.1)
        children.end_group(process.pid)

    def _spawn(self, part: Part) -> subprocess.Popen[bytes]:
        part.before()
        with (self.folder.logs / f"{part.name}.log").open("ab") as output:
            process = children.spawn(
                part.argv,
                environment={**({} if part.only_this_environment else self.environment), **part.environment},
                folder=ROOT,
                output=output,
                death_signal=part.death_signal,
                unprivileged=part.unprivileged,
            )
        self.processes[part.name] = process
        self.since[part.name] = time.monotonic()
        self._record()
        return process

    def _tend(self) -> None:
        for name, process in list(self.processes.items()):
            if process.poll() is not None:
                self._bury(name, process)
        for name in [name for name, due in self.due.items() if due <= time.monotonic()]:
            del self.due[name]
            try:
                self._spawn(self.parts[name])
            except (LocalError, OSError) as error:
                self._again(name, str(error))
        for follower in self.followers.values():
            follower.show()

    def _bury(self, name: str, process: subprocess.Popen[bytes]) -> None:
        children.end_group(process.pid)
        del self.processes[name]
        if time.monotonic() - self.since[name] > STEADY:
            self.delays.pop(name, None)
        said = f": {last_line(self.folder.logs / f'{name}.log')}" if process.returncode > 0 else ""
        self._again(name, f"ended with code {process.returncode}{said}")
        self._record()

    def _again(self, name: str, why: str) -> None:
        delay = self.delays.get(name, FIRST_DELAY)
        self.delays[name] = min(delay * 2, LONGEST_DELAY)
        self.due[name] = time.monotonic() + delay
        say(f"{name} | {why}; starting it again in {delay:.1f} s (log: {self.folder.logs / name}.log)")

    def _record(self) -> None:
        pids = {name: process.pid for name, process in self.processes.items()}
        started = {name: leftovers.started_at(pid) for name, pid in pids.items()}
        self.folder.write_state({"supervisor": os.getpid(), **pids, **self.facts, "started": started})

    def publish(self, **facts: str) -> None:
        """Add facts to the state that others read."""
        self.facts.update(facts)
        self._record()

    def _hear(self) -> None:
        self._bell, bell = os.pipe()
        os.set_blocking(self._bell, False)
        os.set_blocking(bell, False)
        signal.set_wakeup_fd(bell, warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:  # ignored under nohup
                signal.signal(number, self._asked_to_stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.asked += 1

    def _pause(self, seconds: float) -> None:
        if select.select([self._bell], [], [], seconds)[0]:
            os.read(self._bell, 4096)


def stop_leftovers(folder: Folder) -> None:
    """Stop what a killed supervisor left running where the system does not do that by itself."""
    state = folder.state()
    started = state.get("started", {})
    for name in sorted(started, key=lambda name: STOP_ORDER.index(name) if name in STOP_ORDER else -1):
        first = signal.SIGINT if name == "postgres" else signal.SIGTERM
        leftovers.stop(leftovers.process_of(state[name], started[name]), first, 5)
    folder.write_state({})
