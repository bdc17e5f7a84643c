"""Which part of a web page is the article: what says so in its mark-up, else where most of the prose stands."""

import re
from collections import defaultdict
from typing import Any

from lxml import etree

from ..body import HEADINGS
from .parts import NEVER_SHOWN, has_mark, holds_line, is_block, is_hidden, person_reason, reason_of

LEAST_SHARE = 0.5
"""Of the page's prose, what an element named for the article must hold to be it."""
MOST_FRAME = 0.4
"""Of the article's prose, what an element named for the frame must not hold to be left out."""
_MOST = 0.9
"""Of an element's prose, what one part of it holds when the other parts are its frame."""
_WRAPPERS = {"div", "section", "main", "body", "td", "tr", "tbody", "table", "center", "form", "font", "span", "header"}
_NO_BOX = {*"table thead tbody tfoot tr ul ol dl pre".split(), *HEADINGS}
"""Elements whose parts mean something only within them."""
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_LETTERS_A_WORD = 2
_KINDS = ("article", "blogposting", "newsarticle", "medicalwebpage")


class Prose:
    """How much prose each element of a page holds: words in sentences, links and headings counting for less."""

    def __init__(self, body: Any, opened: frozenset[str]) -> None:
        own = _own_prose(body)
        elements = list(body.iter())
        self._all: defaultdict[Any, float] = defaultdict(float, own)
        for element in reversed(elements):
            if element is not body:
                self._all[element.getparent()] += self._all[element]
        self.framed: set[Any] = set()
        """Elements of the frame that are no part of the article."""
        self.persons: list[Any] = []
        """Elements of the frame that tell of a person, an outer one before those in it."""
        limit = self._all[body] * LEAST_SHARE
        self._kept: defaultdict[Any, float] = defaultdict(float, own)
        for element in reversed(elements):
            is_little = self._all[element] <= limit or element.tag in NEVER_SHOWN
            reason = reason_of(element) if is_little else ""
            if reason and reason == person_reason():
                self.persons.insert(0, element)
            is_frame = is_little and (reason or is_hidden(element, opened))
            if is_frame and element is not body:
                self.framed.add(element)
            elif element is not body:
                self._kept[element.getparent()] += self._kept[element]

    def whole(self, element: Any) -> float:
        """Give the prose in an element, whatever it is part of."""
        return self._all[element]

    def kept(self, element: Any) -> float:
        """Give the prose in an element without the parts of the frame in it."""
        return self._kept[element]

    def is_framed(self, element: Any) -> bool:
        """Tell whether an element lies in the page's frame."""
        return element in self.framed or any(above in self.framed for above in element.iterancestors())


def _own_prose(body: Any) -> dict[Any, float]:
    """Weigh the text that stands right in each block: links count against it, and so does being very short."""
    words: defaultdict[Any, float] = defaultdict(float)
    linked: defaultdict[Any, float] = defaultdict(float)
    ends: dict[Any, bool] = {}
    blocks, links = [body], 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            links += element.tag == "a"
            if is_block(element) and element is not body:
                blocks.append(element)
            text = element.text
        else:
            links -= element.tag == "a"
            if is_block(element) and element is not body:
                blocks.pop()
            text = element.tail if element is not body else None
        if text and not text.isspace():
            count = float(len(text.split()))
            count += 0 if text.isascii() else len(_EAST_ASIAN.findall(text)) / _LETTERS_A_WORD
            words[blocks[-1]] += count
            ends[blocks[-1]] = text.rstrip().endswith((".", "!", "?", "…", "。"))
            linked[blocks[-1]] += count if links > 0 else 0
    plain = {block: words[block] - linked[block] for block in words if block.tag not in HEADINGS}
    return {block: count for block, count in plain.items() if count * 2 > words[block] and (count >= 4 or ends[block])}


def find_article(body: Any, prose: Prose) -> Any:
    """Give the box that holds the article: the body itself where nothing tells it from the rest."""
    place = _find(body, prose)
    while place.tag in _NO_BOX:
        place = place.getparent()
    if place is not body:
        place.tag = "div"
    return place


def _find(body: Any, prose: Prose) -> Any:
    elements = list(body.iter())
    for tells in (_is_article, _is_text, _is_main):
        found = [element for element in elements if tells(element) and not prose.is_framed(element)]
        best = max(found, key=prose.kept, default=None)
        if best is not None and prose.kept(best) >= max(prose.kept(body) * LEAST_SHARE, 1):
            return best if tells is not _is_main else _narrow(best, prose)
    return _narrow(body, prose)


def _is_article(element: Any) -> bool:
    kind = (element.get("itemtype") or "").casefold().rstrip("/").rsplit("/", 1)[-1]
    is_named = element.tag == "article" or element.get("role") == "article" or kind in _KINDS
    return is_named or "hentry" in (element.get("class") or "").split()


def _is_text(element: Any) -> bool:
    return "articleBody" in (element.get("itemprop") or "") or has_mark(element, "article")


def _is_main(element: Any) -> bool:
    return element.tag == "main" or element.get("role") == "main" or element.get("id") in ("content", "main")


def _narrow(element: Any, prose: Prose) -> Any:
    """Go down to the part that holds nearly all the prose, as long as there is one."""
    place = element
    while True:
        # What holds no line is a paragraph, no box that may hold an article.
        inside = [child for child in place if child.tag in _WRAPPERS and holds_line(child)]
        best = max((child for child in inside if child not in prose.framed), key=prose.kept, default=None)
        if best is None or not prose.kept(best) or prose.kept(best) < prose.kept(place) * _MOST:
            break
        place = best
    return place
