"""Tables. The desk is private; the public record (`public`, `statistic`) is all that the public role can read."""

from .claim import Claim
from .event import Event, EventLink, Place, Subject, public_handle
from .figure import Figure, Series
from .outbox import OutboxRow
from .public import (
    COUNTED_CLASSES,
    PublicChange,
    PublicClaim,
    PublicEvent,
    PublicFigure,
    PublicLink,
    PublicSearch,
    PublicSeries,
    PublicSource,
)
from .record import Record, Reviewed, parse_public_id, public_id
from .revision import FIRST_HASH, Revision, RevisionBody, canonical, commit
from .source import Publisher, Source
from .statistic import StatisticRun, StatisticYear, YearlyStatistic

PUBLIC_RECORD = (
    PublicEvent,
    PublicSearch,
    PublicSource,
    PublicClaim,
    PublicLink,
    PublicSeries,
    PublicFigure,
    PublicChange,
    YearlyStatistic,
    StatisticYear,
)
"""The tables that `tracker_public` may read: these and no others."""

__all__ = [
    "COUNTED_CLASSES",
    "FIRST_HASH",
    "PUBLIC_RECORD",
    "Claim",
    "Event",
    "EventLink",
    "Figure",
    "OutboxRow",
    "Place",
    "PublicChange",
    "PublicClaim",
    "PublicEvent",
    "PublicFigure",
    "PublicLink",
    "PublicSearch",
    "PublicSeries",
    "PublicSource",
    "Publisher",
    "Record",
    "Reviewed",
    "Revision",
    "RevisionBody",
    "Series",
    "Source",
    "StatisticRun",
    "StatisticYear",
    "Subject",
    "YearlyStatistic",
    "canonical",
    "commit",
    "parse_public_id",
    "public_handle",
    "public_id",
]
