"""The app `events`: the record of defection events, its desk and its public doors."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.admin import apps as admin_apps
from django.db import connections, transaction
from django.db.models.signals import post_migrate


class DeskConfig(admin_apps.AdminConfig):
    """Django's admin, with the desk's own site."""

    default = False
    default_site = "events.admin.site.DeskSite"

    def ready(self) -> None:
        from . import admin  # noqa: F401 (first: the site stands in this package, and is made while it registers pages)

        super().ready()


class EventsConfig(AppConfig):
    default = True
    name = "events"
    verbose_name = "Defection events"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401 (registers the checks)

        post_migrate.connect(grant, sender=self)


def grant(using: str, **_: Any) -> None:
    """Give each role what the manifest says; a new table is nobody's until it stands there."""
    from .models import grants

    wanted = {settings.DESK["USER"]: settings.DESK["PASSWORD"], settings.PUBLIC["USER"]: settings.PUBLIC["PASSWORD"]}
    passwords = {role: password for role, password in wanted.items() if password and role in grants.ROLES}
    with transaction.atomic(using):
        grants.apply(connections[using], passwords)
