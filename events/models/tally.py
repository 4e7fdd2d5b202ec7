"""How many events are alike: the public events counted by their codes, so that a count need not read them."""

from collections.abc import Collection
from typing import ClassVar, NamedTuple

from django.db import models

from ..partial_dates import Exact
from .public import LISTED_BY

CODES = tuple(name for name in LISTED_BY if name != "place")


class Cut(NamedTuple):
    """One way of counting the public events: by some columns, and by dates as exact as it says."""

    name: str
    columns: tuple[str, ...]
    exact: Exact

    def answers(self, columns: Collection[str], exact: Exact) -> bool:
        return exact <= self.exact and set(columns) <= {*self.columns}


CUTS = (
    Cut("codes", CODES, Exact.NOT),
    Cut("places", ("direction", "route_type", "place"), Exact.YEAR),
    Cut("months", ("direction",), Exact.MONTH),
    Cut("details", (*CODES, "place", "month", "lag"), Exact.NOT),
    Cut("years", CODES, Exact.YEAR),
)
"""The smallest first. Every cut counts every event once; see docs/adr/0046-counts-of-what-is-alike.md."""


class PublicTallyQuerySet(models.QuerySet["PublicTally"]):
    def of(self, cut: str) -> "PublicTallyQuerySet":
        return self.filter(cut=cut)

    def overlapping(self, year: int) -> "PublicTallyQuerySet":
        """Keep the events that may have happened in a year; of a cut that tells years."""
        return self.filter(year_from__lte=year, year_to__gte=year)


class PublicTally(models.Model):
    """A number of public events that are alike in the columns of one cut; the others are empty.

    The columns are called as those of PublicEvent and mean the same, so one condition finds the same events in both.
    """

    cut = models.CharField("cut", max_length=10, help_text="By which columns it counts; each counts every event once.")
    year_from = models.SmallIntegerField("first year", default=0, help_text="First year; 0 where the cut has no dates.")
    year_to = models.SmallIntegerField("last year", default=0)
    direction = models.CharField("direction", max_length=20, blank=True)
    movement_class = models.CharField("movement class", max_length=30, blank=True)
    route_type = models.CharField("route", max_length=30, blank=True)
    means = models.CharField("means", max_length=20, blank=True)
    actor_type = models.CharField("who", max_length=30, blank=True)
    outcome = models.CharField("outcome", max_length=30, blank=True)
    intent = models.CharField("intent", max_length=30, blank=True)
    evidence = models.CharField("evidence", max_length=30, blank=True)
    place = models.CharField("place", max_length=60, blank=True)
    month = models.CharField("month", max_length=20, blank=True, help_text="As the parameter month has it.")
    lag = models.CharField("first reported", max_length=20, blank=True, help_text="As the parameter lag has it.")
    occurred_from = models.DateField("from", null=True, help_text="First day of the year or month of the first day.")
    occurred_to = models.DateField("to", null=True, help_text="Last day of the year or month of the last day.")
    events = models.PositiveIntegerField("events", help_text="How many events are so.")
    least = models.PositiveBigIntegerField("persons, at least", help_text="Their persons together, at least.")
    most = models.PositiveBigIntegerField("persons, at most", help_text="At most, or at least where nothing is known.")
    unnumbered = models.PositiveIntegerField("unnumbered", help_text="Those without any number of persons.")

    CUTS: ClassVar = CUTS
    objects = PublicTallyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("cut", "year_from", "year_to", *CODES, "place", "month", "lag"),
                    *("occurred_from", "occurred_to"),
                ],
                nulls_distinct=False,
                name="events_that_are_alike_are_counted_once",
            ),
            models.CheckConstraint(condition=models.Q(events__gt=0), name="a_tally_counts_something"),
        ]

    def __str__(self) -> str:
        return f"{self.cut}: {self.events}"
