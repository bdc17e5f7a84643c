"""A binder: cover and contents, the leaves of each article from a right-hand page on, an index of clinicians.

The leaves were rendered before, each article by itself, so that a binder of a thousand articles takes no more
memory than its file. Here its own pages are rendered, the pages counted, and all joined.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from ...errors import RenderError
from ...model import PAGE_PLACE, Document, Handout, Page
from ..pdf import laid_out, render_pdf
from ..tag_tree import turn_ligatures
from .joining import Joining
from .places import Filling

_NUMBERS = "<!--numbers-->"
_TRIES = 4
"""Times that the contents are laid out at most, until as many pages come as were thought."""


def render_binder(page: Page) -> Handout:
    """Render a binder. Raises RenderError where a character of its own pages has no font."""
    opening, index, _ = page.documents
    front, starts = _front(page, opening)
    back = render_pdf(_with(page, _filled(index, starts)))
    joining = Joining(front.data)
    joining.fill_sheet()
    fillings = _fillings(page, joining, starts)
    for leaves, own in zip(page.leaves, fillings, strict=True):
        joining.add(leaves.data, own if leaves.offered else None)
        joining.fill_sheet()
    joining.add(back.data)
    joining.lead(starts)
    words = _numbered(page, front.pages or 0, starts, opening.numbering, len(joining))
    joining.paint(_painted(page, list(words.values())), list(words))
    return Handout(joining.finished(), len(joining), (*front.findings, *back.findings))


def _front(page: Page, opening: Document) -> tuple[Handout, list[int]]:
    """Render cover and contents; give them with the page, from 1, on which each article begins."""
    count = 4
    for _ in range(_TRIES):
        starts = _starts(count, [leaves.pages for leaves in page.leaves])
        front = render_pdf(_with(page, _filled(opening, starts)))
        if _even(front.pages or 0) == count:
            return front, starts
        count = _even(front.pages or 0)
    raise RenderError(f"{page.source}: the pages of the contents cannot be counted.")


def _starts(before: int, counts: Sequence[int]) -> list[int]:
    starts = []
    for count in counts:
        starts.append(before + 1)
        before += _even(count)
    return starts


def _even(count: int) -> int:
    """Give the pages of as many whole sheets as hold these."""
    return count + count % 2


def _filled(document: Document, starts: Sequence[int]) -> Document:
    """Put the page numbers into their places."""
    text = document.text
    for number, start in enumerate(starts):
        text = text.replace(PAGE_PLACE.format(number), str(start))
    return replace(document, text=text)


def _with(page: Page, document: Document) -> Page:
    return replace(page, documents=(document,), leaves=())


def _numbered(page: Page, front: int, starts: Sequence[int], own: str, total: int) -> dict[int, str]:
    """Say what stands at the foot of each page, from 0; the cover and blank pages have nothing there."""
    words = {number: own.format(number + 1, total) for number in range(2, front)}
    after = front
    for start, leaves in zip(starts, page.leaves, strict=True):
        words |= {
            number: leaves.numbering.format(number + 1, total) for number in range(start - 1, start - 1 + leaves.pages)
        }
        after = start - 1 + _even(leaves.pages)
    return words | {number: own.format(number + 1, total) for number in range(after, total)}


def _fillings(page: Page, joining: Joining, starts: Sequence[int]) -> list[dict[str, Filling]]:
    """Give what is put into the leaves of each article for those that it offers, by their slugs."""
    known = {leaves.slug: number for number, leaves in enumerate(page.leaves)}
    offered = [[known[slug] for slug in leaves.offered if slug in known] for leaves in page.leaves]
    told = [
        (leaves.on_page.format(starts[number]), leaves.direction)
        for leaves, numbers in zip(page.leaves, offered, strict=True)
        for number in numbers
    ]
    each = list(dict.fromkeys(told))
    shown = dict(zip(each, joining.opened(_places(page, each)).pages, strict=True)) if each else {}
    following = iter(told)
    return [
        {page.leaves[number].slug: _filling(number, next(following), shown) for number in numbers}
        for numbers in offered
    ]


def _filling(number: int, told: tuple[str, str], shown: Mapping[tuple[str, str], Any]) -> Filling:
    return Filling(number, told[0], shown[told], told[1])


def _places(page: Page, told: Sequence[tuple[str, str]]) -> bytes:
    """Give a PDF that has on each page the words for a place, on the side where lines of their direction end."""
    # The space stands between them and the title, for whoever copies or hears both.
    places = "".join(f'<p class="place" dir="{direction}">&#160;{escape(text)}</p>' for text, direction in told)
    return _written(page, places, finisher=lambda _, pdf: turn_ligatures(pdf))


def _painted(page: Page, words: Sequence[str]) -> bytes:
    """Give a PDF whose pages are empty but for a number each."""
    return _written(page, "".join(f'<p data-number="{escape(text)}"></p>' for text in words))


def _written(page: Page, inside: str, **options: Any) -> bytes:
    """Write the last of a binder's documents with what it is made for."""
    document = page.documents[-1]
    numbers = replace(document, text=document.text.replace(_NUMBERS, inside))
    with laid_out(_with(page, numbers)) as (pages, _):
        data: bytes = pages.write_pdf(**options)
    return data
