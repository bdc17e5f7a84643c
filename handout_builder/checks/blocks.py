"""An article's body in blocks: the headings, paragraphs, list items and cells that a reader goes through one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from lxml import etree

from ..model import PICTURE

Kind = Literal["heading", "paragraph", "item", "cell", "caption", "quotation", "preformatted"]

_KINDS: dict[str, Kind] = {
    **{f"h{level}": "heading" for level in range(1, 7)},
    **dict.fromkeys(("p", "div", "section", "aside", "summary", "details"), "paragraph"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("caption", "figcaption"), "caption"),
    "blockquote": "quotation",
    "pre": "preformatted",
}
_BARRIERS = {*_KINDS, "ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr", "figure", "hr"}
"""What ends the line of words before it."""


@dataclass(frozen=True)
class Block:
    """Words that stand together, without white space at their ends and with single spaces between them."""

    kind: Kind
    text: str
    level: int = 0
    """2 to 6 for a heading, else 0."""
    is_quoted: bool = False
    """Whether it stands within a quotation: its words are somebody else's."""

    @property
    def opening(self) -> str:
        """Give the first words, by which a person finds the place."""
        return " ".join(self.text.split()[:12])


@lru_cache(maxsize=2)
def root_of(body: str) -> etree._Element:
    """Parse an article's body, once for all that look at it and change nothing."""
    return etree.fromstring(f"<div>{body}</div>", etree.XMLParser(huge_tree=True))


def blocks_of(body: str, *, with_pictures: bool = False) -> list[Block]:
    """Give the blocks of an article's body in reading order; those without words are passed over.

    `with_pictures` has a sign stand for each picture, so that one alone is no empty block.
    """
    return list(_parted(body, with_pictures and "<img" in body))


@lru_cache(maxsize=4)
def _parted(body: str, with_pictures: bool) -> tuple[Block, ...]:
    """Part a body once for all that look at it."""
    return tuple(block for block in _blocks(root_of(body), PICTURE if with_pictures else "") if block.text)


_UNPARTED = frozenset("zh yue ja th lo km my bo dz".split())


def word_count(text: str, language: str) -> int:
    """Count words; none are counted in languages that write without spaces. `language` is a BCP 47 tag."""
    return 0 if language.split("-")[0].casefold() in _UNPARTED else len(text.split())


def _blocks(root: etree._Element, picture: str) -> Iterator[Block]:
    words: list[str] = []
    open_tags: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = str(element.tag)
        if tag in _BARRIERS:
            yield _block(words, open_tags)
            words.clear()
        if event == "start":
            open_tags.append(tag)
            words.append(picture if tag == "img" else " " if tag == "br" else element.text or "")
        else:
            open_tags.pop()
            words.append((element.tail or "") if element is not root else "")
    yield _block(words, open_tags)


def _block(words: list[str], open_tags: list[str]) -> Block:
    tag = next((tag for tag in reversed(open_tags) if tag in _KINDS), "p")
    kind = _KINDS[tag]
    # A paragraph of a list item or a cell is read as the item or the cell that it is.
    if tag in ("p", "div"):
        kind = next((_KINDS[tag] for tag in reversed(open_tags) if tag in ("li", "dd", "td", "th", "blockquote")), kind)
    level = int(tag[1]) if kind == "heading" else 0
    return Block(kind, " ".join("".join(words).split()), level, "blockquote" in open_tags)
