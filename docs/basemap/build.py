"""Write the basemap of Korea as SVG. README.md beside this file says from what, how and under which licence.

PYTHONPATH=. python docs/basemap/build.py world-atlas-2.0.2.tgz > static/img/korea.svg
"""

import json
import re
import sys
import tarfile
from base64 import b64encode
from hashlib import sha512
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from events.presenters import mercator

PACKAGE = "world-atlas 2.0.2"
INTEGRITY = "sha512-IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ=="
MEMBER = "package/countries-10m.json"
FINE, COARSE = 0.2, 0.8
"""How far a simplified outline may lie from the true one, in units of 0.7 km: of Korea, of its neighbours."""

SMALLEST = 0.6
"""Islands of less than so many square units, 0.3 square kilometres, are left out."""

MARGIN = 120.0
"""So far beyond the frame the land goes on, for cuts near its edge."""

WESTERN_SEA_LINE = (
    *((37.7125, 126.1111), (37.6583, 126.0167), (37.7147, 125.75), (37.6917, 125.695), (37.6903, 125.6667)),
    *((37.6819, 125.5167), (37.5833, 125.2444), (37.6375, 125.0472), (37.7667, 124.8667), (38.0, 124.85)),
    (38.05, 124.6333),
)
"""Points of the Northern Limit Line, latitude and longitude; README.md says who prints them and what is doubtful."""

Dot = tuple[float, float]
Line = list[Dot]


class Atlas(NamedTuple):
    """The countries as rings of numbered arcs, and the arcs on the map; ~n is arc n backwards."""

    rings: dict[str, list[list[int]]]
    arcs: list[Line]


def read(package: Path) -> Atlas:
    """Return the atlas of the package. Raises: SystemExit if it is not the very one that README.md names."""
    digest = "sha512-" + b64encode(sha512(package.read_bytes()).digest()).decode()
    if digest != INTEGRITY:
        raise SystemExit(f"{package} is not {PACKAGE}: {digest}")
    with tarfile.open(package) as archive:
        file = archive.extractfile(MEMBER)
        assert file
        topology = json.load(file)
    rings = {}
    for country in topology["objects"]["countries"]["geometries"]:
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        rings[country["properties"]["name"]] = [ring for polygon in polygons for ring in polygon]
    return Atlas(rings, [_decode(arc, topology["transform"]) for arc in topology["arcs"]])


