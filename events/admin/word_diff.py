"""Two texts side by side, word by word: what went is struck out in the older, what came is marked in the newer."""

import difflib
import re

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

WORD = re.compile(r"\w+(?:['’-]\w+)*|\s+|[^\w\s]")
LONGEST = 2000
"""Words beyond which two texts are shown whole: to compare them would take seconds, and nobody would read it."""


def show_difference(before: str, after: str) -> tuple[SafeString, SafeString]:
    """Return both texts as HTML, with <del> in the first and <ins> in the second."""
    old, new = WORD.findall(before), WORD.findall(after)
    if before == after or not before or not after or len(old) + len(new) > LONGEST:
        return conditional_escape(before), conditional_escape(after)
    left, right = [], []
    for same, gone, come in _runs(old, new):
        left.append(format_html("<del>{}</del>", gone) if gone and not same else conditional_escape(gone))
        right.append(format_html("<ins>{}</ins>", come) if come and not same else conditional_escape(come))
    return _join(left), _join(right)


def _runs(old: list[str], new: list[str]) -> list[tuple[bool, str, str]]:
    """Return [(same in both, words before, words after)]; changed words with only a space between are one run."""
    runs: list[tuple[bool, str, str]] = []
    opcodes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for kind, a, b, c, d in opcodes:
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        same = kind == "equal" and not gone.isspace()
        if runs and runs[-1][0] == same:
            _, before, after = runs.pop()
            gone, come = before + gone, after + come
        runs.append((same, gone, come))
    return runs


def _join(pieces: list[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in pieces))
