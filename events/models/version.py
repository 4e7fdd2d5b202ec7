"""What names a state of the public record: numbers that grow with it, of which the tags of all answers are made."""

from typing import Any

from django.db import models

from .public import PublicChange


class PublicRewrite(models.Model):
    """One time at which public rows were written anew and no public change was made: an erasure, or a rebuild.

    Written by `derive.note_rewrite` alone, and never made anew: what was given out before does not count as fresh.
    """

    number = models.PositiveBigIntegerField("number", primary_key=True, help_text="1, 2, 3 and so on, without gaps.")

    def __str__(self) -> str:
        return f"Rewrite {self.number}"


def record_version(*more: models.QuerySet[Any, Any]) -> str:
    """Return the last public change, the last rewrite and what else is asked, one number each: "812.3".

    Nothing is counted or reckoned before the first change. Costs: 1 query, on the ends of two indexes.
    """
    parts = (PublicChange.objects.order_by("-number"), PublicRewrite.objects.order_by("-number"))
    asked = [models.Subquery(part.values("number")[:1]) for part in parts] + [models.Subquery(one) for one in more]
    found = PublicChange.objects.order_by("number").values_list(*asked).first() or [0] * len(asked)
    return ".".join(str(number or 0) for number in found)
