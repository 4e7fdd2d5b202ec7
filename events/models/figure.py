"""Desk: numbers that others publish, and what binds them. A figure is one source's number, never an event."""

from django.db import models
from django.db.models import F, Q

from ..vocabulary import BridgeKind, Comparator, Edition, Issuer, SeriesMeasure, State, Unit
from .record import Reviewed
from .source import Source


class Series(Reviewed):
    """What a group of numbers counts: population, way, subgroup, unit, and by whose definition."""

    prefix = "SE"

    slug = models.SlugField("id", max_length=80, unique=True, help_text="Short id, as arrivals-all.")
    title_en = models.CharField("title", max_length=200, help_text="Ours.")
    title_ko = models.CharField("Korean title", max_length=200, help_text="Ours.")
    measure = models.CharField("measure", max_length=20, choices=SeriesMeasure.choices, help_text="Kind of number.")
    concept = models.CharField("concept", max_length=60, help_text="What is counted, as arrivals or re_entries.")
    population = models.CharField("population", max_length=60, help_text="Who belongs to it, as nk_arrivals_rok.")
    route_scope = models.CharField("route scope", max_length=40, default="all", help_text="Which ways are included.")
    subgroup = models.CharField("subgroup", max_length=40, default="all", help_text="As all, male, female, elite.")
    unit = models.CharField("unit", max_length=20, choices=Unit.choices, help_text="What one of it is.")
    authority = models.CharField("authority", max_length=30, choices=Issuer.choices, help_text="Whose count it is.")
    since = models.CharField("since", max_length=40, blank=True, help_text="EDTF start of a cumulative count.")
    definition_en = models.TextField("definition", help_text="What is in and what is out.")
    definition_ko = models.TextField("Korean definition", blank=True, help_text="The same in Korean.")
    event_scope = models.CharField(
        "events of the same scope",
        max_length=300,
        blank=True,
        help_text="Question to the public events that count the same, as direction=north_to_south&actor_type=civilian;"
        " empty if they are not comparable.",
    )
    scope_note_en = models.CharField(
        "why comparable or not", max_length=400, blank=True, help_text="Why the two scopes match or do not. Public."
    )
    scope_note_ko = models.CharField("Korean note", max_length=400, blank=True, help_text="The same in Korean.")

    class Meta:
        ordering = ["slug"]
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(
                condition=~Q(approved_by=F("coded_by"), approved_version=F("version")),
                name="series_approver_is_not_the_coder",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug}: {self.title_en}"


