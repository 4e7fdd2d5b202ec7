"""Desk: what passes between coder and reviewer, and what two coders said of one article. Nothing here is public."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Count, F, Q

from ..vocabulary import Verdict
from .article import Article
from .event import Event


class ReviewMarkQuerySet(models.QuerySet["ReviewMark"]):
    def open_questions(self) -> "ReviewMarkQuerySet":
        """Keep what was asked and not closed: it stands between an event and its approval."""
        return self.filter(verdict=Verdict.ASKED, closed_at__isnull=True)


class ReviewMark(models.Model):
    """A reviewer's word on one field of an event: accepted as it is, or asked back until it is answered."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="marks", help_text="The event under review.")
    field = models.CharField("field", max_length=40, help_text="A field of the codebook, or the name of a text.")
    verdict = models.CharField("verdict", max_length=20, choices=Verdict.choices, help_text="What the reviewer says.")
    version = models.PositiveIntegerField("version", help_text="The version that the reviewer saw.")
    comment = models.TextField("comment", blank=True, help_text="What the reviewer asks.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="by")
    at = models.DateTimeField("at", auto_now_add=True)
    answer = models.TextField("answer", blank=True, help_text="What the coder answers.")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="answered by"
    )
    answered_at = models.DateTimeField("answered at", null=True)
    closed_at = models.DateTimeField("closed at", null=True, help_text="When the reviewer was content.")

    objects = ReviewMarkQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(verdict=Verdict.ASKED) | ~Q(comment=""), name="a_question_has_words"),
        ]
        indexes = [models.Index(fields=["event"], condition=Q(closed_at__isnull=True), name="open_marks")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.field} {self.verdict}"


class NotSame(models.Model):
    """Two events that look alike and are not the same, with the reason; they are not proposed to each other again."""

    one = models.ForeignKey(Event, models.CASCADE, related_name="+", help_text="The lower number of the two.")
    other = models.ForeignKey(Event, models.CASCADE, related_name="+", help_text="The higher number of the two.")
    reason = models.TextField("reason", help_text="How you know.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="by")
    at = models.DateTimeField("at", auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "not the same"
        verbose_name_plural = "not the same"
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="a_pair_is_told_apart_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="a_pair_stands_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.other_id}"


CODERS = 2
"""How many people code one article apart."""


class CodingQuerySet(models.QuerySet["Coding"]):
    def complete(self) -> "CodingQuerySet":
        """Keep the codings of articles that both coders have handed in."""
        handed_in = self.model._default_manager.filter(handed_in_at__isnull=False).order_by().values("article")
        both = handed_in.annotate(people=Count("pk")).filter(people=CODERS).values("article")
        return self.filter(handed_in_at__isnull=False, article__in=both)

    def open_to(self, person: AbstractBaseUser) -> "CodingQuerySet":
        """Keep what somebody may know of: their own codings, and those of others once both were handed in."""
        return self.filter(Q(coder=person.pk) | Q(pk__in=Coding.objects.complete().values("pk")))


class Coding(models.Model):
    """What one coder says of an article that two people code apart. The other sees it after both have handed in."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="codings", help_text="The article.")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="Who codes.")
    values = models.JSONField("values", default=dict, help_text="{field: {value, quote}} in the codebook's types.")
    saved_at = models.DateTimeField("saved at", auto_now=True)
    handed_in_at = models.DateTimeField("handed in at", null=True, help_text="Then it can't be changed any more.")

    objects = CodingQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["article", "coder"], name="a_coder_codes_an_article_once")]

    def __str__(self) -> str:
        return f"{self.article_id} by {self.coder_id}"


class Adjudication(models.Model):
    """How the differences of two codings were settled, and the event that came of it."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="adjudication", help_text="The article.")
    event = models.ForeignKey(Event, models.CASCADE, related_name="+", help_text="The event coded from it.")
    fields = models.JSONField("fields", default=dict, help_text="{field: {first, second, agreed, chosen}}.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="by")
    at = models.DateTimeField("at", auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.article_id} settled"
