"""Tables. The desk is private; the public record (`public`, `statistic`) is all that the public role can read."""

from .article import Article, Suggestion
from .check import Check
from .claim import Claim
from .event import Event, EventLink, Place, Subject, public_handle
from .figure import Bridge, Figure, Series
from .kept import KeptForm
from .key import ApiKey, KeyUse, LiveKey
from .link_check import LinkCheck
from .outbox import OutboxRow
from .public import (
    COUNTED_CLASSES,
    PublicChange,
    PublicClaim,
    PublicEvent,
    PublicLink,
    PublicReport,
    PublicSearch,
    PublicSource,
    PublicVersion,
    PublicWord,
)
from .public_figures import PublicBridge, PublicCheck, PublicFigure, PublicSeries, PublicVerdict, ReckonedSeries
from .public_past import PublicState
from .record import Record, Reviewed, parse_public_id, public_id
from .report import LONGEST_LINK, LONGEST_REPORT, Report
from .review import CODERS, Adjudication, Coding, NotSame, ReviewMark
from .revision import FIRST_HASH, Revision, RevisionBody, canonical, commit
from .source import Publisher, Source
from .statistic import StatisticRun, StatisticYear, YearlyStatistic
from .tally import PublicCount, PublicTally
from .version import PublicRewrite, record_version
from .webhook import Webhook

PUBLIC_RECORD = (
    PublicEvent,
    PublicVersion,
    PublicState,
    PublicSearch,
    PublicSource,
    PublicWord,
    PublicClaim,
    PublicLink,
    PublicSeries,
    PublicFigure,
    PublicBridge,
    PublicCheck,
    PublicVerdict,
    ReckonedSeries,
    PublicChange,
    PublicReport,
    PublicTally,
    PublicCount,
    PublicRewrite,
    YearlyStatistic,
    StatisticYear,
)
"""What the public sees. Into PublicReport the role `tracker_public` may also add."""

READABLE = (*PUBLIC_RECORD, LiveKey)
"""The tables that `tracker_public` may read, and no others: the record, and by which digests it knows keys."""

__all__ = [
    "CODERS",
    "COUNTED_CLASSES",
    "FIRST_HASH",
    "LONGEST_LINK",
    "LONGEST_REPORT",
    "PUBLIC_RECORD",
    "READABLE",
    "Adjudication",
    "ApiKey",
    "Article",
    "Bridge",
    "Check",
    "Claim",
    "Coding",
    "Event",
    "EventLink",
    "Figure",
    "KeptForm",
    "KeyUse",
    "LinkCheck",
    "LiveKey",
    "NotSame",
    "OutboxRow",
    "Place",
    "PublicBridge",
    "PublicChange",
    "PublicCheck",
    "PublicClaim",
    "PublicCount",
    "PublicEvent",
    "PublicFigure",
    "PublicLink",
    "PublicReport",
    "PublicRewrite",
    "PublicSearch",
    "PublicSeries",
    "PublicSource",
    "PublicState",
    "PublicTally",
    "PublicVerdict",
    "PublicVersion",
    "PublicWord",
    "Publisher",
    "ReckonedSeries",
    "Record",
    "Report",
    "ReviewMark",
    "Reviewed",
    "Revision",
    "RevisionBody",
    "Series",
    "Source",
    "StatisticRun",
    "StatisticYear",
    "Subject",
    "Suggestion",
    "Webhook",
    "YearlyStatistic",
    "canonical",
    "commit",
    "parse_public_id",
    "public_handle",
    "public_id",
    "record_version",
]
