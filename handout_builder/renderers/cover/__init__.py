"""A typographic cover for an ePub, drawn as PNG: legible as a thumbnail, and small."""

from collections.abc import Sequence
from functools import lru_cache

from PIL import Image, ImageDraw

from ...model import Cover, direction_of
from .lettering import drawn, width, wrapped
from .logo import drawn_logo
from .png import WHITE, Band, write_png

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
    return write_png(WIDTH, HEIGHT, sheet.bands, cover.brand)


class _Sheet:
    """A cover as it grows from the top, in shades from the ground to white."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._starts_right = direction_of(language) == "rtl"
        self.y = 160
        """Where the next line goes."""
        self.bands: list[tuple[int, Band]] = []
        """The rows that hold something, each with the row at which it begins."""

    def put(self, lines: Sequence[str], size: int, leading: float, *, bold: bool = False) -> None:
        """Set lines under each other."""
        if lines:
            self._add(self.y, _block(tuple(lines), size, leading, self.language, bold=bold))
            self.y += len(lines) * round(size * leading)

    def picture(self, shades: Image.Image) -> None:
        """Set a picture of shades."""
        sheet = Image.new("P", (WIDTH, shades.height), 0)
        sheet.paste(shades, (_left(shades.width, starts_right=self._starts_right), 0))
        self._add(self.y, Band(sheet))
        self.y += shades.height + 60

    def rule(self, top: int, length: int, thickness: int, shade: int) -> None:
        """Draw a rule from the margin where lines begin."""
        self._add(top, _rule(_left(length, starts_right=self._starts_right), length, thickness, shade))

    def _add(self, top: int, band: Band) -> None:
        """Add rows; what overlaps becomes one band."""
        if self.bands and top <= self.bands[-1][0] + self.bands[-1][1].height:
            above, first = self.bands.pop()
            top, band = above, first.joined(band, top - above)
        self.bands.append((top, band.cropped(HEIGHT - top)))


@lru_cache(maxsize=8)
def _block(lines: tuple[str, ...], size: int, leading: float, language: str, *, bold: bool) -> Band:
    """Set lines under each other; the clinic's name stands on every cover, a clinician's on several."""
    drawn_lines = [drawn(line, size, language, bold=bold) for line in lines]
    step = round(size * leading)
    sheet = Image.new("P", (WIDTH, max(place * step + line.height for place, line in enumerate(drawn_lines))), 0)
    starts_right = direction_of(language) == "rtl"
    for place, line in enumerate(drawn_lines):
        sheet.paste(WHITE, (_left(line.width - size, starts_right=starts_right), place * step), line)
    return Band(sheet)


@lru_cache(maxsize=8)
def _rule(left: int, length: int, thickness: int, shade: int) -> Band:
    sheet = Image.new("P", (WIDTH, thickness), 0)
    ImageDraw.Draw(sheet).rectangle((left, 0, left + length, thickness - 1), fill=shade)
    return Band(sheet)


def _left(width: int, *, starts_right: bool) -> int:
    """Give the left edge of what begins where lines begin."""
    return WIDTH - _MARGIN - width if starts_right else _MARGIN


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
