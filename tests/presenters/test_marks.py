import pytest

from events.presenters import marks
from events.vocabulary import Direction, Outcome


@pytest.mark.parametrize(
    ("outcome", "shape"),
    [
        ("arrived", "reached"),
        ("stopped", "stopped"),
        ("killed", "died"),
        ("died", "died"),
        ("forcibly_repatriated", "returned"),
        ("mixed", "unknown"),
        ("", "unknown"),
    ],
)
def test_shape_says_the_outcome(outcome: str, shape: str) -> None:
    assert marks.shape(outcome) == shape


def test_every_outcome_has_a_shape_of_the_legend() -> None:
    assert {marks.shape(outcome) for outcome in Outcome} == set(marks.LEGEND)


def test_shapes_differ_without_colour() -> None:
    glyphs = [entry["glyph"] for entry in marks.legend()]
    assert len({(glyph.shape, glyph.path, glyph.half) for glyph in glyphs}) == 5


def test_only_journeys_between_the_koreas_are_coloured() -> None:
    coloured = {direction for direction in Direction if marks.tone(direction) != "third"}
    assert coloured == {Direction.NORTH_TO_SOUTH, Direction.SOUTH_TO_NORTH}


def test_a_returned_range_is_half_filled() -> None:
    assert marks.span("returned", 0, 100, 10).half == "M0.0 6.5h50.0v7h-50.0z"
