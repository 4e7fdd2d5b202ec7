"""What names a state of the public record: numbers that grow with it, of which the tags of all answers are made."""

from typing import Any

from django.db import models

from .public import PublicChange


class PublicErasure(models.Model):
    """One time at which something public lost its past: what a line of the feed or an old version told was destroyed.

    Written by `actions.erasing.destroy` alone, and never made anew: no copy that was given out before counts as fresh.
    """

    number = models.PositiveBigIntegerField("number", primary_key=True, help_text="1, 2, 3 and so on, without gaps.")

    def __str__(self) -> str:
        return f"Erasure {self.number}"


def record_version(*more: models.QuerySet[Any, Any]) -> str:
    """Return the last public change, the last erasure and what else is asked, one number each: "812.3".

    Nothing is counted or reckoned before the first change. Costs: 1 query, on the ends of two indexes.
    """
    parts = (PublicChange.objects.order_by("-number").values("number"), PublicErasure.objects.order_by("-number"))
    asked = [models.Subquery(part.values("number")[:1]) for part in parts] + [models.Subquery(one) for one in more]
    found = PublicChange.objects.order_by("number").values_list(*asked).first() or [0] * len(asked)
    return ".".join(str(number or 0) for number in found)
