"""Which marked content each box was painted as: WeasyPrint knows it only while it writes a page."""

from typing import Any

from .vowels import map_vowels


class NotedPage:
    """A page of a laid-out document that remembers what its boxes were painted as."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self.marks: dict[Any, int] = {}
        """Box of text or of a picture -> marked-content id on the page."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)

    @property
    def box(self) -> Any:
        """The page's own box, which holds all others."""
        return self._page._page_box

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paint the page and take note of the marks, which are used up when WeasyPrint makes its own tree."""
        map_vowels(self.box, stream)
        self._page.paint(stream, scale)
        self.marks = {box: tag["mcid"] for box, tag in stream._tags.items()}


def note_marks(document: Any) -> Any:
    """Give the same document with pages that `mend` can read after they were painted."""
    return document.copy([NotedPage(page) for page in document.pages])
