"""Reads the laid-out boxes in the article's order and makes the tree of them.

A box knows the HTML element that it belongs to, and all its parts on all lines and pages know the same one.
So an element of the tree is found again by the HTML element, wherever it goes on.
"""

from typing import Any

from .elements import Element, Mark, Note
from .kinds import BLOCKS, GROUPING, INLINE, ROLES, alternative_of, attributes_of, is_picture
from .lines import Line, Run

POINTS = 0.75
"""Of a CSS pixel."""


def read_boxes(pages: list[Any]) -> tuple[Element, list[Line]]:
    """Make the tree of a painted document's pages; give it with the lines of text that it holds."""
    reading = _Reading()
    for number, page in enumerate(pages):
        reading.read_page(number, page)
    return reading.root, reading.lines


class _Reading:
    """What was read so far."""

    def __init__(self) -> None:
        self.root = Element("Document")
        # Where the words of an HTML element go; None where it is decoration.
        self.places: dict[Any, Element | None] = {}
        self.first_pages: dict[Any, int] = {}
        self.lines: list[Line] = []

    def read_page(self, number: int, page: Any) -> None:
        """Read the boxes of a page; those in its margins are not the article's."""
        self.number, self.page, self.marks = number, page, page.marks
        for child in page.box.children:
            if not hasattr(child, "at_keyword"):
                self._read(child, self.root)

    def _read(self, box: Any, place: Element) -> None:
        # What is out of the flow has left a placeholder where it stands in the text.
        box = getattr(box, "_box", box)
        if self._is_repeated(box):
            return
        inside = self._place_of(box, place)
        if inside is None:
            return
        if box.link_annotation is not None and (link := inside.nearest("Link")):
            _add_note(link, Note(self.number, box.link_annotation))
        if (number := self.marks.get(box)) is not None:
            self._hold(box, inside, Mark(self.number, number))
        # Only a box that is a line has this.
        if hasattr(box, "block_ellipsis"):
            self.lines.append(Line(box.element))
        for child in box.children:
            self._read(child, inside)

    def _hold(self, box: Any, inside: Element, mark: Mark) -> None:
        _holder(inside).kids.append(mark)
        if hasattr(box, "text") and self.lines:
            # The engine may cut a space off a box's text and paint it still, but never text that is empty or blank.
            text = box.pango_layout.text if box.text.strip() else " "
            self.lines[-1].runs.append(Run(mark, text, "::" in box.element_tag))

    def _is_repeated(self, box: Any) -> bool:
        """Tell whether a box is painted once more: a table's header on a later page, or what is fixed on all."""
        repeats = getattr(box, "is_header", False) or getattr(box, "is_footer", False)
        if not repeats and box.style["position"] != "fixed":
            return False
        return self.first_pages.setdefault(box.element, self.number) != self.number

    def _place_of(self, box: Any, place: Element) -> Element | None:
        """Give the element that takes what a box holds, a new one where its HTML element begins."""
        element = box.element
        if element is None:
            return place
        if element not in self.places:
            self.places[element] = self._begin(box, element, place)
        found = self.places[element]
        if found is not None and found.tag == "LBody" and box.element_tag.endswith("::marker"):
            return _label(found)
        return found

    def _begin(self, box: Any, element: Any, place: Element) -> Element | None:
        if is_picture(element):
            return self._begin_picture(box, element, place)
        begun = _begin_tag(box, element, place)
        language = element.get("lang")
        if language and language != begun.language() and element.tag not in ("html", "body"):
            begun = _own(begun, place, element)
            begun.entries["Lang"] = language
        if element.tag == "abbr" and element.get("title"):
            begun = _own(begun, place, element)
            begun.entries["E"] = element.get("title")
        return begun

    def _begin_picture(self, box: Any, element: Any, place: Element) -> Element | None:
        words = alternative_of(element)
        if not words:
            return None
        last = place.kids[-1] if place.kids else None
        in_line = isinstance(last, Element) and _is_line(last)
        figure = (_holder(place) if in_line else place).add("Figure", element)
        figure.entries["Alt"] = words
        figure.attributes = {"O": "/Layout", "BBox": self._corners(box)}
        return figure

    def _corners(self, box: Any) -> list[float]:
        left, top = box.content_box_x(), box.content_box_y()
        right, bottom = left + box.width, top + box.height
        high = self.page.height
        return [round(side * POINTS, 2) for side in (left, high - bottom, right, high - top)]


