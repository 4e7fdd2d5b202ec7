"""From bytes to text, or a refusal: text in a wrong encoding is never kept. Knows no database: the parser uses it."""

import codecs
import re
import unicodedata

from ..errors import Unreadable

LARGEST_TEXT = 1_000_000
PASTE = "Paste the text instead."

BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
WEB_NAMES = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
WEB_NAMES |= dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601", "uhc", "x-windows-949", "korean"), "cp949")

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufff9-\ufffb]"
)
"""What no reader sees: controls, marks that turn the direction of writing, halves of characters."""

TWICE = re.compile("[\u0080-\u00ff\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{6,}")
"""A run of Western letters and signs, as UTF-8 looks that was read as Latin-1."""


def decode(data: bytes, declared: str = "") -> str:
    """Return the text of some bytes. `declared` is what their sender says. Raises: Unreadable."""
    for mark, encoding in BOMS.items():
        if data.startswith(mark):
            return _strict(data, encoding) or _refuse()
    if data[:1] and 0 in (sample := data[:4000]):
        odd, even = sample[1::2].count(0), sample[::2].count(0)
        return _strict(data, "utf-16-le" if odd >= even else "utf-16-be", plausible=_reads_well) or _refuse()
    if b"\x1b$" in data:
        return _strict(data, "iso2022_kr") or _strict(data, "iso2022_jp") or _refuse()
    declared = WEB_NAMES.get(declared.lower(), declared.lower())
    for encoding, plausible in (
        ("utf-8", None),  # hardly anything else is valid UTF-8 by chance
        (declared, _reads_well),
        ("cp949", _is_korean),
        ("cp1252", _is_western),
    ):
        text = _strict(data, encoding, plausible)
        if text is not None:
            return text
    return _refuse()


def _strict(data: bytes, encoding: str, plausible=None) -> str | None:  # type: ignore[no-untyped-def]
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):
        return None
    return text if plausible is None or plausible(text) else None


def _refuse() -> str:
    raise Unreadable("The text's encoding can't be told.", field="file", remedy=PASTE)


def _reads_well(text: str) -> bool:
    return _is_korean(text) or _is_western(text)


def _is_korean(text: str) -> bool:
    """Tell whether what is not ASCII is mostly Hangul, and Hangul of the common kind."""
    marked = [letter for letter in text if letter > "\x7f"]
    hangul = [letter for letter in marked if "가" <= letter <= "힣"]
    chinese = sum("一" <= letter <= "鿿" for letter in marked)  # Chinese read as Korean is full of them
    common = sum(_in_old_table(letter) for letter in hangul)
    return len(hangul) > max(0.5 * len(marked), 5 * chinese) and common >= 0.9 * len(hangul)


def _in_old_table(letter: str) -> bool:
    """Tell whether a syllable is one of the 2,350 of KS X 1001: running text uses hardly any other."""
    try:
        return len(letter.encode("euc_kr")) == 2
    except UnicodeEncodeError:
        return False


def _is_western(text: str) -> bool:
    """Tell whether a text is mostly ASCII, and the rest letters of Europe and the signs of its printers."""
    marked = [letter for letter in text if letter > "\x7f"]
    odd = [letter for letter in marked if not ("\u00a0" <= letter <= "\u017f" or "\u2010" <= letter <= "\u2122")]
    return len(marked) <= 0.15 * len(text) and not odd


def normalise(text: str, field: str = "text") -> str:
    """Return a text as it is kept: composed, with plain line ends and spaces, without what can't be seen.

    Raises: Unreadable if it is empty, longer than 1 MB, or was decoded wrongly before it came here.
    """
    if len(text) > LARGEST_TEXT or len(text.encode(errors="replace")) > LARGEST_TEXT:
        remedy = "Take the part that speaks of a crossing or a number."
        raise Unreadable("The text is longer than 1 MB.", field=field, remedy=remedy)
    text = re.sub(r"\r\n?|[\x85\u2028\u2029]", "\n", text)
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", text.replace("\u00a0", " ")))
    text = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+(?=\n|$)", "", text)).strip()
    if not text:
        raise Unreadable("There is no text in it.", field=field, remedy=PASTE)
    if "\ufffd" in text or _is_garbled(text):
        remedy = "Open the page in a browser, copy the words that you see, and paste them."
        raise Unreadable("The text was read in a wrong encoding.", field=field, remedy=remedy)
    return text


def _is_garbled(text: str) -> bool:
    """Tell whether a run of odd signs turns into Korean if it is read as UTF-8: then somebody read it wrongly."""
    for run in TWICE.findall(text[:200_000]):
        raw = b"".join(_western_byte(letter) for letter in run)
        if re.search("[가-힣一-鿿]", raw.decode("utf-8", "ignore")):
            return True
    return False


def _western_byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1", "ignore")
