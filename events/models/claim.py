"""Desk: one thing that one source says about one field of one event, at one time, with its words. Not the truth."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, TextField
from django.db.models.functions import Cast

from ..vocabulary import Certainty, ClaimRelation, Issuer, Standing
from .event import Event
from .record import public_id
from .source import Source


class ClaimQuerySet(models.QuerySet["Claim"]):
    def accepted(self) -> "ClaimQuerySet":
        """Keep the claims on which values rest; a sealed claim carries no public value."""
        return self.filter(standing=Standing.ACCEPTED, sealed=False)

    def publishable(self) -> "ClaimQuerySet":
        """Keep what readers may see: judged, in scope and not sealed."""
        judged = [Standing.ACCEPTED, Standing.CONFLICTING, Standing.SUPERSEDED, Standing.REJECTED]
        return self.filter(standing__in=judged, sealed=False)


class Claim(models.Model):
    """What a source says about one field of an event."""

    prefix = "CL"

    event = models.ForeignKey(Event, models.CASCADE, related_name="claims", help_text="The event that it speaks of.")
    field = models.CharField("field", max_length=40, help_text="A field of the codebook.")
    value = models.JSONField("value", help_text="The value in the shape that the codebook gives for the field.")
    value_key = models.GeneratedField(
        expression=Func(Cast("value", TextField()), function="MD5"),
        output_field=models.CharField(max_length=32),
        db_persist=True,
        help_text="Fingerprint of the value, so that the database can compare values.",
    )
    source = models.ForeignKey(Source, models.PROTECT, related_name="claims", help_text="The document that says it.")
    issuer = models.CharField("issuer", max_length=30, choices=Issuer.choices, help_text="Who said it.")
    stated = models.CharField("stated", max_length=40, blank=True, help_text="EDTF date on which it was said.")
    stated_from = models.DateField("stated from", null=True, editable=False, help_text="First day of that date.")
    certainty = models.CharField(
        "certainty",
        max_length=30,
        choices=Certainty.choices,
        default=Certainty.REPORTED,
        help_text="How sure they were.",
    )
    quote = models.CharField(
        "quote",
        max_length=300,
        blank=True,
        help_text="The supporting words exactly as they stand, at most 300 characters.",
    )
    quote_start = models.PositiveIntegerField("quote start", null=True, editable=False, help_text="Offset in the text.")
    quote_end = models.PositiveIntegerField("quote end", null=True, editable=False, help_text="Offset in the text.")
    locator = models.CharField("locator", max_length=60, blank=True, help_text="As headline, paragraph 3, page 12.")
    relation = models.CharField(
        "relation",
        max_length=20,
        choices=ClaimRelation.choices,
        blank=True,
        help_text="How it stands to another claim.",
    )
    related_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="answers", help_text="That other claim."
    )
    standing = models.CharField(
        "standing",
        max_length=20,
        choices=Standing.choices,
        default=Standing.CANDIDATE,
        help_text="What editors make of it.",
    )
    public_note = models.CharField(
        "public note", max_length=400, blank=True, help_text="Why; needed for superseded, rejected and conflicting."
    )
    sealed = models.BooleanField(
        "sealed", default=False, help_text="Kept from every public output for somebody's safety."
    )
    came_from = models.ForeignKey(
        Event,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="lent",
        help_text="The event that it was coded for, if a merge or a split moved it.",
    )
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    entered_at = models.DateTimeField("entered at", auto_now_add=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["event_id", "field", "-stated_from", "-id"]
        indexes = [models.Index(fields=["event", "field"], name="claims_on_a_field")]
        constraints = [
            ExclusionConstraint(
                name="accepted_claims_on_a_field_agree",
                expressions=[
                    (F("event"), RangeOperators.EQUAL),
                    (F("field"), RangeOperators.EQUAL),
                    (F("value_key"), RangeOperators.NOT_EQUAL),
                ],
                condition=Q(standing=Standing.ACCEPTED),
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=~Q(standing__in=[Standing.SUPERSEDED, Standing.REJECTED, Standing.CONFLICTING])
                | ~Q(public_note=""),
                name="a_losing_claim_says_why",
            ),
            models.CheckConstraint(
                condition=Q(relation="", related_to__isnull=True) | ~Q(relation="") & Q(related_to__isnull=False),
                name="a_relation_names_the_other_claim",
            ),
            models.CheckConstraint(
                condition=Q(quote_start__isnull=True) | Q(quote_end__gt=F("quote_start")), name="a_quote_has_length"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.field}"

    @property
    def public_id(self) -> str:
        return public_id(self.prefix, self.pk)
