"""What is said of documents and of the claims in them."""

from .axis import Axis


class PublisherKind(Axis):
    """What kind of body publishes."""

    WIRE = "wire"
    NEWSPAPER = "newspaper"
    BROADCASTER = "broadcaster"
    MINISTRY = "ministry"
    MILITARY = "military"
    STATE_MEDIA = "state_media"
    NGO = "ngo"
    ACADEMIC = "academic"
    AGGREGATOR = "aggregator"
    ONLINE = "online"
    REFERENCE = "reference"


class SourceKind(Axis):
    """What kind of document a source is."""

    ARTICLE = "article"
    PRESS_RELEASE = "press_release"
    REPORT = "report"
    TABLE = "table"
    DATASET = "dataset"
    WEB_PAGE = "web_page"
    VIDEO = "video"
    RULING = "ruling"
    BOOK = "book"


class Derivation(Axis):
    """How one document depends on another."""

    QUOTES = "quotes"
    REWRITES = "rewrites"
    TRANSLATES = "translates"
    CITES = "cites"


class MachineWritten(Axis):
    """Whether a machine wrote the text."""

    NONE = "none"
    DECLARED = "declared"
    SUSPECTED = "suspected"


class Issuer(Axis):
    """Who said it, which is often not who printed it."""

    JCS = "jcs"
    MND = "mnd"
    MOU = "mou"
    NIS = "nis"
    ROK_GOVERNMENT = "rok_government"
    ROK_POLICE = "rok_police"
    ROK_COAST_GUARD = "rok_coast_guard"
    ROK_COURT = "rok_court"
    ROK_FOREIGN_MINISTRY = "rok_foreign_ministry"
    ROK_LAWMAKER = "rok_lawmaker"
    UNC = "unc"
    US_GOVERNMENT = "us_government"
    UN = "un"
    UNHCR = "unhcr"
    KCNA = "kcna"
    NK_MEDIA = "nk_media"
    NK_GOVERNMENT = "nk_government"
    CHINA_GOVERNMENT = "china_government"
    OTHER_GOVERNMENT = "other_government"
    NGO = "ngo"
    ACADEMIC = "academic"
    PERSON = "person"
    FAMILY = "family"
    WITNESS = "witness"
    OUTLET = "outlet"


class Certainty(Axis):
    """How sure the issuer was."""

    REPORTED = "reported"
    CLAIMED_BY_PARTY = "claimed_by_party"
    PRESUMED = "presumed"
    OFFICIALLY_CONFIRMED = "officially_confirmed"
    DISPUTED = "disputed"
    UNRESOLVED = "unresolved"


class ClaimRelation(Axis):
    """How a claim stands to another one."""

    SUPPORTS = "supports"
    CORRECTS = "corrects"
    SUPERSEDES = "supersedes"
    RETRACTS = "retracts"
    CONTRADICTS = "contradicts"
    COPIES = "copies"


class Standing(Axis):
    """What the editors make of a claim."""

    CANDIDATE = "candidate"
    ACCEPTED = "accepted"
    CONFLICTING = "conflicting"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"
    OUT_OF_SCOPE = "out_of_scope"
