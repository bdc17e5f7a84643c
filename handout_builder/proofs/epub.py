"""The proof of an ePub: its package, its navigation, and the words of each chapter."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import IO

from lxml import etree

from .chapters import Found, Wanted, find_chapters
from .checks import Check, check
from .comparison import outline_faults
from .documents import read_element
from .manuscript import Copy, plain
from .package import Package, open_package
from .reading import Reading

_X = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_DC = "{http://purl.org/dc/elements/1.1/}"


def prove_epub(file: IO[bytes], wanted: Sequence[Wanted] | None, *, is_bundle: bool) -> list[Check]:
    """Check an ePub of one article or, in a bundle, of many; without what is wanted, what needs none."""
    package = open_package(file)
    if package.root is not None:
        package.survey()
    found = find_chapters(package, wanted, partial(_read, package)) if wanted and package.root is not None else Found()
    whole = check("package", "all documents are well-formed, every link and picture is there", "V112", package.faults)
    if package.root is None:
        return [whole]
    checks = [*found.checks.values(), _navigation(package, found), whole] if wanted else [whole]
    titles = [] if is_bundle else [each.title for each in wanted or ()]
    return [*checks, _metadata(package.root, titles, found), _pictures(package.bare), _links(package.nested)]


def _read(package: Package, data: bytes) -> Reading | None:
    """Read a document from top to bottom; None where it cannot be."""
    root = package.parse("a document", data)
    if root is None:
        return None
    reading = Reading()
    body = root.find(f"{_X}body")
    if body is not None:
        read_element(body, reading)
    return reading.finish()


def _navigation(package: Package, found: Found) -> Check:
    """Compare the table of contents with the articles' titles and headings."""
    contents = _Contents()
    if package.navigation:
        package.read_through(package.navigation, package.read(package.navigation), contents)
    entries = contents.entries
    places: dict[str, list[int]] = defaultdict(list)
    for number, (_, text) in enumerate(entries):
        places[text].append(number)
    faults = []
    start = 0
    for title, headings in found.outlines:
        later = places[title][bisect_left(places[title], start) :]
        if not later:
            faults.append(f'"{title}" is not in the table of contents.')
            continue
        level = entries[later[0]][0]
        start = later[0] + 1 + len(headings)
        below = [(depth - level + 1, text) for depth, text in entries[later[0] + 1 : start]]
        faults += outline_faults(tuple((depth, Copy((words,))) for depth, words in headings), below)
    return check("contents", "every title and heading is in the table of contents, at its level", "V114", faults)


class _Contents:
    """The table of contents of a navigation document, as it is read through (EPUB 3.3, section 7)."""

    def __init__(self) -> None:
        self.entries: list[tuple[int, str]] = []
        """(level, words) of each."""
        self._depth = 0
        """Elements around the place that is read, from the table of contents on."""
        self._levels = 0
        self._words: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        if self._depth or (tag == f"{_X}nav" and attributes.get(_TYPE) == "toc" and not self.entries):
            self._depth += 1
            if tag == f"{_X}ol":
                self._levels += 1
            elif tag == f"{_X}a":
                self._words = []

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if not self._depth:
            return
        self._depth -= 1
        if tag == f"{_X}ol":
            self._levels -= 1
        elif tag == f"{_X}a" and self._words is not None:
            self.entries.append((self._levels, plain("".join(self._words))))
            self._words = None

    def data(self, words: str) -> None:
        """Take words."""
        if self._words is not None:
            self._words.append(words)

    def close(self) -> None:
        """Take the end of the document."""


def _metadata(root: etree._Element, titles: list[str], found: Found) -> Check:
    values = {name: [plain(e.text or "") for e in root.iter(_DC + name)] for name in ("title", "creator", "language")}
    faults = [f"the metadata has no {name}." for name in ("title", "language") if not any(values[name])]
    faults += [f'the title "{title}" is not in the metadata.' for title in titles if title not in values["title"]]
    named = " ".join(values["creator"])
    faults += [f'the author "{author}" is not in the metadata.' for author in found.authors if author not in named]
    return check("metadata", "title, authors and language are in the metadata", "V115", list(dict.fromkeys(faults)))


def _pictures(bare: list[str]) -> Check:
    faults = [f"the picture {name} has no alternative text." for name in bare]
    return check("pictures", "every picture has its words", "V116", faults)


def _links(nested: list[str]) -> Check:
    faults = [f"the link to {address} stands within another link." for address in nested]
    return check("links", "no link stands within another", "V121", faults)
