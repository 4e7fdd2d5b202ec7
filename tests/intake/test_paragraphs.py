"""Where paragraphs end, and that hostile texts take no longer than others."""

import pytest

from events.intake import is_within_one, paragraphs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\nTwo", ["One.", "Two"]),
        ("One\n\nTwo", ["One", "Two"]),
        ("broken in\nthe middle.", ["broken in\nthe middle."]),
        ("끝났다.\n다음", ["끝났다.", "다음"]),
        ("\n\n  \n", []),
        (" One. \n\n\n Two ", ["One.", "Two"]),
    ],
)
def test_a_paragraph_ends_with_an_empty_line_or_behind_a_sentence(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in paragraphs(text)] == expected


def test_a_span_knows_whether_it_leaves_its_paragraph() -> None:
    text = "He walked\nsouth.\nHe stayed."
    assert is_within_one(text, 0, 16)
    assert not is_within_one(text, 3, 20)


@pytest.mark.parametrize("piece", [" \t", " \n", "\n", ". \n", "a"])
def test_a_long_run_of_anything_is_read_at_once(piece: str) -> None:
    assert len(paragraphs(piece * 500_000)) <= 500_000
