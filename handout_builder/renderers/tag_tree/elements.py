"""A structure element and what it holds."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Mark(NamedTuple):
    """Marked content: words or a picture as they were painted."""

    page: int
    """Index of the page, 0-based."""
    number: int
    """The marked-content id within the page."""


class Note(NamedTuple):
    """An annotation: a link's rectangle on a page."""

    page: int
    """Index of the page, 0-based."""
    annotation: Any
    """The PDF's annotation dictionary."""


@dataclass(eq=False)
class Element:
    """A structure element (ISO 32000-1, 14.7.2)."""

    tag: str
    """A standard structure type, such as P."""
    parent: "Element | None" = None
    kids: list["Element | Mark | Note"] = field(default_factory=list)
    """In reading order."""
    entries: dict[str, Any] = field(default_factory=dict)
    """Further entries of the element's dictionary, such as Lang."""
    attributes: dict[str, Any] = field(default_factory=dict)
    """Entries of its attribute object, with the owner O."""
    source: Any = None
    """The HTML element that it stands for; None where the layout has none."""

    def add(self, tag: str, source: Any = None, place: int | None = None) -> "Element":
        """Put a new element below this one: at a place among the kids, or as the last."""
        child = Element(tag, self, source=source)
        self.kids.insert(len(self.kids) if place is None else place, child)
        return child

    def children(self) -> list["Element"]:
        """Give the elements directly below."""
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def walk(self) -> Iterator["Element"]:
        """Give this element and all below it, in reading order."""
        yield self
        for child in self.children():
            yield from child.walk()

    def marks(self) -> Iterator[Mark]:
        """Give all marked content of this element and those below it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Mark):
                yield kid
            elif isinstance(kid, Element):
                yield from kid.marks()

    def nearest(self, tag: str) -> "Element | None":
        """Give the element of a type that this one is or stands in."""
        here: Element | None = self
        while here is not None and here.tag != tag:
            here = here.parent
        return here

    def language(self) -> str | None:
        """Give the language that is told for this element or above it; None where it is the document's."""
        here: Element | None = self
        while here is not None:
            if "Lang" in here.entries:
                return str(here.entries["Lang"])
            here = here.parent
        return None
