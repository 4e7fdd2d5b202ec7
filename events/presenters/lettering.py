"""How wide words are before they are drawn, and how they are broken into lines. Never less than they will be.

Source: the advances of Noto Sans KR and Noto Serif KR, the wider of both for each class of letter.
"""

WIDTHS = ((" !'(),-./:;I[]`fijlrt{|}\\", 0.47), ("mwMW@%", 1.06), ("HNUOQ", 0.86))
SMALL, LATIN, HANGUL, OTHER = 0.67, 0.81, 0.98, 1.12
"""Shares of the size of the letters; what is neither Latin nor Hangul is taken for the widest."""


def width(words: str, size: float) -> float:
    """Return how wide words are at most, in the unit of the size."""
    return sum(map(_share, words)) * size


def _share(letter: str) -> float:
    for letters, share in WIDTHS:
        if letter in letters:
            return share
    if letter.isascii():
        return SMALL if letter.islower() or letter.isdigit() else LATIN
    return HANGUL if "가" <= letter <= "힣" else OTHER


def wrap(words: str, size: float, limit: float) -> list[str]:
    """Break words into lines that are no wider than a limit, between words, or inside one that is too long itself."""
    lines, line = [], ""
    for word in words.split():
        for piece in _pieces(word, size, limit):
            longer = f"{line} {piece}" if line else piece
            if width(longer, size) <= limit:
                line = longer
            else:
                lines.append(line)
                line = piece
    return [*lines, line] if line else lines


def _pieces(word: str, size: float, limit: float) -> list[str]:
    """Return a word, or the parts of one that is wider than a whole line."""
    pieces = [""]
    for letter in word:
        if width(pieces[-1] + letter, size) > limit:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def fit(words: str, limit: float, trials: tuple[tuple[int, int], ...]) -> tuple[int, list[str]]:
    """Return the first (size, lines) of some trials, each (size, most lines), in which words have room.

    Where none has, the last is cut and ends with an ellipsis.
    """
    for size, most in trials:
        if len(lines := wrap(words, size, limit)) <= most:
            return size, lines
    last = lines[most - 1]
    while last and width(f"{last}…", size) > limit:
        last = last[:-1]
    return size, [*lines[: most - 1], f"{last.rstrip()}…"]
