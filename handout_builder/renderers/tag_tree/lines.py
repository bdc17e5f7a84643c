"""The lines of text as they were laid out: what tells whether a space was lost where a line ends."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from .elements import Mark

_CONTEXT = 24
"""Characters on each side of a line's end that are looked for in the source."""


class Run(NamedTuple):
    """Text of one style on one line."""

    mark: Mark
    text: str
    """As it was painted; what is only white space is not painted at all."""
    is_generated: bool
    """Whether the stylesheet wrote it, not the author."""


@dataclass
class Line:
    """A line of a block."""

    element: Any
    """The block's HTML element."""
    runs: list[Run] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What stands on the line, its white space made single."""
        return _plain("".join(run.text for run in self.runs))


def lost_spaces(lines: list[Line]) -> set[Mark]:
    """Give the marked content that a space was lost behind.

    Between words there is to be a space also where a line ends (ISO 32000-1, 14.8.2.5), but the layout drops
    it there, and it paints no text that is a space and nothing else.
    """
    lost = {before.mark for line in lines for before in _before_blanks(line)}
    texts: dict[Any, str] = {}
    for line, following in pairwise(lines):
        if line.element is following.element and line.runs and following.runs:
            if line.element not in texts:
                texts[line.element] = _plain("".join(_source(line.element)))
            if _is_parted(line, following, texts[line.element]):
                lost |= {run.mark for run in line.runs[-1:] if not run.text[-1:].isspace()}
    return lost


def _before_blanks(line: Line) -> Iterator[Run]:
    for before, blank in pairwise(line.runs):
        if blank.text.isspace() and not before.text[-1:].isspace():
            yield before


def _is_parted(line: Line, following: Line, source: str) -> bool:
    """Tell whether the source has a space between two lines; a long word may go on without."""
    if line.runs[-1].is_generated != following.runs[0].is_generated:
        return True
    return f"{line.text[-_CONTEXT:]} {following.text[:_CONTEXT]}" in source


def _source(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield " "
        elif isinstance(child.tag, str):
            yield from _source(child)
        yield child.tail or ""


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
