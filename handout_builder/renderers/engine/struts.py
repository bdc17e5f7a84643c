"""The height of a line in each style, found once.

WeasyPrint asks for it at each piece of each line, and each time writes out the whole style as text to look it up.
"""

from typing import Any

import weasyprint.layout.inline
from weasyprint.text.line_break import strut


def strut_of(style: Any) -> Any:
    """Give the height of a line in pixels and its baseline; arguments and result are those of WeasyPrint's function."""
    key = style["font_size"], style["line_height"]
    known = getattr(style, "strut", None)
    if known is None or known[0] != key:
        known = style.strut = key, strut(style)
    return known[1]


def keep_struts() -> None:
    """Have WeasyPrint find struts so, in this process."""
    weasyprint.layout.inline.strut = strut_of
