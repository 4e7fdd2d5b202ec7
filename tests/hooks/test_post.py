"""What is sent to others: encrypted, to public addresses, without redirects, and no answer is read."""

import threading
from typing import Any

import pytest

from events.errors import ForbiddenAddress, InvalidValue, Unreachable
from events.intake.fetch import Reply, post

from .receiver import HOST, Receiver, sender


def give(receiver: Receiver, path: str = "/a", **given: Any) -> Reply:
    return sender(receiver.certificate, **given)(receiver.url(path), b"words", [("X-Y", "z")])


def test_a_body_arrives_with_its_headers_and_no_others(receiver: Receiver) -> None:
    assert give(receiver) == Reply(204)
    (one,) = receiver.got
    told = {"host": f"{HOST}:{receiver.port}", "content-length": "5", "x-y": "z"}
    assert (one.body, one.headers) == (b"words", told)


@pytest.mark.parametrize("url", ["http://paper.example/", "http://127.0.0.1/"])
def test_nothing_is_sent_without_encryption(url: str) -> None:
    with pytest.raises(InvalidValue):
        post(url, b"words", [])


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "64:ff9b::7f00:1"])
def test_a_name_that_means_an_address_inside_is_refused(address: str) -> None:
    with pytest.raises(ForbiddenAddress):
        post("https://innocent.example/", b"words", [], resolve=lambda host, port: ["93.184.216.34", address])


def test_a_redirect_is_an_answer(receiver: Receiver) -> None:
    receiver.answers(307)
    receiver.headers["Location"] = receiver.url("/b")
    assert (give(receiver), len(receiver.got)) == (Reply(307), 1)


def test_a_certificate_of_another_name_or_of_nobody_is_refused(receiver: Receiver) -> None:
    send = sender(receiver.certificate)
    with pytest.raises(Unreachable):
        send(receiver.url(host="other.example"), b"words", [])
    with pytest.raises(Unreachable):
        send(receiver.url(), b"words", [], trust=None)
    assert receiver.got == []


@pytest.mark.parametrize(("header", "seconds"), [("120", 120), ("soon", 0), ("-1", 0), ("9" * 40, 0)])
def test_when_to_come_again_is_told_in_seconds(header: str, seconds: int, receiver: Receiver) -> None:
    receiver.answers(503)
    receiver.headers["Retry-After"] = header
    assert give(receiver) == Reply(503, seconds)


def test_an_answer_without_end_is_not_read(receiver: Receiver) -> None:
    receiver.headers["Content-Length"] = "1000000000"
    assert give(receiver) == Reply(204)


def test_a_receiver_that_says_nothing_is_given_up(receiver: Receiver) -> None:
    done = threading.Event()
    receiver.answer = lambda _: 204 if done.wait(10) else 500
    with pytest.raises(Unreachable, match="longer than 15 seconds"):
        give(receiver, seconds=0.4)
    done.set()
