"""The public record: what everybody may see, and all that the role `tracker_public` can read.

Written by `derive.project` alone, in the transaction that approves a change; disposable, because `rebuild_record`
makes it again from the approved revisions. Each row carries its JSON, made once, in the order of the codebook.
PublicReport alone follows from nothing: readers add it, and the desk answers (docs/adr/0033-reports.md).
"""

from datetime import date, timedelta

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, ExtractMonth, TruncMonth

from ..vocabulary import (
    ActorType,
    DateBasis,
    DatePrecision,
    Direction,
    Evidence,
    Intent,
    LinkKind,
    Means,
    Month,
    MovementClass,
    Outcome,
    PlacePrecision,
    ReportingLag,
    ReportState,
    RouteType,
)

COUNTED_CLASSES = (
    MovementClass.DEFECTION,
    MovementClass.NORTHWARD_DEFECTION,
    MovementClass.RE_ENTRY,
    MovementClass.RE_ARRIVAL,
)
"""Movement classes that count as defections; the others are recorded and shown under their own class."""


UNDATED = date(1900, 1, 1)
SORTED_ON = Coalesce("occurred_from", "occurred_to", Value(UNDATED), output_field=models.DateField())
"""The day by which events are sorted: the first possible one, or the last where the start is open."""


PUBLISHED_ON = Coalesce("published_from", Value(UNDATED), output_field=models.DateField())
"""The day by which sources are sorted."""

EXACT_DAY = r"^\d{4}-\d{2}-\d{2}$"
OF_THE_NEWS = (DateBasis.ANNOUNCEMENT, DateBasis.REPORT, DateBasis.DECISION, DateBasis.UNKNOWN)
"""Bases of a date that speak of the news itself, so that no time passed between the two."""

LAGS = {ReportingLag.SAME_DAY: 0, ReportingLag.WITHIN_WEEK: 7, ReportingLag.WITHIN_MONTH: 30}
LAGS |= {ReportingLag.WITHIN_YEAR: 365}
"""Codes of a lag and the most days that each takes in."""


FIRST_KINDS = ("created", "split")
"""Kinds of changes with which a record became public."""


class PublicEventQuerySet(models.QuerySet["PublicEvent"]):
    def live(self) -> "PublicEventQuerySet":
        """Leave out tombstones."""
        return self.filter(tombstone="")

    def counted(self) -> "PublicEventQuerySet":
        """Keep the movement classes that count as defections."""
        return self.filter(movement_class__in=COUNTED_CLASSES)

    def with_month(self) -> "PublicEventQuerySet":
        """Add `month`, the month of the year in which an event lies, `unknown` where no source is that exact."""
        months = [When(of_year=number, then=Value(month)) for number, month in enumerate(Month, 1) if number <= 12]
        return self.alias(
            first=TruncMonth("occurred_from"),
            of_year=Case(When(first=TruncMonth("occurred_to"), then=ExtractMonth("occurred_from")), default=0),
        ).annotate(month=Case(*months, default=Value(Month.UNKNOWN), output_field=models.CharField()))

    def with_lag(self) -> "PublicEventQuerySet":
        """Add `lag`, how long after an event the public first heard of it, where both are known to the day."""
        told = Cast("document", models.JSONField())
        exact = {"occurred_text__regex": EXACT_DAY, "public_text__regex": EXACT_DAY}
        days = Cast("public_text", models.DateField()) - F("occurred_from")
        lags = [When(days__lte=timedelta(most), then=Value(code)) for code, most in LAGS.items()]
        return (
            self.alias(occurred_text=KeyTextTransform("occurred", told))
            .alias(public_text=KeyTextTransform("first_public", told))
            .alias(days=Case(When(~Q(date_basis__in=OF_THE_NEWS), **exact, then=days)))
            .annotate(
                lag=Case(
                    When(days=None, then=Value(ReportingLag.UNKNOWN)),
                    When(days__lt=timedelta(0), then=Value(ReportingLag.BEFORE)),
                    *lags,
                    default=Value(ReportingLag.LATER),
                    output_field=models.CharField(),
                )
            )
        )

    def counting(self) -> "PublicEventQuerySet":
        """Add what a row counts for: `events`, `least`, `most` and `unnumbered`, as PublicTally has them."""
        unnumbered = Case(When(persons_min=None, persons_max=None, then=1), default=0)
        most = Coalesce("persons_max", "persons_min", 0)
        return self.annotate(events=Value(1), least=Coalesce("persons_min", 0), most=most, unnumbered=unnumbered)

    def overlapping(self, first_year: int, last_year: int | None = None) -> "PublicEventQuerySet":
        """Keep events that may have happened in these years."""
        return self.filter(year_from__lte=last_year or first_year, year_to__gte=first_year)

    def within(self, first_year: int, last_year: int | None = None) -> "PublicEventQuerySet":
        """Keep events that certainly happened in these years."""
        return self.filter(year_from__gte=first_year, year_to__lte=last_year or first_year)


