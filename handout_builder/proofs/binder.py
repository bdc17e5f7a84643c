"""The proof of a binder: the words of each article, and that contents and index name the right pages."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

import pikepdf

from .checks import Check, check
from .manuscript import Manuscript, plain
from .pdf import check_pdf, compare_article, outline_targets
from .right_to_left import is_told
from .tags import Piece, TagTree


def prove_binder(data: bytes, manuscripts: Sequence[Manuscript] | None) -> list[Check]:
    """Check a binder; without manuscripts, what can be checked without them."""
    return check_pdf(data, lambda pdf, tree: _compared(pdf, tree, manuscripts), None)


def _compared(pdf: Any, tree: TagTree, manuscripts: Sequence[Manuscript] | None) -> list[Check]:
    if manuscripts is None:
        return []
    # The first part is cover and contents, the last one index and closing.
    pieces = tree.pieces[1:-1]
    if len(pieces) != len(manuscripts):
        fault = f"it holds {len(pieces)} articles and should hold {len(manuscripts)}."
        return [check("words", "every article is there", "V101", [fault])]
    spoken = check("languages", "each article is in its language", "V118", _language_faults(pdf, pieces, manuscripts))
    places = check("pages", "contents and index name the right pages", "V112", _page_faults(pdf, tree, manuscripts))
    return [*_article_checks(pdf, tree, pieces, manuscripts), spoken, places]


def _article_checks(pdf: Any, tree: TagTree, pieces: Sequence[Piece], manuscripts: Sequence[Manuscript]) -> list[Check]:
    """Make one check of each kind for all articles together."""
    found: dict[str, Check] = {}
    for piece, outline, manuscript in zip(pieces, _outlines(pdf, pieces), manuscripts, strict=True):
        reading = tree.reading.piece(piece.start, piece.end)
        for each in compare_article(reading, piece.told, outline, manuscript):
            before = found.get(each.name)
            found[each.name] = Check(each.name, each.passed, (*(before.findings if before else ()), *each.findings))
    return list(found.values())


def _outlines(pdf: Any, pieces: Sequence[Piece]) -> list[list[tuple[int, str]]]:
    """Give what of the outline leads to each article's pages; its words may be those of another title."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    begins = [piece.page or 0 for piece in pieces]
    outlines: list[list[tuple[int, str]]] = [[] for _ in pieces]
    for level, text, target in outline_targets(pdf):
        place = bisect_right(begins, numbers.get(target, -1)) - 1
        if place >= 0:
            outlines[place].append((level, text))
    return outlines


def _language_faults(pdf: Any, pieces: Sequence[Piece], manuscripts: Sequence[Manuscript]) -> list[str]:
    whole = str(pdf.Root.get("/Lang", ""))
    return [
        f'"{manuscript.title}" is told to be in the language "{piece.language or whole}", not "{manuscript.language}".'
        for piece, manuscript in zip(pieces, manuscripts, strict=True)
        if (piece.language or whole) != manuscript.language
    ]


def _page_faults(pdf: Any, tree: TagTree, manuscripts: Sequence[Manuscript]) -> list[str]:
    pieces = tree.pieces[1:-1]
    faults = [
        f'"{manuscript.title}" does not begin on a right-hand page.'
        for piece, manuscript in zip(pieces, manuscripts, strict=True)
        if piece.page is None or piece.page % 2
    ]
    begins = {piece.page: manuscript for piece, manuscript in zip(pieces, manuscripts, strict=True)}
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    first, after = min(page or 0 for page in begins), tree.pieces[-1].page or len(pdf.pages)
    listed: set[int | None] = set()
    for here, words, target in _inner_links(pdf):
        number = numbers.get(target)
        # Between them are the articles, whose own links lead to their notes by name: these are to what they offer.
        if first <= here < after:
            faults += _offered_faults(words, number, begins, _told_at(here, tree, pieces))
            continue
        manuscript = begins.get(number)
        if manuscript is None or words != f"{manuscript.title} {(number or 0) + 1}":
            faults.append(f'the line "{words}" leads to page {(number or 0) + 1}, which is not that of the article.')
        elif here < first:
            listed.add(number)
    missing = [manuscript.title for page, manuscript in begins.items() if page not in listed]
    return faults + [f'"{title}" is not in the contents.' for title in missing]


def _told_at(here: int, tree: TagTree, pieces: Sequence[Piece]) -> str:
    """Give what is told on the leaves that a page is among."""
    piece = pieces[bisect_right([piece.page or 0 for piece in pieces], here) - 1]
    return tree.reading.piece(piece.start, piece.end).text


def _offered_faults(words: str, number: int | None, begins: Mapping[int | None, Manuscript], told: str) -> list[str]:
    """Say what is wrong with a line that offers an article: where it leads, and what it says and shows of that."""
    manuscript = begins.get(number)
    page = words.removeprefix(manuscript.title) if manuscript else ""
    if manuscript is None or page == words or re.findall(r"\d+", page) != [str((number or 0) + 1)]:
        return [f'the line "{words}" leads to page {(number or 0) + 1}, which is not that of the article.']
    return [] if is_told(words, told) else [f'the page in "{words}" is told, but not there to be seen.']


def _inner_links(pdf: Any) -> list[tuple[int, str, Any]]:
    """Give page, from 0, words and target of each link that leads to a page and not to a name."""
    return [
        (number, plain(str(note.get("/Contents", ""))), note.Dest[0].objgen)
        for number, page in enumerate(pdf.pages)
        for note in page.obj.get("/Annots", [])
        if isinstance(note.get("/Dest"), pikepdf.Array)
    ]
