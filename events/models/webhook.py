"""Desk: addresses of others to which every public change is sent. A hook is a place in the feed of changes."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Max, Q
from django.utils import timezone

from ..vocabulary import WebhookState
from .public import PublicChange


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def due(self, now: datetime) -> "WebhookQuerySet":
        """Keep the hooks that are on, have not heard of the last change, and need not wait after a failure."""
        last = PublicChange.objects.aggregate(last=Max("number"))["last"] or 0
        return self.filter(state=WebhookState.ON, next_at__lte=now, delivered__lt=last)


class Webhook(models.Model):
    """Who wants to hear of changes, and how far they were told. All that is still to be sent follows from `delivered`.

    The secret that signs is in no column: it follows from `salt` and the program's SECRET_KEY.
    """

    url = models.CharField("address", max_length=1000, help_text="Where changes are sent, beginning with https://.")
    whose = models.CharField("whose", max_length=200, help_text="The newsroom or researcher, and whom to ask there.")
    state = models.CharField(
        "state",
        max_length=20,
        choices=WebhookState.choices,
        default=WebhookState.UNPROVEN,
        help_text="On from an accepted test until it is stopped or switched off.",
    )
    state_at = models.DateTimeField("since", default=timezone.now, help_text="Since when it is in this state.")
    state_reason = models.CharField("why", max_length=300, blank=True, help_text="Why it was stopped or switched off.")
    salt = models.CharField("salt", max_length=64, help_text="The secret follows from it and SECRET_KEY.")
    salt_at = models.DateTimeField("secret since", default=timezone.now, help_text="When the secret was made.")
    mark = models.CharField("mark", max_length=8, help_text="First letters of a hash of the secret: which one it is.")
    previous_salt = models.CharField("salt before", max_length=64, blank=True, help_text="Of the secret before.")
    previous_until = models.DateTimeField("secret before, until", null=True, help_text="Until when both sign.")
    delivered = models.PositiveBigIntegerField("delivered", help_text="Number of the last change that was accepted.")
    trying = models.PositiveBigIntegerField("trying", null=True, help_text="Last number of the batch being sent.")
    turn = models.PositiveIntegerField("turn", default=0, help_text="Counts tries and steps; only the last one counts.")
    held_until = models.DateTimeField("held until", null=True, help_text="Until when one worker alone sends.")
    next_at = models.DateTimeField("next try", default=timezone.now, help_text="Nothing is sent before.")
    failures = models.PositiveIntegerField("failures", default=0, help_text="How often in a row it was not accepted.")
    failing_since = models.DateTimeField("failing since", null=True, help_text="First of these failures.")
    status = models.PositiveSmallIntegerField("status", null=True, help_text="Last HTTP status; empty without answer.")
    note = models.CharField("note", max_length=200, blank=True, help_text="What went wrong the last time.")
    accepted_at = models.DateTimeField("accepted at", null=True, help_text="When anything was last accepted.")
    created_at = models.DateTimeField("created at", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", help_text="Who added it."
    )
    state_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="Empty: the program itself."
    )

    objects = WebhookQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(url__startswith="https://"), name="a_hook_is_reached_by_https"),
            models.CheckConstraint(
                condition=Q(state__in=[WebhookState.UNPROVEN, WebhookState.ON], state_reason="")
                | Q(state__in=[WebhookState.STOPPED, WebhookState.BROKEN]) & ~Q(state_reason=""),
                name="a_hook_that_is_off_says_why",
            ),
            models.CheckConstraint(
                condition=Q(trying=None) | Q(trying__gt=F("delivered")), name="a_hook_tries_what_is_not_delivered"
            ),
            models.UniqueConstraint(fields=["url"], name="one_hook_for_an_address"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.url}"
