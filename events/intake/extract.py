"""From bytes to an article. The reading itself is done by a process that may be killed: see parse.py."""

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..errors import Unreadable
from .decoding import INVISIBLE, PASTE
from .parse import LARGEST_OUTPUT

ROOT = Path(__file__).resolve().parents[2]
WALL_SECONDS = 20.0
LARGEST_FILE = 10_000_000

FOREIGN = {
    b"PK\x03\x04": "Word, Hangul and zip files can't be read.",
    b"\xd0\xcf\x11\xe0": "Word, Hangul and zip files can't be read.",
    b"{\\rtf": "Word, Hangul and zip files can't be read.",
    b"\x1f\x8b": "Packed files can't be read.",
    b"7z\xbc\xaf": "Packed files can't be read.",
    b"Rar!": "Packed files can't be read.",
    b"BZh": "Packed files can't be read.",
    b"\xfd7zXZ": "Packed files can't be read.",
    b"\x89PNG": "Pictures, sound and films can't be read.",
    b"\xff\xd8\xff": "Pictures, sound and films can't be read.",
    b"GIF8": "Pictures, sound and films can't be read.",
    b"RIFF": "Pictures, sound and films can't be read.",
    b"ID3": "Pictures, sound and films can't be read.",
    b"\x7fELF": "Programs can't be read.",
    b"MZ\x90": "Programs can't be read.",
}
"""How files begin that are no document of ours."""


@dataclass(frozen=True)
class Extract:
    """What a document says of itself. A date that it does not state is empty, never guessed."""

    text: str
    kind: str
    title: str = ""
    byline: str = ""
    published: str = ""
    language: str = ""
    site: str = ""
    canonical: str = ""


FACTS = ("title", "byline", "published", "language", "site", "canonical")


def kind_of(data: bytes) -> str:
    """Return html, pdf or text, by the bytes and not by a name. Raises: Unreadable for other kinds of files."""
    for mark, detail in FOREIGN.items():
        if data.startswith(mark):
            raise Unreadable(detail, field="file", remedy="Save it as PDF or as plain text, or paste the text.")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    start = data[:4000].replace(b"\x00", b"").lower()
    looks_like_a_page = re.search(rb"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", start)
    return "html" if looks_like_a_page else "text"


def extract(data: bytes, *, charset: str = "", url: str = "", wall_seconds: float = WALL_SECONDS) -> Extract:
    """Return the article in a document. Costs: a process, up to 20 seconds and 1 GB. Raises: Unreadable."""
    if len(data) > LARGEST_FILE:
        raise Unreadable("The file is larger than 10 MB.", field="file", remedy=PASTE)
    if not data.strip():
        raise Unreadable("The file is empty.", field="file", remedy="Choose another file, or paste the text.")
    kind = kind_of(data)
    answer = _read_apart({"kind": kind, "charset": charset, "url": url}, data, wall_seconds)
    if "detail" in answer:
        raise Unreadable(answer["detail"], field="file", remedy=answer["remedy"])
    text = answer.pop("text")
    told = {name: " ".join(INVISIBLE.sub("", str(answer.get(name) or "")).split()) for name in FACTS}
    return Extract(text, kind, **told | {"language": told["language"] or language_of(text)})


def _read_apart(question: dict[str, str], data: bytes, wall_seconds: float) -> dict[str, str]:
    """Let another process read, with nothing of ours in its environment; kill it when its time is over."""
    with tempfile.TemporaryFile() as written:  # a file, because its size can be limited and a pipe's can't
        command = [sys.executable, "-s", "-m", "events.intake.parse"]
        process = subprocess.Popen(  # noqa: S603 -- no word of it comes from outside
            command, cwd=ROOT, env={}, stdin=subprocess.PIPE, stdout=written, stderr=subprocess.DEVNULL, close_fds=True
        )
        try:
            process.communicate(json.dumps(question).encode() + b"\n" + data, timeout=wall_seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
        written.seek(0)
        if process.returncode == 4:
            raise Unreadable("The file is broken.", field="file", remedy=PASTE)
        if process.returncode != 0:
            raise Unreadable("Reading it took too much time or memory.", field="file", remedy=PASTE)
        try:
            answer: dict[str, str] = json.loads(written.read(LARGEST_OUTPUT))
        except ValueError as error:
            raise Unreadable("The file is broken.", field="file", remedy=PASTE) from error
        return answer


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


ENGLISH = re.compile("the|of|and|to|in|a|that|on|for|said|was|with|by|from|has|is")


def language_of(text: str) -> str:
    """Return ko or en if a text is plainly that, by its script or its small words; otherwise nothing."""
    letters = re.findall(r"[^\W\d_]", text[:20_000])
    if sum("가" <= letter <= "힣" for letter in letters) > 0.4 * len(letters) > 0:
        return "ko"
    words = re.findall(r"[a-z]+", text[:20_000].lower())
    return "en" if words and sum(bool(ENGLISH.fullmatch(word)) for word in words) > 0.12 * len(words) else ""


MACHINE = re.compile(
    r"\b(?:story|article|report|content|text|summary|post|piece|translation)\b[^.\n]{0,40}"
    r"\b(?:generated|written|produced|created|translated)\b[^.\n]{0,20}\b(?:using|by|with)\b[^.\n]{0,60}"
    r"(?:\bAI\b|\bA\.I\.|artificial intelligence|\bNeuro\b|GPT|Gemini|\bmachine\b|automat|algorithm|language model)"
    r"|\b(?:AI|machine)[- ](?:generated|written|translated)\b|\bautomatically (?:generated|translated)\b"
    r"|(?:AI|인공지능|로봇|자동화 ?프로그램)(?:\([^)]{1,12}\))?\s?(?:으로|로|이|가|[을를] (?:활용|이용)해|기술로)?\s?"
    r"(?:자동\s?)?(?:작성|생성|번역)(?:된|한|했|됐|되었|하였)"
    r"|자동\s?(?:생성|번역)(?:된|한|됐|되었)|기계\s?번역(?:된|한|입니다|됐)",
    re.IGNORECASE,
)


def is_declared_machine_written(text: str) -> bool:
    """Tell whether a text says of itself that a machine wrote or translated it."""
    return MACHINE.search(text) is not None
