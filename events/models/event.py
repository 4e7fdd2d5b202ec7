"""Desk: one movement across the border, as its accepted claims describe it, and how movements belong together."""

from django.db import models
from django.db.models import F, Q

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
    State,
)
from .record import Record, Reviewed


class Place(Record):
    """A named place. Its point is the middle of the named place, never where somebody crossed."""

    prefix = "PL"

    slug = models.SlugField("id", max_length=60, unique=True, help_text="Short id, as goseong-gangwon.")
    name_en = models.CharField("name", max_length=120, help_text="English name, as Goseong county.")
    name_ko = models.CharField("Korean name", max_length=120, help_text="Korean name, as 고성군.")
    aliases = models.JSONField("other names", default=list, blank=True, help_text="Other spellings, a JSON list.")
    kind = models.CharField(
        "finest precision",
        max_length=20,
        choices=PlacePrecision.choices,
        help_text="The most exact that may be published.",
    )
    country = models.CharField(
        "country", max_length=2, blank=True, help_text="ISO 3166 code; empty at sea or on a border."
    )
    lat = models.DecimalField("latitude", max_digits=8, decimal_places=5, null=True, blank=True, help_text="WGS 84.")
    lon = models.DecimalField("longitude", max_digits=8, decimal_places=5, null=True, blank=True, help_text="WGS 84.")
    radius_km = models.PositiveSmallIntegerField(
        "radius in km", null=True, blank=True, help_text="Size of the circle that is drawn instead of a pin."
    )
    coord_source = models.CharField("source of the point", max_length=120, blank=True, help_text="As GeoNames.")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, help_text="The larger place around it.")

    class Meta:
        ordering = ["name_en"]

    def __str__(self) -> str:
        return f"{self.name_en} ({self.slug})"


class Subject(Record):
    """A handle that joins events of the same person or group without any name."""

    prefix = "SB"

    public_note = models.CharField("public note", max_length=200, blank=True, help_text="Never a name or a trait.")

    def __str__(self) -> str:
        return public_handle(self.pk)

    @property
    def public_id(self) -> str:
        return public_handle(self.pk)


def public_handle(number: int) -> str:
    return f"SB-{number:04d}"


class Event(Reviewed):
    """One movement across the border. Its coded columns are written by `derive.resolve` from accepted claims only."""

    prefix = "EV"

    title_en = models.CharField("title", max_length=200, help_text="Ours, never copied; no name of a person.")
    title_ko = models.CharField("Korean title", max_length=200, blank=True, help_text="Ours; needed to publish.")
    summary_en = models.TextField("summary", blank=True, help_text="One to three sentences of ours; needed to publish.")
    summary_ko = models.TextField("Korean summary", blank=True, help_text="The same in Korean; needed to publish.")
    state = models.CharField("state", max_length=12, choices=State.choices, default=State.DRAFT, editable=False)
    state_reason = models.TextField("reason", blank=True, help_text="Why it is held, withdrawn or merged.")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+", help_text="What replaced it."
    )
    subjects = models.ManyToManyField(Subject, blank=True, related_name="events", help_text="Handles of who crossed.")
    desk_notes = models.TextField("desk notes", blank=True, help_text="For editors only.")

    occurred = models.CharField("date", max_length=40, blank=True, editable=False, help_text="EDTF.")
    occurred_from = models.DateField("from", null=True, editable=False, help_text="First possible day, Korean time.")
    occurred_to = models.DateField("to", null=True, editable=False, help_text="Last possible day, Korean time.")
    date_precision = models.CharField(
        "date precision", max_length=20, choices=DatePrecision.choices, blank=True, editable=False
    )
    date_basis = models.CharField("date basis", max_length=20, choices=DateBasis.choices, blank=True, editable=False)
    direction = models.CharField("direction", max_length=20, choices=Direction.choices, blank=True, editable=False)
    movement_class = models.CharField(
        "movement class", max_length=30, choices=MovementClass.choices, blank=True, editable=False
    )
    route_type = models.CharField("route", max_length=30, choices=RouteType.choices, blank=True, editable=False)
    means = models.CharField("means", max_length=20, choices=Means.choices, blank=True, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, editable=False, related_name="events")
    place_precision = models.CharField(
        "place precision", max_length=20, choices=PlacePrecision.choices, blank=True, editable=False
    )
    actor_type = models.CharField("who", max_length=30, choices=ActorType.choices, blank=True, editable=False)
    persons_min = models.PositiveIntegerField("persons, at least", null=True, editable=False)
    persons_max = models.PositiveIntegerField("persons, at most", null=True, editable=False)
    outcome = models.CharField("outcome", max_length=30, choices=Outcome.choices, blank=True, editable=False)
    outcome_parts = models.JSONField("outcome in parts", default=list, editable=False)
    intent = models.CharField("intent", max_length=30, choices=Intent.choices, blank=True, editable=False)
    first_public = models.CharField("first public", max_length=40, blank=True, editable=False, help_text="EDTF.")
    evidence = models.CharField(
        "evidence",
        max_length=30,
        choices=Evidence.choices,
        default=Evidence.NONE,
        editable=False,
        help_text="Computed.",
    )
    documents = models.PositiveSmallIntegerField("documents", default=0, editable=False, help_text="Sources accepted.")
    origins = models.PositiveSmallIntegerField(
        "independent origins", default=0, editable=False, help_text="Distinct roots of those sources."
    )

    class Meta:
        ordering = ["-occurred_from", "-id"]
        permissions = [("review", "Can approve, send back, withdraw and merge")]
        constraints = [
            models.CheckConstraint(
                condition=Q(occurred_from__isnull=True)
                | Q(occurred_to__isnull=True)
                | Q(occurred_from__lte=F("occurred_to")),
                name="an_event_does_not_end_before_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(persons_min__isnull=True)
                | Q(persons_max__isnull=True)
                | Q(persons_min__lte=F("persons_max")),
                name="persons_min_is_not_over_max",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.PUBLISHED, State.CHANGED]) | Q(approved_version__isnull=False),
                name="a_published_event_was_approved",
            ),
            models.CheckConstraint(
                condition=~Q(approved_by=F("coded_by"), approved_version=F("version")),
                name="event_approver_is_not_the_coder",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.WITHDRAWN, State.MERGED]) | ~Q(state_reason=""),
                name="a_tombstone_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=State.MERGED, merged_into__isnull=False)
                | ~Q(state=State.MERGED) & Q(merged_into__isnull=True),
                name="a_merged_event_names_the_other",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.title_en}"[:120]


class EventLink(models.Model):
    """Two events that belong together without being one."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="links_out", help_text="One of the two.")
    other = models.ForeignKey(Event, models.CASCADE, related_name="links_in", help_text="The other of the two.")
    kind = models.CharField("kind", max_length=20, choices=LinkKind.choices, help_text="How they belong together.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "other", "kind"], name="a_link_stands_once"),
            models.CheckConstraint(condition=~Q(event=F("other")), name="an_event_is_not_linked_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.event.public_id} {self.kind} {self.other.public_id}"
