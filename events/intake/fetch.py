"""The only outgoing HTTP. What answers is hostile: it gets no way inside, no cookie, 15 seconds and 10 MB.

`fetch` and `ask` read pages; `post` sends to an address that somebody gave us for that.

Names are resolved once, every answer is checked, and the connection goes to a checked address, so that a name can't
mean another machine a moment later. Each redirect goes through the same gate. No proxy of the environment is asked.
"""

import queue
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, quote, urljoin

import httpcore

from ..errors import ForbiddenAddress, InvalidValue, Unreachable
from .addresses import PORTS, Address, Rule, check_url, host_of, is_public

SECONDS = 15.0
LARGEST = 10_000_000
REDIRECTS = 3
KINDS = {"text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "text/plain": "text"}
HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; reader)",  # who is interested is nobody's business
    "Accept": ", ".join(KINDS),
    "Accept-Language": "en, ko",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
READING = tuple(HEADERS.items())
PASTE = "Paste the text instead."

Resolver = Callable[[str, int], Iterable[str]]
Headers = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """What a site answered in the end: the address after all redirects, and the body without its compression."""

    url: str
    status: int
    content_type: str
    charset: str
    body: bytes = b""


def fetch(url: str, *, allowed: Rule = is_public, resolve: Resolver | None = None, seconds: float = SECONDS) -> Answer:
    """Return the page at an address. Raises: InvalidValue, ForbiddenAddress, Unreachable.

    `allowed` and `resolve` are for tests, whose sites are on the loopback; no setting reaches them.
    """
    answer = ask("GET", url, allowed=allowed, resolve=resolve, seconds=seconds)
    if answer.status in (404, 410):
        raise Unreachable("The page is not there.", field="url", remedy="Check the address, or paste the text instead.")
    if answer.status in (401, 402, 403, 407, 429, 451):
        raise Unreachable("The site does not let programs read this page.", field="url", remedy=PASTE)
    if not 200 <= answer.status < 300:
        raise Unreachable("The site answered with an error.", field="url", remedy="Try again later, or paste the text.")
    if answer.content_type not in KINDS:
        raise Unreachable("This is no web page, PDF or plain text.", field="url", remedy=PASTE)
    return answer


def ask(
    method: str, url: str, *, allowed: Rule = is_public, resolve: Resolver | None = None, seconds: float = SECONDS
) -> Answer:
    """Return what a site answers at last, whatever its status. Raises: InvalidValue, ForbiddenAddress, Unreachable."""
    backend = GuardedBackend(allowed, resolve or resolve_name, time.monotonic() + seconds)
    for _ in range(REDIRECTS + 1):
        parts = check_url(url, allowed)
        with _told_plainly(), _exchange(backend, method, parts) as response:
            headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            if response.status not in (301, 302, 303, 307, 308) or "location" not in headers:
                kind, charset = _content_type(headers.get("content-type", ""))
                wanted = method == "GET" and 200 <= response.status < 300 and kind in KINDS
                body = _read(response, headers) if wanted else b""
                return Answer(url, response.status, kind, charset, body)
            url = urljoin(url, headers["location"].encode("latin-1").decode("utf-8", "replace").strip())
    raise Unreachable("The address leads on and on.", field="url", remedy=PASTE)


@dataclass(frozen=True)
class Reply:
    """What became of a body that was sent: the status, and after how many seconds the site wants to be asked again."""

    status: int
    retry_after: int = 0


def post(
    url: str,
    body: bytes,
    headers: Headers,
    *,
    allowed: Rule = is_public,
    resolve: Resolver | None = None,
    seconds: float = SECONDS,
    trust: ssl.SSLContext | None = None,
) -> Reply:
    """Send a body over TLS. No redirect is followed, and nothing of the answer but its head is read.

    `trust` says whose certificates count, for tests as the others. Raises: InvalidValue, ForbiddenAddress, Unreachable.
    """
    parts = check_secure(url, allowed)
    backend = GuardedBackend(allowed, resolve or resolve_name, time.monotonic() + seconds)
    with _told_plainly(), _exchange(backend, "POST", parts, headers, body, trust) as response:
        after = {name.lower(): value for name, value in response.headers}.get(b"retry-after", b"")
        return Reply(response.status, int(after) if after.isdigit() and len(after) < 8 else 0)


def check_secure(url: str, allowed: Rule = is_public) -> SplitResult:
    """Return the parts of an address to which anything may be sent. Raises: InvalidValue, ForbiddenAddress."""
    try:
        parts = check_url(url, allowed)
    except ForbiddenAddress as error:
        remedy = "Give one that anybody can reach on port 443, without a name and a password in it."
        raise ForbiddenAddress(field="url", remedy=remedy) from error
    if parts.scheme != "https":
        raise InvalidValue("Nothing is sent without encryption.", field="url", remedy="Begin it with https://.")
    return parts


