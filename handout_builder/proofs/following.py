"""An article's words followed through painted pages, where nothing parts them from bullets and running lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from .comparison import short
from .manuscript import Copy
from .right_to_left import is_same, is_turned

_LABEL = re.compile(r"[•◦▪‣]|[(]?(\d{1,3}|[a-zA-Z]|[ivxlcIVXLC]+)[.)]|[\"“”„«»‘’‚‹›「」『』]")
"""What a layout paints before a list's item, or around words that are quoted."""


@dataclass(frozen=True)
class Found:
    """What became of an article's words on painted pages."""

    fault: str
    """The first words that differ; empty where all are found."""
    around: tuple[str, ...]
    """What is painted before the article and after it."""


@dataclass(frozen=True)
class _Reader:
    """One way of reading so far: a number may be an item's or the author's, so that there may be several."""

    place: int
    """Letters of the article that were read."""
    part: Literal["top", "text", "margin"] = "text"
    """Of the page. Above its first words a table's header may stand once more; its running lines are painted last."""


def follow_pages(copy: Copy, pages: Sequence[Sequence[str]]) -> Found:
    """Follow a copy through the text objects of pages, in the order in which they are painted."""
    blocks = [(number, block) for number, page in enumerate(pages) for block in page]
    following = _Following(copy, blocks)
    for start, (_, block) in enumerate(blocks):
        if following.text and following.stands_at(block, 0):
            end = following.read_from(start)
            if end:
                return Found("", tuple(text for _, text in (*blocks[:start], *blocks[end:])))
    return Found(following.fault() if following.text else "", tuple(text for _, text in blocks))


class _Following:
    """A copy, the blocks it is looked for in, and how far it was found."""

    def __init__(self, copy: Copy, blocks: list[tuple[int, str]]) -> None:
        self.text, self._blocks = copy.text.strip(), blocks
        self._turned = is_turned(self.text)
        lead = len(copy.text) - len(copy.text.lstrip())
        ends = [end - lead for end in accumulate(map(len, copy.runs[:-1]))]
        # Behind a link its address may be printed, before or after the space that follows.
        self._additions = {end + step for end in ends for step in (0, 1)}
        self._best, self._block = 0, 0

    def read_from(self, start: int) -> int:
        """Read from a block on; give the block behind the last one read, 0 where the words are not all there."""
        readers, page = {_Reader(0)}, self._blocks[start][0]
        for number in range(start, len(self._blocks)):
            if self._blocks[number][0] != page:
                page = self._blocks[number][0]
                readers = {_Reader(reader.place, "top") for reader in readers}
            readers = self._read(readers, number)
            if any(reader.place == len(self.text) for reader in readers):
                return number + 1
        return 0

    def _read(self, readers: set[_Reader], number: int) -> set[_Reader]:
        block = self._blocks[number][1]
        further: set[_Reader] = set()
        for reader in readers:
            is_next = self.stands_at(block, reader.place)
            if self._is_added(number, reader):
                further.add(reader)
            if not is_next:
                further.add(_Reader(reader.place, "margin"))
            elif reader.part != "margin":
                end = reader.place + len(block)
                further.add(_Reader(end + (self.text[end : end + 1] == " ")))
                if end > self._best:
                    self._best, self._block = end, number
        return further

    def _is_added(self, number: int, reader: _Reader) -> bool:
        page, block = self._blocks[number]
        if reader.part == "top" and any(text == block for earlier, text in self._blocks if earlier < page):
            return True
        at_link = reader.place in self._additions and " " not in block
        return reader.part != "margin" and bool(at_link or _LABEL.fullmatch(block))

    def stands_at(self, block: str, place: int) -> bool:
        """Tell whether a block is what comes at a place of the copy."""
        return is_same(self.text[place : place + len(block)], block, turned=self._turned)

    def fault(self) -> str:
        """Say where the pages go on otherwise than the article."""
        known = " ".join(self.text[: self._best].split()[-6:])
        where = f'after "{known}" the article goes on' if known else "the article begins"
        found = self._blocks[self._block + 1][1] if self._block + 1 < len(self._blocks) else ""
        there = f'with "{short(found)}"' if found else "ends there"
        return f'{where} "{short(self.text[self._best :].strip())}", the folded booklet {there}.'
