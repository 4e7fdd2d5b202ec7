"""The public record: what everybody may see, and all that the role `tracker_public` can read.

Written by `derive.project` alone, in the transaction that approves a change; disposable, because `rebuild_record`
makes it again from the approved revisions. Each row carries its JSON, made once, in the order of the codebook.
"""

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from ..vocabulary import (
    ActorType,
    DateBasis,
    DatePrecision,
    Direction,
    Evidence,
    Intent,
    LinkKind,
    Means,
    MovementClass,
    Outcome,
    PlacePrecision,
    RouteType,
)

COUNTED_CLASSES = (
    MovementClass.DEFECTION,
    MovementClass.NORTHWARD_DEFECTION,
    MovementClass.RE_ENTRY,
    MovementClass.RE_ARRIVAL,
)
"""Movement classes that count as defections; the others are recorded and shown under their own class."""


SORTED_ON = Coalesce("occurred_from", "occurred_to", Value(date(1900, 1, 1)), output_field=models.DateField())
"""The day by which events are sorted: the first possible one, or the last where the start is open."""


class PublicEventQuerySet(models.QuerySet["PublicEvent"]):
    def live(self) -> "PublicEventQuerySet":
        """Leave out tombstones."""
        return self.filter(tombstone="")

    def counted(self) -> "PublicEventQuerySet":
        """Keep the movement classes that count as defections."""
        return self.filter(movement_class__in=COUNTED_CLASSES)

    def overlapping(self, first_year: int, last_year: int | None = None) -> "PublicEventQuerySet":
        """Keep events that may have happened in these years."""
        return self.filter(year_from__lte=last_year or first_year, year_to__gte=first_year)

    def within(self, first_year: int, last_year: int | None = None) -> "PublicEventQuerySet":
        """Keep events that certainly happened in these years."""
        return self.filter(year_from__gte=first_year, year_to__lte=last_year or first_year)


class PublicEvent(models.Model):
    """One published event, its filter columns and its JSON; or a tombstone that says why it is gone."""

    number = models.PositiveBigIntegerField("number", primary_key=True, help_text="The number in the public id.")
    public_id = models.CharField("public id", max_length=20, unique=True, help_text="Stable id, as EV-000123.")
    version = models.PositiveIntegerField("version", help_text="How often a change of it has been approved.")
    change = models.PositiveBigIntegerField("last change", help_text="Number of its last line in the feed of changes.")
    tombstone = models.CharField("tombstone", max_length=12, blank=True, help_text="withdrawn or merged; else empty.")
    tombstone_reason = models.TextField("reason", blank=True, help_text="Why it was withdrawn or merged.")
    replaced_by = models.CharField("replaced by", max_length=20, blank=True, help_text="The id that replaced it.")
    occurred_from = models.DateField("from", null=True, help_text="First day on which it may have happened.")
    occurred_to = models.DateField("to", null=True, help_text="Last day on which it may have happened.")
    year_from = models.SmallIntegerField("first year", help_text="First year of the range; 1945 where it is open.")
    year_to = models.SmallIntegerField("last year", help_text="Last year of the range.")
    date_precision = models.CharField("date precision", max_length=20, choices=DatePrecision.choices)
    date_basis = models.CharField("date basis", max_length=20, choices=DateBasis.choices)
    direction = models.CharField("direction", max_length=20, choices=Direction.choices)
    movement_class = models.CharField("movement class", max_length=30, choices=MovementClass.choices)
    route_type = models.CharField("route", max_length=30, choices=RouteType.choices)
    means = models.CharField("means", max_length=20, choices=Means.choices)
    actor_type = models.CharField("who", max_length=30, choices=ActorType.choices)
    outcome = models.CharField("outcome", max_length=30, choices=Outcome.choices)
    intent = models.CharField("intent", max_length=30, choices=Intent.choices)
    evidence = models.CharField("evidence", max_length=30, choices=Evidence.choices)
    place = models.CharField("place", max_length=60, blank=True, help_text="Slug of the place in the gazetteer.")
    place_precision = models.CharField("place precision", max_length=20, choices=PlacePrecision.choices)
    persons_min = models.PositiveIntegerField("persons, at least", null=True)
    persons_max = models.PositiveIntegerField("persons, at most", null=True)
    title_en = models.CharField("title", max_length=200)
    title_ko = models.CharField("Korean title", max_length=200)
    document = models.TextField("document", help_text="The event as JSON, one flat object in codebook order.")

    objects = PublicEventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(SORTED_ON.desc(), F("number").desc(), name="newest_events_first"),
            models.Index(fields=["-change", "-number"], name="last_changed_events_first"),
            models.Index(fields=["year_from", "year_to"], name="events_of_a_year"),
        ]

    def __str__(self) -> str:
        return self.public_id