LISTED_BY = (
    "direction",
    "movement_class",
    "route_type",
    "means",
    "actor_type",
    "outcome",
    "intent",
    "evidence",
    "place",
)
"""Columns by which events are often asked for: each has an index in the order of the list (docs/adr/0041-scale.md)."""


class EventColumns(models.Model):
    """What an event is listed and filtered by, now or at an earlier change, and its JSON."""

    number = models.PositiveBigIntegerField("number", help_text="The number in the public id.")
    public_id = models.CharField("public id", max_length=20, help_text="Stable id, as EV-000123.")
    version = models.PositiveIntegerField("version", help_text="How often a change of it has been approved.")
    change = models.PositiveBigIntegerField("last change", help_text="Number of its last line in the feed of changes.")
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
    lat = models.FloatField("latitude", null=True, help_text="Of the middle of the public place, WGS 84.")
    lon = models.FloatField("longitude", null=True, help_text="Of the middle of the public place, WGS 84.")
    persons_min = models.PositiveIntegerField("persons, at least", null=True)
    persons_max = models.PositiveIntegerField("persons, at most", null=True)
    title_en = models.CharField("title", max_length=200)
    title_ko = models.CharField("Korean title", max_length=200)
    document = models.TextField("document", help_text="The event as JSON, one flat object in codebook order.")

    class Meta:
        abstract = True


class PublicEvent(EventColumns):
    """One published event, its filter columns and its JSON; or a tombstone that says why it is gone."""

    number = models.PositiveBigIntegerField("number", primary_key=True, help_text="The number in the public id.")
    public_id = models.CharField("public id", max_length=20, unique=True, help_text="Stable id, as EV-000123.")
    tombstone = models.CharField("tombstone", max_length=12, blank=True, help_text="withdrawn or merged; else empty.")
    tombstone_reason = models.TextField("reason", blank=True, help_text="Why it was withdrawn or merged.")
    replaced_by = models.CharField("replaced by", max_length=20, blank=True, help_text="The id that replaced it.")

    objects = PublicEventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(SORTED_ON.desc(), F("number").desc(), name="newest_events_first"),
            models.Index(fields=["-change", "-number"], name="last_changed_events_first"),
            models.Index(fields=["year_from", "year_to"], name="events_of_a_year"),
            models.Index(fields=["lon", "lat"], name="events_in_a_box"),
            models.Index(F("number"), name="undated_events", condition=Q(occurred_from=None, occurred_to=None)),
            models.Index(fields=["place", "-change"], name="last_changed_event_of_a_place"),
            *(models.Index(F(name), SORTED_ON.desc(), F("number").desc(), name=f"by_{name}") for name in LISTED_BY),
        ]

    def __str__(self) -> str:
        return self.public_id

    def leads_to(self) -> str:
        """Return the id at the end of a chain of merges; empty if nothing replaced it. Costs: 1 query a step."""
        seen, successor = {self.public_id}, self.replaced_by
        while successor not in seen:
            seen.add(successor)
            further = PublicEvent.objects.filter(public_id=successor).values_list("replaced_by", flat=True).first()
            successor = further or successor
        return successor


class PublicVersionQuerySet(PublicEventQuerySet):
    def live(self) -> "PublicVersionQuerySet":
        """Return all: an event that is a tombstone today has no versions."""
        return self.all()

    def as_of(self, change: int) -> "PublicVersionQuerySet":
        """Keep what stood in public after a change: one version of each event that was public then and is today."""
        return self.filter(from_change__lte=change).filter(Q(to_change=None) | Q(to_change__gt=change))


class PublicVersion(EventColumns):
    """One event as it once stood in public, with its claims; the current one too. None of what is a tombstone now.

    `EventFilter(params, PublicVersion.objects.as_of(change))` reads the closed parameters, from, to and place. See
    docs/adr/0030-public-versions.md.
    """

    at = models.DateTimeField("at", help_text="When it was approved.")
    from_change = models.PositiveBigIntegerField("from change", help_text="The first change after which it stood.")
    to_change = models.PositiveBigIntegerField("to change", null=True, help_text="What replaced it; empty if nothing.")
    claims = models.TextField("claims", help_text="Its claims as JSON, as they were worded, if public today.")

    objects = PublicVersionQuerySet.as_manager()

    class Meta:
        ordering = ["number", "version"]
        constraints = [
            models.UniqueConstraint(fields=["number", "version"], name="a_version_of_an_event_is_public_once")
        ]

    def __str__(self) -> str:
        return f"{self.public_id} version {self.version}"


