"""Lines of text as a PDF's operators, in which a glyph's are made once.

WeasyPrint asks Pango for each glyph on a page and writes it out anew. But a glyph of one width is written the same
wherever it stands, and all glyphs of a run can be read in one go.
"""

from struct import Struct
from typing import Any

import weasyprint.draw.text
from weasyprint.draw.text import draw_first_line
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from .paragraphs import Line

_GLYPH = Struct("=IiiiI")
"""PangoGlyphInfo: number, width, two offsets, flags."""
_NO_GLYPH = 0x0FFFFFFF
"""Pango's numbers from here on say that nothing is to be drawn, or that nothing can be."""
_TINY = 1e-6


def draw_glyphs(stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> Any:
    """Draw a line; arguments and result are those of WeasyPrint's function."""
    layout = textbox.pango_layout
    if text_overflow != "ellipsis" and block_ellipsis == "none":
        if not textbox.text.strip() or textbox.style["font_size"] < _TINY:
            return []
        if shown := _shown(stream, layout):
            stream.set_text_matrix(*matrix.values)
            for font, size, text in shown:
                stream.set_font_size(font.hash, size)
                stream.show_text(text)
            return []
    if isinstance(layout, Line):
        layout.stand_alone(textbox.style)
    return draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)


def _shown(stream: Any, layout: Any) -> list[tuple[Any, float, str]]:
    """Give the fonts of a line and what is shown in each; nothing where it takes more than glyphs side by side."""
    paragraph = layout.paragraph if isinstance(layout, Line) else None
    if paragraph:
        line, encoded = paragraph.line(layout.number), paragraph.encoded
        end = line.start_index + len(layout.text.encode())
    else:
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        line, encoded = layout.get_first_line()[0], layout.text.encode()
        end = len(encoded)
    shown: list[tuple[Any, float, str]] = []
    previous = None
    run = line.runs
    while run != ffi.NULL:
        item, run = run.data, run.next
        pango_font = item.item.analysis.font
        if pango_font != previous:
            font, size = stream.add_font(pango_font)
            previous = pango_font
            shown.append((font, size, ""))
        text = _text_of(item, font, size, encoded, end, stream)
        if text is None:
            return []
        shown[-1] = font, size, shown[-1][2] + text
    return shown


def _text_of(item: Any, font: Any, size: float, encoded: bytes, end: int, stream: Any) -> str | None:
    """Write a run; None where a glyph is not simply set after the one before it."""
    if font.bitmap or font.png or font.svg or font.colr or item.item.analysis.level % 2:
        return None
    if not hasattr(font, "written"):
        font.written = {}
    written = font.written.setdefault(size, {})
    glyphs = item.glyphs
    number = glyphs.num_glyphs
    pieces = []
    for place, glyph in enumerate(_GLYPH.iter_unpack(ffi.buffer(glyphs.glyphs, number * _GLYPH.size))):
        piece = written.get(glyph[:4])
        if piece is None:
            if glyph[0] >= _NO_GLYPH or glyph[2] or glyph[3]:
                start = item.item.offset + glyphs.log_clusters[place]
                if start >= end:
                    # The space at which the line was broken.
                    break
                return None
            piece = written[glyph[:4]] = _piece(item, place, glyph, font, size, encoded, stream)
        pieces.append(piece)
    text = "<" + "".join(pieces)
    return text[:-1] if text[-1] == "<" else text + ">"


def _piece(item: Any, place: int, glyph: tuple[int, ...], font: Any, size: float, encoded: bytes, stream: Any) -> str:
    """Write a glyph, and how far the next one is from where its own width would set it."""
    number, width = glyph[0], glyph[1]
    glyphs = item.glyphs
    if number not in font.to_unicode:
        start = item.item.offset
        first = glyphs.log_clusters[place]
        last = item.item.length if place == glyphs.num_glyphs - 1 else glyphs.log_clusters[place + 1]
        font.to_unicode[number] = encoded[start + first : start + last].decode()
    if number not in font.widths:
        pango.pango_font_get_glyph_extents(item.item.analysis.font, number, stream.ink_rect, stream.logical_rect)
        font.widths[number] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
    # WeasyPrint writes it where it is less than one, too: as 0, after nearly every glyph.
    kerning = int(font.widths[number] - width * 1000 * FROM_UNITS / size)
    return f"{number:04x}>{kerning}<" if kerning else f"{number:04x}"


def draw_runs() -> None:
    """Have WeasyPrint draw text so, in this process."""
    weasyprint.draw.text.draw_first_line = draw_glyphs
