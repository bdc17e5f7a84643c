"""Where the article begins on a web page: its title, below the page's menus."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from ..lines import Line
from ..words import line_words
from .evidence import Evidence

LONGEST_HEAD = 80
"""Lines above the title at most."""
FARTHEST_CREDIT = 4
"""Lines from a title to its byline at most."""
_PART_OF_DATE = re.compile(r"[\d/.-]{3,10}|[^\W\d_]{3,9}\.? \d{1,2}(?:,? \d{4})?|\d{1,2}\.? [^\W\d_]{3,9}")
_LETTERS = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z][A-Za-z.-]{1,9}(?: [A-Z][A-Za-z.-]{1,9}){0,2}")
_MAIL_HEAD = re.compile(r"([^\W\d_][\w -]{0,14})[:：]\s*\S")


def looks_like_date(line: Line) -> bool:
    """Tell a date or a part of one by its length and figures, such as Nov 3 or 2/6/23."""
    return bool(_PART_OF_DATE.fullmatch(line.text))


def _looks_signed(line: Line) -> bool:
    """Tell a name with letters after it, though nobody knows the letters."""
    name, *letters = [part.strip() for part in re.split(r"[,|]", line.text)]
    return bool(letters) and 1 < len(name.split()) <= 6 and all(map(_LETTERS.fullmatch, letters)) and line.size <= 12


def is_mail_head(lines: Sequence[Line], index: int) -> bool:
    """Tell "From:", "Subject:" and the like at the top of a forwarded e-mail."""
    found = [_MAIL_HEAD.match(line.text) for line in lines[:10]]
    heads = [place for place, match in enumerate(found) if match and match[1].casefold() in line_words().mail_heads]
    return len(heads) > 1 and index in heads


def title_place(
    lines: Sequence[Line], evidence: Sequence[Evidence], is_opening: Callable[[int], bool], contents: set[int]
) -> int:
    """Find the title; the first line where no page stands above another one.

    `contents` are the lines of a table of contents, in which headings stand, and no title.
    """
    zone = _zone(lines, evidence)
    is_page = any(one.kind == "known" for one in evidence[:zone]) or is_mail_head(lines, 0) or _is_menu(lines[:zone])
    if not zone or not (is_page or is_opening(0) or looks_like_date(lines[0]) or _looks_signed(lines[0])):
        return 0
    marked = [
        is_opening(index) or looks_like_date(lines[index]) or _looks_signed(lines[index]) for index in range(zone)
    ]
    times = Counter(line.unmarked for line in lines)
    text = " ".join(line.text for line in lines[zone : zone + 40]).casefold()
    pages = [_pageness(lines, evidence, index, marked, times) for index in range(zone)]
    best, best_score, above = 0, float("-inf"), 0.0
    for index in range(zone):
        # Share buttons and counters stand under a title too.
        below = sum(page >= 1 for page in pages[index + 1 : index + 13])
        score = above + min(2.0, 0.3 * below) + _titleness(lines, evidence, index, marked, text)
        if score > best_score and index not in contents:
            best, best_score = index, score
        above = min(4.0, above + pages[index])
    return best


def _is_menu(lines: Sequence[Line]) -> bool:
    """Tell a run of short lines at the top, longer than a title with its bylines and dates."""
    return len(lines) > 6 and all(line.size <= 3 and not line.bullet for line in lines[:4])


def _zone(lines: Sequence[Line], evidence: Sequence[Evidence]) -> int:
    """Give the first line of the article's text: the title stands above it."""
    for index, line in enumerate(lines[:LONGEST_HEAD]):
        if index and evidence[index].kind == "text" and line.size > 12 and not is_mail_head(lines, index):
            return index
    return min(len(lines), LONGEST_HEAD)


def _pageness(
    lines: Sequence[Line], evidence: Sequence[Evidence], index: int, marked: Sequence[bool], times: Counter[str]
) -> float:
    """Weigh a line for standing above the title."""
    if is_mail_head(lines, index):
        return 2.0
    if evidence[index].kind in ("known", "shaped"):
        return min(2.0, max(1.0, evidence[index].weight))
    if marked[index] or times[lines[index].unmarked] > 1:
        return 0.5
    if evidence[index].kind == "text":
        return -3.0
    # A menu's lines are short; what is longer is the title likelier.
    return -0.1 if lines[index].size <= 3 else -0.4 if lines[index].size <= 5 else -1.2


def _titleness(
    lines: Sequence[Line], evidence: Sequence[Evidence], index: int, marked: Sequence[bool], text: str
) -> float:
    """Weigh a line for being the title."""
    line, own = lines[index], evidence[index]
    if marked[index] or is_mail_head(lines, index) or line.bullet:
        return -6.0
    # A title stands right below the page's lines; a heading does not.
    score = 1.0 if not index or evidence[index - 1].kind in ("known", "shaped") else 0.0
    if own.kind == "known":
        score -= 5.0 if own.weight >= 1.5 else 2.5
    elif own.kind == "shaped":
        score -= 3.0
    score += 0.8 if 3 <= line.size <= 16 else 0.2 if 1.5 < line.size < 3 else -0.3 if line.size <= 1.5 else -0.5
    score += 2.0 * _echo(line, text)
    if index and evidence[index - 1].kind != "known" and not marked[index - 1] and not lines[index - 1].bullet:
        # Of two lines one above the other the first is the title and the second its subtitle, but for a short one,
        # which names the series.
        before = lines[index - 1]
        score += 0.4 if before.size <= 2 < line.size else -1.5 * _echo(before, text) if before.size <= 20 else 0.0
    if _is_topic(lines, evidence, index, marked):
        score -= 1.0
    credit = next((place for place in range(index + 1, len(marked)) if marked[place]), None)
    if credit is not None and credit - index <= FARTHEST_CREDIT:
        score += 2.5 - 0.4 * (credit - index - 1)
    between = [
        place for place in range(index + 1, len(marked)) if evidence[place].kind == "short" and not marked[place]
    ]
    # Under a title stand a subtitle and a heading at most that nobody knows.
    return score - 0.6 * max(0, len(between) - 2)


def _is_topic(lines: Sequence[Line], evidence: Sequence[Evidence], index: int, marked: Sequence[bool]) -> bool:
    """Tell a topic or a series' name right above a title, such as "Pain"."""
    if lines[index].size > 3 or index + 1 >= len(marked) or marked[index + 1]:
        return False
    below = lines[index + 1]
    return evidence[index + 1].kind == "short" and 4 <= below.size <= 16 and not below.is_sentence


def _echo(line: Line, text: str) -> float:
    """Give the share of a line's words that come back in the text, from 0 to 1; a single one is half an echo."""
    words = [word.casefold() for word in line.words if len(word) > 3 and word < "\u3040"]
    if not words:
        return float(len(line.text) > 2 and line.unmarked in text)
    return min(1.0, 0.5 * len(words)) * sum(word in text for word in words) / len(words)
