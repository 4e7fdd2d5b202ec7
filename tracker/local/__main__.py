"""The commands behind `./run`."""

import os
import sys

from tracker.local import LocalError

HELP = """\
./run                     start the tracker on http://localhost:8000/ and keep it running until Ctrl-C
./run --logs              the same, with every line that its parts log
./run test [arguments]    run the tests; arguments go to pytest
./run shots [arguments]   look at every public page in a browser, and keep pictures of all in .data/shots
./run users               list the local accounts
./run manage <arguments>  run manage.py with the database and the broker at hand
./run check               lint, format, types, layers, migrations
./run help                this text

PORT=8001 ./run           another port; further settings: DATABASE_URL, CELERY_BROKER_URL, TRACKER_DATA, TRACKER_PG_BIN
"""


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command in ("", "--logs"):
        from tracker.local.launch import start

        return start(everything=command == "--logs")
    if command in ("manage", "users"):
        from tracker.local.launch import manage

        return manage(rest if command == "manage" else ["desk_users"])
    if command == "test":
        # The whole suite in two processes, a file in one of them: the tests of the relay share a broker. (pytest 9.2
        # ignores the groups that pytest-xdist 3.8 writes into the ids of tests, so loadgroup splits files too.)
        whole = ["-n", "2", "--dist", "loadfile", "--max-worker-restart", "1"]
        os.execv(sys.executable, [sys.executable, "-m", "pytest", *(rest or whole)])
    if command == "shots":
        os.environ.setdefault("TRACKER_SHOTS", ".data/shots")
        os.execv(sys.executable, [sys.executable, "-m", "pytest", "tests/browser", *rest])
    if command == "check":
        from tracker.local.check import check

        return check()
    if command in ("help", "-h", "--help"):
        print(HELP, end="")
        return 0
    raise LocalError(f"There is no command {command}; ./run help lists the ones there are.")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except LocalError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
