"""The only outgoing HTTP: nothing inside is asked, nothing lasts, nothing grows."""

import gzip
import time
import zlib
from collections.abc import Iterable
from typing import Any

import pytest

from events.errors import ForbiddenAddress, InvalidValue, TrackerError, Unreachable
from events.intake import fetch as room
from events.intake.fetch import Answer, ask, fetch

from .sites import answer, drip, drip_body, endless, loopback, nowhere, redirect, site

PAGE = b"<html><body><p>A soldier crossed.</p></body></html>"


def get(url: str, **given: Any) -> Answer:
    return fetch(url, **{"allowed": loopback, "resolve": nowhere, "seconds": 5.0} | given)


def to(*addresses: str) -> room.Resolver:
    """Return a resolver that gives these answers for every name."""

    def resolve(host: str, port: int) -> Iterable[str]:
        return addresses

    return resolve


def test_a_page_comes_with_its_type_and_address() -> None:
    with site({"/a": answer(PAGE, kind='text/html; charset="EUC-KR"')}) as one:
        got = get(one.url("/a"))
    assert (got.body, got.content_type, got.charset, got.status) == (PAGE, "text/html", "euc-kr", 200)


def test_a_site_learns_nothing_of_us() -> None:
    with site({"/a": answer(PAGE, headers="Set-Cookie: a=b\r\n"), "/b": redirect("/a")}) as one:
        get(one.url("/b"))
        get(one.url("/a"))
    names = {line.partition(":")[0].lower() for request in one.asked for line in request.split("\r\n")[1:] if line}
    assert names == {"host", "user-agent", "accept", "accept-language", "accept-encoding", "connection"}
    assert "tracker" not in "".join(one.asked).lower()


def test_proxies_of_the_environment_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with site({"/a": answer(PAGE)}) as one:
        assert get(one.url("/a")).body == PAGE


# --- nothing inside ---------------------------------------------------------------------------------------------------

INSIDE = ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:10.0.0.1", "fd00::1", "64:ff9b::7f00:1"]


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_means_an_address_inside_is_refused(address: str) -> None:
    with pytest.raises(ForbiddenAddress):
        fetch("http://innocent.example/", resolve=to(address))


def test_one_address_inside_among_public_ones_refuses_the_name() -> None:
    with pytest.raises(ForbiddenAddress):
        fetch("http://innocent.example/", resolve=to("93.184.216.34", "127.0.0.1"))


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "2130706433", "0x7f.0.0.1", "[::ffff:127.0.0.1]", "localhost"])
def test_an_address_inside_is_refused_and_not_connected_to(host: str) -> None:
    with site({"/": answer(PAGE)}) as one, pytest.raises(ForbiddenAddress):
        fetch(f"http://{host}:{one.port}/")
    assert one.asked == []


