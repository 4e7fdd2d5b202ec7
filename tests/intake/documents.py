"""Invented documents, and hostile ones built on the spot."""

import zlib

WORDS = (
    "A soldier crossed the Military Demarcation Line on Tuesday, the Joint Chiefs of Staff said in Seoul.",
    "He was taken into custody by troops on the eastern front, the military told reporters in a short statement.",
    "It was the first crossing of this kind since the year before, and the ministry said that it would look into it.",
)
KOREAN = (
    "북한 군인 한 명이 20일 강원도 고성 지역에서 군사분계선을 넘어 귀순했다고 합동참모본부가 밝혔다.",
    "군은 해당 인원의 신병을 확보해 관계기관에 인계했다고 설명했으며 자세한 경위는 조사하고 있다고 말했다.",
    "합참은 북한군의 특이 동향은 없다고 밝혔고 통일부는 올해 상반기 입국 인원을 다음 달에 발표할 예정이다.",
)


def page(words: tuple[str, ...] = WORDS, *, head: str = "", language: str = "en", body: str = "") -> bytes:
    """Return a web page with an article between a menu and a footer."""
    text = "".join(f"<p>{one}</p>" for one in words)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Guard crosses - Paper</title>{head}'
        f"</head><body><nav><a href=/>Home</a></nav><article><h1>Guard crosses</h1>{text}{body}</article>"
        "<footer>© 2024 Paper. All rights reserved.</footer></body></html>"
    ).encode()


def pdf(content: bytes, *, extra: bytes = b"", pages: int = 1, catalog: bytes = b"", filtered: bool = False) -> bytes:
    """Return a PDF whose pages all have this content stream."""
    packing = b"/Filter /FlateDecode " if filtered else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b">>",
        b"<< /Type /Pages /Kids [" + b"3 0 R " * pages + b"] /Count %d >>" % pages,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> " + extra + b">> >>",
        b"<< " + packing + b"/Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, written in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + written + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def shown(*lines: str) -> bytes:
    """Return a content stream that shows lines of text."""
    return b"BT /F1 12 Tf 72 700 Td 14 TL " + b"".join(f"({one}) Tj T* ".encode() for one in lines) + b"ET"


def flate_bomb(size: int = 1_500_000_000) -> bytes:
    """Return a PDF of about a megabyte whose one page unpacks to this many bytes."""
    packer, blank = zlib.compressobj(9), b" " * 10_000_000
    content = b"".join(packer.compress(blank) for _ in range(size // len(blank))) + packer.flush()
    return pdf(content, filtered=True)


def deep_pdf(depth: int = 200_000) -> bytes:
    """Return a PDF whose catalogue holds lists in lists in lists."""
    return pdf(shown("Hello"), catalog=b"/X " + b"[" * depth + b"]" * depth)


def slow_pdf() -> bytes:
    """Return a small PDF whose page shows one form, which shows another twice, and so on: 2 to the power of 40."""
    return pdf(b"BT /F1 12 Tf " + b"(a) Tj " * 1_200_000 + b"ET")
