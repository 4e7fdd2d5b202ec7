"""Where a text has paragraphs: an empty line ends one, and so does a line break behind the end of a sentence.

A line break within a sentence is none: the text of a PDF is broken anywhere.
"""

ENDINGS = tuple(".!?。”\"’'…)]")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of every paragraph that holds words, without the white space around it."""
    found: list[tuple[int, int]] = []
    start, offset = 0, 0
    for line in [*text.split("\n"), ""]:
        words = line.strip()
        end = offset + len(line)
        if not words or words.endswith(ENDINGS):
            found.append((start, end))
            start = end + 1
        offset = end + 1
    return [span for span in (_trimmed(text, *span) for span in found) if span[0] < span[1]]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def is_within_one(text: str, start: int, end: int) -> bool:
    """Tell whether a span lies within one paragraph."""
    return len(paragraphs(text[start:end])) <= 1
