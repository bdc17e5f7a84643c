"""The web page around an article: its menus above, its links and notices below, the boxes in between.

Each line is weighed for being the page's: by its words, by its shape, by its neighbours. The page ends where the
title stands, and begins again where from one line on no line says more for the author than those above it say
against. A paragraph always says more, unless readers' comments or other articles' openings are all around it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..lines import Line
from ..words import line_words
from .evidence import Evidence, weigh
from .head import is_mail_head, looks_like_date, title_place
from .tail import LEAST_SURE, tail_start, weigh_below

__all__ = ["Cut", "Outside", "cut_frame", "looks_like_date"]

DEEPEST_BOX = 14
"""Lines below the title among which share buttons and counters may stand."""


LONGEST_DATE = 12
"""Words of the longest line that may date a comment or another article."""


@dataclass(frozen=True)
class Outside:
    """A line that is the web page's, and why."""

    line: Line
    reason: str
    is_sure: bool = True
    """Whether the line itself tells; else its place does."""


@dataclass(frozen=True)
class Cut:
    """What a text is, once the web page around it is taken off."""

    inside: list[Line]
    """The article's lines, its title first."""
    above: list[Line]
    """Bylines and dates right above the title."""
    outside: list[Outside]


def cut_frame(lines: Sequence[Line], is_credit: Callable[[int], bool], is_opening: Callable[[int], bool]) -> Cut:
    """Tell the article's lines from the page's.

    `is_credit` tells whether the line at an index is a byline or date, `is_opening` whether it looks like one.
    """
    evidence = [weigh(line) for line in lines]
    contents = _contents(lines)
    start = title_place(lines, evidence, is_opening, contents)

    def is_date(index: int) -> bool:
        line = lines[index]
        return line.size <= LONGEST_DATE and any(letter.isdecimal() for letter in line.text) and is_credit(index)

    # A divider has no words: above the title it says nothing of those below.
    above = {line.unmarked for line in lines[:start]} - {""}
    evidence = weigh_below(lines, evidence, start, above, is_date)
    end = tail_start(lines, evidence, start, len(lines))
    signed = [index for index in range(start) if is_credit(index) and evidence[index].kind != "known"]
    out = [index for index in [*range(start), *range(end, len(lines))] if index not in signed]
    is_page = sum(evidence[index].kind == "known" for index in out) > 1
    boxes = _boxes(lines, evidence, start, is_credit) | contents
    outside = [Outside(lines[index], _reason(lines, evidence, index), _is_sure(evidence[index])) for index in out]
    inside = list(lines[start : start + 1])
    for index in range(start + 1, end):
        if _is_interruption(lines[index], is_page=is_page):
            outside.append(Outside(lines[index], "stands between the article's paragraphs on the web page"))
        elif index in boxes:
            reason = "the web page's table of contents" if index in contents else evidence[index].reason
            outside.append(Outside(lines[index], reason))
        else:
            inside.append(lines[index])
    return Cut(inside, [lines[index] for index in signed], sorted(outside, key=lambda one: one.line.number))


def _is_sure(one: Evidence) -> bool:
    return one.kind in ("known", "shaped") or one.weight > 0


def _reason(lines: Sequence[Line], evidence: Sequence[Evidence], index: int) -> str:
    return "the head of an e-mail" if is_mail_head(lines, index) else evidence[index].reason


def _boxes(
    lines: Sequence[Line], evidence: Sequence[Evidence], start: int, is_credit: Callable[[int], bool]
) -> set[int]:
    """Find share buttons and counters under a title; not a menu word, which may be the first heading."""
    found: set[int] = set()
    strangers = 0
    for index in range(start + 1, min(len(lines), start + DEEPEST_BOX)):
        own = evidence[index]
        if own.kind == "text" and lines[index].size > LONGEST_DATE:
            break
        if is_credit(index) or looks_like_date(lines[index]):
            continue
        is_button = own.family in ("social", "counters") or (index - 1 in found and own.kind == "known")
        if own.kind == "known" and (own.weight >= LEAST_SURE or own.family == "reading_time" or is_button):
            found.add(index)
        elif own.kind == "short":
            strangers += 1
        elif own.kind == "text":
            break
        if strangers > 2:
            break
    beside = {index + step for index in found for step in (-2, -1, 1, 2)}
    figures = {
        i for i in beside if start < i < len(lines) and (lines[i].text[0].isdecimal() or len(lines[i].text) == 1)
    }
    figures = {index for index in figures if evidence[index].kind != "text" and lines[index].size <= 1}
    return found | (figures if any(evidence[i].kind == "known" for i in found) else set())


def _contents(lines: Sequence[Line]) -> set[int]:
    """Find a page's table of contents: each of its lines stands below once more, as a heading."""
    for index, line in enumerate(lines):
        if line.unmarked not in line_words().contents:
            continue
        last = index
        if index + 1 < len(lines) and lines[index + 1].unmarked in line_words().toggles:
            last += 1
        while last + 1 < len(lines) and any(_is_same(lines[last + 1], other) for other in lines[last + 2 :]):
            last += 1
        if last - index > 2:
            return set(range(index, last + 1))
    return set()


def _is_same(entry: Line, heading: Line) -> bool:
    """Tell whether a line of a table of contents is the heading of one below."""
    return not heading.bullet and entry.unmarked.lstrip("0123456789. ") == heading.unmarked.lstrip("0123456789. ")


def _is_interruption(line: Line, *, is_page: bool) -> bool:
    """Tell an advertisement's label or a button between paragraphs; one word counts only on a page with a frame."""
    text = line.unmarked
    if text not in line_words().interruptions:
        return False
    return is_page or len(text.split()) > 1 or text.startswith(("adv", "publi", "广告", "廣告", "広告"))
