"""`./run check`: everything that is checked before a commit besides the tests; it runs all, whatever fails."""

import os
import subprocess
import sys
import time

from tracker.local.folder import ROOT

PYTHON = sys.executable
IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
CHECKS: tuple[tuple[str, ...], ...] = (
    (PYTHON, "-m", "ruff", "check", "."),
    (PYTHON, "-m", "ruff", "format", "--check", "."),
    (PYTHON, "-m", "mypy"),
    (PYTHON, "-c", IMPORTS),
    (PYTHON, "-W", "ignore:Got an error checking", "manage.py", "makemigrations", "--check", "--dry-run"),
)


def check(checks: tuple[tuple[str, ...], ...] = CHECKS) -> int:
    """Run all checks, show what each says, then one line for each; return 1 if any failed."""
    nowhere = {"DATABASE_URL": "postgresql:///nowhere", "CELERY_BROKER_URL": "memory://", "SECRET_KEY": "check"}
    results = []
    for argv in checks:
        begun = time.monotonic()
        code = subprocess.run(argv, cwd=ROOT, env={**nowhere, **os.environ}, check=False).returncode
        results.append((code, time.monotonic() - begun, name_of(argv)))
    print()
    for code, seconds, name in results:
        print(f"{'failed' if code else 'passed'}  {seconds:5.1f} s  {name}")
    return int(any(code for code, _, _ in results))


def name_of(argv: tuple[str, ...]) -> str:
    """Return how a person would type a check."""
    if IMPORTS in argv:
        return "lint-imports"
    words = [word for word in argv[1:] if word not in ("-m", "-W") and not word.startswith("ignore:")]
    return " ".join(words)
