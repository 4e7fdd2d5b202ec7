"""Documents are read by a process that can be killed. Whatever a document does, an answer comes, or a clear refusal."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from events.errors import Unreadable
from events.intake import extract as room
from events.intake.extract import Extract, extract, is_declared_machine_written, language_of

from .documents import KOREAN, WORDS, deep_pdf, flate_bomb, page, pdf, shown, slow_pdf

PUBLISHED = '<meta property="article:published_time" content="{}">'


def test_a_web_page_gives_its_article_in_paragraphs() -> None:
    assert extract(page()).text.split("\n\n")[-3:] == list(WORDS)


def test_menu_and_footer_are_no_part_of_it() -> None:
    text = extract(page()).text
    assert "Home" not in text
    assert "All rights" not in text


def test_what_a_page_says_of_itself_is_kept() -> None:
    head = (
        PUBLISHED.format("2024-08-20T23:30:00+09:00") + '<meta property="og:site_name" content="Paper">'
        '<meta name="author" content="A Writer"><meta property="og:title" content="Guard crosses the line">'
        '<link rel="canonical" href="https://example.org/news/1">'
    )
    found = extract(page(head=head), url="https://example.org/news/1?utm_source=x")
    assert (found.title, found.published, found.site, found.byline, found.language, found.canonical) == (
        *("Guard crosses the line", "2024-08-20", "Paper", "A Writer", "en", "https://example.org/news/1"),
    )


def test_an_article_without_a_date_gets_none() -> None:
    body = "<p>Updated in 2023. On 5 January 2021 another one crossed.</p>"
    assert extract(page(body=body), url="https://example.org/2022/03/04/news").published == ""


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (PUBLISHED.format("2024-08-20"), "2024-08-20"),
        (PUBLISHED.format("20240820"), "2024-08-20"),
        (PUBLISHED.format("yesterday"), ""),
        ('<script type="application/ld+json">{"datePublished": "2024-08-20T01:00:00Z"}</script>', "2024-08-20"),
        ('<meta name="DC.date.issued" content="2024-08-20">', "2024-08-20"),
        ('<meta property="article:modified_time" content="2024-08-22">', ""),
    ],
)
def test_a_date_is_taken_from_where_pages_state_it_and_from_nowhere_else(head: str, day: str) -> None:
    assert extract(page(head=head)).published == day


def test_a_korean_page_that_writes_universal_time_means_the_korean_day() -> None:
    head = PUBLISHED.format("2024-08-19T22:00:00Z")
    assert extract(page(KOREAN, head=head, language="ko")).published == "2024-08-20"


def test_scripts_never_reach_the_text() -> None:
    body = '<script>steal()</script><p onclick="steal()">Quiet<img src=x onerror="steal()"> words here.</p>'
    text = extract(page(body=body)).text
    assert "Quiet" in text
    assert "steal" not in text


@pytest.mark.parametrize("encoding", ["euc-kr", "cp949", "utf-8", "utf-16"])
def test_a_korean_page_is_read_in_its_encoding(encoding: str) -> None:
    data = page(KOREAN, language="ko").decode().replace("utf-8", encoding).replace("©", "(c)").encode(encoding)
    assert KOREAN[0] in extract(data).text


def test_a_stray_byte_outside_of_the_article_does_no_harm() -> None:
    data = page(KOREAN * 20, language="ko").replace(b"Home", b"Ho\xffme")
    assert KOREAN[0] in extract(data).text


def test_a_stray_byte_in_the_article_is_told() -> None:
    data = page(KOREAN * 20, language="ko").replace("군은".encode(), "군".encode() + b"\xec\x9d", 1)
    with pytest.raises(Unreadable, match="encoding"):
        extract(data)


def test_a_pdf_gives_its_text_and_no_date() -> None:
    found = extract(pdf(shown("A soldier crossed the line.", "He is safe.")))
    assert ("A soldier crossed the line." in found.text, found.kind, found.published) == (True, "pdf", "")


def test_a_pdf_of_pictures_is_told() -> None:
    with pytest.raises(Unreadable, match="pictures"):
        extract(pdf(b"0 0 100 100 re f"))


def test_a_pdf_of_too_many_pages_is_told() -> None:
    with pytest.raises(Unreadable, match="300 pages"):
        extract(pdf(shown("a"), pages=301))


def test_a_text_file_is_read() -> None:
    found = extract("\r\n".join(KOREAN).encode("cp949"))
    assert (found.text, found.kind, found.language) == ("\n".join(KOREAN), "text", "ko")


@pytest.mark.parametrize(
    "start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"Rar!", b"\x89PNG", b"MZ\x90", b"{\\rtf1"]
)
def test_another_kind_of_file_is_refused_by_its_bytes_with_a_remedy(start: bytes) -> None:
    with pytest.raises(Unreadable, match="can't be read") as refused:
        extract(start + b"x" * 100)
    assert "paste" in refused.value.remedy


@pytest.mark.parametrize("data", [b"", b" \n "])
def test_an_empty_file_is_told(data: bytes) -> None:
    with pytest.raises(Unreadable, match="empty"):
        extract(data)


def test_a_file_of_more_than_ten_megabytes_is_not_read() -> None:
    with pytest.raises(Unreadable, match="10 MB"):
        extract(b"a" * 10_000_001)


def test_a_document_with_too_much_text_is_told() -> None:
    with pytest.raises(Unreadable, match="longer than 1 MB"):
        extract(b"word " * 300_000)


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing", b"%PDF-1.4\nxref\n0 1\ntrailer<</Root 9 0 R>>", pdf(b"")[:300]])
def test_a_broken_pdf_is_told(data: bytes) -> None:
    with pytest.raises(Unreadable):
        extract(data)


# --- bombs ------------------------------------------------------------------------------------------------------------

NESTED = b"<html><body><article>"
BOMBS: dict[str, Callable[[], bytes]] = {
    "a PDF that unpacks to 1.5 GB": flate_bomb,
    "a PDF of lists in lists": deep_pdf,
    "300 kB of nested tags": lambda: NESTED + b"<div>" * 60_000 + b"text",
    "300 kB of nested tables": lambda: NESTED + b"<table><tr><td>" * 20_000 + b"text",
    "300 kB of open links and fonts": lambda: NESTED + b"<p>" + b"<a href=x><font>" * 20_000 + b"text here</p>",
    "300 kB of quotes": lambda: NESTED + b"<blockquote><p>a " * 18_000,
    "a PDF of a million words": slow_pdf,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_answered_in_time(name: str) -> None:
    started = time.monotonic()
    with suppress(Unreadable):  # some hold a little text, and giving that is an answer too
        extract(BOMBS[name]())
    assert time.monotonic() - started < 40


def test_a_pdf_that_unpacks_without_end_is_refused() -> None:
    with pytest.raises(Unreadable):
        extract(flate_bomb())


# --- the process that reads -------------------------------------------------------------------------------------------


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Extract]:
    """Return what extract makes of a reader with this body; it runs under the limits of the real one."""

    def run(body: str, wall_seconds: float = 20.0) -> Extract:
        root = Path(room.__file__).resolve().parents[2]
        (tmp_path / "events" / "intake").mkdir(parents=True)
        for name in ("events/__init__.py", "events/intake/__init__.py"):
            (tmp_path / name).touch()
        lines = [f"import sys; sys.path.insert(0, {str(root)!r})"]
        lines += ["del sys.modules['events'], sys.modules['events.intake']"]
        lines += ["from events.intake import parse", "import json, os, time, socket", body]
        lines += ["parse.READERS['text'] = lambda data, charset, url: {'text': str(hostile(data))}", "parse.main()"]
        (tmp_path / "events/intake/parse.py").write_text("\n".join(lines))
        monkeypatch.setattr(room, "ROOT", tmp_path)
        return extract(b"words", wall_seconds=wall_seconds)

    return run


def test_a_reader_that_sleeps_is_killed(reader: Callable[..., Extract]) -> None:
    started = time.monotonic()
    with pytest.raises(Unreadable, match="too much time or memory"):
        reader("def hostile(data): time.sleep(60)", 1.0)
    assert time.monotonic() - started < 10


@pytest.mark.slow
def test_a_reader_that_computes_without_end_is_killed(reader: Callable[..., Extract]) -> None:
    started = time.monotonic()
    with pytest.raises(Unreadable, match="too much time or memory"):
        reader("def hostile(data):\n    while True: pass", 60.0)
    assert time.monotonic() - started < 40


def test_a_reader_gets_a_gigabyte_and_no_more(reader: Callable[..., Extract]) -> None:
    with pytest.raises(Unreadable, match="too much time or memory"):
        reader("def hostile(data): return len(bytearray(1_500_000_000))")


def test_a_reader_that_writes_without_end_is_stopped(reader: Callable[..., Extract]) -> None:
    with pytest.raises(Unreadable):
        reader("def hostile(data):\n    while True: os.write(1, b'x' * 1_000_000)")


def test_a_reader_that_answers_nonsense_is_told(reader: Callable[..., Extract]) -> None:
    with pytest.raises(Unreadable, match="broken"):
        reader("def hostile(data): os.write(1, b'{'); os._exit(0)")


def test_a_reader_has_no_secret_of_ours(reader: Callable[..., Extract], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "a-secret-of-the-desk")
    seen = reader("def hostile(data): return 'here: ' + repr(sorted(os.environ)) + repr('django' in sys.modules)").text
    assert seen in ("here: ['LC_CTYPE']False", "here: []False")


def test_a_reader_has_no_open_file_of_ours(reader: Callable[..., Extract], tmp_path: Path) -> None:
    with (tmp_path / "secret").open("w") as file:
        os.set_inheritable(file.fileno(), True)
        link = f"/proc/self/fd/{file.fileno()}"
        body = (
            f"def hostile(data): return 'here: ' + (os.readlink({link!r}) if os.path.islink({link!r}) else 'nothing')"
        )
        assert str(tmp_path / "secret") not in reader(body).text


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('example.org', 80)",
        "__import__('subprocess').run(['true'])",
        "os.system('true')",
        "os.fork()",
        "__import__('ctypes').CDLL(None)",
    ],
)
def test_a_reader_has_no_network_and_starts_nothing(attempt: str, reader: Callable[..., Extract]) -> None:
    body = f"""
