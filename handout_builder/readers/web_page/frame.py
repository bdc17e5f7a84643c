"""What is taken out of a web page before its article is read: its frame, and what no reader of it saw."""

import re
from typing import Any

from ...model import Removed
from ..body import HEADINGS
from ..languages import navigation_words
from .content import MOST_FRAME, Prose
from .parts import HIDDEN, NEVER_SHOWN, has_mark, is_hidden, leave_out, reason_of, text_lines, words_in

_OUTSIDE = "outside the article on the web page"
_BUTTON = "a button of the web page"
_SHORT = 8
"""Words of the longest button."""


def opened_by_buttons(body: Any) -> frozenset[str]:
    """Give the ids of what opens with a click on a button."""
    return frozenset(name for element in body.iter() for name in (element.get("aria-controls") or "").split())


def take_out_frame(body: Any, article: Any, prose: Prose, opened: frozenset[str]) -> list[Removed]:
    """Take every part of the frame out, inside the article and outside; the article's own boxes stay."""
    removed: list[Removed] = []
    inside, above = set(article.iter()), {article, *article.iterancestors()}
    _keep_own_boxes(article, prose)
    removed += _take_out_pull_quotes(article)
    gone: set[Any] = set()
    limit = prose.whole(article) * MOST_FRAME
    for element in list(body.iter()):
        is_much = element in inside and prose.whole(element) > limit and element.tag not in NEVER_SHOWN
        if element in gone or element in above or is_much:
            continue
        if reason := reason_to_leave_out(element, opened):
            gone.update(element.iter())
            removed += leave_out(element, reason)
    return removed


def reason_to_leave_out(element: Any, opened: frozenset[str]) -> str:
    """Say why an element is no part of the article; empty where nothing speaks against it."""
    if reason := reason_of(element):
        return reason
    if is_hidden(element, opened):
        return HIDDEN
    if _is_button(element, opened):
        return _BUTTON
    if element.tag == "a" and (_is_skip_link(element) or _is_permalink(element)):
        return "the web site's navigation"
    return ""


def take_out_surroundings(body: Any, article: Any) -> list[Removed]:
    """Part the article from the page, and report what stands around it."""
    if article is body:
        return []
    parent, before, tail = article.getparent(), article.getprevious(), f"\n{article.tail or ''}"
    article.tail = None
    parent.remove(article)
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    return [Removed(line, text, _OUTSIDE) for line, text in text_lines(body)]


def _keep_own_boxes(article: Any, prose: Prose) -> None:
    """Make plain boxes of what stands in an article as its own: asides with prose, sources of quotations, notes."""
    notes = {link.get("href", "")[1:] for link in article.iter("a") if link.get("href", "").startswith("#")}
    for element in list(article.iter("aside", "footer")):
        is_quoted = any(above.tag == "blockquote" for above in element.iterancestors())
        holds_notes = any(inner.get("id") in notes for inner in element.iter("li", "p", "ol", "div", "section"))
        if is_quoted or holds_notes or (element.tag == "aside" and prose.whole(element)):
            element.tag = "div"
            element.attrib.pop("role", None)


def _take_out_pull_quotes(article: Any) -> list[Removed]:
    removed: list[Removed] = []
    kinds = ("aside", "blockquote", "figure", "div", "p", "span")
    quotes = [element for element in article.iterdescendants(*kinds) if has_mark(element, "pull_quote")]
    letters = _letters(words_in(article)) if quotes else ""
    for element in quotes:
        quote = _letters(words_in(element))
        if quote and letters.count(quote) > 1 and article in element.iterancestors():
            letters = letters.replace(quote, "", 1)
            removed += leave_out(element, "a pull quote, which repeats words of the article")
    return removed


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _is_button(element: Any, opened: frozenset[str]) -> bool:
    """Tell a button to press from one that opens a part of the article, which has its heading on it."""
    if element.tag == "button":
        is_heading = any(above.tag in HEADINGS for above in element.iterancestors())
        opens = bool(opened.intersection((element.get("aria-controls") or "").split()))
        return not (is_heading or opens or has_mark(element, "opens"))
    if element.tag != "a" or not (has_mark(element, "button") or element.get("role") == "button"):
        return False
    words = words_in(element)
    return len(words.split()) <= _SHORT and words == words_in(element.getparent())


def _is_skip_link(element: Any) -> bool:
    is_inner = (element.get("href") or "").startswith("#")
    return is_inner and words_in(element).casefold() in navigation_words()


def _is_permalink(link: Any) -> bool:
    in_heading = any(above.tag in HEADINGS for above in link.iterancestors())
    return "#" in (link.get("href") or "") and in_heading and has_mark(link, "permalink")
