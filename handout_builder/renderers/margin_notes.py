"""Notes in a page's margin, each beside the line that it belongs to.

The layout puts them all at the head of the margin of their page. Here each is moved down to its line, below the note
above it, and up again where it would go beyond the page's end. It becomes a block behind the one whose line it is
beside, so that it is painted and read there, and not in the middle of a sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import RenderError

_ROLE = "note"
"""Of the HTML element of a note (WAI-ARIA 1.2)."""
_GAP = 9
"""CSS pixels between two notes."""


@dataclass(frozen=True)
class _Place:
    """A note, and where it was found."""

    note: Any
    line: float
    """Where the line begins that it belongs to."""
    parent: Any
    """The box that holds it."""
    whole: Any
    """The box of the article, or of the page's whole text."""
    block: Any
    """The box directly in it that the line is a part of."""


def is_note(element: Any) -> bool:
    """Tell whether an HTML element is a note in the margin."""
    return element is not None and element.get("role") == _ROLE


def place_notes(pages: Sequence[Any], source: str) -> None:
    """Move the notes of laid-out pages to their lines; `source` is the article's, for messages.

    Raises RenderError where a page has more of them than its margin can hold.
    """
    for number, page in enumerate(pages, start=1):
        box = page._page_box
        places = list(_places_on(box))
        head, end = box.content_box_y(), box.content_box_y() + box.height
        tops = _tops([(place.line, place.note.margin_height()) for place in places], head, end)
        if tops is None:
            raise RenderError(
                f"{source}: page {number} has {len(places)} words explained in its margin, more than it can hold. "
                "Shorten them in sources/glossary.toml, or write the edition under end in [glossary] of "
                "layouts/clinic.toml."
            )
        for place, top in zip(places, tops, strict=True):
            place.note.translate(0, top - place.note.position_y)
        # From the last one on, so that those of one block stay in their order.
        for place in reversed(places):
            _put_behind(place)


def _tops(notes: Sequence[tuple[float, float]], head: float, end: float) -> list[float] | None:
    """Give where each note begins, of its line's place and its height; None where there are too many."""
    tops: list[float] = []
    free = head
    for line, height in notes:
        tops.append(max(line, free))
        free = tops[-1] + height + _GAP
    limit = end
    for place in reversed(range(len(notes))):
        tops[place] = min(tops[place], limit - notes[place][1])
        limit = tops[place] - _GAP
    # A hair is not seen.
    return tops if not tops or tops[0] >= head - 1 else None


def _put_behind(place: _Place) -> None:
    """Make a note a block of its own, in the place where it is."""
    place.parent.children = [
        child for child in place.parent.children if getattr(child, "_box", child) is not place.note
    ]
    place.note.style = place.note.style.copy()
    place.note.style["position"] = "static"
    children = list(place.whole.children)
    children.insert(children.index(place.block) + 1, place.note)
    place.whole.children = children


def _places_on(page: Any) -> Iterator[_Place]:
    """Give the notes of a page in the order of the text."""
    for child in page.children:
        if not hasattr(child, "at_keyword"):
            yield from _places_in(child, page, page, child, child.position_y)


def _places_in(box: Any, parent: Any, whole: Any, block: Any, line: float) -> Iterator[_Place]:
    inner = getattr(box, "_box", box)
    if is_note(inner.element):
        yield _Place(inner, line, parent, whole, block)
        return
    # Only a box that is a line has this.
    if hasattr(inner, "block_ellipsis"):
        line = inner.position_y
    for child in getattr(inner, "children", ()):
        if inner.element_tag in ("body", "article"):
            yield from _places_in(child, inner, inner, child, line)
        else:
            yield from _places_in(child, inner, whole, block, line)
