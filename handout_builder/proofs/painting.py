"""What is painted on the pages of a PDF: the text of each piece of marked content, by way of the fonts' own maps."""

import re
from dataclasses import dataclass, field
from struct import Struct
from typing import Any

import pikepdf

_TOKENS = re.compile(
    rb"\[[^\]()/]*\]\s*TJ|\((?:[^\\()]|\\.|\([^()]*\))*\)|<[0-9A-Fa-f\s]*>|/MCID \d+|/[^\s/<>\[\]()]+"
    rb"|\b(?:BDC|BMC|EMC|BT|Tm|Tf|TJ|Tj|\d\s+Tr)\b|['\"]",
    re.DOTALL,
)
"""Strings, names and the operators that paint text or mark it. A parser of everything would cost four times as much."""
_HEX, _LITERAL, _NAME, _ARRAY = b"<(/["
_DIGITS = re.compile(rb"<([0-9A-Fa-f]+)>")
_WIDE = Struct(">H")
_INVISIBLE = 3
"""The text rendering mode that paints nothing (ISO 32000-1, table 106)."""
_CHARACTERS = re.compile(r"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(r"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")
_RANGE = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


@dataclass
class Font:
    """A font of a page, and what its codes mean."""

    name: str
    is_embedded: bool
    width: int
    """Bytes of a code."""
    letters: dict[int, str]
    """Code -> text (ISO 32000-1, section 9.10.3)."""


@dataclass
class Painting:
    """The text painted on all pages."""

    marked: dict[tuple[int, int], str] = field(default_factory=dict)
    """(page, mark) -> text."""
    unmarked: list[str] = field(default_factory=list)
    """Text that is neither marked nor an artifact, each time from where the pen was set down."""
    glyphless: list[str] = field(default_factory=list)
    """For each character without a glyph, what stands before it."""
    fonts: dict[Any, Font] = field(default_factory=dict)


def read_painting(pdf: Any) -> Painting:
    """Read every page; pages and marks have the numbers they have in the file, from 0."""
    painting = Painting()
    for number, page in enumerate(pdf.pages):
        read_content(number, _stream(page), page.get("/Resources", {}), painting)
    return painting


def read_content(number: int, content: bytes, resources: Any, painting: Painting) -> None:
    """Read what paints a page or a drawing, and add it to a painting."""
    fonts = _fonts(resources, painting)
    font: Font | None = None
    mode = 0
    # The mark that text belongs to: its number, None for an artifact, -1 outside of all.
    marks: list[int | None] = [-1]
    names: list[bytes] = []
    strings: list[bytes] = []
    for token in _TOKENS.findall(content):
        if token[0] == _NAME:
            names.append(token)
            continue
        if token[0] in (_HEX, _LITERAL):
            strings.append(_digits(token))
            continue
        if token[0] == _ARRAY:
            strings = _DIGITS.findall(token)
        if token == b"BDC" or token == b"BMC":
            marks.append(_mark(names, marks[-1]))
        elif token == b"EMC":
            marks.pop()
        elif token in (b"BT", b"Tm"):
            if marks[-1] == -1:
                painting.unmarked.append("")
        elif token == b"Tf":
            font = fonts.get(names[-1].decode("latin-1"))
        elif token.endswith(b"Tr"):
            mode = int(token[:-2])
        elif font and mode != _INVISIBLE:
            _paint(_codes(strings, font.width), font, (number, marks[-1]), painting)
        names.clear()
        strings.clear()


def _digits(string: bytes) -> bytes:
    return string[1:-1] if string[0] == _HEX else bytes(pikepdf.Object.parse(string)).hex().encode()


def _stream(page: Any) -> bytes:
    contents = page.obj.get("/Contents")
    pieces = contents if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(piece.read_bytes() for piece in pieces if piece is not None)


def _mark(names: list[bytes], outer: int | None) -> int | None:
    if b"/Artifact" in names:
        return None
    return next((int(name[5:]) for name in names if name.startswith(b"/MCID ")), outer)


def _codes(strings: list[bytes], width: int) -> list[int]:
    codes = bytes.fromhex(b"".join(strings).decode("ascii"))
    # The byte too many of what is damaged is no code.
    return list(codes) if width == 1 else [code for (code,) in _WIDE.iter_unpack(codes[: len(codes) // 2 * 2])]


def _paint(codes: list[int], font: Font, place: tuple[int, int | None], painting: Painting) -> None:
    text = "".join([font.letters.get(code, "\ufffd") for code in codes])
    number, mark = place
    if font.width == 2 and 0 in codes:
        painting.glyphless.append(text[: codes.index(0)])
    if mark is None:
        return
    if mark < 0:
        painting.unmarked[-1] += text
    else:
        painting.marked[number, mark] = painting.marked.get((number, mark), "") + text


def _fonts(resources: Any, painting: Painting) -> dict[str, Font]:
    found = {}
    for name, font in resources.get("/Font", {}).items():
        key = font.objgen
        if key not in painting.fonts:
            painting.fonts[key] = _font(font)
        found[name] = painting.fonts[key]
    return found


def _font(font: Any) -> Font:
    is_wide = font.Subtype == "/Type0"
    inner = font.DescendantFonts[0] if is_wide else font
    descriptor = inner.get("/FontDescriptor", {})
    embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    letters = _letters(font.ToUnicode.read_bytes().decode("latin-1")) if "/ToUnicode" in font else {}
    return Font(str(font.get("/BaseFont", ""))[1:].split("+")[-1], embedded, 2 if is_wide else 1, letters)


def _letters(text: str) -> dict[int, str]:
    letters: dict[int, str] = {}
    for block in _CHARACTERS.findall(text):
        letters |= {int(code, 16): _decoded(value) for code, value in _PAIR.findall(block)}
    for block in _RANGES.findall(text):
        for first, last, value in _RANGE.findall(block):
            start, base = int(first, 16), _decoded(value)
            for step in range(int(last, 16) - start + 1):
                letters[start + step] = base[:-1] + chr(ord(base[-1]) + step)
    return letters


def _decoded(value: str) -> str:
    return bytes.fromhex(value).decode("utf-16-be", "replace")
