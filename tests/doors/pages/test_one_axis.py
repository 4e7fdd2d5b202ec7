"""Law 8 on the pages themselves: no drawing shows events and figures."""

import pytest

from events.models import PublicFigure
from tests.presenters import reckoned, rows

from .conftest import Element, Read

PAGES = ("/en/", "/en/map/", "/en/statistics/", "/en/figures/", "/en/figures/arrivals-all/", "/en/checks/")


@pytest.fixture
def both() -> PublicFigure:
    """Events and figures of the same years, so that a drawing of both would have something to draw of each."""
    for year in (2009, 2023, 2024):
        rows.event(f"{year}-08-20", **rows.GOSEONG)
    series, source = rows.series(), rows.source()
    figures = [reckoned.verdict(rows.figure(series, source, year)) for year in ("2009", "2023", "2024")]
    reckoned.series(series)
    return figures[-1]


def opened(drawing: Element) -> set[str]:
    """Return the kinds of what the marks of a drawing open: events, figures."""
    links = [link.attributes.get("href", "") for link in drawing.all("a")]
    kinds = {"figures" for href in links if "/figures/" in href or "FG-" in href}
    return kinds | {"events" for href in links if "EV-" in href or "/en/?" in href or "/events/" in href}


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize("page", PAGES)
def test_what_the_marks_of_a_drawing_open_is_of_one_kind(read: Read, page: str) -> None:
    for drawing in read(page).all("svg"):
        assert len(opened(drawing)) < 2, drawing.attributes


@pytest.mark.usefixtures("both")
def test_each_kind_is_drawn_somewhere(read: Read) -> None:
    """So that the test above looks at something."""
    kinds = {kind for page in PAGES for drawing in read(page).all("svg") for kind in opened(drawing)}
    assert kinds == {"events", "figures"}
