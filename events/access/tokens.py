"""What a key looks like: `det_`, eight signs to tell it by, 256 random bits, and a checksum.

The beginning and the checksum let scanners find a key that leaked into a repository, and tell it from a mistyped one
without asking the database. A random secret of 256 bits needs no slow hash: nobody can try them all.
"""

import hashlib
import re
import secrets
import zlib

TOKEN = re.compile(r"(det_[0-9a-f]{8}_[0-9a-f]{64})([0-9a-f]{8})")


class Token(str):
    """A whole key. It is handed to whoever asked for it, once, and stored nowhere."""

    __slots__ = ()

    @property
    def hint(self) -> str:
        """How it begins, which tells it from others and opens nothing."""
        return self[:12]

    @property
    def digest(self) -> str:
        """What is kept of it: its SHA-256 as hex."""
        return hashlib.sha256(self.encode()).hexdigest()


def new_token() -> Token:
    begin = f"det_{secrets.token_hex(4)}_{secrets.token_hex(32)}"
    return Token(begin + checksum(begin))


def is_token(text: str) -> bool:
    """Tell whether a text is a whole key, typed without an error. Whether it is alive only the database knows."""
    found = TOKEN.fullmatch(text)
    return found is not None and checksum(found[1]) == found[2]


def checksum(begin: str) -> str:
    """Return the CRC-32 of a key without its end, as eight hexadecimal digits."""
    return f"{zlib.crc32(begin.encode()):08x}"
