"""The end of a web page's article: links to other pages that no mark-up tells from the text."""

from typing import Any

from ..model import Removed
from .body import HEADINGS
from .languages import frame_openings, navigation_words
from .web_parts import leave_out, words_in

_REASON = "web navigation"
_PROSE = 12
"""Words of the shortest paragraph that is the author's under a heading such as "Related"."""


def take_out_tail(article: Any) -> list[Removed]:
    """Leave out sections that are headed as navigation is, then single lines of it from the end up."""
    removed: list[Removed] = []
    blocks = list(article)
    for number, block in enumerate(blocks):
        in_tail = number * 2 >= len(blocks)
        if block.tag in HEADINGS and in_tail and block.getparent() is not None and is_navigation(words_in(block)):
            section = [block, *_under(blocks[number + 1 :], int(block.tag[1]))]
            if " " in words_in(block) or not any(map(_is_prose, section)):
                removed += [
                    line for part in section if part.getparent() is not None for line in leave_out(part, _REASON)
                ]
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
