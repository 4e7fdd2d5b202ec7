"""Handing out a file of the disk: whole or one range of it, in pieces, with the headers of caches and resumes."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags

PIECE = 256 * 1024
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def send(request: HttpRequest, path: Path, tag: str, headers: dict[str, str]) -> HttpResponseBase:
    """Answer a file: 200, 206 for one range, 304 for who holds it, 416 for a range beyond its end.

    `tag` is a strong ETag that changes with the bytes. Several ranges at once are answered with the whole file.
    """
    headers = headers | {"ETag": tag, "Accept-Ranges": "bytes"}
    if tag in [known.removeprefix("W/") for known in parse_etags(request.headers.get("If-None-Match", ""))]:
        return HttpResponseNotModified(headers={name: headers[name] for name in headers if name != "Content-Type"})
    size = path.stat().st_size
    asked = request.headers.get("Range", "") if request.headers.get("If-Range", tag) == tag else ""
    found = _span(asked, size) if asked else None
    if found is None:
        return StreamingHttpResponse(_pieces(path, 0, size), headers=headers | {"Content-Length": str(size)})
    return _partial(path, size, *found, headers)


def _partial(path: Path, size: int, first: int, last: int, headers: dict[str, str]) -> HttpResponseBase:
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"})
    told = {"Content-Range": f"bytes {first}-{last}/{size}", "Content-Length": str(last - first + 1)}
    told["Content-Encoding"] = "identity"  # or the answer would be compressed, and its range that of other bytes
    return StreamingHttpResponse(_pieces(path, first, last - first + 1), status=206, headers=headers | told)


def _span(asked: str, size: int) -> tuple[int, int] | None:
    """Return the first and the last byte of a range; None if it is to be ignored, a first beyond the last if empty."""
    match = RANGE.fullmatch(asked.strip())
    if match is None or match[1] == match[2] == "":
        return None
    if match[1] == "":
        return max(size - int(match[2]), 0), size - 1 if int(match[2]) else -1
    first, last = int(match[1]), int(match[2] or size - 1)
    if match[2] and last < first:
        return None
    return (first, min(last, size - 1)) if first < size else (1, 0)


def _pieces(path: Path, start: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while length > 0 and (piece := file.read(min(PIECE, length))):
            length -= len(piece)
            yield piece
