"""Words that could identify or endanger a person are found and named, and ordinary words are not."""

import pytest

from events.codebook import Finding, find_harm, find_harm_in_address

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
    ("a birthplace, school or workplace", "A native of Hamhung."),
    ("a relative", "He left his wife behind."),
    ("a helper or payment", "They paid a broker."),
    ("a point on the map", "At 38.37881, 128.4676."),
    ("a phone number", "Call 02-123-4567."),
    ("a transit country", "They went through Laos."),
    # names: order, hyphens, titles, rarer surnames, both scripts
    ("a name", "Chol-su Kim said so."),
    ("a name", "Yong Ho Thae spoke."),
    ("a name", "RYU Hyun Woo spoke."),
    ("a name", "Hwang Jang-yop spoke."),
    ("a name", "No Kum-sok flew."),
    ("a name", "Mr. Oh told it."),
    ("a name", "Staff Sgt. Ryu walked."),
    ("a name", "A man surnamed Jo."),
    ("a name", "김 모(23)씨가 넘어왔다."),
    ("a name", "리일규 참사가 밝혔다."),
    ("a name", "류현우 전 대사대리는"),
    ("a name", "이웅평 대위가"),
    ("a name", "남궁철수 씨는"),
    ("a name", "오청성(25)은"),
    # ages, in figures and in words
    ("an age", "A man aged twenty-three."),
    ("an age", "A twenty-three-year-old crossed."),
    ("an age", "A man in his twenties."),
    ("an age", "The soldier, 24, walked."),
    ("an age", "A woman (31) swam."),
    ("an age", "23세의 병사"),
    ("an age", "만 23세였다."),
    ("an age", "스물세 살이었다."),
    ("an age", "삼십대 남성"),
    ("an age", "30대 초반 남성"),
    ("an age", "1998년생이다."),
    ("a minor", "A teenager came with them."),
    ("a minor", "Two boys swam."),
    ("a minor", "중학생이 함께 왔다."),
    ("a military unit", "Of the Twenty-second Division."),
    ("a military unit", "Unit 4523 noticed."),
    ("a military unit", "제2군단 소속이었다."),
    ("a detail of the border's defences", "A Camera saw him."),
    ("a detail of the border's defences", "Near a guard post."),
    ("a detail of the border's defences", "GOP를 지나갔다."),
    ("a detail of the border's defences", "소초에서 발견됐다."),
    ("a birthplace, school or workplace", "She worked at a clinic."),
    ("a birthplace, school or workplace", "He graduated last year."),
    ("a birthplace, school or workplace", "고향은 함흥이다."),
    ("a photo", "A photo of the man was printed."),
    ("a photo", "얼굴 사진이 실렸다."),
    ("a relative", "The defector's mother stayed."),
    ("a relative", "He left them behind and wept: left behind."),
    ("a relative", "남은 가족이 있다."),
    ("a relative", "아내와 함께"),
    ("a helper or payment", "A missionary led them."),
    ("a helper or payment", "She called by mobile phone."),
    ("a helper or payment", "브로커에게 송금했다."),
    ("an allegation of crime", "He was accused of theft."),
    ("an allegation of crime", "성폭행 혐의를 받았다."),
    ("a finding of health", "Parasites were found; parasitic worms."),
    ("a finding of health", "수술을 받았다."),
    ("a point on the map", "At 38°22′."),
    ("a point on the map", "좌표는"),
    ("a phone number", "+82 10 1234 5678"),
    ("a crossing point", "They left from Hyesan."),
    ("a crossing point", "혜산에서 떠났다."),
    ("a time of detection", "Seen at 18:40."),
    ("a time of detection", "Seen at 9 p.m."),
    ("a time of detection", "오후 9시 20분에 발견됐다."),
    ("custody in a third country", "They were detained in China."),
    ("custody in a third country", "중국 공안에 체포됐다."),
]


@pytest.mark.parametrize(("rule", "text"), HARMFUL)
def test_a_harmful_passage_is_named_by_its_rule(rule: str, text: str) -> None:
    assert rule in {finding.rule for finding in find_harm(text, route_in_use=True)}


@pytest.mark.parametrize(
    "text", ["They went through Laos.", "Seen at 18:40.", "혜산에서 떠났다.", "Detained in China."]
)
def test_a_route_may_be_told_once_it_is_old(text: str) -> None:
    assert find_harm(text, route_in_use=False) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Joint Chiefs said so on 20 August 2024.",
        "A soldier crossed the Military Demarcation Line on foot in Goseong County.",
        "군인 1명이 걸어서 군사분계선을 넘었다.",
        "A child came with them.",
        "어린이 1명이 함께 왔다.",
        "A family group of four crossed by boat.",
        "North Korean leader Kim Jong-un said nothing.",
        "윤석열 대통령은 말하지 않았다.",
        "북한군 하사 1명이 걸어서 넘어왔다.",
        "주한미군 상병이 월북했다.",
        "통일부 장관은 20대 국회에서 답했다.",
        "No North Korean soldier followed.",
        "In the Han River Estuary, a neutral area.",
        "자유아시아방송",
        "21세기의 3세대",
        "선박의 선장은 알려지지 않았다.",
    ],
)
def test_ordinary_words_are_not_harmful(text: str) -> None:
    assert find_harm(text, route_in_use=True) == []


def test_a_finding_quotes_the_words() -> None:
    (finding,) = find_harm("They paid.", route_in_use=True)
    assert str(finding) == "a helper or payment: “paid”"


def test_a_finding_says_where_it_stands() -> None:
    assert str(Finding("an age", "aged 20", "means", "CL-000001.quote")) == "CL-000001.quote: an age: “aged 20”"


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("https://example.org/2024/kim-chol-su-defects", 1),
        ("https://example.org/defector-stole-a-bus", 1),
        ("https://example.org/kim-jong-un-leader", 0),
        ("https://example.org/north-korean-soldier", 0),
    ],
)
def test_what_an_address_spells_out_is_found(url: str, named: int) -> None:
    assert len(find_harm_in_address(url)) == named
