"""A receiver of webhooks on the loopback, with a certificate of its own, that answers as it is told to.

It verifies with the lines that docs/researchers.md gives to receivers, run from the document's text.
"""

import json
import re
import ssl
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from django.conf import settings

from events.intake.fetch import Reply, post
from tests.intake.sites import loopback, nowhere

HOST = "hooks.example"


def certificate(folder: Path, name: str = HOST) -> Path:
    """Make a key and a certificate for a host in one file, and return its path."""
    path = folder / f"{name}.pem"
    subject = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    command = ["openssl", "req", *kind, *subject, "-keyout", str(path), "-out", f"{path}.crt"]
    subprocess.run(command, check=True, capture_output=True)
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


def sender(certificate: Path, **given: Any) -> Callable[..., Reply]:
    """Return the program's own `post`, which for a test may ask the loopback and believes one certificate more."""
    trust = ssl.create_default_context(cafile=str(certificate))
    return partial(post, **{"allowed": loopback, "resolve": nowhere, "trust": trust, "seconds": 5.0} | given)


def receiver_of_the_guide() -> Callable[..., list[dict[str, Any]]]:
    """Return the function that the guide for researchers gives to receivers."""
    guide = (Path(settings.ROOT) / "docs" / "researchers.md").read_text(encoding="utf-8")
    section = guide.partition("\n## Webhooks\n")[2].partition("\n## ")[0]
    names: dict[str, Any] = {}
    exec(re.search(r"```python\n(.*?)```", section, re.DOTALL)[1], names)  # type: ignore[index]
    return names["new_lines"]  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Got:
    """One request as it came."""

    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def told(self) -> Any:
        return json.loads(self.body)

    @property
    def numbers(self) -> list[int]:
        return [line["number"] for line in self.told["data"].get("changes", [])]


Answer = Callable[[Got], int]


@dataclass
class Receiver:
    """A receiver; `got` is all that came. `answer` says with which status, and may take its time."""

    certificate: Path
    answer: Answer = lambda _: 204
    headers: dict[str, str] = field(default_factory=dict)
    got: list[Got] = field(default_factory=list)
    port: int = 0

    def url(self, path: str = "/changes", host: str = HOST) -> str:
        return f"https://{host}:{self.port}{path}"

    def answers(self, *statuses: int) -> None:
        """Answer with these statuses in turn, the last one for ever."""
        left = list(statuses)
        self.answer = lambda _: left.pop(0) if len(left) > 1 else left[0]

    def __enter__(self) -> "Receiver":
        receiver, context = self, ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                one = Got({name.lower(): value for name, value in self.headers.items()}, body)
                receiver.got.append(one)
                self.send_response(receiver.answer(one))
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *_: Any) -> None: ...

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def finish_request(self, request: Any, client_address: Any) -> None:
                with context.wrap_socket(request, server_side=True) as line:
                    super().finish_request(line, client_address)

            def handle_error(self, request: Any, client_address: Any) -> None:
                """Say nothing: who hangs up early, or does not believe the certificate, is what tests are about."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
