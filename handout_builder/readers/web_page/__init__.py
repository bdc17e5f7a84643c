"""Saved web pages: the article is found among all that stands around it; the words are the page's own.

The steps, in order: open, what the page says of itself, where the article is, what is not the author's,
pictures, shape, opening, end, what is told of its people.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from ...errors import SourceError
from ...model import Article, Clinician, Removed
from ..assembly import Draft, draft_of, finish
from ..body import empty_embedded
from ..decoding import tidy
from ..front_matter import FrontMatter
from ..languages import guess_language, known_languages, language_words
from ..other_titles import titles_in
from ..tangles import refuse_tangled_html
from .archive import SavedPage, open_page
from .content import Prose, find_article
from .facts import Facts, read_facts
from .frame import opened_by_buttons, take_out_frame, take_out_surroundings
from .links import lower_headings, mend_links
from .notes import gather_notes, join_notes
from .opening import mark_notes, take_opening
from .other_pages import links_below, named_by
from .parts import pieces, unwrap
from .people import keep_bios, set_boxes_aside, trim_boxes
from .pictures import merge_copies, place_page_pictures, take_out_faces, take_out_films
from .shape import shape
from .styles import drop_directions, write_out_styles
from .tail import take_out_tail
from .title import find_title, join_opening

_COPY_INSTEAD = "Open the page, choose the article's text, copy it, and paste it into a .txt file in sources/."
_UNSEEN = ("script", "style")
"""Elements that hold no words for people."""
_OF_HEAD = ("title", "meta", "link", "script", "style", "base", "noscript", "template")
_EMPTY = ("link", "meta", "base", "param", "track", "wbr", "input")
"""Elements that hold nothing; the parser puts what follows into some of them."""


def read_file(path: Path, shown: str, root: Path, clinicians: Sequence[Clinician], language: str) -> list[Article]:
    """Read a saved page; every word it shows ends up in the article or among those reported as left out."""
    saved = open_page(path)
    page = _parse(saved.html)
    facts = read_facts(page, saved.address)
    if page.find("frameset") is not None:
        raise SourceError(f"is made of frames and holds no text itself. {_COPY_INSTEAD}")
    body = _body_of(page)
    # As long as something holds them, lxml need not make its elements anew at each look.
    held = _make_plain(body)
    article, title, boxes, removed = _take_apart(body, facts)
    below = links_below(held, article)
    mark_notes(article)
    text = _by_lines([article, *boxes], removed)
    draft = draft_of(text, FrontMatter({}, 0), path, shown, root, clinicians, language)
    draft.removed += removed
    draft.source_url = facts.address
    draft.missing_byline = 'Copy the article into a .txt file and put "By NAME, CREDENTIALS" under its title.'
    _tell_language(draft, article, facts.language or language)
    _read_article(draft, article, title, facts, saved)
    _read_boxes(draft, article, boxes, facts.address or saved.address)
    draft.named = titles_in(named_by(below, article))
    lower_headings(article)
    drop_directions(article, draft.language)
    del held
    return [finish(draft, article)]


def _parse(html: str) -> Any:
    # The text is decoded by now, whatever the page says of its encoding.
    refuse_tangled_html(html)
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        page = lxml_html.document_fromstring(html.encode("utf-8"), parser=parser)
    except etree.ParserError as error:
        raise SourceError(f"holds no text. {_COPY_INSTEAD}") from error
    if any("depth" in error.message for error in parser.error_log):
        # The parser gives up there, and the rest of the words would be lost.
        raise SourceError(f"has boxes in boxes over 2,000 deep, which cannot be taken apart. {_COPY_INSTEAD}")
    return page


def _body_of(page: Any) -> Any:
    """Give the page's body; where its tag was left out, the parser may have put what is in it elsewhere."""
    body = page.find("body")
    if body is None:
        body = etree.SubElement(page, "body")
    head = page.find("head")
    strays = [child for child in page if child is not head and child is not body]
    strays = [*(child for child in (head if head is not None else ()) if child.tag not in _OF_HEAD), *strays]
    after = [stray for stray in strays if stray.getparent() is page and page.index(stray) > page.index(body)]
    for number, stray in enumerate(stray for stray in strays if stray not in after):
        body.insert(number, stray)
    body.extend(after)
    return body


