"""The past of the public record besides events: what claims, sources, series, figures, bridges and checks once said.

Written by `derive.write_past` alone, from the approved revisions, anew at each public change of a record; disposable.
"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q

KEYS: dict[str, tuple[str, ...]] = {
    "claim": ("event", "source", "field", "standing"),
    "source": ("publisher", "language"),
    "series": (),
    "figure": ("series", "source", "issuer", "edition"),
    "bridge": ("kind", "series"),
    "check": ("kind", "series", "source"),
}
"""Kind of record -> the parameters by which its past is narrowed, which are keys of its document."""


class PublicStateQuerySet(models.QuerySet["PublicState"]):
    def as_of(self, change: int) -> "PublicStateQuerySet":
        """Keep what stood in public after a change: one state of each record that was public then and is today."""
        return self.filter(from_change__lte=change).filter(Q(to_change=None) | Q(to_change__gt=change))

    def stood(self, record: str, change: int | None) -> "PublicStateQuerySet":
        """Keep the states of one kind of record that stood after a change; none after none."""
        return self.filter(record=record).as_of(change or 0)

    def keyed(self, **asked: list[str]) -> "PublicStateQuerySet":
        """Keep what has one of the values of each key."""
        rows = self
        for name, values in asked.items():
            found = Q(pk__in=[])
            for value in values:
                found |= Q(keys__contains={name: [value]})
            rows = rows.filter(found)
        return rows


class PublicState(models.Model):
    """One record as it once stood in public; the current state too. None of what the public does not see today.

    Events are not among them: PublicVersion has their columns. See docs/adr/0039-as-of.md.
    """

    record = models.CharField("record", max_length=12, help_text="claim, source, series, figure, bridge or check.")
    number = models.PositiveBigIntegerField("number", help_text="Its number, as in its own public row.")
    public_id = models.CharField("public id", max_length=80, help_text="Stable id, as SR-000123; of a series its slug.")
    change = models.PositiveBigIntegerField("change", help_text="Number of the change that approved it.")
    from_change = models.PositiveBigIntegerField("from change", help_text="The first change after which it stood.")
    to_change = models.PositiveBigIntegerField("to change", null=True, help_text="What replaced it; empty if nothing.")
    first_day = models.DateField("first day", null=True, help_text="First day of its date or period.")
    last_day = models.DateField("last day", null=True, help_text="Last day of its period.")
    keys = models.JSONField("keys", help_text="The values by which it is looked for, each key with a list.")
    document = models.TextField("document", help_text="The record as JSON, in codebook order.")

    objects = PublicStateQuerySet.as_manager()
    KEYS = KEYS

    class Meta:
        ordering = ["record", "number", "from_change"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "number", "from_change"], name="a_record_has_one_state_from_a_change_on"
            )
        ]
        indexes = [GinIndex(OpClass("keys", name="jsonb_path_ops"), name="states_by_key")]

    def __str__(self) -> str:
        return f"{self.public_id} from {self.from_change}"