def hostile(data):
    try:
        {attempt}
    except PermissionError:
        return "refused"
    return "done"
"""
    assert reader(body).text == "refused"


# --- small judgements -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "This story was generated using Paper Neuro and edited by a person.",
        "The article was written by artificial intelligence.",
        "This is an AI-generated summary.",
        "이 기사는 AI로 작성되었습니다.",
        "본 기사는 인공지능(AI)을 활용해 작성한 것입니다.",
        "이 글은 기계 번역입니다.",
    ],
)
def test_a_text_that_says_it_was_machine_written_is_marked(text: str) -> None:
    assert is_declared_machine_written(text)


@pytest.mark.parametrize(
    "text",
    [
        "The electricity was generated using coal.",
        "The report was written by officials of the ministry.",
        "북한이 AI 무기를 개발하고 있다고 보고서가 작성됐다고 밝혔다.",
        "The leader said AI would change the army.",
    ],
)
def test_a_text_that_only_speaks_of_machines_is_not(text: str) -> None:
    assert not is_declared_machine_written(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (" ".join(WORDS), "en"),
        (" ".join(KOREAN), "ko"),
        ("Ein Soldat überquerte die Grenze am Dienstag.", ""),
        ("1 2", ""),
    ],
)
def test_the_language_is_told_only_where_it_is_plain(text: str, language: str) -> None:
    assert language_of(text) == language
