"""Arrays for the system's libraries, of one type whatever their length.

WeasyPrint names a new type for each length of an array of glyphs, and for each type that is new, cffi parses C: as long
as a tenth of a page takes.
"""

import re
from typing import Any

import weasyprint.pdf.fonts
from weasyprint.text.ffi import ffi

_SIZED = re.compile(r"(\w+)\[\d+\]")
_USED = (
    "PangoFcFontMap *",
    "PangoRectangle *",
    "PangoLogAttr[]",
    "char[]",
    "char[4]",
    "hb_codepoint_t[]",
    "hb_tag_t[100]",
    "unsigned int *",
)
"""The types that any page takes."""


class _Arrays:
    """Takes the place of cffi's interface where fonts are written."""

    def __getattr__(self, name: str) -> Any:
        return getattr(ffi, name)

    def new(self, kind: str, values: Any = None) -> Any:
        """Give an array that holds some values, or none yet."""
        sized = _SIZED.fullmatch(kind) if values is not None else None
        return ffi.new(f"{sized[1]}[]" if sized else kind, values)


def name_types() -> None:
    """Have cffi parse the types that pages take, once for a process and its copies."""
    for kind in _USED:
        ffi.typeof(kind)


def share_types() -> None:
    """Have WeasyPrint name arrays so, in this process."""
    weasyprint.pdf.fonts.ffi = _Arrays()
