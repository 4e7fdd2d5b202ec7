"""`./run check`: everything that is checked before a commit besides the tests; it runs all, whatever fails."""

import os
import subprocess
import sys
import time
from contextlib import closing

from tracker.local.folder import ROOT
from tracker.local.throwaway import Servers

PYTHON = sys.executable
IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
CHECKS: tuple[tuple[str, ...], ...] = (
    (PYTHON, "-m", "ruff", "check", "."),
    (PYTHON, "-m", "ruff", "format", "--check", "."),
    (PYTHON, "-m", "mypy"),
    (PYTHON, "-c", IMPORTS),
    (PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"),
)


def check(checks: tuple[tuple[str, ...], ...] = CHECKS) -> int:
    """Run all checks, show what each says, then one line for each; return 1 if any failed."""
    results = []
    with closing(Servers()) as servers:  # the checks of models ask the database what it can do
        environment = {**os.environ, "DATABASE_URL": servers.start_postgres(), "TRACKER_ROLE": "owner"}
        for argv in checks:
            begun = time.monotonic()
            code = subprocess.run(argv, cwd=ROOT, env=environment, check=False).returncode
            results.append((code, time.monotonic() - begun, name_of(argv)))
    print()
    for code, seconds, name in results:
        print(f"{'failed' if code else 'passed'}  {seconds:5.1f} s  {name}")
    return int(any(code for code, _, _ in results))


def name_of(argv: tuple[str, ...]) -> str:
    """Return how a person would type a check."""
    if IMPORTS in argv:
        return "lint-imports"
    return " ".join(word for word in argv[1:] if word != "-m")
