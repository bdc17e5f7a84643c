"""Fields: what Word works out itself, such as links, contents and page numbers (ECMA-376 part 1, 17.16)."""

import re
from dataclasses import dataclass, field

_LINK = re.compile(r'HYPERLINK\s+(?:"([^"]*)"|([^\s\\]\S*))?', re.IGNORECASE)
_PLACE = re.compile(r'\\l\s+(?:"([^"]*)"|(\S+))')
_PAGES = {"PAGE", "NUMPAGES", "SECTIONPAGES"}


@dataclass
class Field:
    """One field that is open."""

    code: str = ""
    has_result: bool = False
    """Whether its code has ended: what follows is what Word shows."""

    @property
    def kind(self) -> str:
        """The field's name, such as HYPERLINK or TOC."""
        return (self.code.split() or [""])[0].upper()


@dataclass
class Fields:
    """The fields that are open where the text is being read; they nest."""

    open: list[Field] = field(default_factory=list)

    def mark(self, kind: str | None) -> None:
        """Take note of a mark: begin, separate or end."""
        if kind == "begin":
            self.open.append(Field())
        elif kind == "separate" and self.open:
            self.open[-1].has_result = True
        elif kind == "end" and self.open:
            self.open.pop()

    def add_code(self, text: str) -> None:
        """Take up a piece of the innermost field's code."""
        if self.open and not self.open[-1].has_result:
            self.open[-1].code += text

    @property
    def is_code(self) -> bool:
        """Whether text here is some field's code, which nobody sees."""
        return any(not one.has_result for one in self.open)

    @property
    def left_out(self) -> str:
        """Why what is shown here is left out; empty where it stays."""
        kinds = {one.kind for one in self.open}
        if "TOC" in kinds:
            return CONTENTS
        return "a page number of the Word file" if kinds & _PAGES else ""

    @property
    def link(self) -> tuple[str, str]:
        """Give the address and the place in the file that the innermost link leads to."""
        for one in reversed(self.open):
            if one.kind == "HYPERLINK" and (found := _LINK.search(one.code)):
                place = _PLACE.search(one.code)
                return found[1] or found[2] or "", (place[1] or place[2]) if place else ""
        return "", ""


CONTENTS = "the table of contents, which Word makes; a handout has its own"
