"""Headings made by hand: recognised as in pasted text, with the look of a line as one more reason.

A document with headings of its own, by style or by look, keeps to these: then a line that is not set apart is none.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from ..assembly import Draft
from ..body import HEADINGS
from ..recognition.doubts import decisions, doubts
from ..recognition.headings import Judgement, judge
from ..recognition.lines import Line
from ..recognition.outline import heading_levels
from ..recognition.scene import Scene
from .blocks import make_heading
from .lines import document_lines
from .places import paragraph_of
from .styles import Look
from .writer import Paragraph

_MOST_IN_A_ROW = 2
"""Paragraphs that stand out together; more of them are an address or a signature."""

Rank = tuple[int, ...]
"""How far a paragraph stands out; the largest are the highest headings."""


def find_headings(draft: Draft, root: Any, paragraphs: list[Paragraph]) -> None:
    """Make headings of paragraphs that were only made to look so, or have nothing but the shape of one."""
    found = document_lines(root, paragraphs)
    lines, blocks = [line for line, _ in found], [block for _, block in found]
    if not lines:
        return
    ranks = look_ranks(blocks, paragraphs)
    scene = Scene(lines, draft.words.common)
    judgements = _judge(scene, blocks, ranks, paragraphs)
    draft.decisions = decisions(lines, judgements)
    draft.findings += doubts(lines, judgements)
    _set_levels(scene, judgements, blocks, ranks)


def _judge(
    scene: Scene, blocks: list[Any], ranks: dict[int, Rank], paragraphs: list[Paragraph]
) -> dict[int, Judgement]:
    """Judge the lines that may be headings; only those set apart where the document has such headings."""
    told = {place for place in ranks if _has_text_below(ranks, place, blocks)}
    left = {
        place for place in ranks if _is_in_address(ranks, place, scene.lines) or _is_emphasis(ranks, place, scene.lines)
    }
    judgements = {
        place: one
        for place, one in judge(scene, told - left).items()
        if place not in left and _may_be_heading(blocks[place], paragraphs)
    }
    by_look = {place: one for place, one in judgements.items() if place in ranks}
    has_headings = any(block is not None and block.tag in HEADINGS for block in blocks)
    return by_look if has_headings or sum(one.is_heading for one in by_look.values()) > 1 else judgements


def look_ranks(blocks: list[Any], paragraphs: list[Paragraph]) -> dict[int, Rank]:
    """Give the rank of each block whose look sets it apart; None stands for what is no paragraph."""
    usual = _usual_look(paragraphs)
    ranks = {place: _rank(block, paragraphs, usual) for place, block in enumerate(blocks) if block is not None}
    return {place: rank for place, rank in ranks.items() if rank is not None}


def _may_be_heading(block: Any, paragraphs: list[Paragraph]) -> bool:
    """Tell a line with something below it; one that is bold in part has words stressed, as a warning has."""
    about = _line_of(block, paragraphs)
    if about is None or len({look.is_bold for look, _ in about.looks}) > 1:
        return False
    below = block.getnext()
    return below is not None and below.get("class") != "footnote"


def _line_of(block: Any, paragraphs: list[Paragraph]) -> Paragraph | None:
    """Give what is known of a paragraph that is one line and of which Word says nothing else."""
    about = paragraph_of(block, paragraphs) if block is not None and block.tag == "p" else None
    if about is None or about.role or about.item or about.box:
        return None
    return about if next(block.iter("img", "br"), None) is None else None


def _usual_look(paragraphs: list[Paragraph]) -> Look:
    """Give the look of most letters."""
    letters: Counter[Look] = Counter()
    for paragraph in paragraphs:
        for look, count in paragraph.looks:
            letters[Look(is_bold=look.is_bold, is_underlined=look.is_underlined, size=look.size)] += count
    return letters.most_common(1)[0][0] if letters else Look()


def _rank(block: Any, paragraphs: list[Paragraph], usual: Look) -> Rank | None:
    """Give how far a paragraph stands out: its size, then bold, then underlined; None where it does not."""
    about = _line_of(block, paragraphs)
    if about is None or not about.looks:
        return None
    looks = [look for look, _ in about.looks]
    size = min(look.size for look in looks)
    is_larger = usual.size > 0 and size >= usual.size * 1.1
    is_bold = all(look.is_bold for look in looks) and not usual.is_bold
    is_underlined = all(look.is_underlined for look in looks) and not usual.is_underlined
    return (size if is_larger else 0, is_bold, is_underlined) if is_larger or is_bold or is_underlined else None


def _has_text_below(ranks: dict[int, Rank], place: int, blocks: list[Any]) -> bool:
    while place in ranks:
        place += 1
    return place < len(blocks) and (blocks[place] is None or blocks[place].tag not in HEADINGS)


def _is_in_address(ranks: dict[int, Rank], place: int, lines: Sequence[Line]) -> bool:
    """Tell one of many lines in a row that look alike; numbered ones are headings of parts within parts."""
    first = last = place
    while ranks.get(first - 1) == ranks[place]:
        first -= 1
    while ranks.get(last + 1) == ranks[place]:
        last += 1
    return last - first >= _MOST_IN_A_ROW and not lines[place].label


def _is_emphasis(ranks: dict[int, Rank], place: int, lines: Sequence[Line]) -> bool:
    """Tell a sentence that is only stressed: most others that look like it do not end in a full stop."""
    alike = [
        lines[other].end in tuple(".。") for other, rank in ranks.items() if rank == ranks[place] and other != place
    ]
    return lines[place].end in tuple(".。") and sum(alike) <= len(alike) / 2


def _set_levels(scene: Scene, judgements: dict[int, Judgement], blocks: list[Any], ranks: dict[int, Rank]) -> None:
    """Give each heading its level: below the real ones, the largest highest; where looks do not tell, by its words."""
    places = [place for place, one in judgements.items() if one.is_heading]
    by_words = heading_levels(scene, judgements)
    goes_by_words = any(place not in ranks for place in places) or len({ranks[place] for place in places}) == 1
    base, open_ranks = 1, list[Rank]()
    for place, block in enumerate(blocks):
        if block is not None and block.tag in HEADINGS:
            base, open_ranks = int(block.tag[1]), []
        elif place in by_words:
            rank = ranks.get(place, ())
            open_ranks = [*(one for one in open_ranks if one > rank), rank]
            make_heading(block, base + (by_words[place] - 1 if goes_by_words else len(open_ranks)))
