"""A drawing as a picture of dots, for places that take no SVG: cards of social networks, slides, papers."""

import pylopdf_fonts_ko as fonts
import resvg_py

SANS, SERIF = "Noto Sans KR", "Noto Serif KR"
"""The faces that a drawing may name. Both hold Latin and Hangul; no other face is looked up, so that a picture is the
same on every machine."""


def png(svg: str, width: int) -> bytes:
    """Return an SVG document as a PNG of `width` dots, its height in proportion.

    Raises: ValueError if the document is not SVG.
    """
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            skip_system_fonts=True,
            font_files=[str(fonts.sans_path()), str(fonts.serif_path())],
            font_family=SANS,
            sans_serif_family=SANS,
            serif_family=SERIF,
        )
    )
