"""Marks: the shape says how it ended, side and tone where it went, the width how exact the date is."""

from dataclasses import dataclass

from ..vocabulary import Bilingual, Direction, Outcome

RADIUS = 5.2
NORTH, SOUTH, THIRD = "north", "south", "third"

TONES = {Direction.NORTH_TO_SOUTH: SOUTH, Direction.SOUTH_TO_NORTH: NORTH}
"""Journeys between the two Koreas have a colour of their own; all others are muted."""

ABOVE = {Direction.SOUTH_TO_NORTH, Direction.THIRD_TO_NORTH, Direction.SOUTH_TO_THIRD}
"""Directions drawn above the line: to the North, or out of the South."""

SHAPES = {
    Outcome.ARRIVED: "reached",
    Outcome.ARRIVED_THIRD_COUNTRY: "reached",
    Outcome.STOPPED: "stopped",
    Outcome.DETAINED: "stopped",
    Outcome.KILLED: "died",
    Outcome.DIED: "died",
    Outcome.RETURNED: "returned",
    Outcome.RETURNED_VOLUNTARILY: "returned",
    Outcome.FORCIBLY_REPATRIATED: "returned",
}
UNKNOWN = "unknown"

LEGEND = {
    "reached": Bilingual("Reached the other side", "도착"),
    "stopped": Bilingual("Stopped or detained", "저지·억류"),
    "died": Bilingual("Died or was killed", "사망·피살"),
    "returned": Bilingual("Sent back or returned", "송환·귀환"),
    UNKNOWN: Bilingual("Unknown, open or mixed", "미상·계류·혼합"),
}


@dataclass(frozen=True, slots=True)
class Glyph:
    """Outlines of one mark as SVG path data; `half` is the filled half of a returned one."""

    shape: str
    path: str
    half: str = ""


def tone(direction: str) -> str:
    return TONES.get(direction, THIRD)  # type: ignore[call-overload, no-any-return]


def shape(outcome: str) -> str:
    return SHAPES.get(outcome, UNKNOWN)  # type: ignore[call-overload, no-any-return]


def dot(outcome: str, x: float, y: float, radius: float = RADIUS) -> Glyph:
    """Return the mark of one day or one month: a disc, ring, cross, half-disc or small dot."""
    name = shape(outcome)
    if name == "died":
        arm = radius - 0.6
        return Glyph(
            name,
            f"M{x - arm:.1f} {y - arm:.1f}l{2 * arm:.1f} {2 * arm:.1f}m0 {-2 * arm:.1f}l{-2 * arm:.1f} {2 * arm:.1f}",
        )
    if name == UNKNOWN:
        return Glyph(name, _disc(x, y, radius * 0.5))
    half = f"M{x:.1f} {y - radius:.1f}a{radius} {radius} 0 0 0 0 {2 * radius}z" if name == "returned" else ""
    return Glyph(name, _disc(x, y, radius), half)


def span(outcome: str, start: float, end: float, y: float) -> Glyph:
    """Return the mark of a longer range: a bar over all of it, in the same five ways."""
    name, width = shape(outcome), end - start
    if name == "died":
        arm = 3.4
        cross = f"m{-arm} {-arm}l{2 * arm} {2 * arm}m0 {-2 * arm}l{-2 * arm} {2 * arm}"
        return Glyph(name, f"M{start:.1f} {y:.1f}H{end:.1f}M{start:.1f} {y:.1f}{cross}M{end:.1f} {y:.1f}{cross}")
    height = 1.6 if name == UNKNOWN else 7
    half = _bar(start, y, width / 2, height) if name == "returned" else ""
    return Glyph(name, _bar(start, y, width, height), half)


def _disc(x: float, y: float, radius: float) -> str:
    r = f"{radius:g}"
    return f"M{x - radius:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * radius:g} 0a{r} {r} 0 1 0 {-2 * radius:g} 0z"


def _bar(x: float, y: float, width: float, height: float) -> str:
    return f"M{x:.1f} {y - height / 2:.1f}h{width:.1f}v{height:g}h{-width:.1f}z"


def legend() -> list[dict[str, object]]:
    """Return the five shapes with their words, as drawn in a box of 14 by 14."""
    examples = {
        "reached": Outcome.ARRIVED,
        "stopped": Outcome.STOPPED,
        "died": Outcome.DIED,
        "returned": Outcome.RETURNED,
        UNKNOWN: Outcome.UNKNOWN,
    }
    return [{"glyph": dot(examples[name], 7, 7, 5), "words": words} for name, words in LEGEND.items()]
