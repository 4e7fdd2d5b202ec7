"""The codebook: every field of an event, how its values are written and told, and the class of every column."""

from .columns import COLUMNS, CORE_CLASSES
from .fields import CODE, DATE, FIELDS, OCCURRED, PARTS, PERSONS, PLACE, EventField
from .harm import YEARS_A_ROUTE_STAYS_SECRET, Finding, find_harm, find_harm_in_address
from .harm_values import Spot, find_harm_in_place, find_small_cell
from .values import Value, check, code_of, find, parse, show
from .words import describe, describe_date, describe_persons

__all__ = [
    "CODE",
    "COLUMNS",
    "CORE_CLASSES",
    "DATE",
    "FIELDS",
    "OCCURRED",
    "PARTS",
    "PERSONS",
    "PLACE",
    "YEARS_A_ROUTE_STAYS_SECRET",
    "EventField",
    "Finding",
    "Spot",
    "Value",
    "check",
    "code_of",
    "describe",
    "describe_date",
    "describe_persons",
    "find",
    "find_harm",
    "find_harm_in_address",
    "find_harm_in_place",
    "find_small_cell",
    "parse",
    "show",
]
