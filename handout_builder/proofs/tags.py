"""The tag tree of a PDF, read as a screen reader does, and what is wrong with its structure."""

from dataclasses import dataclass, field
from typing import Any

import pikepdf

from .painting import Painting
from .reading import Reading
from .right_to_left import told_faults

_IN_LINE = frozenset("/Span /Link /Code /Quote /Em /Strong /Reference /Note /Annot /Ruby".split())
_HEADINGS = {f"/H{level}": level for level in range(1, 7)}
_PARTS = ("/Art", "/Sect")
_PIECE = "/Part"


@dataclass(frozen=True)
class Piece:
    """A part of a document that holds a document of its own."""

    start: int
    end: int
    """Where it stands in the reading's text."""
    page: int | None
    """On which its first words are, from 0."""
    language: str
    """Its own; empty where it is that of the whole."""
    told: tuple[tuple[str, str, str], ...]
    """What is told beside its words, as in the tree."""


@dataclass
class TagTree:
    """A reading of the tag tree, and its faults."""

    reading: Reading = field(default_factory=Reading)
    faults: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    """Alternative text of each picture, in reading order."""
    told: list[tuple[str, str, str]] = field(default_factory=list)
    """(E or Lang, its value, the words that it is told of), of each element with an expansion or a language."""
    links: set[Any] = field(default_factory=set)
    """The annotations that an element of the tree holds."""
    pieces: list[Piece] = field(default_factory=list)
    """The parts of a binder, in order."""
    _left: set[tuple[int, int]] = field(default_factory=set)


def read_tags(pdf: Any, painting: Painting) -> TagTree:
    """Read the tree of a document whose pages were read."""
    tree = TagTree()
    tree._left = set(painting.marked)
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        tree.faults.append("there is no tag tree, so that a screen reader has no order to read in.")
        return tree
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    _Walk(tree, painting, pages).kids(root.get("/K"), None, ordered=False)
    tree.reading.finish()
    lost = [painting.marked[place].strip() for place in sorted(tree._left)]
    tree.faults += [f'"{text[:60]}" is painted, but no screen reader comes to it.' for text in lost if text]
    tree.faults += _level_faults(tree.reading)
    return tree


class _Walk:
    """Goes through the tree in reading order."""

    def __init__(self, tree: TagTree, painting: Painting, pages: dict[Any, int]) -> None:
        self._tree, self._painting, self._pages = tree, painting, pages
        self._first: int | None = None

    def kids(self, kids: Any, page: int | None, *, ordered: bool) -> None:
        """Read what an element holds; `ordered` is of lists that number or mark their items."""
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                self._words(page, kid)
            elif not isinstance(kid, pikepdf.Dictionary):
                continue
            elif "/MCID" in kid:
                self._words(self._page(kid, page), int(kid.MCID))
            elif "/Obj" in kid:
                self._tree.links.add(kid.Obj.objgen)
            elif "/S" in kid:
                self._element(kid, page, ordered=ordered)

    def _element(self, element: Any, page: int | None, *, ordered: bool) -> None:
        told = [key for key in ("/E", "/Lang") if key in element]
        if told and str(element.S) not in _IN_LINE:
            self._tree.reading.edge()
        place, number = self._tree.reading.place(), len(self._tree.told)
        self._read(element, page, ordered=ordered)
        if told:
            words = self._tree.reading.since(place)
            # Before those that it holds, in the order in which they begin.
            self._tree.told[number:number] = [(key[1:], str(element[key]), words) for key in told]

    def _read(self, element: Any, page: int | None, *, ordered: bool) -> None:
        name = str(element.S)
        page = self._page(element, page)
        if name == "/Lbl" and ordered:
            # A bullet or a number, which the layout writes and no author.
            self._pass_over(element, page)
            return
        reading = self._tree.reading
        if name in _IN_LINE and "/ActualText" in element:
            self._told(element, page)
            return
        if name in _IN_LINE:
            self.kids(element.get("/K"), page, ordered=False)
            return
        start, number = reading.edge(), len(self._tree.told)
        if name == _PIECE:
            self._first = None
        if name == "/Figure":
            self._tree.figures.append(str(element.get("/Alt", element.get("/ActualText", ""))))
        if name == "/L":
            ordered = _is_marked(element)
        self.kids(element.get("/K"), page, ordered=ordered and name in ("/L", "/LI"))
        if name in _HEADINGS:
            reading.end_heading(_HEADINGS[name], start)
        elif name in _PARTS:
            reading.end_part(start)
        elif name == _PIECE:
            told = tuple(self._tree.told[number:])
            self._tree.pieces.append(Piece(start, reading.edge(), self._first, str(element.get("/Lang", "")), told))
        reading.edge()

    def _told(self, element: Any, page: int | None) -> None:
        """Read words that the tags tell themselves, which have to be those that are painted."""
        told = str(element.ActualText)
        self._tree.faults += told_faults(told, self._pass_over(element, page))
        self._tree.reading.add(told)

    def _pass_over(self, element: Any, page: int | None) -> list[str]:
        """Give what is painted for an element, without reading it."""
        whole, self._tree.reading = self._tree.reading, Reading()
        self.kids(element.get("/K"), page, ordered=False)
        passed, self._tree.reading = self._tree.reading.unread(), whole
        return passed

    def _words(self, page: int | None, mark: int) -> None:
        if self._first is None:
            self._first = page
        place = (page if page is not None else -1, mark)
        self._tree._left.discard(place)
        self._tree.reading.add(self._painting.marked.get(place, ""))

    def _page(self, element: Any, page: int | None) -> int | None:
        own = element.get("/Pg")
        return self._pages.get(own.objgen) if own is not None else page


def _is_marked(element: Any) -> bool:
    attributes = element.get("/A", {})
    several = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    return any(str(entry.get("/ListNumbering", "/None")) != "/None" for entry in several)


def _level_faults(reading: Reading) -> list[str]:
    """Name a heading that skips a level (ISO 14289-1, section 7.4.2)."""
    before = 0
    for heading in reading.headings:
        if heading.level > before + 1:
            return [f'the heading "{heading.text[:60]}" is at level {heading.level}, after one at level {before}.']
        before = heading.level
    return []
