"""The text written anew, in the part of WordprocessingML that the converter keeps whole.

Everything that Word works out is worked out here: styles, list numbers, fields, tracked changes, which of two
alternatives is shown. What is written is plain runs in plain paragraphs and tables; what is known of each
paragraph besides its runs is kept in a `Paragraph`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ...model import Removed
from .fields import CONTENTS
from .names import MC, Element, M, W, number
from .plain import NUMBER
from .runs import write_inlines
from .tables import write_table
from .writer import CONTAINERS, Line, Paragraph, Writer, chosen

_FOREIGN = {W + "altChunk": "text from another file, put in when Word opens it", W + "subDoc": "text of another file"}


@dataclass
class Rewriter(Writer):
    """Writes blocks: what holds paragraphs."""

    def blocks(self, container: Element, box: int = 0) -> list[Element]:
        """Write the paragraphs and tables of a body, a cell, a note or a text box."""
        made = list(self._blocks(container, box))
        if self.open_line and container.tag not in CONTAINERS:
            made += self._close(self.open_line)
        return made

    def _blocks(self, container: Element, box: int) -> Iterator[Element]:
        for child in container:
            if child.tag == W + "p":
                yield from self._paragraph(child, box)
            elif child.tag == W + "tbl":
                yield from write_table(self, child, box)
            elif child.tag == W + "sdt":
                content = child.find(W + "sdtContent")
                if content is not None and not self.leaves_out(child, content):
                    yield from self._blocks(content, box)
            elif child.tag in CONTAINERS:
                yield from self._blocks(child, box)
            elif child.tag == MC + "AlternateContent":
                yield from self._blocks(chosen(child), box)
            elif child.tag == W + "bookmarkStart":
                self.mark(child)
            elif child.tag in (M + "oMathPara", M + "oMath"):
                wrapper = etree.Element(W + "p", {NUMBER: str(self.paragraphs[-1].number if self.paragraphs else 1)})
                wrapper.append(child)
                yield from self._paragraph(wrapper, box)
            elif child.tag in _FOREIGN:
                place = self.paragraphs[-1].number if self.paragraphs else 1
                reason = f"{_FOREIGN[child.tag]}; copy it into the file"
                self.removed.append(Removed(place, "(inserted file)", reason))

    def _paragraph(self, paragraph: Element, box: int) -> Iterator[Element]:
        properties = paragraph.find(W + "pPr")
        role, level = self.styles.role(properties)
        about = Paragraph(number(paragraph.get(NUMBER), 1), role, level, box=box)
        about.item = self.numbers.item(properties)
        about.indent = self.numbers.indent(properties)
        about.is_rtl = _is_set(self.styles.property(properties, "bidi"))
        justified = self.styles.property(properties, "jc")
        side = justified.get(W + "val", "") if justified is not None else ""
        about.align = {"center": "center", "right": "right", "end": "right"}.get(side, "") if not about.is_rtl else ""
        line, self.open_line = self.open_line or Line(about), None
        line.style_id = self.styles.style_of(properties)
        write_inlines(self, line, paragraph)
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self.open_line = line
        else:
            yield from self._close(line)

    def _close(self, line: Line) -> list[Element]:
        self.open_line = None
        about = line.about
        self.removed += [Removed(about.number, " ".join(t.split()), r) for r, t in line.left_out.items() if t.strip()]
        about.text = " ".join(about.text.split())
        if not about.text and not line.holds_more:
            self.blanks += 1
            return line.after
        if about.role == "toc":
            self.removed.append(Removed(about.number, about.text, CONTENTS))
            return line.after
        about.blanks, self.blanks = self.blanks, 0
        self.paragraphs.append(about)
        made = etree.Element(W + "p")
        etree.SubElement(made, W + "bookmarkStart", {W + "name": f"w-{len(self.paragraphs) - 1}"})
        made.extend(self.marks)
        made.extend(line.made)
        self.marks = []
        return [made, *line.after]


def _is_set(element: Element | None) -> bool:
    return element is not None and element.get(W + "val", "1") not in ("0", "false", "off")
