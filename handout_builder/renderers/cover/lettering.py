"""Words drawn with the packaged fonts: measured, broken into lines, and made into masks of grey."""

from functools import cache, lru_cache
from pathlib import Path

import fontpkg_atkinson_hyperlegible
import fontpkg_inter
from PIL import Image, ImageDraw, ImageFont

_REFERENCE = 45
"""Pixels; the size at which words are measured."""

_TEXT = Path(fontpkg_atkinson_hyperlegible.ROOT) / "files" / "AtkinsonHyperlegible-Regular.ttf"
_TEXT_BOLD = Path(fontpkg_atkinson_hyperlegible.ROOT) / "files" / "AtkinsonHyperlegible-Bold.ttf"
_WIDE = Path(fontpkg_inter.ROOT) / "files" / "Inter[opsz,wght].ttf"


@lru_cache(maxsize=64)
def drawn(line: str, size: int, *, bold: bool) -> Image.Image:
    """Draw a line as a mask; the clinic's and the clinicians' names come again from cover to cover."""
    font = _font(line, size, bold=bold)
    mask = Image.new("L", (round(font.getlength(line)) + size, size * 3 // 2), 0)
    ImageDraw.Draw(mask).text((0, 0), line, font=font, fill=255)
    return mask


def wrapped(text: str, size: int, measure: int, *, bold: bool) -> list[str]:
    """Break a text into lines; nothing where no font of ours can draw all of it: half a title would be wrong."""
    if not set(map(ord, text)) <= _characters(_TEXT_BOLD) | _characters(_WIDE):
        return []
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= measure:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def width(text: str, size: int, *, bold: bool) -> float:
    """Measure a line by its words: each is measured once and scaled, since words come again from cover to cover."""
    words = text.split()
    at_reference = sum(_word_width(word, bold) for word in words) + (len(words) - 1) * _word_width(" ", bold)
    return at_reference * size / _REFERENCE


@lru_cache(maxsize=4096)
def _word_width(word: str, bold: bool) -> float:
    return _font(word, _REFERENCE, bold=bold).getlength(word)


def _font(text: str, size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    if set(map(ord, text)) <= _characters(_TEXT_BOLD):
        return _loaded(_TEXT_BOLD if bold else _TEXT, size, 0)
    return _loaded(_WIDE, size, 700 if bold else 400)


@cache
def _loaded(path: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
    if weight:
        font.set_variation_by_axes([14, weight])
    return font


@cache
def _characters(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap()) | {ord(" "), 0xA0}
