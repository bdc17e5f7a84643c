"""Vowel marks of Arabic and Hebrew: where several glyphs are drawn for several characters, each is given its own.

WeasyPrint gives one glyph of such a cluster all its characters and the others none, so that a copied line would
have them in a wrong place. What is told here before a page is painted it leaves as it is.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from typing import Any
from unicodedata import bidirectional, category


def map_vowels(page_box: Any, stream: Any) -> None:
    """Fill the maps of the fonts for all letters with marks on a page that is about to be painted."""
    for box in page_box.descendants():
        text = getattr(box, "text", "")
        if text and not text.isascii() and _has_vowels(text):
            box.pango_layout.reactivate(box.style)
            _map_line(box.pango_layout, stream)
            box.pango_layout.deactivate()


def _has_vowels(text: str) -> bool:
    kinds = {bidirectional(letter) for letter in text}
    return "NSM" in kinds and not kinds.isdisjoint(("R", "AL"))


def _map_line(layout: Any, stream: Any) -> None:
    line, _ = layout.get_first_line()
    text = layout.text.encode()
    for run in _runs(line):
        item = run.item
        if not item.analysis.level % 2:
            continue
        glyphs = [(run.glyphs.log_clusters[n], run.glyphs.glyphs[n].glyph) for n in range(run.glyphs.num_glyphs)]
        # The clusters come as they are painted, the last one of the run first.
        end = item.length
        for start, cluster in groupby(glyphs, key=lambda glyph: glyph[0]):
            own = [glyph for _, glyph in cluster]
            if len(own) > 1:
                font, _ = stream.add_font(item.analysis.font)
                _map_cluster(font, own, text[item.offset + start : item.offset + end].decode())
            end = start


def _runs(line: Any) -> Iterator[Any]:
    from weasyprint.text.ffi import ffi

    run = line.runs[0]
    while run != ffi.NULL:
        yield run.data
        run = run.next


def _map_cluster(font: Any, glyphs: list[int], characters: str) -> None:
    """Part a cluster's characters between its glyphs: each mark to its own, what is left to the first other one."""
    own = _glyphs_of(font, characters)
    left = list(characters)
    for glyph in glyphs:
        mark = next((letter for letter in left if own.get(letter) == glyph and category(letter) == "Mn"), None)
        if mark:
            font.to_unicode[glyph] = mark
            left.remove(mark)
    others = [glyph for glyph in glyphs if glyph not in own.values()]
    if left and others:
        font.to_unicode[others[0]] = "".join(left)


def _glyphs_of(font: Any, characters: str) -> dict[str, int]:
    """Give the glyph that a font has for each character by itself."""
    from fontTools.ttLib import TTFont

    whole = TTFont(BytesIO(font.file_content), fontNumber=font.index, lazy=True)
    names = whole.getBestCmap()
    return {letter: whole.getGlyphID(names[ord(letter)]) for letter in characters if ord(letter) in names}
