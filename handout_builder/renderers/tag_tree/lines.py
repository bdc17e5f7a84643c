"""The lines of text as they were laid out: what tells whether a space was lost where a line ends."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import Any, NamedTuple

from ..margin_notes import is_note
from .elements import Mark

_CONTEXT = 24
"""Characters on each side of a line's end that are looked for in the source."""


class Run(NamedTuple):
    """Text of one style on one line."""

    mark: Mark
    text: str
    """As it was painted; a space where it is blank and was not painted at all."""
    is_generated: bool
    """Whether the stylesheet wrote it, not the author."""


@dataclass
class Line:
    """A line of a block."""

    element: Any
    """The block's HTML element."""
    runs: list[Run] = field(default_factory=list)

    def painted(self) -> list[Run]:
        """Give the runs that are not only white space."""
        return [run for run in self.runs if run.text.strip()]

    def beginning(self) -> str:
        """Give the author's words that the line begins with, its white space made single."""
        return _plain("".join(_authored(self.runs)))[:_CONTEXT]

    def ending(self) -> str:
        """Give the author's words that the line ends with, its white space made single."""
        return _plain("".join(_authored(self.runs[::-1])[::-1]))[-_CONTEXT:]


def lost_spaces(lines: list[Line]) -> set[Mark]:
    """Give the marked content that a space was lost behind.

    Between words there is to be a space also where a line ends (ISO 32000-1, 14.8.2.5), but the layout drops
    it there, and it paints no text that is a space and nothing else.
    """
    lost = {before.mark for line in lines for before in _before_blanks(line)}
    # By block, since a row of a table goes on in its first cell after the lines of its last.
    blocks: dict[Any, list[Line]] = {}
    for line in lines:
        if line.painted():
            blocks.setdefault(line.element, []).append(line)
    for element, own in blocks.items():
        source = _plain("".join(_source(element))) if len(own) > 1 else ""
        lost |= {line.painted()[-1].mark for line, following in pairwise(own) if _is_parted(line, following, source)}
    return lost


def _before_blanks(line: Line) -> Iterator[Run]:
    for before, blank in pairwise(line.runs):
        if not blank.text.strip() and before.text.strip() and not before.text[-1].isspace():
            yield before


def _is_parted(line: Line, following: Line, source: str) -> bool:
    """Tell whether the source has a space between two lines; a long word may go on without."""
    last, first = line.painted()[-1], following.painted()[0]
    if last.text[-1].isspace():
        return False
    if last.is_generated or first.is_generated:
        # An address may be broken anywhere; other than that a line ends between words.
        return last.is_generated != first.is_generated
    return f"{line.ending()} {following.beginning()}" in source


def _authored(runs: list[Run]) -> list[str]:
    """Give the texts up to the first words that the stylesheet wrote; the end of a line is its writing too."""
    return [run.text for run in takewhile(lambda run: not (run.is_generated and run.text.strip()), runs)]


def _source(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield " "
        # A note in the margin is no part of the line.
        elif not is_note(child) and isinstance(child.tag, str):
            yield from _source(child)
        yield child.tail or ""


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
