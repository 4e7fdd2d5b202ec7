"""Admission to the API: whose quota an answer uses, how much of it, and the headers that say so.

RateLimit and RateLimit-Policy are those of draft-ietf-httpapi-ratelimit-headers-11.
"""

from collections.abc import Mapping

from ..access import Taken, identify, policies, take
from .problems import TOO_MANY, UNKNOWN_KEY, Problem

ASKING = 0.1
"""What a question costs that is answered with 304."""


class Admission:
    """One request at the door: who asks, and what was counted so far."""

    def __init__(self, meta: Mapping[str, str]) -> None:
        self.caller = identify(meta)
        self.cheap = "HTTP_IF_NONE_MATCH" in meta
        self.counted: dict[str, Taken] = {}

    def enter(self) -> None:
        """Count an answer, or what it costs to ask whether one has changed. Raises: Problem, 401 or 429."""
        self.take("read", ASKING if self.cheap else 1)
        if self.caller.refused:
            raise Problem(UNKNOWN_KEY, "The key in Authorization opens nothing.", headers=UNKNOWN, remedy=WITHOUT_IT)

    def go_on(self) -> None:
        """Count the rest of an answer that has changed. Raises: Problem, 429."""
        if self.cheap:
            self.take("read", 1 - ASKING)

    def take(self, name: str, share: float = 1) -> None:
        """Count an answer in a quota. Raises: Problem, 429, if that is used up."""
        taken = take(self.caller, name, share)
        if taken is None:
            return
        self.counted[name] = taken
        if taken.wait:
            raise self._too_many(taken)

    def _too_many(self, taken: Taken) -> Problem:
        _, quota, window = taken.policy
        whose, remedy = "this key has", f"Ask again after {taken.wait} seconds."
        if taken.policy.name not in self.caller.scopes:
            whose = "a network has without a key of this scope"
            remedy += f" A key with the scope {taken.policy.name} raises the quota: “Keys and limits” in the guide."
        headers = {"Retry-After": str(taken.wait), "Cache-Control": "no-store"}
        more = {"remedy": remedy, "violated-policies": [taken.policy.name]}
        detail = f"The quota “{taken.policy.name}” that {whose} is used up: {quota} in {window} seconds."
        return Problem(TOO_MANY, detail, headers=headers, **more)

    def headers(self) -> dict[str, str]:
        """Return the quotas of this caller, and what is left of those that this answer used."""
        allowed = [f'"{policy.name}";q={policy.quota};w={policy.window}' for policy in policies(self.caller).values()]
        left = [f'"{name}";r={taken.remaining};t={taken.more_in}' for name, taken in self.counted.items()]
        return {"RateLimit-Policy": ", ".join(allowed)} | ({"RateLimit": ", ".join(left)} if left else {})


UNKNOWN = {"WWW-Authenticate": 'Bearer error="invalid_token"', "Cache-Control": "no-store"}
WITHOUT_IT = "Send “Authorization: Bearer” and the whole key, or leave the header out: nothing needs a key."
