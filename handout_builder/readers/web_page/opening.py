"""The opening of a web page's article: title, bylines and dates, and the page's own notes around them."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from ...model import Removed
from ..assembly import Draft
from ..body import HEADINGS, plain_text
from ..bylines import parse_author
from ..credit_lines import Credits
from ..dates import parse_date
from .facts import Facts
from .parts import has_mark, is_block, leave_out, names_of, words_in

LONGEST_NOTE = 25
"""Words of the longest line taken for one about the article."""

_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»)\]]*$")
_PARTED = re.compile(r"\s*[|·•/]\s*|\s+[–—-]\s+")
_NOTE = "the web page's line about the article"
_ABOVE = "stands above the title on the web page"


def mark_notes(article: Any) -> None:
    """Mark what is about the article by its names, before the boxes that bear them are gone.

    Two of them side by side, which the page sets apart by its style, are parted by a space.
    """
    for element in article.iterdescendants():
        if element.tag != "time" and not element.keys():
            continue
        is_writer = "author" in (element.get("rel") or "") or (element.get("itemprop") or "") == "author"
        is_writer = is_writer or has_mark(element, "writers")
        is_about = element.tag == "time" or has_mark(element, "about") or element.get("itemprop") == "datePublished"
        if (is_writer or is_about) and 0 < len(words_in(element).split()) <= LONGEST_NOTE:
            element.set("data-about", "writer" if is_writer else "time" if element.tag == "time" else "note")
            before = element.getprevious()
            if before is not None and before.get("data-about") and not before.tail:
                before.tail = " "
        if has_mark(element, "standfirst"):
            element.set("data-standfirst", "yes")
            element.tag = "div" if element.tag in HEADINGS else element.tag


def take_opening(draft: Draft, article: Any, title: Any | None, facts: Facts) -> None:
    """Take the title, then the bylines and dates near it; the page's notes around them go, and are reported."""
    blocks = list(article)
    place = 0
    if title is not None and not any(title in block.iter() for block in blocks):
        title = None  # a hidden title has been left out already
    if title is not None:
        place = next((n for n, block in enumerate(blocks) if title in block.iter()), 0)
        _take_title(draft, title)
    draft.title = draft.title or next(iter(facts.titles), "")
    in_opening = True
    for number, block in enumerate(blocks):
        if block.getparent() is None or not words_in(block):
            continue
        if title is not None and number < place:
            if not _take_note(draft, block, facts, near=True):
                _take_above(draft, block)
        elif title is not None and in_opening and _is_label(draft, block):
            draft.removed += leave_out(block, _NOTE)
        elif not _take_note(draft, block, facts, near=in_opening) and not block.get("data-standfirst"):
            in_opening = in_opening and (block.tag == "figure" or number < place)
    _fall_back(draft, facts)


def _is_label(draft: Draft, block: Any) -> bool:
    """Tell a sign, or a word such as "by", that stands alone beside a byline."""
    text = words_in(block).casefold().rstrip(":")
    labels = {label.rstrip(": ") for label in draft.words.byline.credits}
    return block.tag == "p" and (text in labels or not re.search(r"\w", text)) and next(block.iter("img"), None) is None


def _take_title(draft: Draft, title: Any) -> None:
    draft.title = plain_text(title)
    draft.taken.append(draft.title)
    title.tag = "p"
    if next(title.iter("img"), None) is None:
        title.drop_tree()
        return
    # A picture in a title stays, above the text.
    for element in title.iter():
        element.text, element.tail = None, None if element is not title else title.tail


def _take_above(draft: Draft, block: Any) -> None:
    """Leave out a short line above the title: a kicker, a category, the way back."""
    text = words_in(block)
    has_picture = next(block.iter("img"), None) is not None
    if len(text.split()) <= LONGEST_NOTE // 2 and not _SENTENCE_END.search(text) and not has_picture:
        draft.removed += leave_out(block, _ABOVE)


