"""Ed25519 signatures by the program `openssl`, which keeps the cryptography; here only files and its exit codes.

The key is a file that the operator makes once (`manage.py release_key`). See docs/adr/0040-releases.md.
"""

import base64
import os
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

from ..errors import ReleaseRefused

SIGNATURE, PUBLIC_KEY = "SHA256SUMS.sig", "signing-key.pem"
SECONDS = 20


def make_key(path: Path) -> bytes:
    """Write a new private key, readable by its owner alone, and return the public one as PEM.

    Raises: ReleaseRefused if the file stands already or openssl can't make one.
    """
    if path.exists():
        remedy = "Keep it: what it signed is verified with it. Name another file for a new key."
        raise ReleaseRefused(f"{path} stands already.", field="key", remedy=remedy)
    path.parent.mkdir(parents=True, exist_ok=True)
    pem = _openssl("genpkey", "-algorithm", "ed25519")
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    return public_key(path)


def public_key(key: Path) -> bytes:
    """Return the public half of a private key as PEM."""
    if not key.is_file():
        remedy = "Make it with manage.py release_key, or unset TRACKER_SIGNING_KEY: then releases are unsigned."
        raise ReleaseRefused(f"The signing key {key} is not there.", field="TRACKER_SIGNING_KEY", remedy=remedy)
    return _openssl("pkey", "-in", str(key), "-pubout")


def sign(sums: Path, key: Path) -> bytes:
    """Return the signature of a file: 64 bytes, the same each time."""
    return _openssl("pkeyutl", "-sign", "-rawin", "-inkey", str(key), "-in", str(sums))


def verifies(sums: Path, signature: Path, public: Path) -> bool:
    """Tell whether a signature is that of a file under a public key."""
    program = find()
    command = [program, "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", str(public), "-sigfile", str(signature)]
    done = subprocess.run([*command, "-in", str(sums)], capture_output=True, check=False, timeout=SECONDS)  # noqa: S603
    return done.returncode == 0


def fingerprint(pem: bytes) -> str:
    """Return the SHA-256 of a public key, by which people compare keys; empty if the text is no key."""
    body = b"".join(line for line in pem.splitlines() if not line.startswith(b"-----"))
    try:
        return sha256(base64.b64decode(body, validate=True)).hexdigest() if body else ""
    except ValueError:
        return ""


def find() -> str:
    """Return where openssl is. Raises: ReleaseRefused."""
    found = shutil.which("openssl")
    if found is None:
        remedy = "Install OpenSSL 3 (as: apt install openssl), or verify on a machine that has it."
        raise ReleaseRefused("There is no openssl on this machine.", field="openssl", remedy=remedy)
    return found


def _openssl(*arguments: str) -> bytes:
    done = subprocess.run([find(), *arguments], capture_output=True, check=False, timeout=SECONDS)  # noqa: S603 -- paths of the operator
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().splitlines()
        remedy = "OpenSSL 3 is needed, and a key that manage.py release_key made."
        raise ReleaseRefused(f"openssl failed: {told[0] if told else 'no word'}.", field="openssl", remedy=remedy)
    return done.stdout
