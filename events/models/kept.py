"""Desk: what somebody typed and has not saved. Kept for its owner alone, until it is saved or thrown away."""

from django.conf import settings
from django.db import models

from ..vocabulary import KeptWhy


class KeptForm(models.Model):
    """The fields of one form of one person. There is one for each form and reason."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", help_text="Who typed it.")
    address = models.CharField("address", max_length=300, help_text="The path and query of the form.")
    why = models.CharField("why", max_length=20, choices=KeptWhy.choices, help_text="Why it is kept.")
    fields = models.JSONField("fields", help_text="{name: [values]} as a browser sends them, without its token.")
    version = models.PositiveIntegerField("version", null=True, help_text="The version that the form showed.")
    kept_at = models.DateTimeField("kept at", auto_now=True)

    class Meta:
        ordering = ["-kept_at"]
        constraints = [models.UniqueConstraint(fields=["owner", "address", "why"], name="a_form_is_kept_once")]

    def __str__(self) -> str:
        return f"{self.address} {self.why}"
