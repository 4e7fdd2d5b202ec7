"""A site on the loopback that behaves as badly as it is told to, and the rule that lets a test ask it."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from events.intake.addresses import Address

Handler = Callable[[socket.socket, str], None]


def loopback(address: Address, port: int) -> bool:
    """The rule of tests: the loopback, and nothing else."""
    return str(address) == "127.0.0.1"


def nowhere(host: str, port: int) -> list[str]:
    """A resolver for which every name is this machine."""
    return ["127.0.0.1"]


class Site:
    """A site; `asked` are the requests that it got."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked: list[str] = []

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


def answer(body: bytes = b"", *, status: str = "200 OK", kind: str = "text/html", headers: str = "") -> Handler:
    def send(line: socket.socket, _: str) -> None:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
        line.sendall(head.encode() + body)

    return send


def redirect(location: str) -> Handler:
    return answer(status="302 Found", headers=f"Location: {location}\r\n")


def drip(line: socket.socket, _: str) -> None:
    """Send a byte now and then, for ever, from the first byte of the head on."""
    for byte in b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + b"X: y\r\n" * 10_000:
        line.sendall(bytes([byte]))
        time.sleep(0.02)


def drip_body(line: socket.socket, _: str) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        line.sendall(b"a")
        time.sleep(0.02)


def endless(line: socket.socket, _: str) -> None:
    """Send a page that never ends, as fast as it goes."""
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        line.sendall(b"10000\r\n" + b"a" * 65536 + b"\r\n")


@contextmanager
def site(handlers: dict[str, Handler]) -> Iterator[Site]:
    """Run a site whose pages are these handlers; it ends with the block."""
    listening = socket.create_server(("127.0.0.1", 0))
    made = Site(listening.getsockname()[1])

    def serve() -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=reply, args=(line,), daemon=True).start()

    def reply(line: socket.socket) -> None:
        with line:
            try:
                request = line.recv(65536).decode("latin-1")
                made.asked.append(request)
                path = request.split(" ")[1].split("?")[0]
                handlers.get(path, answer(status="404 Not Found"))(line, request)
            except OSError:
                pass

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()
