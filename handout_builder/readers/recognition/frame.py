"""The web page around an article: its menus above, its links and notices below, the boxes in between.

A line is known for the page's by its words, or by its shape (a telephone number, opening hours). A line of which
neither is true is left out only where the page's own lines leave no doubt, such as the title that follows "Next".
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..junk import FIRST_PUBLISHED, junk_reason
from .lines import Line
from .words import line_words

LONGEST_LINK = 26
"""Words of the longest line that may be another article's title."""
LONGEST_HEAD = 80
"""Lines above the title at most."""

CRISIS_LINE = "the web page's crisis line"
_OF_A_SITE = re.compile(
    r"site|web|privac|policy|consent|accept|experien|expérien|utiliz|utilis|网站|網站|サイト|改善", re.IGNORECASE
)
"""What a cookie notice speaks of, and a recipe does not."""

Kind = Literal["known", "shaped", "short", "text"]
_MARKS = " :←→<>«»|·•-–—….!！？?"
_PHONE = r"(?:\+?\d{1,3}[\s.-]?)?\(?\d{2,4}\)?[\s.-]?\d{3,4}[\s.-]?\d{3,4}"
_HOUR = r"\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?|uhr|h)?"
_SHAPES = (
    (re.compile(rf"(?:\D{{0,24}}){_PHONE}\D{{0,12}}"), "the clinic's telephone number on the web page"),
    (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "an e-mail address on the web page"),
    (re.compile(rf"{_HOUR}\s*[–—-]\s*{_HOUR}", re.IGNORECASE), "opening hours on the web page"),
    (re.compile(r"[^\W\d_]{2,10}\.?\s*[–—-]\s*[^\W\d_]{2,10}\.?:?(?:\s+\d.*)?"), "opening hours on the web page"),
    (re.compile(r"\d{1,6} [\w .]{3,40}(?:, [\w .#]{2,30})?"), "an address on the web page"),
    (re.compile(r"[A-Z][\w .]{2,30}, [A-Z]{2} \d{5}(?:-\d{4})?"), "an address on the web page"),
    (re.compile(r"[\d٠-٩.,]{1,7}"), "a counter of the web page"),
    (re.compile(r".{3,200}\b(?:988|911|116 ?123)\b\.?"), CRISIS_LINE),
)
_PIECES = re.compile(r"[.?!:|](?:\s+|$)|[。？！：]\s*")
_PART_OF_DATE = re.compile(r"[\d/.-]{3,10}|[^\W\d_]{3,9}\.? \d{1,2}(?:,? \d{4})?|\d{1,2}\.? [^\W\d_]{3,9}")


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
    outside: list[Outside]


def cut_frame(lines: Sequence[Line], is_credit: Callable[[int], bool]) -> Cut:
    """Tell the article's lines from the page's; `is_credit` tells whether the line at an index is a byline or date."""
    kinds = [_kind(line) for line in lines]
    start = _title_place(lines, kinds, is_credit)
    end = _tail_start(lines, kinds, start)
    links = {i + 1 for i in range(end, len(lines)) if _plain(lines[i]) in line_words().links}
    outside = [
        Outside(lines[i], _reason(lines[i]), kinds[i] in ("known", "shaped") or i in links)
        for i in [*range(start), *range(end, len(lines))]
    ]
    is_page = sum(kinds[i] == "known" for i in [*range(start), *range(end, len(lines))]) > 1
    inside: list[Line] = []
    for index in range(start, end):
        line = lines[index]
        if index > start and _is_interruption(lines, index, is_page=is_page):
            outside.append(Outside(line, "stands between the article's paragraphs on the web page"))
        elif (
            index > start
            and _is_above_text(kinds, start, index)
            and _is_title_box(line, kinds[index], is_credit(index))
        ):
            outside.append(Outside(line, _reason(line)))
        else:
            inside.append(line)
    return Cut(inside, sorted(outside, key=lambda out: out.line.number))


def _plain(line: Line) -> str:
    return line.text.casefold().replace("：", ":").strip(_MARKS)


def _kind(line: Line) -> Kind:
    if line.bullet and line.size > 1:
        return "text"
    if reason := junk_reason(line.text):
        # Where an article was published first is told by its author or by law: it stays.
        return "text" if reason == FIRST_PUBLISHED else "known"
    if line.size <= 40 and _is_cookie_notice(line):
        return "shaped"
    if line.size <= 20 and (_shape(line) or any(junk_reason(piece) for piece in _PIECES.split(line.text) if piece)):
        return "shaped"
    if line.is_sentence and line.end not in ("!", "！") and line.size > 3:
        return "text"
    return "short" if line.size <= LONGEST_LINK else "text"


def _is_cookie_notice(line: Line) -> bool:
    return "cookie" in line.text.casefold() and bool(_OF_A_SITE.search(line.text))


def _shape(line: Line) -> str:
    if _is_cookie_notice(line):
        return "cookie notice"
    if _plain(line) in line_words().boxes:
        return "a form of the web page"
    return next((reason for form, reason in _SHAPES if form.fullmatch(line.text)), "")


