"""A document's paragraphs as the recogniser's lines, as Word itself would save them as plain text."""

from collections.abc import Iterator
from typing import Any

from ..body import HEADINGS, plain_text
from ..recognition.lines import Line
from .places import paragraph_of, words_of
from .writer import Paragraph

_COLUMN = 180
"""Twentieths of a point that stand for a column of white space: four make half an inch."""


def document_lines(root: Any, paragraphs: list[Paragraph]) -> list[tuple[Line, Any]]:
    """Give every line of a body with the block that it is the whole of; None for a part of a list, table or box."""
    found: list[tuple[Line, Any]] = []
    for block in root:
        if block.get("class") == "footnote":
            continue
        number = found[-1][0].number if found else 1
        about = paragraph_of(block, paragraphs)
        if about is not None and block.tag in ("p", *HEADINGS):
            found += [(line, block)] if (line := paragraph_line(block, about)).text else []
        else:
            found += [(Line(number, text, indent, 0), None) for text, indent in _inner_lines(block) if text]
    return found


def paragraph_line(block: Any, about: Paragraph) -> Line:
    """Give a paragraph as a line, with the tabs in it where it is nothing but text."""
    first = next((text for text in block.itertext() if text), "")
    space = first[: len(first) - len(first.lstrip())].expandtabs(4)
    text = block.text or "" if not len(block) else words_of(block)
    return Line(about.number, text.strip(), max(about.indent, 0) // _COLUMN + len(space), about.blanks)


def _inner_lines(block: Any) -> Iterator[tuple[str, int]]:
    """Give texts and indents of what is no paragraph; each item has a bullet, for none of them is a heading."""
    if block.tag in ("ul", "ol"):
        for item in block.iter("li"):
            depth = sum(1 for above in item.iterancestors("li"))
            yield f"• {_own_text(item)}", 2 * depth
    elif block.tag == "table":
        for row in block.iter("tr"):
            yield "\t".join(plain_text(cell) for cell in row), 0
    else:
        for inner in block.iter("p", "li", "figcaption"):
            yield plain_text(inner), 0


def _own_text(item: Any) -> str:
    """Give an item's words without those of the lists in it."""
    inner = " ".join(plain_text(one) for one in item if one.tag in ("ul", "ol"))
    return plain_text(item).removesuffix(inner).strip()
