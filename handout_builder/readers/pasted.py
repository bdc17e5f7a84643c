"""Pasted text: no mark-up at all, so the shape of the lines must tell what they are.

The steps, in order: lines, the web page around them, title, bylines and dates, headings, blocks.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from lxml import etree

from ..model import Article, Clinician, Finding, Removed
from .assembly import Draft, finish, start_draft
from .body import parse_html
from .bylines import Place
from .credit_lines import date_doubt
from .other_titles import titles_in
from .recognition.blocks import write_body
from .recognition.doubts import decisions, doubts
from .recognition.frame import cut_frame
from .recognition.headings import judge
from .recognition.lines import Line, join_wrapped, split_lines
from .recognition.scene import Scene
from .tangles import refuse_tangled_text

LONGEST_TITLE = 250
"""Characters."""
MOST_CREDITS = 10
"""Lines under a title among which bylines and dates are looked for."""
MOST_STRANGERS = 2
"""Lines under a title, topics aside, that may stand above a byline and are none: a subtitle and its second half."""
LONGEST_TOPIC, LONGEST_SUBTITLE = 3, 30
"""Words."""


def read_file(path: Path, shown: str, root: Path, clinicians: Sequence[Clinician], language: str) -> list[Article]:
    """Read pasted text; every line ends up in the article or among those reported as left out."""
    draft = start_draft(path, shown, root, clinicians, language)
    refuse_tangled_text(draft.text)
    return [finish(draft, understand(draft, split_lines(draft.content, draft.front.lines)))]


def understand(draft: Draft, lines: Sequence[Line]) -> etree._Element:
    """Take title and bylines into the draft and give the body of lines that have no mark-up."""
    found, draft.halves = join_wrapped(lines)
    for take in (_take_frame, _take_title, _take_credits):
        found = take(draft, found)
    scene = Scene(found, draft.words.common)
    judgements = judge(scene)
    draft.decisions = decisions(found, judgements)
    draft.findings += doubts(found, judgements)
    return parse_html(write_body(scene, judgements))


def _take_frame(draft: Draft, lines: list[Line]) -> list[Line]:
    """Leave out the web page's menus, links and notices around the article."""

    @cache
    def is_credit(index: int) -> bool:
        return draft.is_credit(lines[index].text, "title", lines[index + 1].text if index + 1 < len(lines) else "")

    @cache
    def is_opening(index: int) -> bool:
        text = lines[index].text
        return (
            is_credit(index)
            or date_doubt(text, draft.words) is not None
            or text.casefold().startswith(tuple(f"{lead} " for lead in draft.words.byline.credits))
        )

    cut = cut_frame(lines, is_credit, is_opening)
    draft.removed += [Removed(out.line.number, out.line.text, out.reason) for out in cut.outside]
    last = max((line.number for line in cut.inside), default=0)
    draft.named = titles_in(out.line.text for out in cut.outside if out.line.number > last)
    for line in cut.above:
        if not draft.takes_credit(line.text, "title", "", line.number):
            draft.removed.append(Removed(line.number, line.text, "stands above the title on the web page"))
    unsure = [out.line for out in cut.outside if not out.is_sure]
    if unsure:
        # Of a menu's many words the longest line is the likeliest to be the author's.
        first = max(unsure, key=lambda line: line.size)
        draft.findings.append(
            Finding(
                "W102",
                f'"{first.text[:60]}" is taken for the web page\'s, because of where it stands. '
                "If it is the author's, move it up between two paragraphs.",
                first.number,
                advice=False,
            )
        )
    return cut.inside


def _take_title(draft: Draft, lines: list[Line]) -> list[Line]:
    if not lines:
        return lines
    first = " ".join(lines[0].text.split())
    if draft.title:
        if first.casefold() != draft.title.casefold():
            return lines
        draft.taken.append(first)
        return lines[1:]
    is_short = len(first) <= LONGEST_TITLE and not (first.endswith(".") and len(first) > 100)
    if not is_short or lines[0].bullet or len(lines) == 1:
        return lines
    draft.title = first
    draft.taken.append(first)
    return lines[1:]


def _take_credits(draft: Draft, lines: list[Line]) -> list[Line]:
    """Take the bylines and dates under the title; where there are none, those at the end."""
    lines = _take_opening_credits(draft, lines)
    while (
        len(lines) > 1 and not draft.credits.bylines and draft.takes_credit(lines[-1].text, "end", "", lines[-1].number)
    ):
        lines = lines[:-1]
    return lines


def _take_opening_credits(draft: Draft, lines: list[Line]) -> list[Line]:
    """Take bylines and dates from the lines above the text; a subtitle or a topic between them stays where it is."""
    kept: list[Line] = []
    strangers, is_beside = 0, True
    for _ in range(MOST_CREDITS):
        below = lines[1].text if len(lines) > 1 else ""
        if not lines or lines[0].bullet:
            break
        is_long = lines[0].size > LONGEST_SUBTITLE
        # Below a subtitle a name alone may be a heading, and a date alone a day of the author's diary.
        may_credit = is_beside or draft.names_somebody(lines[0].text)
        place: Place = "title" if is_beside and not is_long else "anywhere"
        if may_credit and draft.takes_credit(lines[0].text, place, below, lines[0].number):
            lines, is_beside = lines[1:], True
            continue
        if is_long:
            break
        rest = _take_part_of_date(draft, lines) if is_beside else lines
        if rest is lines:
            strangers += lines[0].size > LONGEST_TOPIC
            if strangers > MOST_STRANGERS:
                break
            kept.append(lines[0])
            rest, is_beside = lines[1:], False
        lines = rest
    return kept + lines


def _take_part_of_date(draft: Draft, lines: list[Line]) -> list[Line]:
    """Leave out a line such as "Nov 3" beside the byline: it dates the article, but not to a day."""
    below = lines[1].text if len(lines) > 1 else ""
    is_beside_byline = draft.credits.bylines or draft.is_credit(below, "title", lines[2].text if len(lines) > 2 else "")
    line = lines[0]
    doubt = date_doubt(line.text, draft.words)
    if not is_beside_byline or not doubt or len(lines) < 2:
        return lines
    draft.findings.append(Finding(doubt.code, doubt.message, line.number))
    draft.removed.append(Removed(line.number, line.text, "a date that cannot be told for sure"))
    return lines[1:]