def _reason(line: Line) -> str:
    reason = junk_reason(line.text) or _shape(line)
    if not reason:
        pieces = (junk_reason(piece) for piece in _PIECES.split(line.text) if piece)
        reason = next((found for found in pieces if found), "") if line.size <= 20 else ""
    return reason or "web navigation: a link to another page"


def _title_place(lines: Sequence[Line], kinds: Sequence[Kind], is_credit: Callable[[int], bool]) -> int:
    """Find the title below a page's menus; 0 where none stand above it."""
    zone = next((i for i, kind in enumerate(kinds[:LONGEST_HEAD]) if kind == "text" and lines[i].size > 8), len(lines))
    zone = min(zone, LONGEST_HEAD)
    known = [i for i in range(zone) if kinds[i] == "known"]
    if not known or (kinds[0] not in ("known", "shaped") and len([i for i in known if i < 8]) < 3):
        return 0
    if zone + 1 < len(lines) and lines[zone].size <= LONGEST_LINK and is_credit(zone + 1):
        return zone
    signed = [i for i in range(zone) if kinds[i] != "known" and is_credit(i)]
    titles = [
        i for i in range(zone) if kinds[i] in ("short", "text") and i not in signed and not looks_like_date(lines[i])
    ]
    if not titles:
        # The title itself may be one of the words of a menu: then it is what stands right above the text.
        return max(0, zone - 1) if zone < len(lines) else 0
    for credit in signed:
        above = [i for i in titles if i < credit]
        if above and credit - above[-1] <= 6:
            return above[-1]
    begins = [i for i in titles if not i or kinds[i - 1] in ("known", "shaped")]
    buttons = line_words().interruptions
    while len(begins) > 1 and _plain(lines[begins[-1] - 1]) in buttons and lines[begins[-2]].size > 2:
        begins.pop()
    return begins[-1] if begins else titles[0]


def looks_like_date(line: Line) -> bool:
    """Tell a date or a part of one by its length and figures, such as Nov 3 or 2/6/23."""
    return bool(_PART_OF_DATE.fullmatch(line.text))


def _is_above_text(kinds: Sequence[Kind], start: int, index: int) -> bool:
    """Tell whether nothing but the title, bylines and the page's lines stand above."""
    return index - start <= 12 and all(kind in ("known", "shaped") for kind in kinds[start + 1 : index])


def _is_title_box(line: Line, kind: Kind, is_credit: bool) -> bool:
    """Tell share buttons and counters under a title; not a menu word, which may be the first heading."""
    return kind == "known" and not is_credit and _plain(line) not in line_words().menu


def _tail_start(lines: Sequence[Line], kinds: Sequence[Kind], start: int) -> int:
    """Find the page's first line below the article: from there on no line may be the author's."""
    best = len(lines)
    words = line_words()
    for index in range(len(lines) - 1, start, -1):
        is_link = index and _plain(lines[index - 1]) in words.links and lines[index].size <= LONGEST_LINK
        if kinds[index] == "text" and not is_link:
            break
        # A crisis line right under the article may be its author's: it is the page's only among the page's own lines.
        may_open = kinds[index] == "known" or (kinds[index] == "shaped" and _shape(lines[index]) != CRISIS_LINE)
        if may_open and _is_all_page(lines, kinds, index, best):
            best = index
        elif kinds[index] == "short" and index + 1 < len(lines) and len(lines) - index > 60:
            break
    while (
        best < len(lines) and _plain(lines[best]) in words.menu and best + 1 < len(lines) and kinds[best + 1] == "short"
    ):
        best += 1
    is_page = any(kinds[i] == "known" and _plain(lines[i]) not in words.menu for i in range(best, len(lines)))
    return best if is_page else len(lines)


def _is_all_page(lines: Sequence[Line], kinds: Sequence[Kind], start: int, end: int) -> bool:
    """Tell whether each line from `start` to the tail that is known already is the page's."""
    words = line_words()
    below = sum(kind == "known" for kind in kinds[end:])
    if kinds[start] == "shaped" and not below and not _block_has_known(lines, kinds, start):
        return False
    after_link, above = False, 0
    may_hold_others = _plain(lines[start]) not in words.menu
    for index in range(start, end):
        if kinds[index] in ("known", "shaped"):
            after_link = _plain(lines[index]) in words.links
            above += kinds[index] == "known"
            continue
        after = below + sum(kind == "known" for kind in kinds[index:end])
        is_between = (after and above and above + after >= 3) or above >= 3
        if not after_link and not (may_hold_others and is_between and lines[index].size <= 4):
            return False
    return True


def _block_has_known(lines: Sequence[Line], kinds: Sequence[Kind], start: int) -> bool:
    for index in range(start, len(lines)):
        if index > start and lines[index].blanks:
            return False
        if kinds[index] == "known":
            return True
    return False


def _is_interruption(lines: Sequence[Line], index: int, *, is_page: bool) -> bool:
    """Tell an advertisement's label or a button between paragraphs; one word counts only on a page with a frame."""
    text = _plain(lines[index])
    if text not in line_words().interruptions:
        return False
    return is_page or len(text.split()) > 1 or text.startswith(("adv", "publi", "广告", "廣告", "広告"))
