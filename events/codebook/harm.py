"""Words that could identify or endanger a person. The check names what it finds; a reviewer may override with a reason.

People were identified from combined details, not from names (Seoul High Court, 2010na79031), so ages, units and
places of service are findings too. Routes still in use are withheld for ten years.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from .harm_names import hide_heads_of_state
from .harm_rules import IN_USE, RULES

YEARS_A_ROUTE_STAYS_SECRET = 10


@dataclass(frozen=True)
class Finding:
    """One harmful passage: the rule it breaks and its words, and where it stands.

    `field` is a field of the codebook or the name of a text, as a review has a row for it; `where` the exact place, as
    CL-000012.quote.
    """

    rule: str
    words: str
    field: str = ""
    where: str = ""

    def __str__(self) -> str:
        place = self.where or self.field
        return f"{place + ': ' if place else ''}{self.rule}: “{self.words}”"


_CAPITALS_MATTER = ("a name", "a military unit")


def _compile(rules: tuple[tuple[str, str], ...]) -> list[tuple[str, re.Pattern[str]]]:
    return [(rule, re.compile(text, 0 if rule in _CAPITALS_MATTER else re.IGNORECASE)) for rule, text in rules]


_COMPILED, _COMPILED_IN_USE = _compile(RULES), _compile(IN_USE)


def find_harm(text: str, *, route_in_use: bool) -> list[Finding]:
    """Return what in a text must not be published; `route_in_use` for events younger than ten years."""
    read = hide_heads_of_state(text)
    rules = _COMPILED + (_COMPILED_IN_USE if route_in_use else [])
    return [Finding(rule, match.group().strip()) for rule, pattern in rules for match in pattern.finditer(read)]


def find_harm_in_address(url: str) -> list[Finding]:
    """Return what the words in the path of a web address tell, as in /news/kim-chol-su-defects."""
    path = re.sub(r"[^A-Za-z가-힣]+", " ", unquote(urlsplit(url).path))
    named = [found for found in find_harm(path.title(), route_in_use=False) if found.rule in _CAPITALS_MATTER]
    return named + [f for f in find_harm(path, route_in_use=False) if f.rule not in _CAPITALS_MATTER]
