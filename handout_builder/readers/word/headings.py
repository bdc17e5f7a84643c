"""Headings made by hand: a short paragraph that stands out from the text under it and is no sentence."""

import re
from collections import Counter
from typing import Any

from .blocks import make_heading
from .places import paragraph_of
from .styles import Look
from .writer import Paragraph

_LONGEST, _MOST_WORDS, _MOST_WITH_COLON = 120, 16, 8
_NO_HEADING = re.compile(r"[.,;…。，；]['\"”’»)]*$")
_MOST_IN_A_ROW = 2
"""Paragraphs that stand out together; more of them are an address or a signature."""


def find_headings(root: Any, paragraphs: list[Paragraph]) -> None:
    """Make headings of paragraphs that were only made to look so; below the real headings, the largest highest."""
    usual = _usual_look(paragraphs)
    blocks = list(root)
    ranks = [_rank(block, paragraph_of(block, paragraphs), usual) for block in blocks]
    ranks = [rank if rank and _has_text_below(ranks, place, blocks) else None for place, rank in enumerate(ranks)]
    open_ranks: list[tuple[int, ...]] = []
    base = 1
    for block, rank in zip(blocks, ranks, strict=True):
        if re.fullmatch(r"h[1-6]", str(block.tag)):
            base, open_ranks = int(block.tag[1]), []
        elif rank is not None:
            open_ranks = [one for one in open_ranks if one > rank]
            open_ranks.append(rank)
            make_heading(block, base + len(open_ranks))


def _usual_look(paragraphs: list[Paragraph]) -> Look:
    """Give the look of most letters."""
    letters: Counter[Look] = Counter()
    for paragraph in paragraphs:
        for look, count in paragraph.looks:
            letters[Look(is_bold=look.is_bold, is_underlined=look.is_underlined, size=look.size)] += count
    return letters.most_common(1)[0][0] if letters else Look()


def _rank(block: Any, about: Paragraph | None, usual: Look) -> tuple[int, ...] | None:
    """Give how far a paragraph stands out, the largest first; None for what is no heading by its shape or look."""
    if about is None or block.tag != "p" or about.role or about.item or about.box or not about.looks:
        return None
    text = about.text
    most = _MOST_WITH_COLON if text.endswith(":") else _MOST_WORDS
    if len(text) > _LONGEST or len(text.split()) > most or _NO_HEADING.search(text):
        return None
    is_line = next(block.iter("img", "br"), None) is None
    if not is_line or text[0].islower() or not any(letter.isalpha() for letter in text):
        return None
    looks = [look for look, _ in about.looks]
    size = min(look.size for look in looks)
    is_larger = usual.size > 0 and size >= usual.size * 1.1
    is_bold = all(look.is_bold for look in looks) and not usual.is_bold
    is_underlined = all(look.is_underlined for look in looks) and not usual.is_underlined
    return (size if is_larger else 0, is_bold, is_underlined) if is_larger or is_bold or is_underlined else None


def _has_text_below(ranks: list[tuple[int, ...] | None], place: int, blocks: list[Any]) -> bool:
    first = end = alike = place
    while first > 0 and ranks[first - 1] == ranks[place]:
        first -= 1
    while end < len(ranks) and ranks[end] is not None:
        end += 1
    while alike < len(ranks) and ranks[alike] == ranks[place]:
        alike += 1
    below = blocks[end] if end < len(blocks) else None
    is_text = below is not None and not re.fullmatch(r"h[1-6]", str(below.tag)) and below.get("class") != "footnote"
    return is_text and alike - first <= _MOST_IN_A_ROW
