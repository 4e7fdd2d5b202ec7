"""What names a state of the public record: numbers that grow with it, of which the tags of all answers are made."""

from functools import cache
from typing import Any

from django.db import models

from .public import PublicChange


class PublicRewrite(models.Model):
    """One time at which public rows were written anew and no public change was made: an erasure, a rebuild, a finding.

    Written by `derive.note_rewrite` alone, and never made anew: what was given out before does not count as fresh.
    """

    number = models.PositiveBigIntegerField("number", primary_key=True, help_text="1, 2, 3 and so on, without gaps.")

    def __str__(self) -> str:
        return f"Rewrite {self.number}"


def record_version(*followers: type[models.Model]) -> str:
    """Return the last public change, the last rewrite, and when the rows that follow a change were computed: "812.3.5".

    `followers` are tables with a `version()`. Nothing follows before the first change. Costs: 1 query, on the ends of
    two indexes; Django would need longer to put it together than the database to answer it, so it is kept as text.
    """
    for row in PublicChange.objects.raw(*_statement(followers)):
        return ".".join(str(getattr(row, name) or 0) for name in ("number", *_names(followers)))
    return "0"


def _names(followers: tuple[type[models.Model], ...]) -> list[str]:
    return ["rewrites", *(f"followed_by_{model._meta.model_name}" for model in followers)]


@cache
def _statement(followers: tuple[type[models.Model], ...]) -> tuple[str, tuple[Any, ...]]:
    rewrites = PublicRewrite.objects.order_by("-number").values("number")[:1]
    parts = [rewrites, *(model._default_manager.version() for model in followers)]  # type: ignore[attr-defined]
    asked = {name: models.Subquery(part) for name, part in zip(_names(followers), parts, strict=True)}
    last = PublicChange.objects.order_by("-number").values("number").annotate(**asked)[:1]
    return last.query.sql_with_params()
