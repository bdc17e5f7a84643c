"""A typographic cover for an ePub, drawn as PNG: legible as a thumbnail, and small."""

from collections.abc import Sequence

from PIL import Image, ImageDraw

from ...model import Cover, direction_of
from .lettering import drawn, width, wrapped
from .logo import drawn_logo
from .png import WHITE, write_png

WIDTH, HEIGHT = 1600, 2400
"""Pixels; the 2:3 that e-reader shelves expect."""

_MARGIN = 150
_MEASURE = WIDTH - 2 * _MARGIN
_TITLE_SIZES = (166, 150, 134, 118, 102, 86, 76)
_BELOW_TITLE = 660
"""Pixels that the byline may need, and the foot."""
_TITLE_LINE, _BYLINE_LINE = 1.18, 1.33
_BYLINE_SIZES = (72, 62, 52, 44, 36)
_CLINIC_SIZE, _ENTRY_SIZE = 70, 58
_FOOT = 190
"""Pixels kept free for the rule at the bottom, and the room around it."""


def draw_cover(cover: Cover) -> bytes:
    """Draw a cover as a PNG with a palette from the brand colour to white, which keeps it near 30 KB."""
    sheet = _Sheet(cover.language)
    logo = drawn_logo(cover.logo) if cover.logo else None
    if logo:
        sheet.picture(logo)
    sheet.put(
        wrapped(cover.clinic, _CLINIC_SIZE, _MEASURE, cover.language, bold=True)[:3], _CLINIC_SIZE, 1.22, bold=True
    )
    sheet.rule(sheet.y + 32, _MEASURE, 4, WHITE - 1)
    sheet.y = max(sheet.y + 120, 540)
    size, lines = _title_lines(cover, HEIGHT - sheet.y - _BELOW_TITLE)
    sheet.put(lines, size, _TITLE_LINE, bold=True)
    sheet.y += 80
    _name_people(sheet, cover.byline)
    _list_inside(sheet, cover)
    sheet.rule(HEIGHT - _FOOT, 300, 14, WHITE)
    return write_png(sheet.image, sheet.bands, cover.brand)


class _Sheet:
    """A cover as it grows from the top, in shades from the ground to white."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._starts_right = direction_of(language) == "rtl"
        self.image = Image.new("P", (WIDTH, HEIGHT), 0)
        self.y = 160
        """Where the next line goes."""
        self.bands: list[tuple[int, int]] = []

    def put(self, lines: Sequence[str], size: int, leading: float, *, bold: bool = False) -> None:
        """Set lines under each other."""
        for line in lines:
            words = drawn(line, size, self.language, bold=bold)
            self.image.paste(WHITE, (self._left(words.width - size), self.y), words)
            self._fill(self.y, self.y + words.height)
            self.y += round(size * leading)

    def picture(self, shades: Image.Image) -> None:
        """Set a picture of shades."""
        self.image.paste(shades, (self._left(shades.width), self.y))
        self._fill(self.y, self.y + shades.height)
        self.y += shades.height + 60

    def rule(self, top: int, length: int, thickness: int, shade: int) -> None:
        """Draw a rule from the margin where lines begin."""
        left = self._left(length)
        ImageDraw.Draw(self.image).rectangle((left, top, left + length, top + thickness - 1), fill=shade)
        self._fill(top, top + thickness)

    def _left(self, width: int) -> int:
        """Give the left edge of what begins where lines begin."""
        return WIDTH - _MARGIN - width if self._starts_right else _MARGIN

    def _fill(self, top: int, bottom: int) -> None:
        """Take note of the rows that hold something; what overlaps becomes one band."""
        if self.bands and top <= self.bands[-1][1]:
            above = self.bands.pop()
            top, bottom = above[0], max(above[1], bottom)
        self.bands.append((top, min(bottom, HEIGHT)))


def _title_lines(cover: Cover, height: int) -> tuple[int, list[str]]:
    """Choose the largest size at which the title stays whole."""
    for size in _TITLE_SIZES:
        lines = wrapped(cover.title, size, _MEASURE, cover.language, bold=True)
        fits = all(width(line, size, cover.language, bold=True) <= _MEASURE for line in lines)
        if fits and len(lines) * size * _TITLE_LINE <= height:
            break
    return size, lines[: int(height / size / _TITLE_LINE)]


def _name_people(sheet: _Sheet, byline: str) -> None:
    """Set the byline at the largest size at which it stays whole; nobody is named by half, nor over the foot."""
    for size in _BYLINE_SIZES:
        lines = wrapped(byline, size, _MEASURE, sheet.language, bold=False)
        if len(lines) * size * _BYLINE_LINE <= HEIGHT - _FOOT - 40 - sheet.y:
            sheet.put(lines, size, _BYLINE_LINE)
            return


def _list_inside(sheet: _Sheet, cover: Cover) -> None:
    """List the titles that fit, whole, and say how many more there are."""
    line, gap = round(_ENTRY_SIZE * 1.25), 34
    titles = [wrapped(title, _ENTRY_SIZE, _MEASURE, cover.language, bold=False) for title in cover.inside]
    room = HEIGHT - _FOOT - 60 - sheet.y
    if sum(len(lines) * line + gap for lines in titles) > room:
        room -= line
    for place, lines in enumerate(titles):
        room -= len(lines) * line + gap
        if room < 0:
            sheet.put([cover.more.format(len(titles) - place)], _ENTRY_SIZE, 1.25)
            return
        sheet.put(lines, _ENTRY_SIZE, 1.25)
        sheet.y += gap