class Figure(Reviewed):
    """One number that one source published. Two values for one slot are two figures."""

    prefix = "FG"

    series = models.ForeignKey(Series, models.PROTECT, related_name="figures", help_text="What the number counts.")
    source = models.ForeignKey(Source, models.PROTECT, related_name="figures", help_text="The document that prints it.")
    issuer = models.CharField("issuer", max_length=30, choices=Issuer.choices, help_text="Who said it.")
    period = models.CharField("period", max_length=40, blank=True, help_text="EDTF, as 2024-01-01/2024-06-30.")
    period_from = models.DateField("period from", null=True, editable=False, help_text="First day of the period.")
    period_to = models.DateField("period to", null=True, editable=False, help_text="Last day of the period.")
    as_of = models.CharField("as of", max_length=40, blank=True, help_text="EDTF moment to which it was counted.")
    words = models.CharField("words", max_length=300, blank=True, help_text="The number in the words of the source.")
    comparator = models.CharField(
        "comparator", max_length=20, choices=Comparator.choices, help_text="How it is hedged."
    )
    value = models.DecimalField(
        "value as printed",
        max_digits=12,
        decimal_places=1,
        null=True,
        blank=True,
        help_text="Empty if no number is given.",
    )
    upper = models.DecimalField(
        "second number", max_digits=12, decimal_places=1, null=True, blank=True, help_text="The end of a range."
    )
    low = models.DecimalField(
        "low", max_digits=12, decimal_places=2, null=True, editable=False, help_text="By the rule."
    )
    high = models.DecimalField(
        "high", max_digits=12, decimal_places=2, null=True, editable=False, help_text="By the rule."
    )
    edition = models.CharField("edition", max_length=20, choices=Edition.choices, help_text="Which edition it is.")
    released = models.CharField("released", max_length=40, blank=True, help_text="EDTF date of publication.")
    released_from = models.DateField("released from", null=True, editable=False, help_text="First day of that date.")
    supersedes = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        help_text="The edition it replaces.",
    )
    conflict_group = models.CharField("conflict group", max_length=40, blank=True, help_text="Figures to compare.")
    public_note = models.CharField("public note", max_length=400, blank=True, help_text="For readers.")
    desk_notes = models.TextField("desk notes", blank=True, help_text="For editors only.")
    state = models.CharField("state", max_length=12, choices=State.choices, default=State.DRAFT, editable=False)
    state_reason = models.TextField("reason", blank=True, help_text="Why it is held or withdrawn.")

    class Meta:
        ordering = ["series", "period_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_from__isnull=True) | Q(period_to__isnull=True) | Q(period_from__lte=F("period_to")),
                name="a_period_does_not_end_before_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")),
                name="low_is_not_over_high",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False)
                | Q(comparator__in=[Comparator.QUALITATIVE, Comparator.SINGLE_DIGITS, Comparator.DOZENS]),
                name="a_figure_without_a_number_is_qualitative",
            ),
            models.CheckConstraint(
                condition=~Q(approved_by=F("coded_by"), approved_version=F("version")),
                name="figure_approver_is_not_the_coder",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN) | ~Q(state_reason=""), name="a_withdrawn_figure_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.words or self.value}"


class Bridge(Reviewed):
    """What binds the numbers of two series in arithmetic. Without one, equal numbers of two series prove nothing."""

    prefix = "BR"

    kind = models.CharField("kind", max_length=20, choices=BridgeKind.choices, help_text="How the two are bound.")
    series = models.ForeignKey(
        Series, models.PROTECT, related_name="bridges", help_text="The cumulative, the part, or the percentage."
    )
    other = models.ForeignKey(
        Series,
        models.PROTECT,
        related_name="bridged",
        help_text="The flow that is added up, the whole, or the part whose share it is.",
    )
    partition = models.SlugField(
        "partition",
        max_length=40,
        blank=True,
        help_text="Of a part: what divides the whole, as sex. All parts of it together are the whole.",
    )
    grounds_en = models.CharField("grounds", max_length=400, help_text="Why the two definitions fit together. Public.")
    grounds_ko = models.CharField("Korean grounds", max_length=400, help_text="The same in Korean.")
    state = models.CharField("state", max_length=12, choices=State.choices, default=State.DRAFT, editable=False)
    state_reason = models.TextField("reason", blank=True, help_text="Why it is held or withdrawn.")

    class Meta:
        ordering = ["series", "other"]
        constraints = [
            models.CheckConstraint(condition=~Q(series=F("other")), name="a_bridge_has_two_ends"),
            models.CheckConstraint(
                condition=~Q(kind=BridgeKind.PART_OF, partition="") & (Q(kind=BridgeKind.PART_OF) | Q(partition="")),
                name="a_part_and_nothing_else_names_its_partition",
            ),
            models.UniqueConstraint(
                fields=["kind", "series", "other"],
                condition=~Q(state=State.WITHDRAWN),
                name="two_series_are_bound_once_a_kind",
            ),
            models.CheckConstraint(
                condition=~Q(approved_by=F("coded_by"), approved_version=F("version")),
                name="bridge_approver_is_not_the_coder",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN) | ~Q(state_reason=""), name="a_withdrawn_bridge_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series.slug} {self.get_kind_display()} {self.other.slug}"
