"""What a killed run leaves behind."""

import subprocess
import sys
import threading
import time
from pathlib import Path

from tracker.local import leftovers


def test_a_dead_server_that_nobody_buried_is_waited_for(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    (tmp_path / "pid").write_text(f"{dead.pid}\n")
    while leftovers.psutil.Process(dead.pid).status() != leftovers.psutil.STATUS_ZOMBIE:
        time.sleep(0.01)
    threading.Timer(0.3, dead.wait).start()
    leftovers.wait_until_buried(tmp_path, "pid")
    assert not leftovers.psutil.pid_exists(dead.pid)


def test_without_a_file_nothing_is_waited_for(tmp_path: Path) -> None:
    began = time.monotonic()
    leftovers.wait_until_buried(tmp_path, "pid")
    assert time.monotonic() - began < 5
