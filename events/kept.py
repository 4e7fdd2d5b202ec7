"""Answers that this process keeps until the record changes: whoever asks the same again gets the same bytes.

An answer is kept under the tag that its reader would get: if a reader may go on using what it has, so may the process.
So whatever an answer tells must be part of its tag. See docs/adr/0048-kept-answers.md.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

MOST_BYTES = 32 << 20
"""Of all kept bodies together, in each process; those that were asked for longest ago go first."""

LARGEST = 1 << 20
"""Bytes of the largest body that is kept."""


OVERHEAD = 1_000
"""Bytes that keys, headers and the rest of a kept answer take, about."""


class Answer(NamedTuple):
    """A body and its headers."""

    body: bytes
    headers: dict[str, str]


class Shelf:
    """Kept answers by what was asked; several threads may use it."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._lock = Lock()

    def find(self, asked: str) -> Answer | None:
        with self._lock:
            if answer := self._answers.get(asked):
                self._answers.move_to_end(asked)
            return answer

    def put(self, asked: str, answer: Answer) -> None:
        with self._lock:
            if asked in self._answers:  # two readers asked at once
                return
            self._answers[asked] = answer
            self.bytes += OVERHEAD + len(answer.body)
            while self.bytes > self.most_bytes:
                _, oldest = self._answers.popitem(last=False)
                self.bytes -= OVERHEAD + len(oldest.body)

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()
            self.bytes = 0


SHELF = Shelf()


def keep[R: HttpResponseBase](request: HttpRequest, tag: str, make: Callable[[], R]) -> R | HttpResponse:
    """Return the kept answer of an address under a tag, or make it, and keep it if it is whole and for everybody."""
    asked = f"{tag} {request.method} {request.scheme}://{request.get_host()}{request.get_full_path()}"
    if known := SHELF.find(asked):
        return HttpResponse(known.body, headers=known.headers)
    response = make()
    if isinstance(response, HttpResponse) and _is_for_everybody(response):
        SHELF.put(asked, Answer(response.content, dict(response.items())))
    return response


def _is_for_everybody(response: HttpResponse) -> bool:
    if response.status_code != 200 or response.cookies or "Vary" in response:
        return False
    return getattr(response, "is_rendered", True) and len(response.content) <= LARGEST
