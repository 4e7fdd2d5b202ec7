"""Keys to the API: a higher quota and no field more. The desk keeps who has one, the public door how to know one."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Max, Q

from ..vocabulary import ApiScope


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def with_last_use(self) -> models.QuerySet[Any]:
        """Set `last_used_on` of each key: the last day on which it was used, None for never."""
        return self.annotate(last_used_on=Max("uses__day"))


class ApiKey(models.Model):
    """Desk: what an administrator knows of one key. Its secret stands nowhere; it is never changed, only revoked."""

    name = models.CharField("name", max_length=120, help_text="Whose key it is and what for, as “Seoul lab, mirror”.")
    hint = models.CharField("begins with", max_length=12, unique=True, help_text="How the key begins, to tell it by.")
    scopes = ArrayField(
        models.CharField(max_length=10, choices=ApiScope.choices),
        verbose_name="scopes",
        help_text="Which quotas are the higher ones. No scope opens a field.",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="made by", help_text="Administrator."
    )
    made_on = models.DateField("made on", help_text="Day on which it was made.")
    expires_on = models.DateField("expires on", help_text="Last day on which it works, in Korean time; a year at most.")
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="revoked by"
    )
    revoked_on = models.DateField("revoked on", null=True, help_text="Day since which it does not work.")

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = "API key"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(scopes__len__gte=1), name="a_key_has_a_scope"),
            models.CheckConstraint(condition=Q(expires_on__gte=F("made_on")), name="a_key_works_for_a_day_at_least"),
            models.CheckConstraint(
                condition=Q(revoked_on=None, revoked_by=None) | Q(revoked_on__isnull=False, revoked_by__isnull=False),
                name="a_revoked_key_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hint}… {self.name}"


class LiveKey(models.Model):
    """What the public door knows a key by. The public role may read it; with the row a key stops working at once."""

    digest = models.CharField("digest", max_length=64, primary_key=True, help_text="SHA-256 of the whole key, as hex.")
    key = models.OneToOneField(ApiKey, models.CASCADE, related_name="live", help_text="The key at the desk.")
    scopes = ArrayField(models.CharField(max_length=10), help_text="The same as the key's.")
    expires_on = models.DateField("expires on", help_text="The same as the key's.")

    class Meta:
        verbose_name = "live key"


class KeyUse(models.Model):
    """One day on which a key was used. The public role may add a row and read none; each night the last one stays."""

    pk = models.CompositePrimaryKey("key_id", "day")
    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="uses", help_text="Which key.")
    day = models.DateField("day", help_text="Korean day. What was asked is written down nowhere.")

    class Meta:
        verbose_name, verbose_name_plural = "use of a key", "uses of keys"
