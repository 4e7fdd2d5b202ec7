"""Where a place lies on the drawn map. The basemap is built with these very numbers: docs/basemap/README.md."""

import math
from dataclasses import dataclass

WEST, EAST, NORTH = 123.6, 131.4, 43.3
WIDTH = 1000.0
"""Mercator, so that a circle on the ground is one on the map; the edges west to east are 1,000 units apart."""

UNITS_OF_A_RADIAN = WIDTH / math.radians(EAST - WEST)
KM_OF_A_RADIAN = 6371.0


@dataclass(frozen=True, slots=True)
class View:
    """A cut out of the basemap, in its units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def box(self) -> str:
        """The cut as a viewBox."""
        return f"{self.x:.0f} {self.y:.0f} {self.width:.0f} {self.height:.0f}"

    def holds(self, x: float, y: float, margin: float = 0.0) -> bool:
        inside = self.x + margin <= x <= self.x + self.width - margin
        return inside and self.y + margin <= y <= self.y + self.height - margin


def point(lat: float, lon: float) -> tuple[float, float]:
    """Return the place of a point in units of the basemap."""
    return math.radians(lon - WEST) * UNITS_OF_A_RADIAN, (_stretch(NORTH) - _stretch(lat)) * UNITS_OF_A_RADIAN


def length(km: float, lat: float) -> float:
    """Return how long so many kilometres are at a latitude, in units of the basemap."""
    return km / KM_OF_A_RADIAN * UNITS_OF_A_RADIAN / math.cos(math.radians(lat))


def view(south: float, west: float, north: float, east: float) -> View:
    """Return the cut between two parallels and two meridians."""
    left, top = point(north, west)
    right, bottom = point(south, east)
    return View(left, top, right - left, bottom - top)


def _stretch(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


PENINSULA = view(33.0, 123.6, 43.1, 131.2)
STRIP = view(37.22, 124.25, 38.88, 129.45)
"""The border from sea to sea."""
