"""Run by itself, with the settings of production: fill the database, or answer what a door answers, as JSON.

Usage: python -m tests.isolation.house fill | ask [addresses] | ask_with key address | planted
"""

import json
import logging
import os
import sys
from typing import Any

import django
from django.db import DatabaseError
from django.test.utils import override_settings

PLAIN = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


def fill() -> Any:
    from tests.isolation import world

    made = world.publish(*world.people())
    world.disturb(made)
    return [event.public_id for event in made.events]


def ask(*addresses: str) -> Any:
    """Return the status of each address, how often the desk's connection was used for it, and what is configured."""
    from django.conf import settings
    from django.db import connections
    from django.test import Client

    used: list[str] = []

    def note(execute: Any, statement: str, *given: Any) -> Any:
        used.append(statement)
        return execute(statement, *given)

    client, answers = Client(raise_request_exception=False), {}
    with connections["default"].execute_wrapper(note):
        for address in addresses or public_addresses():
            used.clear()
            status, body = read(client.get(address))
            answers[address] = [status, len(used), "hidden-desk-word" in body]
    middleware = " ".join(settings.MIDDLEWARE)
    databases = {name: given["USER"] for name, given in settings.DATABASES.items()}
    return {"answers": answers, "middleware": middleware, "databases": databases, "used": who(connections)}


def ask_with(key: str, address: str) -> Any:
    """Return the status of one address asked with a key, and the quotas of its holder."""
    from django.test import Client

    response = Client(raise_request_exception=False).get(address, headers={"Authorization": f"Bearer {key}"})
    return [read(response)[0], response.headers["RateLimit-Policy"]]


def read(response: Any) -> tuple[int, str]:
    """Return the status and the whole body; a stream that breaks off counts as 500."""
    try:
        body = b"".join(response.streaming_content) if response.streaming else response.content
    except DatabaseError:
        return 500, ""
    return response.status_code, body.decode(errors="backslashreplace")


def who(connections: Any) -> dict[str, str]:
    """Return as whom each connection really is logged in."""
    told = {}
    for name in connections:
        with connections[name].cursor() as cursor:
            cursor.execute("SELECT session_user")
            told[name] = cursor.fetchone()[0]
    return told


def public_addresses() -> list[str]:
    from tests.isolation.addresses import all_addresses

    return [address for address in all_addresses() if "hidden-desk-word" not in address]


def planted() -> Any:
    from tests.isolation.planted import INJECTED, VIEWS

    with override_settings(ROOT_URLCONF="tests.isolation.planted"):
        return ask(*(f"/en/planted/{view.__name__}/?id={INJECTED}" for view in VIEWS))["answers"]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    django.setup()
    logging.disable()
    with override_settings(STORAGES=PLAIN, ALLOWED_HOSTS=["testserver"]):
        answer = {"fill": fill, "ask": ask, "ask_with": ask_with, "planted": planted}[sys.argv[1]](*sys.argv[2:])
        sys.stdout.write(json.dumps(answer))
