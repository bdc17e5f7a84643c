"""Lists typed by hand: which lines are items of one list, and which of them stand inside others."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from .lines import Line

_LETTERS = ("a", "A", "i", "I")
"""Labels that a list begins with besides numbers; they are HTML's names of its types."""
_SURE_BULLETS = tuple("•·▪▫‣◦●○■□◆◇►▸➢➤✓✔✦❖⁃\uf0b7")
"""Signs that make a list of one line; a dash or a star may mean something else."""


@dataclass(frozen=True)
class TypedList:
    """A list, each of its items with the lists inside it."""

    order: str
    """HTML's type of an ordered list; empty for bullets."""
    items: tuple[tuple[int, tuple["TypedList", ...]], ...]
    """Index of an item's line -> the lists under it."""


def typed_list(lines: Sequence[Line], start: int, headings: Container[int] = ()) -> tuple[TypedList, int] | None:
    """Give the list that begins at a line and the index of the line after it; None where none begins."""
    end = start
    while end < len(lines) and end not in headings and _is_item(lines, start, end):
        end += 1
    if end == start or (end == start + 1 and lines[start].bullet not in _SURE_BULLETS):
        return None
    return _nest(lines, start, end), end


def _is_item(lines: Sequence[Line], start: int, index: int) -> bool:
    first, line = lines[start], lines[index]
    if index == start:
        return _opens_list(line)
    if line.indent < first.indent:
        return False
    above = max((place for place in range(start, index) if lines[place].indent < line.indent), default=start - 1)
    beside = [other for other in lines[above + 1 : index] if other.indent == line.indent]
    # A number that does not go on with the list's stays in the text: counted anew, it would be another one.
    goes_on = bool(beside) and _is_like(beside[-1], line)
    return goes_on or (line.indent > first.indent and _opens_list(line))


def _nest(lines: Sequence[Line], start: int, end: int) -> TypedList:
    base, first = lines[start].indent, lines[start]
    items: list[tuple[int, tuple[TypedList, ...]]] = []
    index = start
    while index < end:
        below = index + 1
        while below < end and lines[below].indent > base:
            below += 1
        items.append((index, _nested(lines, index + 1, below)))
        index = below
    order = first.label if first.label in _LETTERS else "1"
    return TypedList("" if first.bullet else order, tuple(items))


def _nested(lines: Sequence[Line], start: int, end: int) -> tuple[TypedList, ...]:
    """Give the lists inside an item: a new one where the bullet or the numbering changes."""
    found: list[TypedList] = []
    while start < end:
        stop = start + 1
        while stop < end and _is_nested(lines[start:stop], lines[stop]):
            stop += 1
        found.append(_nest(lines, start, stop))
        start = stop
    return tuple(found)


def _opens_list(line: Line) -> bool:
    return bool(line.bullet) or line.label in ("1", *_LETTERS)


def _is_nested(list_lines: Sequence[Line], line: Line) -> bool:
    """Tell whether a line goes on with a list, or stands deeper than its items."""
    first = list_lines[0]
    beside = [other for other in list_lines if other.indent == first.indent]
    return line.indent > first.indent or (line.indent == first.indent and _is_like(beside[-1], line))


def _is_like(before: Line, line: Line) -> bool:
    """Tell whether a line at the same indent is the next item of a list."""
    if before.bullet or line.bullet:
        return before.bullet == line.bullet
    return _follows(before.label, line.label)


def _follows(before: str, label: str) -> bool:
    """Tell whether a number or letter is the next one."""
    if not before or not label:
        return False
    *same, last = before.split(".")
    *also, now = label.split(".")
    if same != also:
        return False
    if last.isdigit() and now.isdigit():
        return int(now) == int(last) + 1
    if len(last) == len(now) == 1 and last.isalpha() and now.isalpha():
        return ord(now) == ord(last) + 1 or (last + now).lower() in ("iv", "vi", "ix")
    return bool(re.fullmatch(r"[ivxIVX]+", last) and re.fullmatch(r"[ivxIVX]+", now))
