"""System checks with ids: what is wrong with this installation, and what to do about it."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def check_secret(**_: Any) -> list[CheckMessage]:
    if settings.SECRET_KEY.startswith("insecure"):
        return [Error("SECRET_KEY is not set.", hint="Set SECRET_KEY to 50 random characters.", id="tracker.E001")]
    return []


@register(Tags.security)
def check_doors(**_: Any) -> list[CheckMessage]:
    if settings.DOORS not in ("public", "desk", "both"):
        return [
            Error(
                f"TRACKER_DOORS is “{settings.DOORS}”.", hint="Set it to public, desk or both.", id="tracker.E002"
            )
        ]  # fmt: skip
    return []
