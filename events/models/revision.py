"""Desk: the history. One row per editorial change, a chain per record, and nothing in it can be rewritten unseen.

The hash of a revision covers its row and a salted commitment to its body. Salt and body live in a table of their own:
a body can be destroyed for somebody's safety while the chain still verifies and nothing can be guessed from a hash.
"""

import datetime as dt
import hashlib
import json
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from ..vocabulary import Act

FIRST_HASH = "0" * 64
_CANONICAL = DjangoJSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Revision(models.Model):
    """One editorial change of one record. Triggers refuse UPDATE, DELETE and TRUNCATE."""

    record = models.CharField("record", max_length=12, help_text="event, source, figure, series, place ...")
    record_id = models.BigIntegerField("record id")
    number = models.PositiveIntegerField("number", help_text="1, 2, 3 and so on within the record.")
    act = models.CharField("act", max_length=12, choices=Act.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="by")
    at = models.DateTimeField("at")
    reason = models.TextField("reason", blank=True)
    public_number = models.PositiveBigIntegerField(
        "public change", null=True, unique=True, help_text="Its line in the public feed of changes, if it has one."
    )
    commitment = models.CharField("commitment", max_length=64, help_text="SHA-256 of the salt and the body.")
    previous_hash = models.CharField("previous hash", max_length=64)
    hash = models.CharField("hash", max_length=64, unique=True)

    class Meta:
        ordering = ["record", "record_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "record_id", "number"], name="revisions_are_numbered_without_fork"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.record_id} revision {self.number}"

    def compute_hash(self) -> str:
        """Return the SHA-256 that this row must carry: over every column but the hash itself."""
        at = self.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
        parts = [self.record, self.record_id, self.number, self.act, self.by_id, at, self.reason]
        parts += [self.public_number, self.commitment, self.previous_hash]
        return hashlib.sha256(canonical(parts).encode()).hexdigest()


class RevisionBody(models.Model):
    """What a revision says: the record as it then was, and what changed. May be destroyed; the chain stays whole."""

    revision = models.OneToOneField(Revision, models.PROTECT, primary_key=True, related_name="body")
    salt = models.BinaryField("salt", max_length=32)
    body = models.TextField("body", help_text="Canonical JSON.")

    def __str__(self) -> str:
        return f"body of {self.revision_id}"

    def compute_commitment(self) -> str:
        return commit(bytes(self.salt), self.body)

    def read(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.body)
        return content


def canonical(content: object) -> str:
    """Return the one JSON text of a content: sorted keys, no spaces, no escaped Hangul."""
    return _CANONICAL.encode(content)


def commit(salt: bytes, body: str) -> str:
    return hashlib.sha256(salt + body.encode()).hexdigest()