def _add_note(link: Element, note: Note) -> None:
    """Add a link's rectangle, unless it lies in the one before: emphasis within a link is not one more link."""
    notes = [kid for kid in link.kids if isinstance(kid, Note) and kid.page == note.page]
    if not notes or not _lies_in(note.annotation["Rect"], notes[-1].annotation["Rect"]):
        link.kids.append(note)


def _lies_in(inner: list[float], outer: list[float]) -> bool:
    """Compare two rectangles: left, top, right, bottom; a point more or less is not seen."""
    left, top, right, bottom = outer
    return left - 1 <= inner[0] and inner[2] <= right + 1 and bottom - 1 <= inner[3] and inner[1] <= top + 1


def _begin_tag(box: Any, element: Any, place: Element) -> Element:
    """Give a new element for an HTML element, or the place itself where its name says nothing."""
    name = element.tag
    if name == "ol" and place.source is not None and place.source.tag == "nav":
        return place.add("TOC", element)
    if name == "li" and place.tag == "TOC":
        return place.add("TOCI", element)
    if name in ("li", "dt", "dd") and (home := place.nearest("L")):
        return _begin_item(name, home, element)
    if name == "a" and _is_link(box):
        return _holder(place).add("Link", element)
    if role := ROLES.get(element.get("role", "")):
        return place.add(role, element)
    if name in BLOCKS:
        # HTML lets a definition list group its terms; a list of PDF has items only.
        if place.tag == "L" and BLOCKS[name] == "Div":
            return place
        # Where the first row fills a page, the engine prints the header on a later one only; it is read first still.
        first = sum(child.tag == "Caption" for child in place.children()) if name == "thead" else None
        begun = place.add(BLOCKS[name], element, first)
        begun.attributes = attributes_of(begun.tag, box)
        return begun
    return _holder(place).add(INLINE[name], element) if name in INLINE else place


def _is_link(box: Any) -> bool:
    """Tell whether a link leads somewhere; where it is laid out as a table, the table within the box knows."""
    boxes = (box, *(child for child in box.children if child.element is box.element))
    return any(each.link_annotation is not None for each in boxes)


def _begin_item(name: str, home: Element, element: Any) -> Element:
    """Begin a list item; a term is the label of what follows it."""
    if name == "dd" and home.kids:
        return home.children()[-1].add("LBody", element)
    last = home.children()[-1] if home.kids else None
    # Terms that share one definition share one item.
    shares = name == "dt" and last is not None and all(child.tag == "Lbl" for child in last.children())
    item = last if shares and last is not None else home.add("LI", element)
    return item.add("Lbl" if name == "dt" else "LBody", element)


def _label(body: Element) -> Element:
    """Give the label of the list item that a body belongs to."""
    item = body.parent
    assert item is not None  # noqa: S101 - a body is only ever put into an item
    first = item.children()[0]
    return first if first.tag == "Lbl" else item.add("Lbl", place=0)


def _own(begun: Element, place: Element, element: Any) -> Element:
    """Give an element that stands for one HTML element only, a span where there is none."""
    return begun if begun.source is element and begun is not place else _holder(place).add("Span", element)


def _holder(place: Element) -> Element:
    """Give the element that words may be put into: a group holds none itself, so they become its paragraph."""
    if place.tag not in GROUPING:
        return place
    last = place.kids[-1] if place.kids else None
    return last if isinstance(last, Element) and _is_line(last) else place.add("P")


def _is_line(element: Element) -> bool:
    """Tell whether an element was made for loose words of a group."""
    return element.tag == "P" and element.source is None
