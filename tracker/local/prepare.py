"""Several management commands in one process, so that Django is loaded once: `prepare migrate "check --tag x"`."""

import os
import shlex
import sys

import django
from django.core.management import CommandError, call_command


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    for command in sys.argv[1:]:
        try:
            call_command(*shlex.split(command))
        except CommandError as error:
            print(f"{command}: {error}", flush=True)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
