"""Lines of pasted text as the recogniser sees them: what stands on each, and what stands around it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Letters of scripts that write without spaces."""

_WHOLE_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CUT_WORD = re.compile(r"\S+[-\u00ad]$")
MARKS = " :←→<>«»|·•-–—….!！？?∙*"
WIDEST = 100
"""Characters of the longest line of a paragraph that was wrapped at a width."""

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
        return (_BULLET if self.bullet else _NUMBER).sub("", self.text, count=1)

    @cached_property
    def unmarked(self) -> str:
        """The words without capitals and the marks around them."""
        return self.text.casefold().replace("：", ":").strip(MARKS)

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


def join_wrapped(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """Join paragraphs and list items that were wrapped at a width, as an e-mail's are; other lines stay as they are.

    Gives the lines, and the halves of words that were put together again.
    """
    joined: list[Line] = []
    halves: list[str] = []

    @cache
    def vocabulary() -> set[str]:
        return {word.casefold() for line in lines for word in _WHOLE_WORD.findall(_CUT_WORD.sub("", line.text))}

    start = 0
    while start < len(lines):
        end = start + 1
        while end < len(lines) and _goes_on(lines[start], lines[end - 1], lines[end]):
            end += 1
        block = lines[start:end]
        if len(block) > 1 and (_is_wrapped(block) or block[0].bullet or block[0].label):
            joined.append(_join(block, vocabulary, halves))
        else:
            joined += block
        start = end
    return joined, halves


def _goes_on(first: Line, before: Line, line: Line) -> bool:
    if line.blanks or line.bullet or line.label or "\t" in line.text:
        return False
    return (line.indent > first.indent and len(before.text) >= 45) if first.bullet or first.label else True


def _is_wrapped(block: Sequence[Line]) -> bool:
    """Tell lines of one width, most of which go on in the middle of a sentence."""
    widths = [len(line.text) for line in block[:-1]]
    if max(len(line.text) for line in block) > WIDEST or min(widths) < 50 or max(widths) - min(widths) > 25:
        return False
    # A title with its byline under it may be of one width too.
    shortest = 4 if block[0].number == 1 else 2
    going_on = sum(line.text[0].islower() for line in block[1:])
    is_caseless = not any(letter.islower() for letter in block[0].text)
    return len(block) >= shortest and (going_on >= (len(block) - 1) / 3 or (is_caseless and len(block) > 2))


def _join(block: Sequence[Line], vocabulary: Callable[[], set[str]], halves: list[str]) -> Line:
    text = block[0].text
    for line in block[1:]:
        before, after = re.search(r"([^\W\d_]+)[-\u00ad]$", text), re.match(r"[^\W\d_]+", line.text)
        if not before or not after or not after[0].islower():
            text += " " + line.text
        elif text[-1] != "\u00ad" and not _is_one_word(before[1].casefold(), after[0].casefold(), vocabulary()):
            text += line.text
        else:
            halves += [before[1], after[0]]
            text = text[:-1] + line.text
    first = block[0]
    return Line(first.number, text, first.indent, first.blanks)


def _is_one_word(before: str, after: str, vocabulary: set[str]) -> bool:
    """Tell a word cut at a line's end from one that has a hyphen of its own: by what else the text says."""
    if before + after in vocabulary:
        return True
    return f"{before}-{after}" not in vocabulary - {f"{before}-"} and not (before in vocabulary and after in vocabulary)
