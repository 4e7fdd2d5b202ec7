"""Which addresses are asked, and which two are one document."""

import ipaddress

import pytest

from events.errors import ForbiddenAddress, InvalidValue
from events.intake.addresses import canonical, check_url, is_public

SPECIAL = [
    # this machine, this network
    *("0.0.0.0", "0.1.2.3", "127.0.0.1", "127.8.8.8", "::", "::1"),
    # private, shared, link-local
    *("10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "100.127.255.254"),
    *("169.254.0.1", "169.254.169.254", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254"),
    # clouds, assignments, relays
    *("168.63.129.16", "192.0.0.1", "192.0.0.9", "192.0.0.170", "192.88.99.1"),
    # documentation, benchmarks
    *("192.0.2.1", "198.51.100.7", "203.0.113.9", "198.18.0.1", "198.19.255.255", "2001:db8::1", "3fff::1"),
    # many at once, reserved
    *("224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "ff02::1", "ff0e::1"),
    # an IPv4 address in disguise
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::8.8.8.8"),
    *("64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:808:808::1", "2001:0:1::1"),
    # segment routing, discard, other assignments
    *("5f00::1", "100::1", "2001:2::1", "2001:10::1", "2606:4700:4700::1111%1"),
]

PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "211.249.220.24",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700:4700::1111",
    "2a00:1450::200e",
]


def test_the_table_is_long() -> None:
    assert len(set(SPECIAL)) >= 45


@pytest.mark.parametrize("address", SPECIAL)
def test_a_special_address_is_never_asked(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address), 443)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_asked(address: str) -> None:
    assert is_public(ipaddress.ip_address(address), 443)


def test_a_public_address_in_its_mapped_form_is_the_same_one() -> None:
    assert is_public(ipaddress.ip_address("::ffff:8.8.8.8"), 443)


@pytest.mark.parametrize("port", [21, 22, 25, 5432, 6379, 8000, 8080, 8443])
def test_other_ports_are_never_asked(port: int) -> None:
    assert not is_public(ipaddress.ip_address("8.8.8.8"), port)


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/a", "https://169.254.169.254/latest/meta-data/"),
        *("http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/", "http://0x7f.1/"),
        *(
            "http://[::ffff:127.0.0.1]/",
            "http://[fe80::1%25eth0]/",
            "http://user:word@example.org/",
            "http://8.8.8.8:22/",
        ),
        *("https://example.org:8080/", "http://127.0.0.1./"),
    ],
)
def test_an_address_inside_is_refused_as_soon_as_it_is_typed(url: str) -> None:
    with pytest.raises(ForbiddenAddress) as refused:
        check_url(url)
    assert (refused.value.field, bool(refused.value.remedy)) == ("url", True)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            "example.org",
            "ftp://example.org/",
            "file:///etc/passwd",
            "gopher://x/",
            "javascript:alert(1)",
            "https://",
        ),
        *("https:///path", "http://exa mple.org/", "http://example.org:99999/", "http://[::1", "http://example.org/\n"),
        *("https://example.org/" + "a" * 1000, "http://example.org\\@127.0.0.1/", "data:text/html,x"),
    ],
)
def test_what_is_no_address_is_refused_with_a_remedy(url: str) -> None:
    if url.endswith("\n"):
        url = url[:-1] + "\r\nHost: x"
    with pytest.raises(InvalidValue) as refused:
        check_url(url)
    assert (refused.value.field, bool(refused.value.remedy)) == ("url", True)


def test_a_name_is_let_through_until_it_is_resolved() -> None:
    assert check_url("https://한국.example/기사").hostname == "한국.example"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.example.org/a", "https://example.org/a"),
        ("https://EXAMPLE.org/a/", "https://example.org/a"),
        ("https://example.org/a#top", "https://example.org/a"),
        ("https://example.org/a?utm_source=x&utm_medium=y&fbclid=z", "https://example.org/a"),
        ("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
        ("https://m.example.org/view/1", "https://www.example.org/view/1"),
        ("https://example.org/news/amp", "https://example.org/news"),
        ("https://amp.example.org/news/1?amp=1", "https://example.org/news/1"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("https://example.org/%ea%b8%b0", "https://example.org/%EA%B8%B0"),
        ("https://www.example.co.kr/view/AKR1?input=1195m", "https://example.co.kr/view/AKR1"),
    ],
)
def test_two_spellings_are_one_document(one: str, other: str) -> None:
    assert canonical(one) == canonical(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/a", "https://example.org/A"),
        ("https://m.example.org/", "https://example.org/"),
        ("https://m.com/a", "https://com/a"),
        ("https://en.example.org/a", "https://example.org/a"),
        ("https://example.org/a?page=2", "https://example.org/a"),
    ],
)
def test_other_documents_stay_others(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize("text", ["", "no address", "mailto:a@example.org", "http://[::1"])
def test_what_is_no_address_has_no_canonical_form(text: str) -> None:
    assert canonical(text) == ""
