"""Desk: sentences in the news that say something with a number, each kept as a predicate that can be asked again."""

from django.db import models
from django.db.models import F, Q

from ..vocabulary import CheckKind, Comparator, Issuer, State
from .event import Event
from .figure import Series
from .record import Reviewed
from .source import Source


class Check(Reviewed):
    """One sentence of one source. Its verdict is not stored here: it follows from what is public, and may change."""

    prefix = "CK"

    kind = models.CharField("kind", max_length=20, choices=CheckKind.choices, help_text="What the sentence says.")
    source = models.ForeignKey(Source, models.PROTECT, related_name="checks", help_text="The document that prints it.")
    issuer = models.CharField("issuer", max_length=30, choices=Issuer.choices, help_text="Who said it.")
    words = models.CharField("words", max_length=300, help_text="The sentence in the words of the source.")
    stated = models.CharField("stated", max_length=40, help_text="EDTF: when it was said.")
    series = models.ForeignKey(
        Series,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="checks",
        help_text="What the number counts, as the sentence is worded.",
    )
    period = models.CharField(
        "period",
        max_length=40,
        blank=True,
        help_text="EDTF, as the sentence is worded: the period, the moment, the years of “each year”, or the year that"
        " is said to be the highest.",
    )
    comparator = models.CharField(
        "comparator", max_length=20, choices=Comparator.choices, blank=True, help_text="How the number is hedged."
    )
    value = models.DecimalField("value as printed", max_digits=12, decimal_places=1, null=True, blank=True)
    upper = models.DecimalField(
        "second number", max_digits=12, decimal_places=1, null=True, blank=True, help_text="The end of a range."
    )
    other_series = models.ForeignKey(
        Series,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="other_checks",
        help_text="What the number may count in another reading.",
    )
    other_period = models.CharField(
        "period of the other reading", max_length=40, blank=True, help_text="EDTF, as ../2021-12-31."
    )
    since = models.CharField(
        "since", max_length=40, blank=True, help_text="EDTF year: of “first since” or “highest since”."
    )
    event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="checks", help_text="The event said to be the first."
    )
    event_scope = models.CharField(
        "events of its kind",
        max_length=300,
        blank=True,
        help_text="Question to the public events of the same kind, as actor_type=active_duty_soldier.",
    )
    public_note = models.CharField("public note", max_length=400, blank=True, help_text="For readers.")
    desk_notes = models.TextField("desk notes", blank=True, help_text="For editors only.")
    state = models.CharField("state", max_length=12, choices=State.choices, default=State.DRAFT, editable=False)
    state_reason = models.TextField("reason", blank=True, help_text="Why it is held or withdrawn.")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=CheckKind.FIRST_SINCE, event__isnull=False) & ~Q(event_scope="") & ~Q(since="")
                | ~Q(kind=CheckKind.FIRST_SINCE) & Q(series__isnull=False) & ~Q(period=""),
                name="a_check_names_what_it_is_asked_of",
            ),
            models.CheckConstraint(
                condition=~Q(approved_by=F("coded_by"), approved_version=F("version")),
                name="check_approver_is_not_the_coder",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN) | ~Q(state_reason=""), name="a_withdrawn_check_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.words[:60]}"