def _make_plain(body: Any) -> list[Any]:
    """Take out what holds no words, tidy the words, name made-up elements after known ones; give all elements."""
    for element in list(body.iter(*_UNSEEN)):
        element.drop_tree()
    for element in list(body.iter(*_EMPTY)):
        unwrap(element)
    empty_embedded(body)
    elements = list(body.iter())
    for element in elements:
        if "-" in element.tag or ":" in element.tag:
            element.tag = "div" if "-" in element.tag else "span"
        # Written as entities, soft hyphens and their like pass by the decoder.
        if element.text and not element.text.isascii():
            element.text = tidy(element.text)
        if element.tail and not element.tail.isascii():
            element.tail = tidy(element.tail)
    return elements


def _take_apart(body: Any, facts: Facts) -> tuple[Any, Any | None, list[Any], list[Removed]]:
    """Find the article, its title and boxes about its people; take away all else. Raises SourceError without any."""
    merge_copies(body)
    opened = opened_by_buttons(body)
    prose = Prose(body, opened)
    article = find_article(body, prose)
    title = find_title(body, article, facts, prose)
    if title is not None:
        join_opening(article, title)
    boxes = set_boxes_aside(article, prose, opened)
    removed = [*trim_boxes(boxes, opened), *take_out_frame(body, article, prose, opened)]
    removed += take_out_surroundings(body, article)
    if title not in article.iter() or not _size(title):
        title = None  # It stood in a box that is left out.
    if _size(article) == (_size(title) if title is not None else 0):
        raise SourceError(f"shows no article: its text is drawn by a program when the page opens. {_COPY_INSTEAD}")
    return article, title, boxes, removed


def _read_article(draft: Draft, article: Any, title: Any | None, facts: Facts, saved: SavedPage) -> None:
    draft.removed += take_out_films(article)
    draft.removed += take_out_faces(article, facts.authors)
    place_page_pictures(article, draft, saved.address or facts.address, saved.pictures)
    mend_links(article, facts.address or saved.address)
    join_notes(article)
    write_out_styles(article)
    shape(article)
    gather_notes(article)
    # A heading in a heading, or in a paragraph, is no more.
    take_opening(draft, article, title if title in article.iter() else None, facts)
    draft.removed += take_out_tail(article)


def _read_boxes(draft: Draft, article: Any, boxes: list[Any], address: str) -> None:
    for box in boxes:
        draft.removed += take_out_films(box)
        mend_links(box, address)
        write_out_styles(box)
        shape(box)
    keep_bios(draft, article, boxes)


def _size(element: Any) -> int:
    return sum(len(part) for text in element.itertext() for part in text.split())


def _tell_language(draft: Draft, article: Any, stated: str) -> None:
    """Believe the page, unless it says a language that we know and the text is in another: themes say English."""
    if draft.original:
        return  # The file's name tells it.
    is_known = stated.split("-")[0].casefold() in known_languages()
    draft.language = guess_language(" ".join(article.itertext()), stated) if is_known else stated
    draft.words = language_words(draft.language)


def _by_lines(parts: list[Any], removed: list[Removed]) -> str:
    """Write a page's words on the lines of the source where they stand."""
    lines: defaultdict[int, list[str]] = defaultdict(list)
    for line, piece in chain.from_iterable(map(pieces, parts)):
        for number, text in enumerate([" "] if piece == "\n" else piece.split("\n")):
            lines[line + number].append(text)
    for left in removed:
        lines[left.line].append(f" {left.text} ")
    return "\n".join(" ".join("".join(lines[number]).split()) for number in range(1, max(lines, default=0) + 1))
