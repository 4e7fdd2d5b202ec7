"""The script `run`: which Python it takes, when it installs, and what it says when it can't.

A copy of the script runs in an empty folder with a PATH of fake programs, so that nothing is really installed.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.local.conftest import ROOT

NEEDED = ("sh", "dirname", "uname", "cksum", "grep", "cat", "rm", "mkdir", "tail", "sleep", "id", "awk", "chmod", "ldd")
# A Python that tells which one it is and makes an environment whose own python only repeats its arguments.
PYTHON = """#!/bin/sh
case "$1 $2" in
    "-c import sys, venv, ensurepip"*) exit {suits} ;;
    "-m venv") mkdir -p "$3/bin"; printf '#!/bin/sh\\n[ "$1" = -c ] || echo "venv of {name}:" "$@"\\n' > "$3/bin/python"
        chmod +x "$3/bin/python" ;;
esac
"""


class Checkout:
    """A folder (its name has a space) with the script and two locks, and another one with fake programs."""

    def __init__(self, path: Path) -> None:
        self.path = path / "a checkout"
        self.programs = path / "bin"
        self.home = path / "home"
        for folder in (self.path, self.programs, self.home):
            folder.mkdir()
        shutil.copy(ROOT / "run", self.path)
        for lock in ("requirements.txt", "requirements-dev.txt"):
            (self.path / lock).write_text("django==6.1.3 \\\n    --hash=sha256:00\n")
        for name in NEEDED:
            (self.programs / name).symlink_to(shutil.which(name) or "/bin/false")

    def python(self, name: str, suits: bool = True) -> None:
        self.program(name, PYTHON.format(name=Path(name).name, suits=0 if suits else 1))

    def program(self, name: str, text: str) -> None:
        path = self.programs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.path / "run", *arguments],
            env={"PATH": str(self.programs), "HOME": str(self.home), **environment},
            cwd="/",
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_python_3_13_is_preferred(checkout: Checkout) -> None:
    checkout.python("python3.12")
    checkout.python("python3.13")
    assert checkout.run("help").stdout.endswith("venv of python3.13: -m tracker.local help\n")


def test_a_shim_that_exists_but_fails_is_passed_over(checkout: Checkout) -> None:
    checkout.python("python3.13", suits=False)
    checkout.python("python3")
    assert "venv of python3:" in checkout.run().stdout


def test_pyenv_versions_are_found(checkout: Checkout) -> None:
    checkout.python("../home/.pyenv/versions/3.12.1/bin/python")
    assert "venv of python:" in checkout.run().stdout


def test_a_named_python_is_taken(checkout: Checkout) -> None:
    checkout.python("python3.13")
    checkout.python("mine")
    assert "venv of mine:" in checkout.run(PYTHON=str(checkout.programs / "mine")).stdout


def test_a_named_python_that_does_not_suit_is_refused(checkout: Checkout) -> None:
    checkout.python("python3.13")
    refused = checkout.run(PYTHON="/nowhere/python")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "correct it or unset it" in refused.stderr


def test_uv_brings_python_where_there_is_none(checkout: Checkout) -> None:
    checkout.program("uv", '#!/bin/sh\n[ "$1" = venv ] && echo "uv was asked: $*"; exit 0\n')
    assert "uv was asked: venv --quiet --allow-existing --python 3.13 .venv" in checkout.run().stdout


def test_no_python_at_all_is_one_clear_sentence(checkout: Checkout) -> None:
    refused = checkout.run()
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "Python 3.12 or later is needed" in refused.stderr


def test_windows_is_sent_to_wsl(checkout: Checkout) -> None:
    (checkout.programs / "uname").unlink()
    checkout.program("uname", "#!/bin/sh\necho MINGW64_NT-10.0\n")
    assert "WSL2" in checkout.run().stderr


def test_nothing_is_installed_twice(checkout: Checkout) -> None:
    checkout.python("python3.13")
    checkout.run()
    assert checkout.run("help").stdout == "venv of python3.13: -m tracker.local help\n"


def test_a_changed_lock_is_installed(checkout: Checkout) -> None:
    checkout.python("python3.13")
    checkout.run()
    (checkout.path / "requirements.txt").write_text("# changed\n")
    again = checkout.run().stdout
    assert "Installing what requirements.txt names" in again
    assert "Making .venv" not in again


def test_the_tests_install_their_own_lock(checkout: Checkout) -> None:
    checkout.python("python3.13")
    checkout.run()
    assert "Installing what requirements-dev.txt names" in checkout.run("test").stdout
    assert "Installing" not in checkout.run().stdout + checkout.run("test").stdout


def test_an_interrupted_install_is_begun_anew(checkout: Checkout) -> None:
    checkout.python("python3.13")
    checkout.run()
    (checkout.path / ".venv" / ".installing").write_text("999999999\n")
    assert "Making .venv" in checkout.run().stdout


def test_an_install_of_another_process_is_waited_for(checkout: Checkout) -> None:
    checkout.python("python3.13")
    checkout.run()
    busy = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(2)"])
    marker = checkout.path / ".venv" / ".installing"
    marker.write_text(f"{busy.pid}\n")
    waiter = subprocess.Popen(["sh", "-c", f"sleep 1.5; rm '{marker}'"])
    assert "Installing" not in checkout.run().stdout.replace("is installing", "")
    assert (busy.wait(), waiter.wait()) == (0, 0)


def test_an_environment_whose_python_is_gone_is_made_again(checkout: Checkout) -> None:
    checkout.python("python3.13")
    checkout.run()
    (checkout.path / ".venv" / "bin" / "python").unlink()
    assert "Making .venv" in checkout.run().stdout
