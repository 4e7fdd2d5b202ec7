"""Desk: whether the address of a source still answers. Written by the weekly job."""

from django.db import models

from .source import Source


class LinkCheck(models.Model):
    """The last look at one address."""

    source = models.OneToOneField(Source, models.CASCADE, primary_key=True, related_name="link", help_text="Whose.")
    url = models.CharField("address", max_length=1000, help_text="The address that was asked.")
    checked_at = models.DateTimeField("checked at")
    alive = models.BooleanField("alive", help_text="Whether it answered.")
    status = models.PositiveSmallIntegerField("status", null=True, help_text="The HTTP status; empty without answer.")
    failures = models.PositiveSmallIntegerField("failures", default=0, help_text="How often in a row it did not.")
    note = models.CharField("note", max_length=200, blank=True, help_text="What went wrong.")

    class Meta:
        ordering = ["-checked_at"]

    def __str__(self) -> str:
        return f"{self.source_id} {self.status}"
