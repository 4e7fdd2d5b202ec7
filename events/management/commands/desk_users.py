"""The three local accounts of the desk: an editor, a reviewer and an administrator, never a superuser."""

import json
import os
import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

ROLES = {"Editor": "editor", "Reviewer": "reviewer", "Administrator": "administrator"}


class Command(BaseCommand):
    help = "Print the three local accounts; --create makes those that are missing. For one machine only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--create", action="store_true", help="make the accounts that are missing")

    def handle(self, *_: Any, create: bool = False, **__: Any) -> None:
        if settings.HTTPS:
            raise CommandError("Local accounts are for one machine; in production (HTTPS=1) add users on the desk.")
        path = Path(settings.ROOT, os.environ.get("TRACKER_DATA") or ".data", "users.json")
        passwords = read_passwords(path)
        if create and (made := make_missing()):
            passwords |= made
            write_passwords(path, passwords)
        for role, name in ROLES.items():
            self.stdout.write(f"{role.lower():<14} {name:<14} {told(name, passwords)}")


@transaction.atomic
def make_missing() -> dict[str, str]:
    """Create the accounts that do not exist and return their passwords."""
    made = {}
    for role, name in ROLES.items():
        if not User.objects.filter(username=name).exists():
            made[name] = secrets.token_urlsafe(12)
            user = User.objects.create_user(name, password=made[name], is_staff=True)
            user.groups.add(Group.objects.get(name=role))
    return made


def told(name: str, passwords: dict[str, str]) -> str:
    """Return the password of an account, or why it can't be told."""
    user = User.objects.filter(username=name).first()
    if user is None:
        return "(no such account: run with --create)"
    password = passwords.get(name)
    return password if password and user.check_password(password) else "(set by hand)"


def read_passwords(path: Path) -> dict[str, str]:
    try:
        content: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content


def write_passwords(path: Path, passwords: dict[str, str]) -> None:
    """Write the file for its owner's eyes only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(passwords, file, indent=1)