@contextmanager
def _exchange(
    backend: "GuardedBackend",
    method: str,
    parts: SplitResult,
    headers: Headers = READING,
    body: bytes | None = None,
    trust: ssl.SSLContext | None = None,
) -> Iterator[httpcore.Response]:
    """Send one request on a connection of its own and hand out the answer, whose body is still to be read."""
    host = host_of(parts)
    port = parts.port or PORTS[parts.scheme]
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?[]')}" if parts.query else ""
    )
    shown = f"[{host}]" if ":" in host else host
    named = shown if port == PORTS[parts.scheme] else f"{shown}:{port}"
    url = httpcore.URL(scheme=parts.scheme, host=host, port=port, target=target)
    with (
        httpcore.ConnectionPool(ssl_context=trust, network_backend=backend, retries=0) as pool,
        pool.stream(method, url, headers=[("Host", named), *headers], content=body) as response,
    ):
        yield response


@contextmanager
def _told_plainly() -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException as error:
        raise Unreachable("The site took longer than 15 seconds.", field="url", remedy=PASTE) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError, zlib.error) as error:
        raise Unreachable("The site could not be reached.", field="url", remedy="Try again, or paste it.") from error


def _content_type(header: str) -> tuple[str, str]:
    kind, _, rest = header.partition(";")
    charset = rest.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    return kind.strip().lower(), charset


def _read(response: httpcore.Response, headers: dict[str, str]) -> bytes:
    """Return the body without its compression. A small answer may unpack to a large one, so both are measured."""
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise Unreachable("The site packs its page in a way that is not known here.", field="url", remedy=PASTE)
    unpack = zlib.decompressobj(wbits=47) if coding not in ("identity", "") else None
    body, taken = bytearray(), 0
    for chunk in response.iter_stream():
        taken += len(chunk)
        body += unpack.decompress(chunk, LARGEST + 1 - len(body)) if unpack else chunk
        if len(body) > LARGEST or taken > LARGEST:
            raise Unreachable("The page is larger than 10 MB.", field="url", remedy=PASTE)
    return bytes(body)


def resolve_name(host: str, port: int) -> list[str]:
    """Return every address of a name, in the order of the system's resolver."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections to allowed addresses only, and lets nothing last beyond one moment for all of it."""

    def __init__(self, allowed: Rule, resolve: Resolver, deadline: float) -> None:
        self.allowed, self.resolve, self.deadline = allowed, resolve, deadline
        self.inner = httpcore.SyncBackend()

    def left(self) -> float:
        """Return the seconds that are left. Raises: httpcore.ReadTimeout."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a name that answers, if every one of them is allowed."""
        failed: Exception = httpcore.ConnectError()
        for address in self._checked(host, port):
            try:
                stream = self.inner.connect_tcp(str(address), port, self.left(), socket_options=socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return GuardedStream(stream, self)
        raise failed

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        raise ForbiddenAddress(field="url", remedy=PASTE)

    def _checked(self, host: str, port: int) -> list[Address]:
        addresses = [ip_address(text) for text in self._resolved(host, port)]
        if not all(self.allowed(address, port) for address in addresses):
            raise ForbiddenAddress(field="url", remedy=PASTE)
        return addresses

    def _resolved(self, host: str, port: int) -> Iterable[str]:
        """Resolve beside, because the system's resolver knows no deadline. What comes too late is thrown away."""
        found: queue.SimpleQueue[Any] = queue.SimpleQueue()

        def look_up() -> None:
            try:
                found.put(list(self.resolve(host, port)))
            except (OSError, UnicodeError) as error:
                found.put(error)

        threading.Thread(target=look_up, daemon=True).start()
        try:
            answer = found.get(timeout=self.left())
        except queue.Empty:
            raise httpcore.ConnectTimeout from None
        if isinstance(answer, Exception):
            raise Unreachable("There is no site of this name.", field="url", remedy="Check the address.") from answer
        addresses: list[str] = answer
        return addresses


class GuardedStream(httpcore.NetworkStream):
    """A connection on which each step gets what is left of the time: a byte a second does not stretch it."""

    def __init__(self, inner: httpcore.NetworkStream, guard: GuardedBackend) -> None:
        self.inner, self.guard = inner, guard

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, self.guard.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, self.guard.left())

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return GuardedStream(self.inner.start_tls(ssl_context, server_hostname, self.guard.left()), self.guard)

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)
