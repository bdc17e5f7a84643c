"""The end of a web page's article: links to other pages that no mark-up tells from the text."""

from typing import Any

from ...model import Removed
from ..body import HEADINGS
from ..languages import frame_openings, navigation_words
from .parts import leave_out, words_in

_REASON = "web navigation"
_PROSE = 12
"""Words of the shortest paragraph that is the author's under a heading such as "Related"."""


def take_out_tail(article: Any) -> list[Removed]:
    """Leave out sections that are headed as navigation is, then single lines of it from the end up."""
    removed: list[Removed] = []
    blocks = list(article)
    for number, block in enumerate(blocks):
        if block.tag not in HEADINGS or block.getparent() is None or not is_navigation(words_in(block)):
            continue
        section = [block, *_under(blocks[number + 1 :], int(block.tag[1]))]
        is_last = number > 0 and not any(map(_is_prose, blocks[number:]))
        is_named = number * 2 >= len(blocks) and (" " in words_in(block) or not any(map(_is_prose, section)))
        for part in section if is_last or is_named else ():
            removed += leave_out(part, _REASON) if part.getparent() is not None else []
    for block in reversed(list(article)):
        if not words_in(block) and next(block.iter("img"), None) is None:
            continue
        if not is_navigation(words_in(block)):
            break
        removed += leave_out(block, _REASON)
    return removed


def is_navigation(text: str) -> bool:
    """Tell whether a line is one of the words of a page's frame, or begins as one."""
    return text.casefold().strip(" :←→<>«»|·•-…") in navigation_words() or text.casefold().startswith(frame_openings())


def _under(blocks: list[Any], level: int) -> list[Any]:
    end = next((n for n, b in enumerate(blocks) if b.tag in HEADINGS and int(b.tag[1]) <= level), len(blocks))
    return blocks[:end]


def _is_prose(block: Any) -> bool:
    linked = sum(len(words_in(link).split()) for link in block.iter("a"))
    count = len(words_in(block).split())
    return block.tag not in HEADINGS and count >= _PROSE and linked * 2 < count
