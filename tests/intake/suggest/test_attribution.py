"""Who says it and how sure they are, on the words themselves and on the values beside them."""

import pytest

from .reader import reading, words


@pytest.mark.parametrize(
    ("text", "issuer", "certainty"),
    [
        ("A man crossed the MDL, according to South Korea’s Ministry of Unification.", "mou", "officially_confirmed"),
        ("A man crossed the MDL in Korea, Joint Chiefs of Staff officers said.", "jcs", "reported"),
        ("South Korean military officials confirmed that a man crossed the MDL.", "jcs", "officially_confirmed"),
        ("An official of the Joint Chiefs of Staff told reporters that a man crossed the MDL.", "jcs", "reported"),
        ("A Korean man is believed to have crossed the MDL, the Defense Ministry said.", "mnd", "presumed"),
        ("KCNA said that a man crossed the MDL.", "kcna", "claimed_by_party"),
        ("조선중앙통신은 남성이 군사분계선을 넘었다고 보도했다.", "kcna", "claimed_by_party"),
        ("통일부에 따르면 북한 주민이 귀순했다.", "mou", "officially_confirmed"),
        ("합참은 북한 주민이 귀순한 것으로 추정된다고 밝혔다.", "jcs", "presumed"),
        ("북한 주민이 귀순했다고 경찰이 밝혔다.", "rok_police", "officially_confirmed"),
    ],
)  # fmt: skip
def test_who_speaks_and_how_surely(text: str, issuer: str, certainty: str) -> None:
    found = [one for one in reading(text).found if one.kind in ("attribution", "value")]
    assert {(one.issuer, one.certainty) for one in found} == {(issuer, certainty)}


def test_without_a_voice_the_outlet_reports() -> None:
    found = reading("A North Korean soldier defected to South Korea.").found
    assert {(one.issuer, one.certainty) for one in found} == {("outlet", "reported")}


def test_an_official_of_nobody_speaks_for_whom_was_named_last() -> None:
    text = (
        "The Unification Ministry said a North Korean defected to South Korea. He crossed on foot, the official said."
    )
    assert [one.issuer for one in reading(text).found if one.kind == "attribution"] == ["mou", "mou"]


@pytest.mark.parametrize(
    "text", ["North Korea is presumed to have fences.", "The government has not announced it in Korea."]
)
def test_who_is_only_spoken_of_is_no_voice(text: str) -> None:
    assert words(text, "attribution") == []
