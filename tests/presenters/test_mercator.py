import math

import pytest

from events.presenters import mercator


def test_the_frame_lies_where_it_says() -> None:
    assert mercator.point(mercator.NORTH, mercator.WEST) == (0, 0)
    assert mercator.point(38.0, mercator.EAST)[0] == pytest.approx(mercator.WIDTH)


def test_a_distance_on_the_ground_is_that_distance_on_the_map() -> None:
    (x, y), (east, _), (_, north) = (mercator.point(*at) for at in ((38, 127), (38, 127.2), (38.1, 127)))
    km = math.radians(0.1) * 6371
    assert y - north == pytest.approx(mercator.length(km, 38.05), rel=0.001)
    assert east - x == pytest.approx(mercator.length(2 * km * math.cos(math.radians(38)), 38), rel=0.001)


@pytest.mark.parametrize(("lat", "lon", "held"), [(38.38, 128.47, True), (37.0, 127.0, False), (37.9, 124.1, False)])
def test_the_strip_holds_the_border_alone(lat: float, lon: float, held: bool) -> None:
    assert mercator.STRIP.holds(*mercator.point(lat, lon)) is held