def test_the_rule_holds_for_the_real_ports_too(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("httpcore.SyncBackend.connect_tcp", lambda *a, **_: asked.append(a[1]))
    with pytest.raises(ForbiddenAddress):
        fetch("http://localhost/")
    assert asked == []


@pytest.mark.parametrize("target", ["http://127.0.0.2/", "http://[::1]/", "http://2130706434/", "//10.0.0.1/x"])
def test_a_redirect_inside_is_refused(target: str) -> None:
    with site({"/a": redirect(target)}) as one, pytest.raises(ForbiddenAddress):
        get(one.url("/a"))


def test_a_redirect_to_a_name_that_means_an_address_inside_is_refused() -> None:
    def resolve(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if host == "good.example" else ["10.0.0.1"]

    with site({"/a": redirect("http://bad.example/")}) as one, pytest.raises(ForbiddenAddress):
        get(one.url("/a", "good.example"), resolve=resolve)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/", "javascript:alert(1)"])
def test_a_redirect_to_another_scheme_is_refused(target: str) -> None:
    with site({"/a": redirect(target)}) as one, pytest.raises(InvalidValue):
        get(one.url("/a"))


def test_a_name_is_resolved_once_so_it_can_not_change_its_mind() -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    with site({"/a": answer(PAGE)}) as one:
        got = get(one.url("/a", "flips.example"), resolve=lambda host, port: next(answers))
    assert (got.body, next(answers)) == (PAGE, ["10.0.0.1"])
    assert f"Host: flips.example:{one.port}" in one.asked[0]


def test_an_encrypted_page_is_asked_for_by_its_name_at_the_checked_address(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []

    class Line:
        def start_tls(self, context: Any, server_hostname: str, timeout: float) -> Any:
            seen.append((server_hostname, context.check_hostname))
            raise room.httpcore.ConnectError

        def close(self) -> None: ...

    def connect(_: Any, host: str, *__: Any, **___: Any) -> Any:
        seen.append(host)
        return Line()

    monkeypatch.setattr("httpcore.SyncBackend.connect_tcp", connect)
    with pytest.raises(Unreachable):
        fetch("https://paper.example/a", resolve=to("93.184.216.34"))
    assert seen == ["93.184.216.34", ("paper.example", True)]


# --- nothing without end ----------------------------------------------------------------------------------------------


def test_three_redirects_are_followed_and_no_fourth() -> None:
    steps = {f"/{n}": redirect(f"/{n + 1}") for n in range(5)} | {"/3": answer(PAGE)}
    with site(steps) as one:
        assert get(one.url("/0")).url == one.url("/3")
    with site({f"/{n}": redirect(f"/{n + 1}") for n in range(5)}) as one, pytest.raises(Unreachable, match="on and on"):
        get(one.url("/0"))
    assert len(one.asked) == 4


@pytest.mark.parametrize("badly", [drip, drip_body])
def test_a_page_that_drips_is_given_up_when_the_time_is_over(badly: Any) -> None:
    started = time.monotonic()
    with site({"/a": badly}) as one, pytest.raises(Unreachable, match="longer than 15 seconds"):
        get(one.url("/a"), seconds=0.6)
    assert time.monotonic() - started < 4


def test_the_time_is_for_all_redirects_together() -> None:
    def slow(line: Any, request: str) -> None:
        time.sleep(0.4)
        redirect("/a")(line, request)

    with site({"/a": slow}) as one, pytest.raises(Unreachable, match="longer than 15 seconds"):
        get(one.url("/a"), seconds=0.6)


def test_a_resolver_that_does_not_answer_is_given_up() -> None:
    def sleepy(host: str, port: int) -> list[str]:
        time.sleep(2)
        return []

    started = time.monotonic()
    with pytest.raises(Unreachable, match="longer than 15 seconds"):
        get("http://slow.example/", resolve=sleepy, seconds=0.3)
    assert time.monotonic() - started < 1.5


def test_a_page_that_never_ends_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "LARGEST", 1_000_000)
    with site({"/a": endless}) as one, pytest.raises(Unreachable, match="larger than 10 MB"):
        get(one.url("/a"))


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_a_small_answer_that_unpacks_to_a_large_one_is_cut_off(coding: str, pack: Any) -> None:
    bomb = pack(b"\x00" * 50_000_000)
    assert len(bomb) < 100_000
    packed = answer(bomb, headers=f"Content-Encoding: {coding}\r\n")
    with site({"/a": packed}) as one, pytest.raises(Unreachable, match="larger than 10 MB"):
        get(one.url("/a"))


def test_a_packed_page_is_unpacked() -> None:
    with site({"/a": answer(gzip.compress(PAGE), headers="Content-Encoding: gzip\r\n")}) as one:
        assert get(one.url("/a")).body == PAGE


# --- what else may come -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["application/zip", "image/png", "application/octet-stream", "text/calendar", ""])
def test_other_types_are_refused_before_they_are_read(kind: str) -> None:
    with site({"/a": answer(b"x" * 100, kind=kind)}) as one, pytest.raises(Unreachable, match="no web page"):
        get(one.url("/a"))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("404 Not Found", "not there"),
        ("403 Forbidden", "programs"),
        ("503 Busy", "with an error"),
        ("304 Same", "error"),
    ],
)
def test_a_refusal_is_told_in_words_with_a_remedy(status: str, words: str) -> None:
    with site({"/a": answer(status=status)}) as one, pytest.raises(Unreachable, match=words) as refused:
        get(one.url("/a"))
    assert "paste" in refused.value.remedy.lower()


def test_nonsense_instead_of_http_is_told() -> None:
    with site({"/a": lambda line, _: line.sendall(b"220 smtp ready\r\n")}) as one, pytest.raises(Unreachable):
        get(one.url("/a"))


def test_a_broken_packing_is_told() -> None:
    broken = answer(b"\x1f\x8bgarbage", headers="Content-Encoding: gzip\r\n")
    with site({"/a": broken}) as one, pytest.raises(Unreachable):
        get(one.url("/a"))


def test_an_unknown_name_is_told() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(TrackerError, match="no site of this name"):
        get("http://nowhere.example/", resolve=unknown)


def test_a_closed_port_is_told() -> None:
    with site({}) as one:
        pass
    with pytest.raises(Unreachable, match="could not be reached"):
        get(one.url("/"))


def test_a_look_at_a_link_reads_no_body() -> None:
    with site({"/a": answer(PAGE, kind="application/zip")}) as one:
        got = ask("GET", one.url("/a"), allowed=loopback, resolve=nowhere)
    assert (got.status, got.body) == (200, b"")
