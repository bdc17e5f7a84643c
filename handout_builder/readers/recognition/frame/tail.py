"""Where the web page goes on below an article: its links, comments and notices."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ..lines import Line
from ..words import line_words
from .evidence import LONGEST_LINK, SHAPED, Evidence

MOST_TRUST = 6.0
"""How much the page's lines above can say at most for a line that nobody knows: as much as a paragraph says against."""
LEAST_SURE = 1.5
"""Weight from which a line can be the first of the page."""
ENDS = ("comments", "footer", "frame")
"""Families of lines that stand only below an article."""
SENTENCE = -2.0
"""Weight of a sentence, and below it of a longer text."""
_TRAILS_OFF = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])$")
REPEATED, LINK = 2.0, 1.0
"""Weight of what stands above the title too, and of what stands under "Next" or "Related"."""


def weigh_below(
    lines: Sequence[Line],
    evidence: Sequence[Evidence],
    start: int,
    above: set[str],
    is_date: Callable[[int], bool],
) -> list[Evidence]:
    """Weigh the lines below a title once more, now that their neighbours are known.

    `above` are the lines over the title: a page says its name and its menu twice.
    """
    found = list(evidence)
    for index in range(start + 1, len(lines)):
        before, own = found[index - 1], found[index]
        if own.kind == "known":
            continue
        if lines[index].unmarked in above:
            found[index] = replace(own, kind="shaped", weight=REPEATED)
        elif named := _known_below(lines[index]):
            found[index] = Evidence("known", REPEATED, _BELOW[named], named)
        elif is_date(index):
            found[index] = replace(own, kind="shaped", weight=SHAPED, reason="a date of the web page")
        elif own.weight < 0 and lines[index].size <= LONGEST_LINK and lines[index - 1].unmarked in line_words().links:
            found[index] = replace(own, kind="short", weight=LINK)
        elif own.weight < 0 and before.weight > 0 and _is_excerpt(lines, index):
            found[index] = replace(own, weight=-0.5)
    for index in _comments(lines, found, start):
        if found[index].weight < 0:
            found[index] = replace(found[index], weight=-0.2, reason="the web page's comments")
    return found


_BELOW = {"comments": "the web page's comments", "frame": "the web page's tags"}


def _known_below(line: Line) -> str:
    """Name what a line is known for where it stands below an article: comments or tags."""
    text = line.unmarked
    if _opens_comments(line):
        return "comments"
    name = re.fullmatch(r".{2,40}[^\W\d_.)] (" + "|".join(line_words().comment_names) + ")", text)
    if name and line.size <= 6 and line.text.endswith((":", "：")):
        return "comments"
    label = next((label for label in line_words().tag_labels if text.startswith(label)), "")
    rest = text[len(label) :]
    is_tags = label and rest[:1] in (" ", ":", "") and rest.strip(" :") and line.size <= 14 and not line.is_sentence
    return "frame" if is_tags else ""


def _is_excerpt(lines: Sequence[Line], index: int) -> bool:
    """Tell the opening of another article, as a list of related ones shows it."""
    is_cut = bool(_TRAILS_OFF.search(lines[index].text))
    below = lines[index + 1].unmarked if index + 1 < len(lines) else ""
    return lines[index].size <= 60 and (is_cut or below in line_words().links)


def _comments(lines: Sequence[Line], evidence: Sequence[Evidence], start: int) -> range:
    """Find the readers' comments: from the line that counts them to the last form under them."""
    known = [i for i in range(start + 1, len(lines)) if evidence[i].family == "comments"]
    opened = [i for i in range(start + 1, len(lines)) if _opens_comments(lines[i])]
    if not known or not opened or opened[-1] >= known[-1]:
        return range(0)
    texts = 0
    for index in range(opened[-1], known[-1]):
        # Comments have a name, a date or a button between them; an article has not.
        texts = texts + 1 if evidence[index].kind == "text" else 0 if evidence[index].kind == "known" else texts
        if texts > 3:
            return range(0)
    return range(opened[-1], known[-1])


def _opens_comments(line: Line) -> bool:
    return line.size <= 24 and bool(line_words().comment_openings.match(line.unmarked))


def tail_start(lines: Sequence[Line], evidence: Sequence[Evidence], start: int, end: int) -> int:
    """Find the page's first line below an article that begins at `start`; `end` where there is none."""
    best = end
    for index in range(end - 1, start, -1):
        if _opens(lines, evidence, index, best) and _holds(lines, evidence, index, best):
            best = index
    is_page = any(one.kind == "known" and one.weight >= LEAST_SURE for one in evidence[best:end])
    return best if is_page else end


def _opens(lines: Sequence[Line], evidence: Sequence[Evidence], index: int, end: int) -> bool:
    """Tell whether a line can be the first of the page: by its words, or as one of a clinic's address lines."""
    own = evidence[index]
    if lines[index].unmarked in line_words().interruptions and index + 1 != end:
        # It stands between paragraphs as well.
        return False
    if own.weight >= LEAST_SURE:
        return True
    beside = evidence[index : index + 3]
    if own.kind == "known":
        return len(beside) > 1 and all(one.kind in ("known", "shaped") for one in beside)
    if own.kind != "shaped" or any(one.kind not in ("shaped", "known") for one in evidence[index:end]):
        return False
    # A telephone number or address under a heading or other short lines may be the author's; several kinds of them,
    # or one right under a paragraph, are a page's footer.
    kinds = {one.reason for one in evidence[index:end] if one.kind == "shaped"}
    return len(kinds) > 1 or evidence[index - 1].kind == "text" or own.weight > SHAPED


def _holds(lines: Sequence[Line], evidence: Sequence[Evidence], start: int, end: int) -> bool:
    """Tell whether the lines from `start` on say at no point that they are the author's.

    Share buttons and advertisements stand between paragraphs too: below them a sentence is the author's.
    """
    words = line_words()
    trust, is_over = 0.0, False
    for index in range(start, end):
        one = evidence[index]
        text = lines[index].unmarked
        is_over = is_over or ((one.family in ENDS or text in words.links) and text not in words.interruptions)
        trust = min(MOST_TRUST, trust + one.weight)
        if trust < 0 or (one.weight <= SENTENCE and not is_over):
            return False
    return True