class PublicSearch(models.Model):
    """The words by which an event is found, apart from its row so that lists stay narrow."""

    event = models.OneToOneField(PublicEvent, models.CASCADE, primary_key=True, related_name="search")
    words = models.TextField(
        "words", help_text="Titles, summaries and place names in both languages, plain words in their order."
    )
    vector = SearchVectorField("vector", help_text="The keys of those words, the same for every spelling.")

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="event_words"),
        ]


class PublicWord(models.Model):
    """One plain word of the public events: what a search that finds nothing may have meant."""

    word = models.TextField("word", primary_key=True, help_text="In small letters, without diacritics.")
    letters = models.TextField("letters", db_index=True, help_text="The word letter by letter, Hangul too.")
    events = models.PositiveIntegerField("events", help_text="In how many public events it stands.")

    def __str__(self) -> str:
        return self.word


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
        indexes = [
            models.Index(F("publisher_slug"), PUBLISHED_ON.desc(), F("number").desc(), name="sources_of_a_publisher"),
            models.Index(fields=["derives_from"], name="copies_of_a_source"),
            models.Index(PUBLISHED_ON.desc(), F("number").desc(), name="newest_sources_first"),
            models.Index(F("language"), PUBLISHED_ON.desc(), F("number").desc(), name="sources_in_a_language"),
            models.Index(fields=["-change", "-number"], name="last_changed_sources_first"),
        ]

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
        indexes = [
            models.Index(fields=["field", "number"], name="public_claims_on_a_field"),
            models.Index(fields=["standing", "number"], name="public_claims_of_a_standing"),
        ]

    def __str__(self) -> str:
        return self.public_id


class PublicLink(models.Model):
    """Two public events that belong together; the end that was approved last decides."""

    event = models.ForeignKey(PublicEvent, models.CASCADE, related_name="links_out")
    other = models.ForeignKey(PublicEvent, models.CASCADE, related_name="links_in")
    kind = models.CharField("kind", max_length=20, choices=LinkKind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "other", "kind"], name="a_link_is_public_once")]


class PublicChange(models.Model):
    """One line of the feed of changes: gap-free, in the order of commit."""

    number = models.PositiveBigIntegerField("number", primary_key=True, help_text="1, 2, 3 and so on, without gaps.")
    at = models.DateTimeField("at")
    kind = models.CharField(
        "kind", max_length=12, help_text="created, updated, merged, split, withdrawn or taken_down."
    )
    record = models.CharField("record", max_length=12, help_text="event, source, figure, series or place.")
    public_id = models.CharField("public id", max_length=80)
    fields = models.JSONField("fields", help_text="For each changed field its old and its new value.")
    reason = models.TextField("reason", blank=True, help_text="Why a public value was changed.")
    severity = models.CharField("severity", max_length=20, blank=True, help_text="How much it changes; of corrections.")
    sources = models.JSONField("sources", default=list, help_text="Ids of the sources on which the change rests.")

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["public_id"], name="changes_of_a_record"),
            models.Index(fields=["-at", "-number"], name="changes_until_a_moment"),
            models.Index(F("number").desc(), name="corrections_newest_first", condition=~Q(kind="created")),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.public_id}"


class PublicReport(models.Model):
    """What became of one report of an error. Only the hash of its receipt is known; what it says stays at the desk."""

    digest = models.CharField("digest", max_length=64, primary_key=True, help_text="SHA-256 of the receipt, as hex.")
    state = models.CharField(
        "state",
        max_length=20,
        choices=ReportState.choices,
        default=ReportState.RECEIVED,
        help_text="What became of it.",
    )
    answer = models.TextField("answer", blank=True, help_text="What the desk says to whoever sent it. Public.")
    change = models.PositiveBigIntegerField("change", null=True, blank=True, help_text="Number of the public change.")
    received_on = models.DateField("received on", help_text="Day, never the minute.")
    closed_on = models.DateField("closed on", null=True, blank=True, help_text="Day on which it was decided.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=ReportState.DECLINED) | ~models.Q(answer=""), name="a_refusal_says_why"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ReportState.ACCEPTED) | models.Q(change__isnull=False),
                name="an_accepted_report_names_its_change",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[ReportState.ACCEPTED, ReportState.DECLINED], closed_on__isnull=False)
                | models.Q(state__in=[ReportState.RECEIVED, ReportState.LOOKING], closed_on=None, answer=""),
                name="a_closed_report_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.digest[:8]} {self.state}"