def _take_note(draft: Draft, block: Any, facts: Facts, *, near: bool) -> bool:
    """Take a line that is nothing but bylines, dates and notes; False, and nothing taken, for any other."""
    text = words_in(block)
    if len(text.split()) > LONGEST_NOTE:
        return False
    kinds = {element.get("data-about") for element in block.iter() if element.get("data-about")}
    is_marked = bool(kinds - {"time"})
    if not (near or is_marked) or next(block.iter("img", "table"), None) is not None:
        return False
    before, taken, removed, findings = draft.credits, list(draft.taken), list(draft.removed), list(draft.findings)
    notes = _take_pieces(draft, list(_pieces(block)), facts)
    is_taken = len(draft.taken) > len(taken)
    counts = [note for note in notes if not _is_count(note)]
    # Without a mark, a line is the page's only if something in it is a byline or a date, or all of it is counts.
    if not is_marked and (
        _SENTENCE_END.search(text) or (counts and not (is_taken and kinds)) or not (notes or is_taken)
    ):
        draft.credits, draft.taken, draft.removed, draft.findings = before, taken, removed, findings
        return False
    if "writer" in kinds:
        # What the page itself marks as a byline need not be asked about.
        draft.findings = [one for one in draft.findings if one.code != "B102" or one in findings]
    draft.removed += [Removed(block.sourceline or 1, note, _NOTE) for note in notes]
    block.drop_tree()
    return True


def _pieces(block: Any) -> Iterator[tuple[str, str]]:
    """Give a line's texts, parted at signs and where a marked element begins or ends, each with its mark."""
    open_marks = [""]
    for event, element in etree.iterwalk(block, events=("start", "end")):
        mark = element.get("data-about") or ("line" if is_block(element) or element.tag == "br" else "")
        if mark and event == "start":
            open_marks.append(mark if mark != "line" else open_marks[-1])
        text = element.text if event == "start" else None
        if event == "end":
            if mark:
                open_marks.pop()
            text = element.tail if element is not block else None
        for piece in _PARTED.split(text or ""):
            if cleaned := " ".join(piece.split()).strip(" ,:"):
                yield cleaned, open_marks[-1]


def _take_pieces(draft: Draft, pieces: list[tuple[str, str]], facts: Facts) -> list[str]:
    """Take the longest runs of pieces that are bylines or dates; give the texts of the rest."""
    rest: list[str] = []
    start, in_rest = 0, False
    while start < len(pieces):
        for end in range(len(pieces), start, -1):
            text = " ".join(piece for piece, _ in pieces[start:end])
            if _takes(draft, text, {mark for _, mark in pieces[start:end]}, facts):
                start, in_rest = end, False
                break
        else:
            rest = [*rest[:-1], f"{rest[-1]} {pieces[start][0]}"] if in_rest else [*rest, pieces[start][0]]
            start, in_rest = start + 1, True
    return rest


def _takes(draft: Draft, text: str, marks: set[str], facts: Facts) -> bool:
    if draft.takes_credit(text):
        return True
    plain = _plain(text)
    if plain in {_plain(site) for site in facts.sites} or not plain:
        return False
    for name in facts.authors:
        if plain.endswith(_plain(name)) and len(text.split()) - len(name.split()) <= 2:
            byline = parse_author(name, draft.words, "author", draft.clinicians)
            known = {_plain(other.name) for other in draft.credits.bylines}
            if _plain(byline.name) not in known:
                draft.credits = Credits([*draft.credits.bylines, byline], draft.credits.dates)
            draft.taken.append(text)
            return True
    if marks != {"writer"}:
        return False
    label = next(label for label, part in draft.words.byline.credits.items() if part == "author")
    if not draft.takes_credit(f"{label.rstrip(':')}: {text}"):
        return False
    draft.taken[-1] = text
    return True


def _is_count(text: str) -> bool:
    """Tell a number of minutes, readers or comments."""
    words = re.findall(r"[^\W\d_]+\.?", text.casefold())
    return bool(re.search(r"\d", text)) and len(words) <= 4 and not names_of("counts").isdisjoint(words)


def _fall_back(draft: Draft, facts: Facts) -> None:
    """Credit the people and dates that the page names to machines where it shows none."""
    bylines, dates = draft.credits.bylines, draft.credits.dates
    for part, names in (("author", facts.authors), ("reviewer", facts.reviewers)):
        if all(byline.part != part for byline in bylines):
            role: Any = part
            bylines += [parse_author(name, draft.words, role, draft.clinicians) for name in names]
    for kind, texts in (("published", facts.published), ("reviewed", facts.reviewed), ("updated", facts.modified)):
        days = [day for text in texts if (day := parse_date(text, draft.words))]
        # Programs stamp a change on every page, and on a scheduled one before it is out.
        if days and not (kind == "updated" and "published" in dates and days[0] <= dates["published"]):
            dates.setdefault(kind, days[0])


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
