"""Every mark on the pages of a PDF, as pdfium sees it: letters with size, font and colour, and painted shapes."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Letter:
    character: str
    size: float
    """Points, as printed."""
    font: str
    colour: Colour
    left: float
    base: float
    page: int
    """From 0."""


@dataclass(frozen=True)
class Shape:
    left: float
    bottom: float
    right: float
    top: float
    fill: Colour | None
    stroke: Colour | None
    page: int
    """From 0."""


def letters(path: Path) -> list[Letter]:
    """Every letter that is not a space."""
    return [letter for number, page in _pages(path) for letter in _letters(page, number)]


def shapes(path: Path) -> list[Shape]:
    """Every painted path, those of drawings included."""
    return [shape for number, page in _pages(path) for shape in _shapes(page, number)]


def underlined(found: list[Letter], painted: list[Shape]) -> list[Letter]:
    """The letters that stand on a thin horizontal line."""
    lines = [shape for shape in painted if shape.top - shape.bottom < 2.5 and shape.right - shape.left > 3]
    return [letter for letter in found if any(_is_under(line, letter) for line in lines)]


def off_white(path: Path) -> list[Letter]:
    """The letters around which no spot of the paper is left white."""
    document = pypdfium2.PdfDocument(path)
    scale = 3
    pictures = [(page.get_height(), page.render(scale=scale).to_pil().convert("L")) for page in document]
    document.close()
    found = []
    for letter in letters(path):
        height, picture = pictures[letter.page]
        left, top = scale * letter.left, scale * (height - letter.base - letter.size)
        around = picture.crop(
            (round(left), round(top), round(left + scale * letter.size), round(top + scale * letter.size))
        )
        if around.getextrema()[1] < 255:
            found.append(letter)
    return found


def _is_under(line: Shape, letter: Letter) -> bool:
    if line.page != letter.page or not line.left - 1 <= letter.left < line.right - 1:
        return False
    return letter.base - 0.28 * letter.size < (line.bottom + line.top) / 2 < letter.base


def _pages(path: Path) -> Iterator[tuple[int, Any]]:
    document = pypdfium2.PdfDocument(path)
    for number, page in enumerate(document):
        yield number, page
        page.close()
    document.close()


def _letters(page: Any, number: int) -> Iterator[Letter]:
    text = page.get_textpage()
    for index in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, index))
        if not character.isspace() and not raw.FPDFText_IsGenerated(text, index):
            matrix = raw.FS_MATRIX()
            raw.FPDFText_GetMatrix(text, index, matrix)
            size = raw.FPDFText_GetFontSize(text, index) * abs(matrix.d)
            left, base = ctypes.c_double(), ctypes.c_double()
            raw.FPDFText_GetCharOrigin(text, index, left, base)
            parts = [ctypes.c_uint() for _ in range(4)]
            raw.FPDFText_GetFillColor(text, index, *parts)
            name = ctypes.create_string_buffer(200)
            raw.FPDFText_GetFontInfo(text, index, name, 200, ctypes.c_int())
            red, green, blue, _ = (part.value for part in parts)
            yield Letter(
                character, round(size, 2), name.value.decode(), (red, green, blue), left.value, base.value, number
            )
    text.close()


def _shapes(page: Any, number: int) -> Iterator[Shape]:
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=5):
        left, bottom, right, top = thing.get_bounds()
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(thing, mode, stroked)
        fill = _colour(thing, raw.FPDFPageObj_GetFillColor) if mode.value else None
        stroke = _colour(thing, raw.FPDFPageObj_GetStrokeColor) if stroked.value else None
        if fill or stroke:
            yield Shape(left, bottom, right, top, fill, stroke, number)


def _colour(thing: Any, asked: Any) -> Colour | None:
    """The colour; None where it is wholly transparent."""
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    asked(thing, red, green, blue, opacity)
    return (red.value, green.value, blue.value) if opacity.value else None
