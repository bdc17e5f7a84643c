"""Words of a cover: measured, broken into lines, and made into masks of grey."""

import re
from functools import lru_cache

from PIL import Image, ImageDraw

from ...model import direction_of
from .faces import face_of

_REFERENCE = 45
"""Pixels; the size at which words are measured."""

_HAN = "\u2e80-\u2fff\u3005-\u3007\u3021-\u30ff\u31c0-\u31ff\u3400-\u9fff\uf900-\ufaff"
_OPENING, _CLOSING = "（「『《〈【〔“‘(", "）」』》〉】〕”’、。，．：；！？!?,.:;)ーっッゃゅょャュョ々"
_UNIT = re.compile(f"[{_OPENING}]*[{_HAN}][{_CLOSING}]*|(?:(?![{_HAN}])\\S)+")
"""What stays together on a line: a word, or a Chinese character with the marks that belong to it."""


@lru_cache(maxsize=64)
def drawn(line: str, size: int, language: str, *, bold: bool) -> Image.Image:
    """Draw a line as a mask; the clinic's and the clinicians' names come again from cover to cover."""
    face = face_of(line)
    if face is None:
        return Image.new("L", (1, 1), 0)
    font = face.at(size, language, bold=bold)
    # Else a line takes the direction of its first letter: a bundle's cover lists titles of several languages.
    direction = "rtl" if face.is_shaped and direction_of(language) == "rtl" else None
    mask = Image.new("L", (round(font.getlength(line, direction=direction)) + size, size * 3 // 2), 0)
    ImageDraw.Draw(mask).text((0, 0), line, font=font, fill=255, direction=direction)
    return mask


def wrapped(text: str, size: int, measure: int, language: str, *, bold: bool) -> list[str]:
    """Break a text into lines; nothing where no font of ours can draw all of it: half a title would be wrong."""
    if face_of(text) is None:
        return []
    lines: list[str] = []
    for unit, gap in _units(text):
        longer = f"{lines[-1]}{gap}{unit}" if lines else unit
        if lines and width(longer, size, language, bold=bold) <= measure:
            lines[-1] = longer
        else:
            lines.append(unit)
    return lines


def _units(text: str) -> list[tuple[str, str]]:
    """Give what stays together on a line, each with what stands between it and the one before."""
    found = list(_UNIT.finditer(text))
    ends = [0, *(unit.end() for unit in found)]
    return [(unit[0], " " if unit.start() > end else "") for unit, end in zip(found, ends, strict=False)]


def width(text: str, size: int, language: str, *, bold: bool) -> float:
    """Measure a line by its words: each is measured once and scaled, since words come again from cover to cover."""
    words = text.split()
    at_reference = sum(_word_width(word, language, bold) for word in words)
    at_reference += (len(words) - 1) * _word_width(" ", language, bold)
    return at_reference * size / _REFERENCE


@lru_cache(maxsize=4096)
def _word_width(word: str, language: str, bold: bool) -> float:
    face = face_of(word)
    return face.at(_REFERENCE, language, bold=bold).getlength(word) if face else 0.0
