"""How many public rows are alike: events, claims and sources counted by their codes, so a count need not read them."""

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


class PublicCountQuerySet(models.QuerySet["PublicCount"]):
    def of(self, record: str) -> "PublicCountQuerySet":
        return self.filter(record=record)

    def total(self) -> int:
        """Return how many rows these cells count together. Costs: 1 query."""
        return self.aggregate(n=models.Sum("rows"))["n"] or 0


class PublicCount(models.Model):
    """A number of public claims alike in field and standing, or of public sources alike in language and publisher.

    Kept by triggers on both tables, whoever writes there (docs/adr/0047-counts-of-claims-and-sources.md). The columns
    are called as those of the rows and mean the same; those of the other record are empty.
    """

    record = models.CharField("record", max_length=12, help_text="What is counted: claim or source.")
    field = models.CharField("field", max_length=40, blank=True)
    standing = models.CharField("standing", max_length=20, blank=True)
    language = models.CharField("language", max_length=10, blank=True)
    publisher_slug = models.CharField("publisher id", max_length=60, blank=True)
    rows = models.PositiveBigIntegerField("rows", help_text="How many rows are so; a cell with none is gone.")

    objects = PublicCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "field", "standing", "language", "publisher_slug"], name="alike_rows_are_counted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record}: {self.rows}"
