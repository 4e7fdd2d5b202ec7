"""What a key looks like."""

import re

import pytest

from events.access import is_token, new_token

TOKEN = new_token()


def test_a_key_begins_so_that_scanners_find_it() -> None:
    assert re.fullmatch(r"det_[0-9a-f]{8}_[0-9a-f]{72}", TOKEN)
    assert is_token(TOKEN)


def test_no_two_keys_are_alike() -> None:
    made = {new_token() for _ in range(1000)}
    assert len({token.hint for token in made}) == len({token.digest for token in made}) == 1000


def test_what_tells_a_key_from_others_holds_nothing_of_its_secret() -> None:
    assert TOKEN.hint == TOKEN[:12]
    assert len(TOKEN.hint.partition("_")[2]) == 8


@pytest.mark.parametrize("place", range(4, len(TOKEN), 7))
def test_one_wrong_sign_is_no_key(place: int) -> None:
    other = "1" if TOKEN[place] == "0" else "0"
    assert not is_token(TOKEN[:place] + other + TOKEN[place + 1 :])


FORMS = {
    "nothing": "",
    "its beginning": "det_",
    "in capitals": TOKEN.upper(),
    "one sign less": TOKEN[:-1],
    "a space after it": f"{TOKEN} ",
    "a line after it": f"{TOKEN}\n",
    "wide letters": TOKEN.replace("d", "ｄ"),
}


@pytest.mark.parametrize("form", FORMS)
def test_another_form_is_no_key(form: str) -> None:
    assert not is_token(FORMS[form])
