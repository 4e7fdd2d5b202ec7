"""A record of any size, made up by rule and the same each time: to measure, to look at, and to prove plans by."""

from .seed import EDITOR, REVIEWER, RealRecord, check_made_up, seed

__all__ = ["EDITOR", "REVIEWER", "RealRecord", "check_made_up", "seed"]