class PublicSearch(models.Model):
    """The words by which an event is found, apart from its row so that lists stay narrow."""

    event = models.OneToOneField(PublicEvent, models.CASCADE, primary_key=True, related_name="search")
    words = models.TextField("words", help_text="Titles, summaries and place names in both languages.")
    vector = SearchVectorField("vector")

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="event_words"),
            GinIndex(fields=["words"], opclasses=["gin_trgm_ops"], name="event_trigrams"),
        ]


class PublicSource(models.Model):
    """One document that a public value rests on, or from which such a document derives."""

    number = models.PositiveBigIntegerField("number", primary_key=True)
    public_id = models.CharField("public id", max_length=20, unique=True, help_text="Stable id, as SR-000123.")
    change = models.PositiveBigIntegerField("last change")
    publisher = models.CharField("publisher", max_length=200)
    publisher_slug = models.CharField("publisher id", max_length=60)
    language = models.CharField("language", max_length=10)
    published_from = models.DateField("published from", null=True)
    derives_from = models.PositiveBigIntegerField("derives from", null=True, help_text="Number of its parent source.")
    document = models.TextField("document", help_text="The source as JSON, in codebook order.")

    class Meta:
        indexes = [models.Index(fields=["publisher_slug"], name="sources_of_a_publisher")]

    def __str__(self) -> str:
        return self.public_id


class PublicClaim(models.Model):
    """One thing that one public source says about one field of one public event."""

    number = models.PositiveBigIntegerField("number", primary_key=True)
    public_id = models.CharField("public id", max_length=20, unique=True, help_text="Stable id, as CL-000123.")
    event = models.ForeignKey(PublicEvent, models.CASCADE, related_name="claims")
    source = models.ForeignKey(PublicSource, models.PROTECT, related_name="claims")
    field = models.CharField("field", max_length=40)
    standing = models.CharField("standing", max_length=20)
    position = models.PositiveSmallIntegerField("position", help_text="Order on the event: by field, newest first.")
    document = models.TextField("document", help_text="The claim as JSON, in codebook order.")

    class Meta:
        ordering = ["event_id", "position"]

    def __str__(self) -> str:
        return self.public_id


class PublicLink(models.Model):
    """Two public events that belong together; the end that was approved last decides."""

    event = models.ForeignKey(PublicEvent, models.CASCADE, related_name="links_out")
    other = models.ForeignKey(PublicEvent, models.CASCADE, related_name="links_in")
    kind = models.CharField("kind", max_length=20, choices=LinkKind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "other", "kind"], name="a_link_is_public_once")]


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
    low = models.DecimalField("low", max_digits=12, decimal_places=1, null=True)
    high = models.DecimalField("high", max_digits=12, decimal_places=1, null=True)
    shown = models.BooleanField("shown", default=False, help_text="Chosen by rule among the editions of its slot.")
    document = models.TextField("document", help_text="The figure as JSON, in codebook order.")

    class Meta:
        indexes = [models.Index(fields=["series", "period_from"], name="figures_of_a_series")]

    def __str__(self) -> str:
        return self.public_id


class PublicChange(models.Model):
    """One line of the feed of changes: gap-free, in the order of commit."""

    number = models.PositiveBigIntegerField("number", primary_key=True, help_text="1, 2, 3 and so on, without gaps.")
    at = models.DateTimeField("at")
    kind = models.CharField("kind", max_length=12, help_text="created, updated, withdrawn or merged.")
    record = models.CharField("record", max_length=12, help_text="event, source, figure or series.")
    public_id = models.CharField("public id", max_length=80)
    fields = models.JSONField("fields", help_text="For each changed field its old and its new value.")
    reason = models.TextField("reason", blank=True, help_text="Why a public value was changed.")

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["public_id"], name="changes_of_a_record")]

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.public_id}"
