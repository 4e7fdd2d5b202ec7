"""Which addresses may be asked, and when two of them name the same document."""

import ipaddress
import re
import socket
from collections.abc import Callable
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from ..errors import ForbiddenAddress, InvalidValue

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Rule = Callable[[Address, int], bool]
"""Whether this address may be asked at this port."""

PORTS = {"http": 80, "https": 443}
LONGEST_URL = 1000
INSIDE = [
    ipaddress.ip_network(text)
    for text in (
        *("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32"),  # 168...: the inside of a cloud
        *("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16"),  # an IPv4 address in disguise
        *("fec0::/10", "3fff::/20", "5f00::/16", "100::/64", "2001:db8::/32"),
    )
]
"""Networks that some versions of Python call global although nobody publishes there, or that hide another address."""


def is_public(address: Address, port: int) -> bool:
    """Tell whether anybody on the internet could ask this address as well, on a port of the web."""
    if port not in PORTS.values():
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None:
            return False
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped, port)
        if address.is_site_local:
            return False
    if any(address in network for network in INSIDE if network.version == address.version):
        return False
    special = (address.is_multicast, address.is_reserved, address.is_link_local, address.is_unspecified)
    return address.is_global and not any(special)


def read_literal(host: str) -> Address | None:
    """Return the address that a host is, None for a name. Raises: ForbiddenAddress for decimal, octal and hex forms."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:  # what the C library takes for an address though no browser's reader would: 2130706433, 0x7f.1, 0177.0.0.1
        socket.inet_aton(host)
    except (OSError, ValueError):
        return None
    raise ForbiddenAddress(field="url", remedy="Write the name of the site.")


def check_url(url: str, allowed: Rule = is_public) -> SplitResult:
    """Return the parts of an address that may be asked, as far as can be told before its name is resolved.

    Raises: InvalidValue, ForbiddenAddress.
    """
    try:
        parts = urlsplit(url.strip())
        port, host = parts.port or PORTS.get(parts.scheme, 0), host_of(parts)
    except (ValueError, UnicodeError):
        parts, port, host = SplitResult("", "", "", "", ""), 0, ""
    if parts.scheme not in PORTS or not host or re.search(r"[\s\x00-\x1f\x7f\\]", url.strip()):
        remedy = "Give the whole address, beginning with https:// or http://."
        raise InvalidValue("This is not the address of a web page.", field="url", remedy=remedy)
    if len(url) > LONGEST_URL:
        remedy = "Leave out what stands after the question mark, if the page opens without it."
        raise InvalidValue("The address is longer than 1,000 characters.", field="url", remedy=remedy)
    if parts.username is not None or parts.password is not None:
        raise ForbiddenAddress(field="url", remedy="Leave out the name and the password.")
    address = read_literal(host)
    if address is not None and not allowed(address, port):
        raise ForbiddenAddress(field="url", remedy="Paste the text instead.")
    if address is None and allowed is is_public and port not in PORTS.values():
        raise ForbiddenAddress(field="url", remedy="Only ports 80 and 443 are asked. Paste the text instead.")
    return parts


def host_of(parts: SplitResult) -> str:
    """Return the host in small letters and in ASCII, without a dot at its end. Raises: UnicodeError."""
    host = (parts.hostname or "").rstrip(".")
    return host if host.isascii() else host.encode("idna").decode()


TRACKING = re.compile(
    r"utm_\w+|[a-z]*clid|gclsrc|dclid|_ga|_gl|mc_[ce]id|igshid?|ref_src|ref_url|referr?er|cmpid|cmp|ito|ncid"
    r"|smid|sr_share|s_cid|fb_\w+|twclid|yclid|mkt_tok|__twitter_impression|amp|outputtype|input",
    re.IGNORECASE,
)
"""Names of parameters that say where a reader came from, or in which dress the page is shown; never which page."""

DRESS = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.[^.]+)")


def canonical(url: str) -> str:
    """Return one spelling for all addresses of a document; empty for what is no address. To compare, not to open.

    Scheme, www, m and amp, tracking words, order of parameters, a slash at the end and the fragment make no difference.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = host_of(parts), parts.port
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme not in PORTS or not host:
        return ""
    path = quote(unquote(parts.path), safe="/:@!$&'()*+,;=~-._").rstrip("/")
    path = re.sub(r"/amp$|^/amp(?=/)|\.amp(?=\.html?$|$)", "", path)
    kept = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(pair[0]))
    if path or kept:  # the front page of m.example.org may be another one
        host = DRESS.sub("", host)
    where = host if port in (None, *PORTS.values()) else f"{host}:{port}"
    found = f"https://{where}{path}" + (f"?{urlencode(kept)}" if kept else "")
    return found if len(found) <= LONGEST_URL else ""
