"""Where each printed page begins in the article: what a page list of an ePub is made of.

Letters are counted rather than places noted, since the same words stand in other mark-up in an ePub.
"""

from typing import Any

from ..model import PICTURE, PageStart
from .margin_notes import is_note

ENOUGH = 24
"""Letters that tell a place from those around it."""


def page_starts(pages: list[Any]) -> tuple[PageStart, ...]:
    """Read the laid-out pages of a document whose article begins with its first h1."""
    reading = _Reading()
    return tuple(reading.read_page(page._page_box) for page in pages)


class _Reading:
    """What was read so far, in the order of the boxes."""

    def __init__(self) -> None:
        self.count = 0
        self.has_begun = False
        self.headers: set[Any] = set()

    def read_page(self, page: Any) -> PageStart:
        """Read a page; what stands in its margins is not the article's."""
        before, self.first = self.count, ""
        for box in page.children:
            if not hasattr(box, "at_keyword"):
                self._read(box)
        return PageStart(before, self.first)

    def _read(self, box: Any) -> None:
        # What is out of the flow has left a placeholder where it stands in the text.
        box = getattr(box, "_box", box)
        if self._is_repeated(box) or "::" in (box.element_tag or "") or is_note(box.element):
            return
        self.has_begun = self.has_begun or box.element_tag == "h1"
        if hasattr(box, "replacement"):
            self._count(PICTURE)
        elif hasattr(box, "text"):
            self._count("".join(box.text.split()))
        for child in getattr(box, "children", ()):
            self._read(child)

    def _count(self, letters: str) -> None:
        if self.has_begun:
            self.count += len(letters)
            # The first box only: in a row of a table that crosses a page, the next may be another cell's.
            self.first = self.first or letters[:ENOUGH]

    def _is_repeated(self, box: Any) -> bool:
        """Tell whether a box is a table's header or footer that was printed on a page before."""
        if not (getattr(box, "is_header", False) or getattr(box, "is_footer", False)):
            return False
        is_known = box.element in self.headers
        self.headers.add(box.element)
        return is_known
