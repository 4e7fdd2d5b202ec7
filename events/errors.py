"""What can go wrong, one small tree. The docstring is the message; `field` and `remedy` say where and what to do."""

from collections.abc import Iterable


class TrackerError(Exception):
    """The record could not be changed."""

    def __init__(self, detail: str = "", *, field: str = "", remedy: str = "") -> None:
        self.detail = detail or (type(self).__doc__ or "").strip()
        self.field = field
        self.remedy = remedy
        super().__init__(" ".join(part for part in (self.detail, remedy) if part))


class InvalidValue(TrackerError):
    """The value does not fit the field."""


class InvalidDate(InvalidValue):
    """This is not a date in Extended Date/Time Format."""


class InvalidParameter(TrackerError):
    """A query parameter is unknown or its value can't be read."""


class DisagreeingClaims(TrackerError):
    """Two accepted claims on one field disagree."""


class UnsupportedValue(TrackerError):
    """A public field of this event rests on no accepted claim."""


class DerivationCycle(TrackerError):
    """A source can't derive from itself, directly or through others."""


class QuoteNotInText(TrackerError):
    """The quote does not stand in the source's text, word for word."""


class HarmfulText(TrackerError):
    """The text holds something that could identify or endanger a person."""

    def __init__(self, detail: str = "", *, field: str = "", remedy: str = "", findings: Iterable[object] = ()) -> None:
        self.findings = list(findings)
        super().__init__(detail, field=field, remedy=remedy)


class StaleVersion(TrackerError):
    """Somebody else saved this record while it was open."""


class FourEyes(TrackerError):
    """Whoever coded a record can't approve it."""


class NotPermitted(TrackerError):
    """This account may not do that."""


class NotAllowedNow(TrackerError):
    """The record's state does not allow this step."""


class OpenQuestions(TrackerError):
    """Questions of the review are open. Accept each of the fields named here, or take its question back."""


class MissingReason(TrackerError):
    """A change to a public record needs a reason."""


class ForbiddenAddress(InvalidValue):
    """This address is not on the public web, so it is not asked."""


class Unreachable(TrackerError):
    """The page could not be fetched."""


class Unreadable(InvalidValue):
    """The document could not be read."""


class DuplicateArticle(TrackerError):
    """This document is there already."""


class RefusedRows(TrackerError):
    """Rows of the file were refused; nothing was written."""

    def __init__(self, refusals: Iterable[str]) -> None:
        self.refusals = list(refusals)
        super().__init__(f"{len(self.refusals)} refused: " + "; ".join(self.refusals[:20]))


class BrokenHistory(TrackerError):
    """The chain of revisions does not verify."""


class ReleaseRefused(TrackerError):
    """The release can't be made."""
