"""Numbers that others publish: how one is read, and how all of them hold together. Pure; no database."""

from .cells import EACH_YEAR, Cell, Conflict, Count, Derived, Finding, Number, Tie, Verdict
from .coverage import Coverage, coverage
from .editions import NEVER_SHOWN, choose, standing
from .reading import RULE_VERSION, Interval, interval, rounding
from .reckoning import Reckoning, reconcile
from .spans import check_each_year, check_first_since, check_rank
from .statements import check_number

__all__ = [
    "EACH_YEAR",
    "NEVER_SHOWN",
    "RULE_VERSION",
    "Cell",
    "Conflict",
    "Count",
    "Coverage",
    "Derived",
    "Finding",
    "Interval",
    "Number",
    "Reckoning",
    "Tie",
    "Verdict",
    "check_each_year",
    "check_first_since",
    "check_number",
    "check_rank",
    "choose",
    "coverage",
    "interval",
    "reconcile",
    "rounding",
    "standing",
]
