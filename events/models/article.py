"""Desk: an article that came in, and what the program marked in its text. Nothing here is ever public.

Bytes and text stay with the article until its source is made; from then on the source holds them, once.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from ..vocabulary import ArticleState, IntakeWay, MachineWritten, SuggestionKind, SuggestionState
from .claim import Claim
from .figure import Figure
from .record import public_id
from .source import Publisher, Source


class Article(models.Model):
    """A text in the inbox: pasted, uploaded, or fetched by the worker."""

    prefix = "AR"

    way = models.CharField("way", max_length=20, choices=IntakeWay.choices, help_text="How it came to the desk.")
    state = models.CharField("state", max_length=20, choices=ArticleState.choices, help_text="Where it stands.")
    failure = models.TextField("failure", blank=True, help_text="Why it could not be fetched or read, with a remedy.")
    url = models.URLField("address", max_length=1000, blank=True, help_text="As it was given.")
    canonical_url = models.CharField(
        "canonical address", max_length=1000, blank=True, db_index=True, help_text="The same without tracking words."
    )
    file_name = models.CharField("file name", max_length=200, blank=True, help_text="Of an uploaded file.")
    content_type = models.CharField("content type", max_length=100, blank=True, help_text="As html, pdf or text.")
    raw = models.BinaryField("bytes", null=True, help_text="As fetched or uploaded; private.")
    raw_sha256 = models.CharField("SHA-256 of the bytes", max_length=64, blank=True, db_index=True)
    text = models.TextField("text", blank=True, help_text="What was read; private. Suggestions point into it.")
    text_sha256 = models.CharField("SHA-256 of the text", max_length=64, blank=True, db_index=True)
    signature = ArrayField(
        models.BigIntegerField(), default=list, help_text="Smallest hashes of its word groups; near copies share many."
    )
    passages = models.JSONField(
        "passages", default=list, help_text="[[start, end, kind]]: boilerplate, caption or cross-link; never read."
    )
    title = models.CharField("title", max_length=400, blank=True, help_text="The headline as shown.")
    byline = models.CharField("byline", max_length=200, blank=True, help_text="Author as printed; never published.")
    publisher = models.ForeignKey(
        Publisher, models.PROTECT, null=True, blank=True, related_name="+", help_text="Who published it."
    )
    published = models.CharField("published", max_length=40, blank=True, help_text="EDTF date of publication.")
    language = models.CharField("language", max_length=10, blank=True, help_text="ISO 639 code, as en or ko.")
    machine_written = models.CharField(
        "machine-written", max_length=20, choices=MachineWritten.choices, default="none", help_text="As it says itself."
    )
    retrieved_at = models.DateTimeField("retrieved at", null=True, help_text="When the document was read.")
    source = models.OneToOneField(
        Source, models.PROTECT, null=True, blank=True, related_name="article", help_text="The source made from it."
    )
    double_coded = models.BooleanField(
        "double coding", default=False, help_text="Two people code it without seeing each other."
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="added by")
    added_at = models.DateTimeField("added at", auto_now_add=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="closed by"
    )
    closed_at = models.DateTimeField("closed at", null=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            GinIndex(fields=["signature"], name="articles_by_signature"),
            models.Index(fields=["state", "id"], name="the_inbox"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(state=ArticleState.FAILED) | ~Q(failure=""), name="a_failure_says_why"),
            models.CheckConstraint(
                condition=Q(state=ArticleState.CLOSED, closed_at__isnull=False)
                | ~Q(state=ArticleState.CLOSED) & Q(closed_at__isnull=True),
                name="a_closed_article_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.title or self.url or self.file_name}"[:120]

    @property
    def public_id(self) -> str:
        return public_id(self.prefix, self.pk)

    @property
    def is_blind(self) -> bool:
        """Whether two people still code it apart: until that is settled nobody codes it in the open."""
        return self.double_coded and not hasattr(self, "adjudication")

    @property
    def words(self) -> str:
        """The text that suggestions and quotes point into."""
        return self.source.text if self.source is not None else self.text


class Suggestion(models.Model):
    """A passage of an article that may carry a value or a figure. It says nothing until an editor uses it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="suggestions", help_text="Where it stands.")
    kind = models.CharField("kind", max_length=20, choices=SuggestionKind.choices, help_text="What it may be.")
    field = models.CharField("field", max_length=40, blank=True, help_text="A field of the codebook, for values.")
    value = models.JSONField("value", null=True, help_text="As the codebook's type has it, or the parts of a figure.")
    start = models.PositiveIntegerField("start", help_text="Offset in the text.")
    end = models.PositiveIntegerField("end", help_text="Offset in the text.")
    issuer = models.CharField("issuer", max_length=30, blank=True, help_text="Who seems to say it.")
    certainty = models.CharField("certainty", max_length=30, blank=True, help_text="How sure they seem to be.")
    doubt = models.CharField("doubt", max_length=200, blank=True, help_text="What to look at before using it.")
    rule = models.CharField("rule", max_length=60, blank=True, help_text="Which rule marked it.")
    state = models.CharField(
        "state",
        max_length=20,
        choices=SuggestionState.choices,
        default=SuggestionState.OPEN,
        help_text="What an editor made of it.",
    )
    reason = models.CharField("reason", max_length=200, blank=True, help_text="Why it was set aside.")
    claim = models.ForeignKey(
        Claim, models.SET_NULL, null=True, blank=True, related_name="suggestions", help_text="The claim made from it."
    )
    figure = models.ForeignKey(
        Figure, models.SET_NULL, null=True, blank=True, related_name="suggestions", help_text="The figure made from it."
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="decided by"
    )
    decided_at = models.DateTimeField("decided at", null=True)

    class Meta:
        ordering = ["article_id", "start", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="a_suggestion_has_length"),
            models.CheckConstraint(
                condition=Q(state=SuggestionState.OPEN, decided_by__isnull=True)
                | ~Q(state=SuggestionState.OPEN) & Q(decided_by__isnull=False),
                name="a_decided_suggestion_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.field} {self.start}-{self.end}"
