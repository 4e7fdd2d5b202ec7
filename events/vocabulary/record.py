"""What is said of records as a whole: their state, evidence and links, and of reported numbers."""

from .axis import Axis


class State(Axis):
    """Where a record stands between a first draft and the public."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Evidence(Axis):
    """How well the accepted claims are supported; computed."""

    REPORTED = "reported"
    CORROBORATED = "corroborated"
    OFFICIALLY_CONFIRMED = "officially_confirmed"
    DISPUTED = "disputed"
    REFUTED = "refuted"
    NONE = "none"


class LinkKind(Axis):
    """How two events belong together."""

    RETURN_TRIP = "return_trip"
    SAME_GROUP = "same_group"
    AFTERMATH = "aftermath"
    MENTIONED_WITH = "mentioned_with"


class SeriesMeasure(Axis):
    """What kind of number a series holds."""

    FLOW = "flow"
    STOCK = "stock"
    CUMULATIVE = "cumulative"
    SHARE = "share"
    RANK = "rank"


class Unit(Axis):
    """What is counted."""

    PERSONS = "persons"
    INCIDENTS = "incidents"
    HOUSEHOLDS = "households"
    BOATS = "boats"
    PERCENT = "percent"
    CASES = "cases"
    RANK = "rank"


class Comparator(Axis):
    """How a printed number is hedged."""

    EXACT = "exact"
    ABOUT = "about"
    SLIGHTLY_OVER = "slightly_over"
    NEARLY = "nearly"
    OVER = "over"
    AT_LEAST = "at_least"
    UNDER = "under"
    AT_MOST = "at_most"
    UP_TO = "up_to"
    RANGE = "range"
    SINGLE_DIGITS = "single_digits"
    DOZENS = "dozens"
    QUALITATIVE = "qualitative"


class Edition(Axis):
    """Which edition of a number this is."""

    PROVISIONAL = "provisional"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    REVISED = "revised"
    FINAL = "final"
    WITHDRAWN = "withdrawn"
    MISREAD = "misread"
    TYPO = "typo"
    STALE = "stale"


class BridgeKind(Axis):
    """How two series are bound: only an editor binds them, with a reason."""

    ACCUMULATES = "accumulates"
    PART_OF = "part_of"
    SUBSET_OF = "subset_of"
    SHARE_OF = "share_of"


class FigureVerdict(Axis):
    """How a published number stands beside the others that arithmetic binds to it."""

    CONSISTENT = "consistent"
    WITHIN_ROUNDING = "within_rounding"
    REVISED = "revised"
    IN_CONFLICT = "in_conflict"
    UNTESTABLE = "untestable"


class CheckKind(Axis):
    """What a sentence in the news says with a number."""

    NUMBER = "number"
    EACH_YEAR = "each_year"
    HIGHEST = "highest"
    LOWEST = "lowest"
    FIRST_SINCE = "first_since"


class CheckVerdict(Axis):
    """Whether a sentence in the news holds."""

    HOLDS = "holds"
    HOLDS_OTHERWISE = "holds_otherwise"
    FAILS = "fails"
    UNTESTABLE = "untestable"


class Act(Axis):
    """What an editor did to a record; each is one line of its history."""

    CREATE = "create"
    CHANGE = "change"
    SUBMIT = "submit"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    WITHDRAW = "withdraw"
    MERGE = "merge"
    UNMERGE = "unmerge"
    SPLIT = "split"
    TAKE_DOWN = "take_down"
    ERASE = "erase"


class Severity(Axis):
    """How much a correction changes what readers were told."""

    WORDING = "wording"
    DETAIL = "detail"
    SUBSTANCE = "substance"
    SAFETY = "safety"
