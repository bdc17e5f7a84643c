"""What the writing anew goes by: the file's parts, what is known of each paragraph, and what was left out so far.

`rewrite.py` walks the blocks, `runs.py` what stands in them, `tables.py` tables; all three share this.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ...model import Removed
from .fields import CONTENTS, Fields
from .names import MC, A, Element, M, W, number, value
from .numbers import Item, Numbers
from .package import Package
from .pictures import Drawn
from .plain import NUMBER
from .styles import Look, Role, Styles

CONTAINERS = {W + "ins", W + "moveTo", W + "smartTag", W + "customXml", W + "dir", W + "bdo", W + "sdtContent"}
"""Elements that change nothing about the text in them."""


@dataclass
class Paragraph:
    """What is known of a paragraph besides its runs."""

    number: int
    """Line of the plain text, 1-based."""
    role: Role = ""
    level: int = 0
    """Of a heading, 1-based."""
    item: Item | None = None
    indent: int = 0
    """Twentieths of a point."""
    align: str = ""
    is_rtl: bool = False
    box: int = 0
    """The text box it stands in, 1-based; 0 outside."""
    text: str = ""
    looks: list[tuple[Look, int]] = field(default_factory=list)
    """How its runs look, with the number of their letters."""
    has_sequence: bool = False
    """Whether Word numbers it, as it does captions."""
    blanks: int = 0
    """Empty paragraphs above it."""


@dataclass
class Line:
    """A paragraph while it is written."""

    about: Paragraph
    style_id: str = ""
    made: list[Element] = field(default_factory=list)
    after: list[Element] = field(default_factory=list)
    """Blocks of the text boxes anchored in it."""
    left_out: dict[str, str] = field(default_factory=dict)
    """Reason -> words."""
    href: str = ""
    anchor: str = ""
    holds_more: bool = False
    """Whether a picture or a note's number is in it, which are no text."""


@dataclass
class Writer(ABC):
    """Writes the parts of one file anew, and remembers what it came upon."""

    package: Package
    styles: Styles
    numbers: Numbers
    notes: dict[tuple[str, str], int]
    """A note's number, 1-based, by its part and id."""
    language: str = ""
    """The article's."""
    part: str = ""
    """Name of the part being read: relationships are a part's own."""
    paragraphs: list[Paragraph] = field(default_factory=list)
    pictures: list[Drawn] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    """Addresses by relationship id."""
    removed: list[Removed] = field(default_factory=list)
    boxes: int = 0
    table_depth: int = 0
    fields: Fields = field(default_factory=Fields)
    anchors: dict[str, str] = field(default_factory=dict)
    """Ids by the names of the bookmarks that links lead to."""
    marks: list[Element] = field(default_factory=list)
    open_line: Line | None = None
    """A paragraph whose end was deleted: the next goes on in it."""
    blanks: int = 0
    """Empty paragraphs since the last one that was written."""

    @abstractmethod
    def blocks(self, container: Element, box: int = 0) -> list[Element]:
        """Write the paragraphs and tables of a body, a cell, a note or a text box."""

    def leaves_out(self, control: Element, content: Element) -> bool:
        """Report a content control that holds Word's own words: its contents, or a prompt to type here."""
        properties = control.find(W + "sdtPr")
        if properties is None:
            return False
        gallery = next((value(part, "docPartGallery") for part in properties.iter(W + "docPartObj")), "") or ""
        if gallery == "Table of Contents":
            reason = CONTENTS
        elif properties.find(W + "showingPlcHdr") is not None:
            reason = "a form's prompt, which nobody filled in"
        else:
            return False
        for paragraph in content.iter(W + "p"):
            text = " ".join("".join(words(paragraph)).split())
            if text:
                self.removed.append(Removed(number(paragraph.get(NUMBER), 1), text, reason))
        return True

    def leaves_out_inline(self, control: Element, line: Line) -> bool:
        """Report a content control within a line that holds a prompt to type here."""
        properties = control.find(W + "sdtPr")
        if properties is None or properties.find(W + "showingPlcHdr") is None:
            return False
        reason = "a form's prompt, which nobody filled in"
        line.left_out[reason] = line.left_out.get(reason, "") + " " + "".join(words(control))
        return True

    def mark(self, bookmark: Element) -> None:
        """Keep a bookmark that a link leads to."""
        name = bookmark.get(W + "name", "")
        if name in self.anchors:
            self.marks.append(etree.Element(W + "bookmarkStart", {W + "name": self.anchors[name]}))

    def box(self, content: Element, outer_box: int) -> list[Element]:
        """Write a text box: its fields and its open line are its own. In a table it is just more of the cell."""
        self.boxes += 1
        number_of_box = outer_box if self.table_depth else self.boxes
        outer, line, marks = self.fields, self.open_line, self.marks
        self.fields, self.open_line, self.marks = Fields(), None, []
        made = self.blocks(content, number_of_box)
        self.fields, self.open_line, self.marks = outer, line, marks
        return made

    def link_id(self, address: str) -> str:
        """Give the relationship id of an address."""
        known = (name for name, there in self.links.items() if there == address)
        name = next(known, f"link{len(self.links)}")
        self.links[name] = address
        return name


def chosen(alternates: Element) -> Element:
    """Choose one of the alternatives: the first that holds something we know (ECMA-376 part 3, 9.3)."""
    known = (W + "t", W + "p", A + "blip", A + "graphicData", M + "t", W + "sym")
    for choice in alternates.findall(MC + "Choice"):
        if next(choice.iter(*known), None) is not None:
            return choice
    fallback = alternates.find(MC + "Fallback")
    return etree.Element("nothing") if fallback is None else fallback


def words(element: Element) -> Iterator[str]:
    """Give the words in an element, with a space for each tab and break."""
    for node in element.iter(W + "t", W + "tab", W + "br", W + "cr"):
        yield (node.text or "") if node.tag == W + "t" else " "
