"""Several management commands in one process, so that Django is loaded once: `prepare migrate "check --tag x"`."""

import io
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
            words = shlex.split(command)
            tells_passwords = words[0] == "desk_users"  # which belong in no log
            call_command(*words, stdout=io.StringIO() if tells_passwords else None)
        except CommandError as error:
            print(f"{command}: {error}", flush=True)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
