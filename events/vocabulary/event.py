"""What is said of an event: the axes of coding."""

from .axis import Axis


class Direction(Axis):
    """Geometry of the journey: where it started and where it ended or was meant to end."""

    NORTH_TO_SOUTH = "north_to_south"
    SOUTH_TO_NORTH = "south_to_north"
    NORTH_TO_THIRD = "north_to_third"
    THIRD_TO_SOUTH = "third_to_south"
    THIRD_TO_NORTH = "third_to_north"
    SOUTH_TO_THIRD = "south_to_third"
    UNKNOWN = "unknown"


class MovementClass(Axis):
    """What the movement was, apart from its direction."""

    DEFECTION = "defection"
    NORTHWARD_DEFECTION = "northward_defection"
    RE_ENTRY = "re_entry"
    RE_ARRIVAL = "re_arrival"
    FOREIGN_CROSSING = "foreign_crossing"
    UNAUTHORISED_ENTRY_NORTH = "unauthorised_entry_north"
    DRIFT = "drift"
    INCURSION = "incursion"
    FORCED_REPATRIATION = "forced_repatriation"
    RETURN_OF_NATIONALS = "return_of_nationals"
    ABDUCTION_ALLEGED = "abduction_alleged"
    UNRESOLVED = "unresolved"


class RouteType(Axis):
    """The way taken."""

    MDL_LAND = "mdl_land"
    JSA = "jsa"
    TRANSIT_OFFICE = "transit_office"
    MDL_RIVER = "mdl_river"
    HAN_ESTUARY = "han_estuary"
    YELLOW_SEA_NLL = "yellow_sea_nll"
    YELLOW_SEA_FROM_CHINA = "yellow_sea_from_china"
    EAST_SEA_NLL = "east_sea_nll"
    SEA_OF_JAPAN = "sea_of_japan"
    CHINA_BORDER = "china_border"
    RUSSIA_BORDER = "russia_border"
    VIA_CHINA = "via_china"
    VIA_THIRD_COUNTRY = "via_third_country"
    THIRD_COUNTRY_MISSION = "third_country_mission"
    THIRD_COUNTRY_AIR = "third_country_air"
    THIRD_COUNTRY_LAND = "third_country_land"
    THIRD_COUNTRY_CUSTODY = "third_country_custody"
    AIR = "air"
    UNDISCLOSED = "undisclosed"
    UNKNOWN = "unknown"
    NOT_REPORTED = "not_reported"
    WITHHELD = "withheld"


class Means(Axis):
    """How the line was crossed."""

    ON_FOOT = "on_foot"
    SWIM = "swim"
    BOAT = "boat"
    VEHICLE = "vehicle"
    AIRCRAFT = "aircraft"
    DRIFT = "drift"
    UNKNOWN = "unknown"
    NOT_REPORTED = "not_reported"
    WITHHELD = "withheld"


class ActorType(Axis):
    """Who moved; never inferred."""

    ACTIVE_DUTY_SOLDIER = "active_duty_soldier"
    OFFICER = "officer"
    FORMER_SOLDIER = "former_soldier"
    SOLDIERS_ON_DUTY = "soldiers_on_duty"
    PILOT = "pilot"
    PRISONER_OF_WAR = "prisoner_of_war"
    DIPLOMAT = "diplomat"
    SENIOR_OFFICIAL = "senior_official"
    CIVIL_SERVANT = "civil_servant"
    TRADE_REPRESENTATIVE = "trade_representative"
    OVERSEAS_WORKER = "overseas_worker"
    STUDENT = "student"
    FISHERMAN = "fisherman"
    CIVILIAN = "civilian"
    FAMILY_GROUP = "family_group"
    WORK_GROUP = "work_group"
    FORMER_NK_DEFECTOR = "former_nk_defector"
    FOREIGN_SOLDIER = "foreign_soldier"
    FOREIGN_CIVILIAN = "foreign_civilian"
    PASSENGERS_CREW = "passengers_crew"
    MIXED = "mixed"
    UNKNOWN = "unknown"
    NOT_REPORTED = "not_reported"
    WITHHELD = "withheld"


class Outcome(Axis):
    """How it ended for those who moved."""

    ARRIVED = "arrived"
    ARRIVED_THIRD_COUNTRY = "arrived_third_country"
    STOPPED = "stopped"
    RETURNED_VOLUNTARILY = "returned_voluntarily"
    FORCIBLY_REPATRIATED = "forcibly_repatriated"
    RETURNED = "returned"
    KILLED = "killed"
    DIED = "died"
    DETAINED = "detained"
    MIXED = "mixed"
    PENDING = "pending"
    UNKNOWN = "unknown"
    NOT_REPORTED = "not_reported"
    WITHHELD = "withheld"


class Intent(Axis):
    """Whether they wanted it."""

    STATED = "stated"
    OFFICIALLY_ACCEPTED = "officially_accepted"
    INFERRED = "inferred"
    NONE = "none"
    DISPUTED = "disputed"
    INVOLUNTARY = "involuntary"
    UNKNOWN = "unknown"
    NOT_REPORTED = "not_reported"
    WITHHELD = "withheld"


class DateBasis(Axis):
    """Which moment a date speaks of."""

    CROSSING = "crossing"
    DEPARTURE = "departure"
    DETECTION = "detection"
    CUSTODY = "custody"
    DISCOVERY = "discovery"
    ARRIVAL = "arrival"
    ANNOUNCEMENT = "announcement"
    REPORT = "report"
    DECISION = "decision"
    UNKNOWN = "unknown"


class DatePrecision(Axis):
    """How exact a date is."""

    DAY = "day"
    INTERVAL = "interval"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    DECADE = "decade"
    BEFORE_AFTER = "before_after"
    UNKNOWN = "unknown"


class PlacePrecision(Axis):
    """How exact a place is."""

    EXACT_SITE = "exact_site"
    NAMED_PLACE = "named_place"
    COUNTY = "county"
    FRONT_SECTOR = "front_sector"
    SEA_AREA = "sea_area"
    PROVINCE = "province"
    BORDER = "border"
    COUNTRY = "country"
    NONE = "none"


class Month(Axis):
    """The month of the year in which an event lies, whichever year it was."""

    JANUARY = "january"
    FEBRUARY = "february"
    MARCH = "march"
    APRIL = "april"
    MAY = "may"
    JUNE = "june"
    JULY = "july"
    AUGUST = "august"
    SEPTEMBER = "september"
    OCTOBER = "october"
    NOVEMBER = "november"
    DECEMBER = "december"
    UNKNOWN = "unknown"


class ReportingLag(Axis):
    """How long after an event the public first heard of it."""

    BEFORE = "before"
    SAME_DAY = "same_day"
    WITHIN_WEEK = "within_week"
    WITHIN_MONTH = "within_month"
    WITHIN_YEAR = "within_year"
    LATER = "later"
    UNKNOWN = "unknown"
