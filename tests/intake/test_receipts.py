"""Stamps of forms and receipts of reports."""

import time

import pytest

from events.intake import receipts

WRITTEN = ("EV-000001", "means", "The source says swimming.", "")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> object:
    """Return a way to say what time it is."""
    return lambda seconds: monkeypatch.setattr("django.core.signing.time.time", lambda: seconds)


def test_a_receipt_is_four_groups_of_four_that_hold_no_doubtful_letter() -> None:
    receipt = receipts.receipt_of("stamp", WRITTEN)
    assert [len(group) for group in receipt.split("-")] == [4, 4, 4, 4]
    assert not set(receipt) & set("ILOU")


def test_the_same_form_has_the_same_receipt_and_another_word_another() -> None:
    one = receipts.receipt_of("stamp", WRITTEN)
    assert one == receipts.receipt_of("stamp", WRITTEN)
    assert one != receipts.receipt_of("stamp", (*WRITTEN[:3], "x"))
    assert one != receipts.receipt_of("other", WRITTEN)


def test_a_receipt_follows_from_the_secret_key(settings: object) -> None:
    one = receipts.receipt_of("stamp", WRITTEN)
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    assert one != receipts.receipt_of("stamp", WRITTEN)


@pytest.mark.parametrize("typed", ["7d4k9qxm2b5twh3c", " 7D4K 9QXM 2B5T WH3C ", "7D4K-9QXM-2B5T-WH3C"])
def test_a_receipt_is_read_however_it_was_copied(typed: str) -> None:
    assert receipts.read_receipt(typed) == "7D4K-9QXM-2B5T-WH3C"


def test_letters_that_look_like_digits_are_read_as_them() -> None:
    assert receipts.read_receipt("OIL0-0000-0000-0000") == "0110-0000-0000-0000"


@pytest.mark.parametrize("typed", ["", "7D4K", "7D4K-9QXM-2B5T-WH3U", "7D4K-9QXM-2B5T-WH3C-0", "../../etc/passwd"])
def test_what_can_be_no_receipt_is_none(typed: str) -> None:
    assert receipts.read_receipt(typed) == ""


@pytest.mark.parametrize(
    ("seconds", "refused"),
    [(1, receipts.TooSoon), (3, receipts.TooSoon), (4, None), (86_400, None), (86_401, receipts.TooOld)],
)
def test_a_form_is_open_for_more_than_three_seconds_and_no_more_than_a_day(
    seconds: int, refused: type[Exception] | None, at: object
) -> None:
    start = int(time.time())
    at(start)  # type: ignore[operator]
    stamp = receipts.new_stamp()
    at(start + seconds)  # type: ignore[operator]
    if refused is None:
        receipts.check_stamp(stamp)
    else:
        with pytest.raises(refused):
            receipts.check_stamp(stamp)


@pytest.mark.parametrize("stamp", ["", "x", "0:0:0", "a" * 10_000])
def test_a_stamp_that_is_not_ours_is_too_old(stamp: str) -> None:
    with pytest.raises(receipts.TooOld):
        receipts.check_stamp(stamp)
