"""The boxes in which a web page tells of a person: kept at the article's end where it is one of its people."""

import re
from dataclasses import replace
from typing import Any

from ...model import Finding, Removed
from ..assembly import Draft
from ..biographies import with_bios
from ..body import HEADINGS
from .content import MOST_FRAME, Prose
from .frame import reason_to_leave_out
from .parts import is_hidden, leave_out, person_reason, words_in

SHORTEST_BIO = 8
"""Words of the shortest box that tells of a person; a shorter one only names somebody."""


def set_boxes_aside(article: Any, prose: Prose, opened: frozenset[str]) -> list[Any]:
    """Part the boxes that tell of a person from the page; those that it does not show stay where they are."""
    around = {article, *article.iterancestors()}
    limit = prose.whole(article) * MOST_FRAME
    found: list[Any] = []
    for element in prose.persons:
        above = list(element.iterancestors())
        is_much = article in above and prose.whole(element) > limit
        if element in around or is_much or not set(found).isdisjoint(above):
            continue
        is_seen = not any(is_hidden(box, opened) for box in (element, *above))
        if is_seen and len(words_in(element).split()) >= SHORTEST_BIO:
            found.append(element)
    return [_parted(element) for element in found]


def _parted(element: Any) -> Any:
    box = element.makeelement("div")
    box.sourceline = element.sourceline or 1
    element.drop_tree()
    element.tail = None
    box.append(element)
    return box


def trim_boxes(boxes: list[Any], opened: frozenset[str]) -> list[Removed]:
    """Take buttons, links for sharing, portraits and their like out of the boxes."""
    removed: list[Removed] = []
    for box in boxes:
        for element in list(box.iterdescendants()):
            reason = reason_to_leave_out(element, opened)
            if reason and reason != person_reason() and box in element.iterancestors():
                removed += leave_out(element, reason)
        for image in list(box.iter("img")):
            words = " ".join((image.get("alt") or "").split())
            removed.append(Removed(image.sourceline or 1, words or "(no words)", "the web site's portrait of a person"))
            image.drop_tree()
    return removed


def keep_bios(draft: Draft, article: Any, boxes: list[Any]) -> None:
    """Put what each box tells of the article's people at its end, and say so; the others are left out."""
    top = min((heading.tag for heading in article.iter(*HEADINGS)), default="h2")
    told: set[str] = set()
    for box in boxes:
        words = _plain(words_in(box))
        names = _credited(draft, box) if words not in told else []
        told.add(words)
        for block in list(box):
            if not names or _is_link(block, names):
                draft.removed += leave_out(block, person_reason())
                continue
            block.tag = top if block.tag in HEADINGS else block.tag
            article.append(block)
        if names:
            message = f"the web page's box about {' and '.join(names)} was kept; it stands at the article's end."
            draft.findings.append(Finding("W103", message, box.sourceline or 1, advice=False))


def _credited(draft: Draft, box: Any) -> list[str]:
    """Give the names of the article's people whom a box tells of, and note the first one's bio."""
    words, bylines = _plain(words_in(box)), draft.credits.bylines
    named = [byline for byline in bylines if _plain(byline.name) in words]
    if not named:
        found = with_bios(bylines, box, draft.words, draft.clinicians)
        return [byline.name for byline in found if byline.bio]
    first = named[0]
    bio = " ".join(words_in(block) for block in box if _is_prose(block, first.name))
    bylines[bylines.index(first)] = replace(first, bio=first.bio or bio)
    return [byline.name for byline in named]


def _is_prose(block: Any, name: str) -> bool:
    """Tell what is said of a person from a heading, a link or the bare name."""
    is_longer = len(words_in(block).split()) > len(name.split()) + 2
    return is_longer and block.tag not in HEADINGS and not _is_link(block, [name])


def _is_link(block: Any, names: list[str]) -> bool:
    """Tell a line that is but a link, such as to all articles of a person, from a name that is one."""
    words = words_in(block)
    linked = _plain("".join(words_in(link) for link in block.iter("a")))
    is_name = any(_plain(name) in linked and len(words.split()) <= len(name.split()) + 2 for name in names)
    return linked == _plain(words) and not is_name


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
