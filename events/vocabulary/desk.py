"""What is said of work at the desk: articles that came in, what was read in them, and reviews. Never public."""

from .axis import Axis


class IntakeWay(Axis):
    """How an article came to the desk."""

    PASTED = "pasted"
    FETCHED = "fetched"
    UPLOADED = "uploaded"


class ArticleState(Axis):
    """Where an article stands between its arrival and the last word coded from it."""

    WAITING = "waiting"
    FAILED = "failed"
    READY = "ready"
    CLOSED = "closed"


class SuggestionKind(Axis):
    """What a marked passage may be."""

    VALUE = "value"
    FIGURE = "figure"
    ATTRIBUTION = "attribution"
    NOT_OURS = "not_ours"


class SuggestionState(Axis):
    """What an editor made of a suggestion."""

    OPEN = "open"
    USED = "used"
    ELSEWHERE = "elsewhere"
    OUT_OF_SCOPE = "out_of_scope"
    REJECTED = "rejected"


class KeptWhy(Axis):
    """Why the desk keeps what somebody typed."""

    AUTOSAVED = "autosaved"
    SIGNED_OUT = "signed_out"
    OVERTAKEN = "overtaken"
    SAVED = "saved"


class Verdict(Axis):
    """What a reviewer says of one field."""

    ACCEPTED = "accepted"
    ASKED = "asked"


class ApiScope(Axis):
    """Which quota of the API a key raises. No scope opens a field."""

    READ = "read"
    BULK = "bulk"


class ReportState(Axis):
    """What became of a report of an error. Its receipt opens it; all else of it stays at the desk."""

    RECEIVED = "received"
    LOOKING = "looking"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class WebhookState(Axis):
    """Whether changes are sent to an address of others."""

    UNPROVEN = "unproven"
    ON = "on"
    STOPPED = "stopped"
    BROKEN = "broken"
