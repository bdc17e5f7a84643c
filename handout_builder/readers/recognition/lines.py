"""Lines of pasted text as the recogniser sees them: what stands on each, and what stands around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Letters of scripts that write without spaces."""

_BULLET = re.compile(r"(?:[•·▪▫‣◦●○■□◆◇►▸➢➤✓✔✦❖*–—-]|\u2043|\uf0b7)[ \t\u00a0]+(?=\S)")
_NUMBER = re.compile(r"\(?(?:(\d{1,3}(?:\.\d{1,3})*)|([a-zA-Z])|([ivxIVX]{2,5}))[.)][ \t\u00a0]+(?=\S)")
_ENDS = re.compile(r"([.!?…。！？‽؟:：;；,，、])['\"”’»)\]）」』]*$")
_WORD = re.compile(rf"[{CJK}]|[^\W_{CJK}][^\W_{CJK}’'-]*(?:[’'-][^\W_{CJK}]+)*")


@dataclass(frozen=True)
class Line:
    """A line that is not blank; where a paragraph was wrapped at a width, all its lines as one."""

    number: int
    """1-based, in the source."""
    text: str
    """Without white space at its ends."""
    indent: int = 0
    """Columns of white space before it; a tab goes to the next multiple of four."""
    blanks: int = 1
    """Blank lines above it; 1 for the first line."""
    lines: int = 1
    """Lines of the source that it was joined from."""

    @cached_property
    def words(self) -> list[str]:
        """Words in order; each letter of Chinese and Japanese is one."""
        return _WORD.findall(self.text)

    @cached_property
    def size(self) -> float:
        """Length in words; two letters of Chinese and Japanese count as one."""
        short = sum(1 for word in self.words if len(word) == 1 and word >= "\u3040")
        return len(self.words) - short / 2

    @cached_property
    def bullet(self) -> str:
        """The bullet before the text, or nothing."""
        found = _BULLET.match(self.text)
        return found[0].strip() if found else ""

    @cached_property
    def label(self) -> str:
        """The number or letter before the text, such as 3, 6.1 or b, or nothing."""
        found = _NUMBER.match(self.text)
        return next((group for group in found.groups() if group), "") if found else ""

    @cached_property
    def plain(self) -> str:
        """The text without bullet or number."""
        return _NUMBER.sub("", _BULLET.sub("", self.text, count=1), count=1)

    @cached_property
    def end(self) -> str:
        """The punctuation at its end, quotes and brackets aside, or nothing."""
        found = _ENDS.search(self.text)
        return found[1] if found else ""

    @cached_property
    def is_sentence(self) -> bool:
        """Whether it ends as a statement does."""
        return self.end in tuple(".…。!！") and bool(self.end)


def split_lines(content: str, offset: int = 0) -> list[Line]:
    """Split a text into its lines; `offset` is the number of lines above it in the source."""
    found: list[Line] = []
    blanks = 1
    for number, text in enumerate(content.split("\n"), offset + 1):
        if not text.strip():
            blanks += 1
            continue
        before = text[: len(text) - len(text.lstrip())].expandtabs(4)
        found.append(Line(number, text.strip(), len(before), blanks if found else 1))
        blanks = 0
    return found


def join_wrapped(lines: Sequence[Line]) -> list[Line]:
    """Join paragraphs that were wrapped at a width, as an e-mail's are; other lines stay as they are."""
    joined: list[Line] = []
    start = 0
    while start < len(lines):
        end = start + 1
        while end < len(lines) and not lines[end].blanks and not lines[end].bullet and not lines[end].label:
            end += 1
        block = lines[start:end]
        joined += [_join(block)] if len(block) > 1 and _is_wrapped(block) else block
        start = end
    return joined


def _is_wrapped(block: Sequence[Line]) -> bool:
    widths = [len(line.text) for line in block[:-1]]
    return max(len(line.text) for line in block) <= 100 and min(widths) >= 50 and max(widths) - min(widths) <= 25


def _join(block: Sequence[Line]) -> Line:
    first = block[0]
    text = " ".join(line.text for line in block)
    return Line(first.number, text, first.indent, first.blanks, len(block))
