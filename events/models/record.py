"""What every desk record shares: a public id, a version for compare-and-swap, and who made it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from ..errors import InvalidValue


class Record(models.Model):
    """A desk record with a history. Its version is the number of its last revision."""

    prefix: ClassVar[str] = ""

    version = models.PositiveIntegerField(
        "version",
        default=0,
        editable=False,
        help_text="Grows by one with each change; a form that saw another is stale.",
    )

    class Meta:
        abstract = True

    @property
    def public_id(self) -> str:
        """The stable id that people cite, as EV-000123."""
        return public_id(self.prefix, self.pk)


class Reviewed(Record):
    """A record that a second person approves before the public sees it."""

    approved_version = models.PositiveIntegerField(
        "approved version", null=True, editable=False, help_text="The version that the public sees; empty before that."
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="approved by",
    )
    coded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="coded by"
    )

    class Meta:
        abstract = True


def public_id(prefix: str, number: int) -> str:
    return f"{prefix}-{number:06d}"


def parse_public_id(prefix: str, text: str) -> int:
    """Return the number in a public id. Raises: InvalidValue for another prefix or shape."""
    head, dash, digits = text.partition("-")
    if head != prefix or not dash or not digits.isdecimal() or not digits.isascii() or len(digits) > 15:
        raise InvalidValue(f"“{text[:40]}” is not an id.", field="id", remedy=f"Write it as {prefix}-000123.")
    return int(digits)
