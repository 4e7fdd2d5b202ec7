"""The two commands of one machine: `./run` and `./run test`. Nothing in here is used in production."""


class LocalError(Exception):
    """One sentence that says what is wrong and what to do about it; printed without a traceback."""
