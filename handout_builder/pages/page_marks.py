"""Marks in a chapter where the pages of the printed handout begin (EPUB 3.3, section 5.5; DPUB-ARIA, doc-pagebreak)."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from itertools import accumulate
from operator import attrgetter

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
    if not text.has_words:
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


@dataclass(frozen=True)
class _Run:
    """What stands between two tags, or a picture: its words are looked at only where a page may begin in it."""

    text: str
    place: int
    """Where it stands in the mark-up."""
    before: int
    """Letters before it."""
    in_word: bool
    """Whether it goes on with a word that began before it."""
    opened: int | None
    """Where the tags open that its first word is the first in: a mark stands before a link or a heading, not in it."""
    is_picture: bool = False

    @property
    def words(self) -> Iterator[tuple[str, int, bool]]:
        """Give each word's letters, its place in the text, and whether a word begins with it."""
        if self.is_picture:
            yield PICTURE, 0, True
            return
        is_spaced = _UNSPACED_LETTER.search(self.text) is None
        for word in _WORD.finditer(self.text):
            letters = "".join(unescape(word[0]).split()) if "&" in word[0] else word[0]
            is_apart = not (is_spaced or _UNSPACED_LETTER.match(letters) is None)
            yield letters, word.start(), word.start() > 0 or not self.in_word or is_apart

    @cached_property
    def letters(self) -> str:
        """Give all its letters."""
        if self.is_picture or "&" in self.text:
            return "".join(letters for letters, _, _ in self.words)
        return "".join(self.text.split())

    @property
    def beginnings(self) -> list[tuple[int, int]]:
        """Give, for each word that begins in it, the letters before it and its place in the mark-up."""
        found, count, opened = [], self.before, self.opened
        for letters, start, begins in self.words:
            if begins:
                found.append((count, self.place + start if opened is None else opened))
            opened = None
            count += len(letters)
        return found


class _Text:
    """The letters of a chapter, and where each of its words stands in the mark-up."""

    def __init__(self, runs: Sequence[_Run]) -> None:
        self._runs = runs
        self._letters = "".join(run.letters for run in runs)

    @property
    def has_words(self) -> bool:
        return any(run.beginnings for run in self._runs)

    def place_of(self, start: PageStart) -> int:
        """Give the place of the word in which a page begins: the nearest one to where it should be."""
        found = self._nearest(start.letters, min(start.offset, len(self._letters)))
        last = bisect_right(self._runs, found, key=attrgetter("before"))
        words = (word for run in reversed(self._runs[:last]) for word in reversed(run.beginnings))
        return next(place for before, place in words if before <= found)

    def _nearest(self, letters: str, expected: int) -> int:
        if not letters:
            return expected
        after = self._letters.find(letters, expected)
        before = self._letters.rfind(letters, 0, expected + len(letters))
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
    return _Text(reading.runs)


class _Reading:
    """What was read so far."""

    def __init__(self) -> None:
        self.runs: list[_Run] = []
        self._count = 0
        self._in_word = False
        self._opened: int | None = None
        # What explains a term is no part of the printed text, or stands in its margin.
        self._is_note = False

    def read_tag(self, tag: str, place: int) -> None:
        """Take note of what a tag does to the words around it."""
        name = re.split(r"[\s/>]", tag[1:], maxsplit=1)[0] or tag[2:-1].strip()
        if name == "aside":
            self._is_note = tag.startswith(_NOTE)
        if name == "img":
            self._add(PICTURE, place, is_picture=True)
        elif tag.startswith("</") or name not in _INLINE | _HEADINGS:
            self._opened = None
        elif self._opened is None:
            self._opened = place
        self._in_word = self._in_word and name in _INLINE

    def read_text(self, text: str, place: int) -> None:
        """Take the words of a text between two tags."""
        if self._is_note:
            return
        if not text.isspace():
            self._add(text, place)
        self._in_word = not text[-1].isspace()

    def _add(self, text: str, place: int, *, is_picture: bool = False) -> None:
        run = _Run(text, place, self._count, self._in_word, self._opened, is_picture)
        self.runs.append(run)
        self._opened = None
        self._count += len(run.letters)
