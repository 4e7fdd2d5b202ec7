"""Desk: who publishes, and what was published. A source is one document, never a fact."""

from django.conf import settings
from django.db import models

from ..vocabulary import Derivation, MachineWritten, PublisherKind, SourceKind
from .record import Record, Reviewed


class Publisher(Record):
    """A body that publishes documents."""

    prefix = "PB"

    slug = models.SlugField("id", max_length=60, unique=True, help_text="Short id used in filters, as yonhap.")
    name = models.CharField("name", max_length=200, help_text="As it calls itself in English.")
    name_ko = models.CharField("Korean name", max_length=200, blank=True, help_text="As it calls itself in Korean.")
    kind = models.CharField("kind", max_length=20, choices=PublisherKind.choices, help_text="What kind of body it is.")
    country = models.CharField("country", max_length=2, blank=True, help_text="ISO 3166 code of its seat, as KR.")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Source(Reviewed):
    """One published document, with where, when and in what form it was read."""

    prefix = "SR"

    publisher = models.ForeignKey(Publisher, models.PROTECT, related_name="sources", help_text="Who published it.")
    title = models.CharField(
        "title", max_length=400, blank=True, help_text="The headline as shown; leave it empty if it names a person."
    )
    title_withheld = models.BooleanField(
        "withhold the title",
        default=False,
        help_text="Tick if the headline names a person: readers see a notice instead.",
    )
    byline = models.CharField("byline", max_length=200, blank=True, help_text="Author as printed; never published.")
    url = models.URLField("address", max_length=1000, blank=True, help_text="Where it was read, http or https.")
    archived_url = models.URLField(
        "archived copy", max_length=1000, blank=True, help_text="Address of a public archive."
    )
    url_withheld = models.BooleanField(
        "withhold the address", default=False, help_text="Tick if the address holds a person's name."
    )
    language = models.CharField("language", max_length=10, default="en", help_text="ISO 639 code, as en or ko.")
    published = models.CharField(
        "published",
        max_length=40,
        blank=True,
        help_text="EDTF date in the publisher's time zone, as 2024-08-20 or 2021~.",
    )
    published_from = models.DateField("published from", null=True, editable=False, help_text="First day of that date.")
    kind = models.CharField("kind", max_length=20, choices=SourceKind.choices, help_text="What kind of document it is.")
    machine_written = models.CharField(
        "machine-written",
        max_length=20,
        choices=MachineWritten.choices,
        default="none",
        help_text="Says so itself, or seems so.",
    )
    derives_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="copies",
        help_text="The document that it copies or cites.",
    )
    derives_how = models.CharField(
        "derives how",
        max_length=20,
        choices=Derivation.choices,
        blank=True,
        help_text="How it depends on that document.",
    )
    public_note = models.CharField("public note", max_length=400, blank=True, help_text="One sentence for readers.")
    retrieved_at = models.DateTimeField("retrieved at", null=True, blank=True, help_text="When the document was read.")
    retrieved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", help_text="Who read it."
    )
    raw_sha256 = models.CharField(
        "SHA-256 of the bytes", max_length=64, blank=True, help_text="Of the document as fetched."
    )
    text_sha256 = models.CharField("SHA-256 of the text", max_length=64, blank=True, help_text="Of the text below.")
    text = models.TextField("text", blank=True, help_text="The article's text; private, quotes are checked against it.")
    snapshot = models.BinaryField("snapshot", null=True, blank=True, help_text="The document as fetched; private.")
    desk_notes = models.TextField("desk notes", blank=True, help_text="For editors only.")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(derives_from__isnull=True, derives_how="")
                | models.Q(derives_from__isnull=False) & ~models.Q(derives_how=""),
                name="a_derivation_says_how",
            ),
            models.CheckConstraint(
                condition=~models.Q(derives_from=models.F("id")), name="a_source_does_not_derive_from_itself"
            ),
            models.CheckConstraint(
                condition=~models.Q(title="") | models.Q(title_withheld=True),
                name="a_source_has_a_title_or_withholds_it",
            ),
            models.CheckConstraint(
                condition=~models.Q(approved_by=models.F("coded_by"), approved_version=models.F("version")),
                name="source_approver_is_not_the_coder",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.title or 'title withheld'}"[:120]
