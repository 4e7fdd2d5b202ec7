"""Make, list and revoke keys to the API."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from events import actions
from events.errors import TrackerError
from events.models import ApiKey
from events.vocabulary import ApiScope


class Command(BaseCommand):
    help = "Keys to the API: a higher quota and no field more. A new key is printed once and stored nowhere."

    def add_arguments(self, parser: CommandParser) -> None:
        do = parser.add_subparsers(dest="do", required=True)
        make = do.add_parser("make", help="make a key and print it, once")
        make.add_argument("name", help="whose key it is and what for")
        make.add_argument("--scopes", nargs="+", choices=ApiScope.codes(), default=["read"], help="as they are: read")
        make.add_argument("--days", type=int, default=365, help="for how many days it works; a year at most")
        do.add_parser("list", help="list all keys, the newest first")
        revoke = do.add_parser("revoke", help="let a key work no longer")
        revoke.add_argument("key", help="how it begins, as det_1a2b3c4d; a whole key that leaked will do")
        for one in (make, revoke):
            one.add_argument("--by", required=True, help="name of the administrator's account")

    def handle(self, *_: Any, do: str, **given: Any) -> None:
        try:
            getattr(self, f"{do}_key")(**given)
        except TrackerError as error:
            raise CommandError(str(error)) from error

    def make_key(self, name: str, scopes: list[str], days: int, by: str, **_: Any) -> None:
        until = timezone.localdate() + dt.timedelta(days=days)
        key, token = actions.make_key(name=name, scopes=scopes, expires_on=until, by=account(by))
        self.stderr.write(f"{', '.join(key.scopes)}; works until {until}. It can't be shown again:")
        self.stdout.write(token)

    def list_key(self, **_: Any) -> None:
        for key in ApiKey.objects.with_last_use():
            ends = f"revoked {key.revoked_on}" if key.revoked_on else f"until {key.expires_on}"
            used = f"used {key.last_used_on}" if key.last_used_on else "never used"
            self.stdout.write(f"{key.hint}  {','.join(key.scopes):<10} {ends:<20} {used:<16} {key.name}")

    def revoke_key(self, key: str, by: str, **_: Any) -> None:
        found = ApiKey.objects.filter(hint=key[:12]).first()
        if found is None:
            raise CommandError(f"No key begins with {key[:12]}.")
        self.stdout.write(f"revoked {actions.revoke_key(found, by=account(by))}")


def account(name: str) -> User:
    found = User.objects.filter(username=name).first()
    if found is None:
        raise CommandError(f"There is no account {name}.")
    return found
