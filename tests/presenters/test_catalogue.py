"""The Korean catalogue: complete, compiled, and no text of a page outside it."""

import re
from io import BytesIO
from pathlib import Path

import django
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.ROOT)
FOLDER = ROOT / "events" / "locale" / "ko" / "LC_MESSAGES"
TEMPLATES = [ROOT / "templates" / "base.html", *sorted((ROOT / "templates" / "events").rglob("*.[hs]*"))]
CALL = re.compile(r"""\bn?gettext\(u?(?P<quote>['"])(?P<text>(?:\\.|(?!(?P=quote)).)*)(?P=quote)""", re.S)
SHORT = re.compile(r"""\b_\((\s*['"])""")
"""Django's usual name for gettext_lazy."""
MARKUP = re.compile(
    r"{%\s*(block)?translate\b.*?%}(?:.*?{%\s*endblocktranslate\s*%})?|{%.*?%}|{{.*?}}|{#.*?#}|<[^>]*>", re.S
)
NAMES = {"CSV", "JSON", "API", "OpenAPI", "Atom", "Feed", "CC", "BY", "English", "한국어", "km"}
"""Words that are the same in both languages, or name a language in itself."""


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    return read_po(BytesIO((FOLDER / "django.po").read_bytes()), locale="ko")


def wanted(text: str) -> set[str]:
    """Return what a file in Python, or a template made into one, wants to be translated."""
    return {match["text"].replace('\\"', '"').replace("\\'", "'") for match in CALL.finditer(text)}


def test_every_message_is_translated(catalogue: Catalog) -> None:
    assert [message.id for message in catalogue if message.id and not all(_strings(message.string))] == []


def test_no_translation_is_fuzzy(catalogue: Catalog) -> None:
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


def test_the_compiled_catalogue_is_the_written_one(catalogue: Catalog) -> None:
    compiled = read_mo(BytesIO((FOLDER / "django.mo").read_bytes()))
    assert _pairs(compiled) == _pairs(catalogue)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_message_of_a_template_is_in_the_catalogue(path: Path, catalogue: Catalog) -> None:
    missing = {text for text in wanted(templatize(path.read_text())) if text.replace("%%", "%") not in _ids(catalogue)}
    assert missing == set()


DESK = [*sorted((ROOT / "templates" / "admin").rglob("*.html")), *sorted((ROOT / "events" / "admin").glob("*.py"))]


@pytest.fixture(scope="module")
def of_django() -> set[str]:
    """What Django's own admin translates."""
    folder = Path(django.__file__).parent / "contrib"
    files = [folder / app / "locale" / "ko" / "LC_MESSAGES" / "django.po" for app in ("admin", "auth")]
    return {text for file in files for text in _ids(read_po(BytesIO(file.read_bytes()), locale="ko"))}


@pytest.mark.parametrize("path", DESK, ids=lambda path: path.name)
def test_every_message_of_the_desk_is_in_the_catalogue_or_in_django_s(
    path: Path, catalogue: Catalog, of_django: set[str]
) -> None:
    text = path.read_text()
    found = wanted(templatize(text) if path.suffix == ".html" else SHORT.sub(r"gettext(\1", text))
    known = _ids(catalogue) | of_django
    assert {one for one in found if not {one, one.replace("%%", "%")} & known} == set()


@pytest.mark.parametrize("path", sorted((ROOT / "events" / "presenters").rglob("*.py")), ids=lambda path: path.name)
def test_every_message_of_a_presenter_is_in_the_catalogue(path: Path, catalogue: Catalog) -> None:
    assert wanted(path.read_text()) <= _ids(catalogue)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_words_outside_the_catalogue(path: Path) -> None:
    shown = MARKUP.sub(" ", re.sub(r"<code>.*?</code>", " ", path.read_text()))
    words = re.findall(r"[A-Za-z가-힣]{2,}", shown)
    assert [word for word in words if word not in NAMES] == []


def test_placeholders_survive_translation(catalogue: Catalog) -> None:
    for message in catalogue:
        for string in _strings(message.string) if message.id else ():
            source = " ".join(_strings(message.id))
            assert set(re.findall(r"%\(\w+\)s", string)) <= set(re.findall(r"%\(\w+\)s", source)), message.id


def _strings(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _pairs(catalogue: Catalog) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    return {(_strings(message.id), _strings(message.string)) for message in catalogue if message.id}


def _ids(catalogue: Catalog) -> set[str]:
    return {text for message in catalogue if message.id for text in _strings(message.id)}
