"""Text pasted into Word: a document of which nothing but its words is known is read as pasted text."""

from typing import Any

from ..recognition.lines import Line
from .headings import look_ranks
from .lines import document_lines
from .places import paragraph_of
from .writer import Paragraph


def unmarked_lines(root: Any, paragraphs: list[Paragraph]) -> list[Line]:
    """Give the lines of a document without any mark-up; none where there is some."""
    blocks = list(root)
    if not all(_is_unmarked(block, paragraphs) for block in blocks) or look_ranks(blocks, paragraphs):
        return []
    return [line for line, _ in document_lines(root, paragraphs)]


def _is_unmarked(block: Any, paragraphs: list[Paragraph]) -> bool:
    about = paragraph_of(block, paragraphs)
    if about is None or len(block):
        return False
    return not (about.role or about.item or about.box or about.align or about.is_rtl)
