"""Desk: work to be done after a change. Written in the same transaction as the change; a relay hands it to Celery."""

from django.db import models


class OutboxQuerySet(models.QuerySet["OutboxRow"]):
    def open(self) -> "OutboxQuerySet":
        """Keep the work that is not done."""
        return self.filter(done_at__isnull=True)

    def of(self, task: str) -> "OutboxQuerySet":
        """Keep the work of one task."""
        return self.filter(task=task)


class OutboxRow(models.Model):
    """One task to run. Tasks are keyed by the row: running one twice does no harm."""

    task = models.CharField("task", max_length=60, help_text="Name of the Celery task.")
    payload = models.JSONField("payload", default=dict, help_text="Arguments, as the years to recompute.")
    created_at = models.DateTimeField("created at", auto_now_add=True)
    sent_at = models.DateTimeField("sent at", null=True, help_text="When the relay last handed it to the broker.")
    done_at = models.DateTimeField("done at", null=True, help_text="When a worker finished it.")
    attempts = models.PositiveIntegerField("attempts", default=0)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "outbox"
        indexes = [models.Index(fields=["id"], condition=models.Q(done_at__isnull=True), name="open_work")]

    def __str__(self) -> str:
        return f"{self.task} {self.payload}"
