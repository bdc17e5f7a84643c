"""A reading: the words of a finished file in the order in which they are read, and its headings."""

from dataclasses import dataclass, field

from .manuscript import plain


@dataclass(frozen=True)
class Heading:
    """A heading of a finished file."""

    level: int
    text: str
    start: int
    """Where it begins in the reading's text."""


@dataclass
class Reading:
    """Collects words; an edge parts what stands before it from what comes."""

    text: str = ""
    headings: list[Heading] = field(default_factory=list)
    parts: list[tuple[int, int]] = field(default_factory=list)
    """Start and end of each article or section, the inner before the outer."""
    _buffer: list[str] = field(default_factory=list)
    _blocks: list[str] = field(default_factory=list)
    _length: int = 0

    def add(self, text: str) -> None:
        """Take words that go on from those before."""
        self._buffer.append(text)

    def unread(self) -> list[str]:
        """Give the words taken since the last edge, as they came."""
        return list(self._buffer)

    def place(self) -> tuple[int, int]:
        """Give the place that was reached, to ask later what was read since."""
        return len(self._blocks), len(self._buffer)

    def since(self, place: tuple[int, int]) -> str:
        """Give the words that were read since a place."""
        blocks, pieces = place
        open_block = "".join(self._buffer[pieces if len(self._blocks) == blocks else 0 :])
        return plain(" ".join([*self._blocks[blocks:], open_block]))

    def edge(self) -> int:
        """End a block; give the place where the next one begins."""
        block = plain("".join(self._buffer))
        self._buffer.clear()
        if block:
            self._blocks.append(block)
            self._length += len(block) + 1
        return self._length

    def end_heading(self, level: int, start: int) -> None:
        """Take note of a heading that began at a place and ends here."""
        blocks = len(self._blocks)
        self.edge()
        self.headings.append(Heading(level, " ".join(self._blocks[blocks:]), start))

    def end_part(self, start: int) -> None:
        """Take note of an article or section that began at a place and ends here."""
        self.parts.append((start, self.edge()))

    def piece(self, start: int, end: int) -> "Reading":
        """Give what was read between two places of the finished text."""
        headings = [
            Heading(heading.level, heading.text, heading.start - start)
            for heading in self.headings
            if start <= heading.start < end
        ]
        parts = [(first - start, last - start) for first, last in self.parts if start <= first and last <= end]
        return Reading(self.text[start:end].rstrip(), headings, parts)

    def finish(self) -> "Reading":
        """Join the blocks into one text."""
        self.edge()
        self.text = " ".join(self._blocks)
        return self
