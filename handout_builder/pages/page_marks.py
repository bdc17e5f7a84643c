"""Marks in a chapter where the pages of the printed handout begin (EPUB 3.3, section 5.5; DPUB-ARIA, doc-pagebreak)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import accumulate

from ..model import PICTURE, PageStart

_TOKEN = re.compile(r"""<(?:"[^"]*"|'[^']*'|[^'">])*>|[^<]+""")
# Chinese, Japanese and Korean write no spaces: a page may begin at any letter.
_UNSPACED = r"\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\s{_UNSPACED}]+")
_UNSPACED_LETTER = re.compile(f"[{_UNSPACED}]")
_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var".split()
)
_NOTE = '<aside class="gloss"'
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def mark_pages(chapter: str, starts: Sequence[PageStart]) -> tuple[str, tuple[str, ...]]:
    """Put a mark where each page begins, before a whole word; give the chapter with them and the pages' numbers."""
    text = _read(chapter)
    if not text.places:
        return chapter, ()
    # No page begins before the one before it.
    found = list(accumulate((text.place_of(start) for start in starts), max))
    labels = tuple(str(number) for number in range(1, len(found) + 1))
    for label, place in reversed(list(zip(labels, found, strict=True))):
        chapter = f"{chapter[:place]}{_mark(label)}{chapter[place:]}"
    return chapter, labels


def _mark(label: str) -> str:
    # Named by its title: axe-core refuses aria-label on a span, whatever its role.
    return f'<span epub:type="pagebreak" role="doc-pagebreak" id="page-{label}" title="{label}"></span>'


@dataclass
class _Text:
    """The letters of a chapter, and where each of its words stands in the mark-up."""

    letters: str = ""
    places: list[tuple[int, int]] = field(default_factory=list)
    """(letters before a word, its place), in order."""

    def place_of(self, start: PageStart) -> int:
        """Give the place of the word in which a page begins: the nearest one to where it should be."""
        found = self._nearest(start.letters, min(start.offset, len(self.letters)))
        return next(place for before, place in reversed(self.places) if before <= found)

    def _nearest(self, letters: str, expected: int) -> int:
        if not letters:
            return expected
        after = self.letters.find(letters, expected)
        before = self.letters.rfind(letters, 0, expected + len(letters))
        places = [place for place in (after, before) if place >= 0]
        return min(places, key=lambda place: abs(place - expected), default=expected)


def _read(chapter: str) -> _Text:
    """Read a chapter from its title on."""
    reading = _Reading()
    title = chapter.find("<h1")
    for token in _TOKEN.finditer(chapter, title) if title >= 0 else ():
        if token[0].startswith("<"):
            reading.read_tag(token[0], token.start())
        else:
            reading.read_text(token[0], token.start())
    return _Text("".join(reading.letters), reading.places)


class _Reading:
    """What was read so far."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.places: list[tuple[int, int]] = []
        self.count = 0
        self.in_word = False
        # Where the tags open that the next word is the first in: a mark stands before a link or a heading, not in it.
        self.opened: int | None = None
        # What explains a term is no part of the printed text, or stands in its margin.
        self.is_note = False

    def read_tag(self, tag: str, place: int) -> None:
        """Take note of what a tag does to the words around it."""
        name = re.split(r"[\s/>]", tag[1:], maxsplit=1)[0] or tag[2:-1].strip()
        if name == "aside":
            self.is_note = tag.startswith(_NOTE)
        if name == "img":
            self._add(PICTURE, place, is_word=True)
        elif tag.startswith("</") or name not in _INLINE | _HEADINGS:
            self.opened = None
        elif self.opened is None:
            self.opened = place
        self.in_word = self.in_word and name in _INLINE

    def read_text(self, text: str, place: int) -> None:
        """Take the words of a text between two tags."""
        if self.is_note:
            return
        is_spaced, is_written_out = _UNSPACED_LETTER.search(text) is None, "&" not in text
        for word in _WORD.finditer(text):
            letters, start = word[0], word.start()
            if not is_written_out:
                letters = "".join(unescape(letters).split())
            begins = start > 0 or not self.in_word or not (is_spaced or _UNSPACED_LETTER.match(letters) is None)
            self._add(letters, place + start, is_word=begins)
        self.in_word = not text[-1].isspace()

    def _add(self, letters: str, place: int, *, is_word: bool) -> None:
        if is_word:
            self.places.append((self.count, place if self.opened is None else self.opened))
        self.opened = None
        self.letters.append(letters)
        self.count += len(letters)
