"""Numbered releases: the public record frozen as files that never change, for those who cite it."""

from .cut import cut, cut_if_changed
from .described import content_type, describe, described, find_file, tag
from .recut import is_behind, recut
from .sending import send
from .shelf import stamp
from .signature import make_key
from .verify import verify
from .whole import find_whole, forget_whole, make_whole

__all__ = [
    "content_type",
    "cut",
    "cut_if_changed",
    "describe",
    "described",
    "find_file",
    "find_whole",
    "forget_whole",
    "is_behind",
    "make_key",
    "make_whole",
    "recut",
    "send",
    "stamp",
    "tag",
    "verify",
]
