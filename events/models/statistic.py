"""Yearly counts of public events. Computed by Celery from the public record alone, so anyone can recompute them."""

from typing import Any

from django.db import models
from django.db.models.functions import Extract

from ..vocabulary import Direction


class YearlyStatistic(models.Model):
    """How many events a year holds for one direction and one value of one dimension."""

    year = models.SmallIntegerField("year", help_text="Calendar year, Korean time.")
    direction = models.CharField("direction", max_length=20, choices=Direction.choices)
    dimension = models.CharField(
        "dimension", max_length=20, help_text="total, movement_class, route_type, actor_type, outcome or evidence."
    )
    key = models.CharField("key", max_length=30, help_text="A code of the dimension; `all` for the total.")
    events_certain = models.PositiveIntegerField("events, certain", help_text="Their whole date range is in the year.")
    events_possible = models.PositiveIntegerField("events, possible", help_text="Their date range touches the year.")
    persons_min = models.PositiveIntegerField("persons, at least", help_text="Over the certain events.")
    persons_max = models.PositiveIntegerField("persons, at most", help_text="Over the possible events.")

    class Meta:
        ordering = ["year", "direction", "dimension", "key"]
        constraints = [
            models.UniqueConstraint(fields=["year", "direction", "dimension", "key"], name="one_count_a_cell"),
            models.CheckConstraint(
                condition=models.Q(events_certain__lte=models.F("events_possible")),
                name="a_certain_event_is_a_possible_one",
            ),
        ]


class ComputedQuerySet(models.QuerySet[Any]):
    """Rows that are computed some time after the change that they follow, each with its moment."""

    def version(self) -> models.QuerySet[Any, Any]:
        """Return one row with one number, which is another one once any of the rows has been computed again.

        The sum of all moments, and not the last of them: who computed earlier may be done later.
        """
        moments = models.Sum(Extract("computed_at", "epoch", output_field=models.FloatField()))
        one = self.order_by().values(one=models.Value(1))
        version: models.QuerySet[Any, Any] = one.annotate(moments=moments).values("moments")
        return version


class StatisticYear(models.Model):
    """When the counts of a year were last computed, and which change of the public record they include."""

    year = models.SmallIntegerField("year", primary_key=True)
    from_change = models.PositiveBigIntegerField("up to change")
    computed_at = models.DateTimeField("computed at")

    objects = ComputedQuerySet.as_manager()


class StatisticRun(models.Model):
    """One full recomputation and whether it agreed with what was kept until then."""

    kind = models.CharField("kind", max_length=10, default="years", help_text="years or figures.")
    started_at = models.DateTimeField("started at")
    finished_at = models.DateTimeField("finished at")
    from_change = models.PositiveBigIntegerField("up to change")
    rows = models.PositiveIntegerField("rows")
    differences = models.JSONField("differences", default=list, help_text="Cells that did not agree; empty when well.")

    class Meta:
        ordering = ["-started_at"]

    @property
    def alarm(self) -> bool:
        return bool(self.differences)
