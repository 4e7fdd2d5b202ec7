"""Handing out a file of the disk: whole or one range of it, in pieces, with the headers of caches and resumes."""

import os
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

    `tag` is a strong ETag that changes with the bytes. Several ranges at once are answered with the whole file. The
    file is opened here: what is renamed or removed while it is sent is sent as it was. Raises: FileNotFoundError.
    """
    headers = headers | {"ETag": tag, "Accept-Ranges": "bytes"}
    if tag in [known.removeprefix("W/") for known in parse_etags(request.headers.get("If-None-Match", ""))]:
        return HttpResponseNotModified(headers={name: headers[name] for name in headers if name != "Content-Type"})
    file = _Pieces(path)
    size = file.size
    asked = request.headers.get("Range", "") if request.headers.get("If-Range", tag) == tag else ""
    found = _span(asked, size) if asked and request.method == "GET" else None
    first, last = found or (0, size - 1)
    if found and first > last:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"})
    told = headers | {"Content-Length": str(last - first + 1)}
    told |= {"Content-Range": f"bytes {first}-{last}/{size}"} if found else {}
    if request.method == "HEAD":
        file.close()
        return HttpResponse(headers=told)
    return StreamingHttpResponse(file.part(first, last), status=206 if found else 200, headers=told)


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


class _Pieces:
    """An open file, some bytes of it piece by piece. It is closed with the answer, be that read or not."""

    def __init__(self, path: Path) -> None:
        self.handle = -1
        self.handle = os.open(path, os.O_RDONLY)
        self.size = os.fstat(self.handle).st_size
        self.first, self.last = 0, -1

    def part(self, first: int, last: int) -> "_Pieces":
        self.first, self.last = first, last
        return self

    def __iter__(self) -> Iterator[bytes]:
        while self.handle >= 0 and (piece := os.pread(self.handle, min(PIECE, self.last - self.first + 1), self.first)):
            self.first += len(piece)
            yield piece
        self.close()

    def close(self) -> None:
        if self.handle >= 0:
            os.close(self.handle)
            self.handle = -1

    __del__ = close