def _decode(arc: list[list[int]], transform: dict[str, list[float]]) -> Line:
    (step_x, step_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    dots = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        lat = min(max(y * step_y + bottom, -85.0), 85.0)
        dots.append(mercator.point(lat, x * step_x + left))
    return dots


def simplify(line: Line, tolerance: float) -> Line:
    """Return the line with fewer points, none of the others farther away than the tolerance (Douglas-Peucker)."""
    keep, spans = {0, len(line) - 1}, [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        far, index = max(((_away(line[i], line[first], line[last]), i) for i in range(first + 1, last)), default=(0, 0))
        if far > tolerance:
            keep.add(index)
            spans += [(first, index), (index, last)]
    return [line[index] for index in sorted(keep)]


def _away(dot: Dot, start: Dot, end: Dot) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    square = dx * dx + dy * dy
    along = ((dot[0] - start[0]) * dx + (dot[1] - start[1]) * dy) / square if square else 0.0
    along = min(max(along, 0.0), 1.0)
    return ((dot[0] - start[0] - along * dx) ** 2 + (dot[1] - start[1] - along * dy) ** 2) ** 0.5


def clip(ring: Line, frame: mercator.View) -> Line:
    """Return what of a ring lies in the frame, closed along its edges (Sutherland-Hodgman)."""
    edges = ((0, frame.x, 1), (0, frame.x + frame.width, -1), (1, frame.y, 1), (1, frame.y + frame.height, -1))
    for axis, limit, sign in edges:
        kept: Line = []
        for before, dot in zip([ring[-1], *ring[:-1]], ring, strict=True) if ring else ():
            inside, was = (dot[axis] - limit) * sign >= 0, (before[axis] - limit) * sign >= 0
            if inside != was:
                part = (limit - before[axis]) / (dot[axis] - before[axis])
                kept.append((before[0] + part * (dot[0] - before[0]), before[1] + part * (dot[1] - before[1])))
            if inside:
                kept.append(dot)
        ring = kept
    return ring


def area(ring: Line) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def join(atlas: Atlas, arcs: list[int]) -> Line:
    """Return numbered arcs as one line; each begins where the one before it ends."""
    line: Line = []
    for number in arcs:
        arc = atlas.arcs[number] if number >= 0 else atlas.arcs[~number][::-1]
        line += arc[1:] if line else arc
    return line


def path(lines: list[Line], end: str = "") -> str:
    """Return lines as path data with one decimal, each point relative to the rounded one before it."""
    parts = []
    for line in lines:
        dots = [(round(x * 10), round(y * 10)) for x, y in line]
        dots = [dot for index, dot in enumerate(dots) if index == 0 or dot != dots[index - 1]]
        steps = [f"l{_tenth(b[0] - a[0])} {_tenth(b[1] - a[1])}" for a, b in pairwise(dots)]
        parts.append(f"M{_tenth(dots[0][0])} {_tenth(dots[0][1])}{''.join(steps)}{end}")
    return "".join(parts).replace(" -", "-")


def _tenth(tenths: int) -> str:
    return re.sub(r"^(-?)0\.", r"\1.", f"{tenths / 10:g}")


def land(atlas: Atlas, *names: str) -> str:
    """Return the outlines of countries, cut to the frame and without the smallest islands."""
    peninsula = mercator.PENINSULA
    frame = mercator.View(
        peninsula.x - MARGIN, peninsula.y - MARGIN, peninsula.width + 2 * MARGIN, peninsula.height + 2 * MARGIN
    )
    rings = [clip(join(atlas, ring)[:-1], frame) for name in names for ring in atlas.rings[name]]
    return path([ring for ring in rings if len(ring) > 2 and area(ring) >= SMALLEST], "z")


def border(atlas: Atlas) -> Line:
    """Return the land line between the two Koreas, from west to east: the arcs that both have."""
    north, south = ({n if n >= 0 else ~n for ring in atlas.rings[f"{side} Korea"] for n in ring} for side in SIDES)
    lines = sorted((sorted([atlas.arcs[n], atlas.arcs[n][::-1]])[0] for n in north & south), key=lambda line: line[0])
    return [dot for line in lines for dot in line]


SIDES = ("North", "South")


def draw(atlas: Atlas) -> str:
    """Return the basemap as an SVG document whose parts are named, for use in the pages."""
    mdl = border(atlas)
    east = [mdl[-1], (mercator.PENINSULA.x + mercator.PENINSULA.width + MARGIN, mdl[-1][1])]
    line = path([mdl])
    parts = {
        "other": land(atlas, "China", "Russia", "Japan"),
        "north": land(atlas, "North Korea"),
        "south": land(atlas, "South Korea"),
        "dmz": line,
        "mdl": line,
        "nll": path([[mercator.point(lat, lon) for lat, lon in WESTERN_SEA_LINE], east]),
    }
    fixed = {name: ' vector-effect="non-scaling-stroke"' for name in parts if name != "dmz"}
    drawn = "\n".join(f'<path id="{name}"{fixed.get(name, "")} d="{data}"/>' for name, data in parts.items())
    frame = f'data-west="{mercator.WEST}" data-east="{mercator.EAST}" data-north="{mercator.NORTH}"'
    return (
        f"<!-- Natural Earth 1:10m (public domain), from npm {PACKAGE}, {INTEGRITY}; docs/basemap/README.md -->\n"
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{mercator.PENINSULA.box}" {frame} '
        f'data-width="{mercator.WIDTH:g}">\n{drawn}\n</svg>\n'
    )


def main(package: Path) -> str:
    """Return the document. Arcs are simplified before rings are made, so that neighbours keep one common border."""
    atlas = read(package)
    korean = {n if n >= 0 else ~n for side in SIDES for ring in atlas.rings[f"{side} Korea"] for n in ring}
    arcs = [simplify(arc, FINE if number in korean else COARSE) for number, arc in enumerate(atlas.arcs)]
    return draw(Atlas(atlas.rings, arcs))


if __name__ == "__main__":
    sys.stdout.write(main(Path(sys.argv[1])))
