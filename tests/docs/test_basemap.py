"""The basemap is what its script makes: docs/basemap/README.md says from what."""

import gzip
import importlib.util
import os
import re
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings

from events.presenters import mercator

ROOT = Path(settings.ROOT)
SVG = (ROOT / "static" / "img" / "korea.svg").read_text()
README = (ROOT / "docs" / "basemap" / "README.md").read_text()
PACKAGE = Path(os.environ.get("TMPDIR", "/tmp")) / "world-atlas-2.0.2.tgz"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("basemap", ROOT / "docs" / "basemap" / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_file_and_the_readme_name_the_package_and_its_digest(script: ModuleType) -> None:
    for text in (SVG, README):
        assert script.INTEGRITY in text
        assert "Natural Earth" in text


def test_the_file_is_drawn_with_the_projection_of_the_pages() -> None:
    told = {name: float(value) for name, value in re.findall(r'data-(\w+)="([\d.]+)"', SVG)}
    assert told == {"west": mercator.WEST, "east": mercator.EAST, "north": mercator.NORTH, "width": mercator.WIDTH}
    assert f'viewBox="{mercator.PENINSULA.box}"' in SVG


def test_the_line_at_sea_is_the_one_that_the_script_holds(script: ModuleType) -> None:
    (drawn,) = re.findall(r'id="nll"[^>]* d="([^"]+)"', SVG)
    points = [mercator.point(*point) for point in script.WESTERN_SEA_LINE]
    assert drawn.startswith(script.path([points]))


def test_the_file_stays_small_and_holds_all_parts() -> None:
    assert len(gzip.compress(SVG.encode())) < 25_000
    assert re.findall(r'id="(\w+)"', SVG) == ["other", "north", "south", "dmz", "mdl", "nll"]


def test_a_cut_closes_a_ring_along_the_frame(script: ModuleType) -> None:
    ring = [(-5.0, 1.0), (5.0, 1.0), (5.0, 3.0), (-5.0, 3.0)]
    assert script.area(script.clip(ring, mercator.View(0, 0, 10, 10))) == pytest.approx(10)


def test_a_simplified_line_stays_near_the_true_one(script: ModuleType) -> None:
    line = [(0.0, 0.0), (1.0, 0.1), (2.0, 0.0), (3.0, 2.0), (4.0, 0.0)]
    assert script.simplify(line, 0.2) == [(0.0, 0.0), (2.0, 0.0), (3.0, 2.0), (4.0, 0.0)]


def test_path_data_keeps_the_zeros_of_tens(script: ModuleType) -> None:
    assert script.path([[(610.9, 20.5), (610.4, 120.9)]]) == "M610.9 20.5l-.5 100.4"


@pytest.mark.skipif(not PACKAGE.exists(), reason="npm pack world-atlas@2.0.2 was not run in the temporary folder")
def test_the_script_makes_the_very_file_again(script: ModuleType) -> None:
    assert script.main(PACKAGE) == SVG
