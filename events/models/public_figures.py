"""The public record of numbers that others publish: series, figures, bridges, checks, and what reconciling found.

The first four are written by `derive.project`, the last two by `derive.reconcile`; all are disposable.
"""

from django.db import models

from .public import PublicSource
from .statistic import ComputedQuerySet


class PublicSeries(models.Model):
    """What a group of published numbers counts."""

    number = models.PositiveBigIntegerField("number", primary_key=True)
    slug = models.SlugField("id", max_length=80, unique=True)
    change = models.PositiveBigIntegerField("last change")
    document = models.TextField("document", help_text="The series as JSON, in codebook order.")

    def __str__(self) -> str:
        return self.slug


class PublicFigure(models.Model):
    """One number that one source published about a population and a period; never an event."""

    number = models.PositiveBigIntegerField("number", primary_key=True)
    public_id = models.CharField("public id", max_length=20, unique=True, help_text="Stable id, as FG-000123.")
    change = models.PositiveBigIntegerField("last change")
    tombstone = models.CharField("tombstone", max_length=12, blank=True)
    tombstone_reason = models.TextField("reason", blank=True)
    series = models.ForeignKey(PublicSeries, models.PROTECT, null=True, related_name="figures")
    source = models.ForeignKey(PublicSource, models.PROTECT, null=True, related_name="figures")
    issuer = models.CharField("issuer", max_length=30, blank=True)
    edition = models.CharField("edition", max_length=20, blank=True)
    period_from = models.DateField("period from", null=True)
    period_to = models.DateField("period to", null=True)
    low = models.DecimalField("low", max_digits=12, decimal_places=2, null=True)
    high = models.DecimalField("high", max_digits=12, decimal_places=2, null=True)
    released_from = models.DateField("released from", null=True, help_text="First day on which it may have come out.")
    released_to = models.DateField("released to", null=True, help_text="Last such day; empty if it is not known.")
    shown = models.BooleanField("shown", default=False, help_text="Chosen by rule among the editions of its slot.")
    document = models.TextField("document", help_text="The figure as JSON, in codebook order.")

    class Meta:
        indexes = [models.Index(fields=["series", "period_from"], name="figures_of_a_series")]

    def __str__(self) -> str:
        return self.public_id


class PublicBridge(models.Model):
    """What binds the numbers of two series in arithmetic, with its grounds."""

    number = models.PositiveBigIntegerField("number", primary_key=True)
    public_id = models.CharField("public id", max_length=20, unique=True, help_text="Stable id, as BR-000123.")
    change = models.PositiveBigIntegerField("last change")
    tombstone = models.CharField("tombstone", max_length=12, blank=True)
    tombstone_reason = models.TextField("reason", blank=True)
    kind = models.CharField("kind", max_length=20, blank=True)
    series = models.ForeignKey(PublicSeries, models.PROTECT, null=True, related_name="bridges")
    other = models.ForeignKey(PublicSeries, models.PROTECT, null=True, related_name="bridged")
    document = models.TextField("document", help_text="The bridge as JSON, in codebook order.")

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.public_id


class PublicCheck(models.Model):
    """One sentence in the news that says something with a number. Its verdict stands in PublicVerdict."""

    number = models.PositiveBigIntegerField("number", primary_key=True)
    public_id = models.CharField("public id", max_length=20, unique=True, help_text="Stable id, as CK-000123.")
    change = models.PositiveBigIntegerField("last change")
    tombstone = models.CharField("tombstone", max_length=12, blank=True)
    tombstone_reason = models.TextField("reason", blank=True)
    kind = models.CharField("kind", max_length=20, blank=True)
    source = models.ForeignKey(PublicSource, models.PROTECT, null=True, related_name="checks")
    series = models.ForeignKey(PublicSeries, models.PROTECT, null=True, related_name="checks")
    stated_from = models.DateField("stated from", null=True)
    document = models.TextField("document", help_text="The check as JSON, in codebook order.")

    class Meta:
        ordering = ["-stated_from", "number"]

    def __str__(self) -> str:
        return self.public_id


class PublicVerdict(models.Model):
    """What reconciling found about one figure or one check. Computed by Celery from the public record alone."""

    public_id = models.CharField("public id", max_length=20, primary_key=True, help_text="Of the figure or check.")
    verdict = models.CharField("verdict", max_length=20, help_text="A code of figure_verdict or check_verdict.")
    document = models.TextField("document", help_text="The finding as JSON, in codebook order.")

    def __str__(self) -> str:
        return f"{self.public_id} {self.verdict}"


class ReckonedSeries(models.Model):
    """What reconciling found about one series as a whole, and which change of the public record it includes."""

    series = models.CharField("series", max_length=80, primary_key=True, help_text="Id of the series.")
    from_change = models.PositiveBigIntegerField("up to change")
    computed_at = models.DateTimeField("computed at")
    document = models.TextField("document", help_text="Conflicts, derived values and coverage as JSON.")

    objects = ComputedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.series
