"""Paragraphs that Pango breaks into lines at once.

WeasyPrint has each line of a paragraph laid out up to four times: a guess at how much text fits, the line with its next
word, the line alone to measure it, and the line again to draw it. A text of plain left-to-right words on lines of one
width needs none of that: Pango breaks it as a whole, and each line is measured and drawn as it came out.
"""

import re
from typing import Any

import weasyprint.layout.inline
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.line_break import split_first_line

from .text_layouts import TextLayout

_PLAIN = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0587\u1e00-\u1fff"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u2bff]*"
)
"""Left-to-right words; without line ends, tabs, soft hyphens, combining marks and what sets a direction."""
_WINDOW = 4000
"""Characters broken at once, so that little is held in memory at a time."""
_NARROWEST = 4
"""Times the size of the font: WeasyPrint measures the narrowest that a column can be with less."""
_WIDEST = 2**21
"""Pixels: Pango counts no further."""
_BROKEN_BY_US = {"white_space": "normal", "direction": "ltr", "letter_spacing": "normal", "word_spacing": 0}


class Paragraph:
    """The start of a text on lines of one width."""

    def __init__(self, text: str, style: Any, width: float) -> None:
        self.text, self.style, self.width = text, style, width
        window = text[:_WINDOW]
        self.layout = TextLayout(style, 0, width)
        pango.pango_layout_set_width(self.layout.layout, int(width * TO_UNITS))
        self.layout.set_text(window)
        self.encoded = window.encode()
        self.starts: list[int] = []
        while (line := self.line(len(self.starts))) != ffi.NULL:
            self.starts.append(line.start_index)
        # What follows a window may still belong on its last line, and its first word on the one before.
        self.safe = len(self.starts) - (0 if len(window) == len(text) else 2)
        is_ascii = len(self.encoded) == len(window)
        self._numbers = {
            start if is_ascii else len(self.encoded[:start].decode()): number
            for number, start in enumerate(self.starts[: max(self.safe, 0)])
        }

    def line(self, number: int) -> Any:
        """Give a line of the layout, or NULL."""
        return pango.pango_layout_get_line_readonly(self.layout.layout, number)

    def number_of(self, rest: str) -> int | None:
        """Tell with which of its lines the rest of the text begins, where it does begin with one."""
        number = self._numbers.get(len(self.text) - len(rest))
        return number if number is not None and self.text.endswith(rest) else None


class Line(TextLayout):
    """A line of a paragraph, until it is drawn; then, where it is drawn once more, a layout of its own."""

    def __init__(self, paragraph: Paragraph, number: int, text: str) -> None:
        self.justification_spacing, self.max_width = 0, paragraph.width
        self.text, self.number = text, number
        self.paragraph: Paragraph | None = paragraph
        self.first_line_direction = 0
        whole = paragraph.layout
        self.ascent, self.underline_position = whole.ascent, whole.underline_position
        self.strikethrough_position = whole.strikethrough_position
        if whole.ascent is not None:
            self.underline_thickness = whole.underline_thickness
            self.strikethrough_thickness = whole.strikethrough_thickness

    def deactivate(self) -> None:
        """Let go of the paragraph, or of its own layout."""
        if self.paragraph is None:
            super().deactivate()
        self.paragraph = None

    def reactivate(self, style: Any) -> None:
        """Be drawn: as a line of the paragraph the first time, with its own layout later."""
        if self.paragraph is None:
            super().reactivate(style)

    def stand_alone(self, style: Any) -> None:
        """Take a layout of its own."""
        self.paragraph = None
        super().reactivate(style)


class Breaker:
    """Breaks texts into lines in WeasyPrint's place."""

    def __init__(self) -> None:
        self._last: Paragraph | None = None

    def split(
        self,
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:
        """Fit as much of a text as possible on a line; arguments and result are those of WeasyPrint's function."""
        if (
            is_line_start
            and max_width is not None
            and not justification_spacing
            and not (context is not None and context.excluded_shapes)
            and (line := self._line(text, style, max_width))
        ):
            return line
        return split_first_line(text, style, context, max_width, justification_spacing, is_line_start, minimum)

    def _line(self, text: str, style: Any, width: float) -> Any:
        last = self._last
        if last is not None and last.style is style and last.width == width:
            number = last.number_of(text)
            if number is not None:
                return measured(last, number)
        if not _is_plain(text, style, width):
            return None
        self._last = paragraph = Paragraph(text, style, width)
        number = paragraph.number_of(text)
        return None if number is None else measured(paragraph, number)


def measured(paragraph: Paragraph, number: int) -> Any:
    """Give a line as WeasyPrint's function does; None where it takes more to break it than spaces."""
    line = paragraph.line(number)
    start = line.start_index
    is_last = number + 1 == len(paragraph.starts)
    resume = None if is_last else paragraph.starts[number + 1] - start
    encoded = paragraph.encoded[start : start + line.length]
    if not is_last:
        encoded = encoded.rstrip(b" ")
    extents = ffi.new("PangoRectangle *")
    pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
    width = extents.width * FROM_UNITS
    # A word that is longer than the line, or nothing but spaces.
    if width > paragraph.width or not encoded or _last_run(line).offset >= start + len(encoded):
        return None
    layout = Line(paragraph, number, encoded.decode())
    return layout, len(encoded), resume, width, extents.height * FROM_UNITS, -extents.y * FROM_UNITS


def _last_run(line: Any) -> Any:
    """Give the last run of a line; the space at its end can be one, in another font, and make the line higher."""
    run = line.runs
    while run.next != ffi.NULL:
        run = run.next
    return run.data.item


def _is_plain(text: str, style: Any, width: float) -> bool:
    return (
        style["font_size"] * _NARROWEST <= width < _WIDEST
        and style["hyphens"] != "auto"
        and all(style[name] == value for name, value in _BROKEN_BY_US.items())
        and _PLAIN.fullmatch(text) is not None
    )


def break_paragraphs() -> None:
    """Have WeasyPrint break paragraphs so, in this process."""
    weasyprint.layout.inline.split_first_line = Breaker().split
