"""Two doors in one house. A public request runs on the connection of the role `tracker_public`, whatever it asks for.

The public role may SELECT the public record and digests of keys, add reports of errors and days of use, and nothing
else: even a wrong query, or an injected one, behind a public address reaches no other desk row. Everything under
/admin/ is the desk; every other address is public.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import ProgrammingError, connection, connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin

DESK_PATHS = ("/admin/", "/readyz")
in_public_door: ContextVar[bool] = ContextVar("in_public_door", default=False)

Handler = Callable[[HttpRequest], HttpResponse]


@contextmanager
def public_door() -> Iterator[None]:
    """Run a block as the public: on the connection `public`, or under SET ROLE where there is but one connection.

    Where there are two, the desk's own is closed meanwhile, even to a cursor or a query that asks for it by name.
    """
    one_connection = "public" not in connections and settings.DOORS != "public"
    closed = connections["default"].execute_wrapper(_refuse) if "public" in connections else nullcontext()
    before = _take_role("tracker_public") if one_connection else ""
    token = in_public_door.set(True)
    try:
        with closed:
            yield
    finally:
        in_public_door.reset(token)
        if one_connection and not connection.needs_rollback:
            _take_role(before)


def _refuse(*_: Any) -> None:
    raise ProgrammingError("permission denied: a public address asked on the connection of the desk")


def _read_as_public(parts: Iterator[Any]) -> Iterator[Any]:
    """Yield the parts of a streamed answer; each is made inside the door, however late it is read."""
    done = object()
    while True:
        with public_door():
            part = next(parts, done)
        if part is done:
            return
        yield part


def _take_role(role: str) -> str:
    """Switch the one connection to a role and return the role it had."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role'), set_config('role', %s, false)", [role])
        before: str = cursor.fetchone()[0]
    return before


class PublicRouter:
    """Send every query of a public request to the public role's connection."""

    def db_for_read(self, model: type, **hints: Any) -> str | None:
        return "public" if in_public_door.get() and "public" in connections else None

    db_for_write = db_for_read

    def allow_relation(self, *args: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "default"


class PublicDoor:
    """Outermost middleware: decide by the address which door a request came through."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(DESK_PATHS):
            return self.get_response(request)
        with public_door():
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
        if isinstance(response, StreamingHttpResponse) and "public" in connections:
            response.streaming_content = _read_as_public(iter(response.streaming_content))
        return response


class _BehindTheDesk(MiddlewareMixin):
    """Mixed into a middleware: it acts under /admin/ only, so the public gets no cookie and pays for no session."""

    def __call__(self, request: HttpRequest) -> Any:
        handle = super().__call__ if request.path_info.startswith("/admin/") else self.get_response
        return handle(request)


class DeskSession(_BehindTheDesk, SessionMiddleware):
    pass


class DeskLanguage(_BehindTheDesk, LocaleMiddleware):
    """The desk speaks the browser's language; public pages have theirs in the address."""


class DeskSignIn(_BehindTheDesk, AuthenticationMiddleware):
    pass


class DeskMessages(_BehindTheDesk, MessageMiddleware):
    pass


NO_GZIP = re.compile(r"\bgzip\s*;\s*q=0(\.0*)?\s*(,|$)")


class PublicCompression(GZipMiddleware):
    """Compress public answers. The desk's are not: they hold secrets beside what others typed.

    Part of a file is sent as it is, or its range would be that of other bytes; Parquet is compressed inside.
    """

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if NO_GZIP.search(request.headers.get("Accept-Encoding", "")):
            patch_vary_headers(response, ("Accept-Encoding",))
            return response
        if response.status_code == 206 or response.headers.get("Content-Type") == "application/vnd.apache.parquet":
            return response
        return super().process_response(request, response)

    def __call__(self, request: HttpRequest) -> Any:
        handle = self.get_response if request.path_info.startswith("/admin/") else super().__call__
        return handle(request)
