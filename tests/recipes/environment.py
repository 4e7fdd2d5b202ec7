"""A clean environment, for the recipes or for a peer: what a lock names and no more, under .data by its digest."""

import fcntl
import os
import subprocess
import sys
import venv
from hashlib import blake2s
from pathlib import Path
from shutil import rmtree

from tests.local.conftest import ROOT

RECIPES = ROOT / "docs" / "recipes"
LOCK = RECIPES / "requirements.txt"
DATA = ROOT / ".data"
LIMIT = 600  # seconds; some 75 MB are fetched


def python(lock: Path = LOCK) -> Path:
    """Return the interpreter of the environment, made now if it is not there. Fails where no registry is reached."""
    DATA.mkdir(exist_ok=True)
    digest = blake2s(lock.read_bytes() + sys.version.encode(), digest_size=8).hexdigest()
    kind = lock.parent.name
    place = DATA / f"{kind}-{digest}"
    with (DATA / f"{kind}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not (place / "complete").exists():
            for old in DATA.glob(f"{kind}-*"):
                rmtree(old)
            _make(place, lock)
            (place / "complete").touch()
    return place / "bin" / "python"


def _make(place: Path, lock: Path) -> None:
    venv.create(place, with_pip=True)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    words = ["--quiet", "--no-input", "--no-compile", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
    asked = [str(place / "bin" / "python"), "-m", "pip", "install", *words, "-r", str(lock)]
    made = subprocess.run(asked, env=inherited, capture_output=True, text=True, check=False, timeout=LIMIT)
    assert made.returncode == 0, f"pip could not install {lock}:\n{made.stderr[-2000:]}"


def run(*words: str | Path, folder: Path, tracker: str) -> str:
    """Return what a program printed, run in a folder with an environment that knows nothing but the tracker."""
    clean = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "TRACKER": tracker}
    done = subprocess.run(
        [*map(str, words)], cwd=folder, env=clean, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, f"{words}\n{done.stdout[-1000:]}\n{done.stderr[-3000:]}"
    return done.stdout
