"""Read one hostile document: `python -m events.intake.parse`, a process of its own that may be killed at any moment.

It gets a line of JSON and the bytes on its input, and writes one JSON object. It has no settings, no database, no
secret in its environment, and gives up the network, new processes and most of its memory and time before it reads.
"""

import contextlib
import datetime as dt
import json
import os
import re
import resource
import sys
from io import BytesIO
from typing import Any

from ..errors import TrackerError, Unreadable
from .decoding import PASTE, decode, normalise

MEMORY = 1 << 30
CPU_SECONDS = 10
LARGEST_OUTPUT = 8_000_000
PAGES = 300
DOORS = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.spawn", "ctypes.", "ftplib")


def give_up_rights() -> None:
    """Limit this process for good: memory, time, size of what it writes, network, new processes."""
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_OUTPUT),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(OSError, ValueError):  # macOS has no limit of addresses
            resource.setrlimit(limit, (value, value))
    if hasattr(os, "unshare"):  # a network without any interface; refused in most containers, which have their own ways
        with contextlib.suppress(OSError):
            os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET)
    sys.addaudithook(_refuse_doors)


def _refuse_doors(event: str, _: Any) -> None:
    if event.startswith(DOORS) and event != "socket.__new__":
        raise PermissionError(event)


def read_document(kind: str, data: bytes, charset: str, url: str) -> dict[str, str]:
    """Return text, title, byline, published, language, site and canonical address. Raises: Unreadable."""
    found = READERS[kind](data, charset, url)
    return found | {"text": normalise(found["text"], "file")}


def read_plain(data: bytes, charset: str, _: str) -> dict[str, str]:
    return {"text": decode(data, charset)}


def read_pdf(data: bytes, _: str, __: str) -> dict[str, str]:
    """Return the text of a PDF. The day on which the file was made is not the day of publication, so it is left."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("The PDF is locked with a password.", field="file", remedy=PASTE)
    if len(reader.pages) > PAGES:
        raise Unreadable("The PDF has more than 300 pages.", field="file", remedy="Upload the pages that matter.")
    text = "\n\n".join(page.extract_text() for page in reader.pages)
    if not text.strip():
        raise Unreadable("The PDF holds pictures, no text.", field="file", remedy="Type or paste the words instead.")
    title = (reader.metadata and reader.metadata.title) or ""
    return {"text": text, "title": str(title)}


def read_html(data: bytes, charset: str, url: str) -> dict[str, str]:
    """Return the article of a web page without menus, scripts and advertisements."""
    from trafilatura import bare_extraction

    page = _decode_page(data, charset)
    document: Any = bare_extraction(
        page, url=url or None, with_metadata=True, include_comments=False, include_tables=True, include_images=False
    )
    if document is None or not document.text:
        raise Unreadable("No article was found in this page.", field="file", remedy=PASTE)
    facts = _facts_of(page)
    return facts | {
        "text": document.text.replace("\n", "\n\n"),
        "title": facts["title"] or document.title or "",
        "byline": document.author or "",
        "site": document.sitename or "",
        "canonical": document.url or "",
    }


def _decode_page(data: bytes, charset: str) -> str:
    """Decode a page; a stray byte in an advertisement is passed over, one in the article is told by `normalise`."""
    meta = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]+)", data[:8000], re.IGNORECASE)
    declared = charset or (meta.group(1).decode() if meta else "")
    try:
        return decode(data, declared)
    except Unreadable:
        tolerant = data.decode("utf-8", "replace")
        if tolerant.count("\ufffd") <= len(tolerant) // 2000:
            return tolerant
        raise


DATES = (
    "//meta[@property='article:published_time' or @property='og:article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')='dc.date.issued'"
    " or @name='parsely-pub-date' or @name='article.published' or @name='publishdate' or @name='pubdate']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
)
"""Where a page says when it was published. Nothing else is a date of publication: a footer's year is none."""


def _facts_of(page: str) -> dict[str, str]:
    from lxml import html  # type: ignore[import-untyped]

    parser = html.HTMLParser(no_network=True, encoding="utf-8")
    tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    language = str(tree.xpath("string(/html/@lang)") or "").strip().lower()[:2]
    titles = tree.xpath("//meta[@property='og:title']/@content")
    written = [str(value) for path in DATES for value in tree.xpath(path)]
    for block in tree.xpath("//script[@type='application/ld+json']/text()"):
        written += re.findall(r'"datePublished"\s*:\s*"([^"]{4,40})"', str(block))
    days = [day for value in written if (day := _day_of(value, language))]
    return {
        "language": language if language.isalpha() else "",
        "title": str(titles[0]).strip() if titles else "",
        "published": days[0] if days else "",
    }


def _day_of(written: str, language: str) -> str:
    """Return the day of a time stamp in the publisher's zone; a Korean page that writes UTC means Korean time."""
    compact = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", written.strip())
    try:
        moment = dt.datetime.fromisoformat("-".join(compact.groups()) if compact else written.strip())
    except ValueError:
        return ""
    if moment.tzinfo is not None and not moment.utcoffset() and language == "ko":
        moment = moment.astimezone(dt.timezone(dt.timedelta(hours=9)))
    return moment.date().isoformat()


READERS = {"html": read_html, "pdf": read_pdf, "text": read_plain}


def main() -> None:
    """Answer one question of extract.py."""
    give_up_rights()
    question = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    try:
        answer = read_document(question["kind"], data, question["charset"], question["url"])
    except TrackerError as error:
        answer = {"detail": error.detail, "remedy": error.remedy}
    except (MemoryError, RecursionError):
        raise SystemExit(3) from None
    except Exception:  # whatever a library makes of a broken file; its words may hold the file's, so they are not told
        raise SystemExit(4) from None
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
