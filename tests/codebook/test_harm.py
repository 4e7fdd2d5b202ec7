"""Words that could identify or endanger a person are found and named, and ordinary words are not."""

import pytest

from events.codebook import find_harm

HARMFUL = [
    ("a name", "The soldier, Kim Chol-su, crossed."),
    ("a name", "김철수 씨가 넘어왔다."),
    ("an age", "A 20-year-old crossed."),
    ("an age", "A man in his 20s crossed."),
    ("an age", "20대 남성이 넘어왔다."),
    ("a military unit", "He served in the 22nd Infantry Division."),
    ("a military unit", "22사단 구역이었다."),
    ("a detail of the border's defences", "He crawled through a drain."),
    ("a detail of the border's defences", "철책을 넘었다."),
    ("a birthplace or school", "A native of Hamhung."),
    ("a relative", "He left his wife behind."),
    ("a helper or payment", "They paid a broker."),
    ("a point on the map", "At 38.37881, 128.4676."),
    ("a phone number", "Call 02-123-4567."),
    ("a transit country", "They went through Laos."),
]


@pytest.mark.parametrize(("rule", "text"), HARMFUL)
def test_a_harmful_passage_is_named_by_its_rule(rule: str, text: str) -> None:
    assert rule in {finding.rule for finding in find_harm(text, route_in_use=True)}


def test_a_transit_country_may_be_named_once_the_route_is_old() -> None:
    assert find_harm("They went through Laos.", route_in_use=False) == []


@pytest.mark.parametrize(
    "text",
    [
        "A soldier crossed the Military Demarcation Line on foot in Goseong County.",
        "군인 1명이 걸어서 군사분계선을 넘었다.",
        "The Joint Chiefs said so on 20 August 2024.",
    ],
)
def test_ordinary_words_are_not_harmful(text: str) -> None:
    assert find_harm(text, route_in_use=True) == []


def test_a_finding_quotes_the_words() -> None:
    (finding,) = find_harm("They paid.", route_in_use=True)
    assert str(finding) == "a helper or payment: “paid”"
