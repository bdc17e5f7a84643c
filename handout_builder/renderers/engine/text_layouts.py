"""Lines of text, laid out by Pango once and freed when they are drawn.

WeasyPrint lays a line out to break it and, since it lets go of the layout meanwhile, once more to draw it. A line that
is not justified is drawn as it was broken, so its layout is kept. And what WeasyPrint asks of a font, such as
open ligatures, it hands to Pango in lists that nobody ever frees.
"""

from typing import Any

import weasyprint.text.line_break
from weasyprint.text.ffi import ffi, pango
from weasyprint.text.line_break import Layout

_ENDS = ("\n", "\r", "\u2029")
"""What ends a paragraph to Pango."""


class TextLayout(Layout):  # type: ignore[misc]
    """A layout of a piece of text."""

    def setup(self, style: Any) -> None:
        """Make a layout in a style; its list of attributes is its own and goes with it."""
        super().setup(style)
        self._is_whole = True
        attributes = pango.pango_layout_get_attributes(self.layout)
        if attributes != ffi.NULL:
            pango.pango_attr_list_unref(attributes)

    def set_text(self, text: str, justify: bool = False) -> None:
        """Lay out a text, as one paragraph where it is one: a line is drawn so, and need not be laid out anew then."""
        pango.pango_layout_set_single_paragraph_mode(self.layout, not any(end in text for end in _ENDS))
        super().set_text(text, justify)

    def deactivate(self) -> None:
        """Let go of the layout after it was drawn, and at once where it has to be laid out anew for that."""
        if self.justification_spacing or not self._is_whole:
            super().deactivate()
        self._is_whole = False

    def reactivate(self, style: Any) -> None:
        """Give the layout to be drawn."""
        if not hasattr(self, "layout"):
            super().reactivate(style)
            self._is_whole = False


class OwnFeatures(dict[bytes, Any]):
    """Takes the place of WeasyPrint's store of font features: one that is in many lists could be freed with none."""

    def setdefault(self, key: bytes, default: Any = None) -> Any:  # noqa: ARG002 - as dict has it
        """Give the new features, for the list that they are made for."""
        return default


def keep_layouts(fonts: Any) -> None:
    """Have WeasyPrint keep layouts until they are drawn, in this process."""
    fonts.font_features = OwnFeatures()
    weasyprint.text.line_break.Layout = TextLayout
