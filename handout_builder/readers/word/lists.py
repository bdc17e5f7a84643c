"""Lists made in Word: items nested by their depth, with the numbers that Word shows."""

from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from lxml import etree

from ..body import HEADINGS
from .numbers import Item
from .places import paragraph_of
from .writer import Paragraph

_LIST_DATA = "data-list"
"""Attribute of a list while it grows: depth, last number and id; cleaning drops it."""


def make_lists(container: Any, paragraphs: list[Paragraph]) -> None:
    """Nest list items by their depth; a list that goes on after other text goes on counting."""
    nesting = _Nesting()
    children = list(container)
    for child, below in zip_longest(children, children[1:]):
        about = paragraph_of(child, paragraphs)
        if about is not None and about.item is not None and child.tag == "p":
            nesting.take(child, about.item)
            continue
        if about is not None and about.item is not None and about.item.label and child.tag in HEADINGS:
            _write_label(child, about.item)
        following = paragraph_of(below, paragraphs) if below is not None else None
        nesting.pass_by(child, about, following)


def make_item(holder: Any, paragraph: Any) -> Any:
    """Move a paragraph into a new item at a list's end; what was said of the paragraph is said of the item."""
    entry = etree.SubElement(holder, "li")
    entry.append(paragraph)
    for name in ("id", "class", "dir"):
        if paragraph.get(name):
            entry.set(name, paragraph.attrib.pop(name))
    paragraph.tail = None
    paragraph.drop_tag()
    return entry


@dataclass
class _Nesting:
    """The lists that are open where the next item is put."""

    open: list[Any] = field(default_factory=list)
    """The outermost first."""

    def take(self, child: Any, item: Item) -> None:
        """Put an item into the list that it goes on with, else into a new one."""
        self._close(item.depth + 1)
        if not item.kind:
            self._put_labelled(child, item)
            return
        if not self.open or not _continues(self.open[-1], item):
            self._close(item.depth)
            self._begin(child, item)
        make_item(self.open[-1], child)
        self.open[-1].set(_LIST_DATA, _data(item))

    def pass_by(self, child: Any, about: Paragraph | None, following: Paragraph | None) -> None:
        """Put what is no item into the item above where it belongs there; else all lists end."""
        if self.open and _goes_on(child, about, following, self.open[-1]):
            self.open[-1][-1].append(child)
        else:
            self.open = []

    def _close(self, depth: int) -> None:
        """End the lists of a depth and those deeper."""
        self.open = [one for one in self.open if int(one.get(_LIST_DATA).split(" ")[0]) < depth]

    def _put_labelled(self, child: Any, item: Item) -> None:
        _write_label(child, item)
        self._close(item.depth)
        if self.open:
            self.open[-1][-1].append(child)

    def _begin(self, child: Any, item: Item) -> None:
        made = _new_list(item)
        if self.open:
            self.open[-1][-1].append(made)
        else:
            child.addprevious(made)
        self.open.append(made)


def _new_list(item: Item) -> Any:
    made = etree.Element("ul" if item.kind == "-" else "ol", {_LIST_DATA: _data(item)})
    if item.kind not in ("-", "1"):
        made.set("type", item.kind)
    if item.kind != "-" and item.count != 1:
        made.set("start", str(item.count))
    return made


def _data(item: Item) -> str:
    return f"{item.depth} {item.count} {item.list_id}"


def _continues(holder: Any, item: Item) -> bool:
    depth, count, list_id = holder.get(_LIST_DATA).split(" ", 2)
    if int(depth) != item.depth or (holder.tag == "ul") != (item.kind == "-"):
        return False
    if item.kind == "-":
        return True
    return list_id == item.list_id and item.count == int(count) + 1 and holder.get("type", "1") == item.kind


def _goes_on(child: Any, about: Paragraph | None, following: Paragraph | None, holder: Any) -> bool:
    """Tell whether a paragraph belongs to the item above: moved in, and the same list goes on below it."""
    if about is None or child.tag != "p" or about.item or about.role or about.indent <= 0:
        return False
    return (
        following is not None
        and following.item is not None
        and holder.get(_LIST_DATA).endswith(f" {following.item.list_id}")
    )


def _write_label(element: Any, item: Item) -> None:
    """Put the label that Word shows before a paragraph into its text, where HTML's lists have no such label."""
    element.text = f"{item.label} {element.text or ''}"
