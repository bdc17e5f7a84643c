"""An article written as an editable Markdown source: front matter, then a block of text a paragraph.

What was written is read back and compared. A block that does not come back as it was is written another way:
with every sign escaped, then as HTML, then as HTML in a box of its own that no guess looks into.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from lxml import etree

from ...model import Article, Finding
from ..front_matter import write_front_matter
from .blocks import separator, write_block
from .html import write_html
from .inline import Manner, NotMarkdownError
from .tidying import forms_of, parse_body

_LIGHT, _CAREFUL, _HTML, _BOXED = range(4)
"""The ways to write a block, in the order they are tried."""


@dataclass(frozen=True)
class Written:
    """A source as it was written."""

    text: str
    findings: tuple[Finding, ...] = ()
    """What does not come back as it was; empty almost always."""


def write_markdown(article: Article, addresses: Mapping[str, str], read_back: Callable[[str], Article]) -> Written:
    """Write an article so that reading it gives the same article.

    `addresses` tells how the source is to name each picture, by the picture's name on the page. `read_back`
    reads a text as the file it is going to be.
    """
    root = parse_body(article.body)
    wanted = forms_of(root)
    sources = {f"pictures/{name}": address for name, address in addresses.items()}
    ways = [_LIGHT] * len(wanted)
    while True:
        text = write_front_matter(article) + "\n" + _compose(root, ways, sources)
        again = read_back(text)
        found = _with_names_of(article, again)
        different = _different(wanted, forms_of(parse_body(found)))
        better = [index for index in different if ways[index] < _BOXED]
        if not better:
            return Written(text, tuple(_unlike(article, again, bool(different))))
        for index in better:
            ways[index] += 1


def _compose(root: etree._Element, ways: list[int], sources: Mapping[str, str]) -> str:
    notes = _note_labels(root, ways)
    written = ""
    for index, (block, way) in enumerate(zip(root, ways, strict=True)):
        manner = Manner(way == _CAREFUL, addresses=sources, notes=notes)
        if index:
            written += "\n\n" + separator(root[index - 1], block)
        try:
            text = write_block(block, manner) if way < _HTML else write_html(block, manner)
        except NotMarkdownError:
            text = write_html(block, manner)
        written += f"<div>\n{text}\n</div>" if way == _BOXED else text
    return written + "\n"


def _note_labels(root: etree._Element, ways: list[int]) -> dict[str, str]:
    """Give the footnotes numbers, where they can be written as such: all in one list at the end."""
    last = root[-1] if len(root) else None
    if last is None or last.get("class") != "footnote" or ways[-1] >= _HTML:
        return {}
    if len(last) != 1 or last[0].tag != "ol" or any(not note.get("id") for note in last[0]):
        return {}
    labels = {note.get("id"): str(number) for number, note in enumerate(last[0], start=1)}
    try:
        write_block(last, Manner(notes=labels))
    except NotMarkdownError:
        return {}
    return labels


def _with_names_of(article: Article, again: Article) -> str:
    """Give a body read back with the pictures' names of the article it was written from."""
    body = again.body
    for before, after in zip(article.pictures, again.pictures, strict=False):
        if before.data == after.data:
            body = body.replace(f'"pictures/{after.name}"', f'"pictures/\0{before.name}"')
    return body.replace("\0", "")


def _different(wanted: list[str], found: list[str]) -> list[int]:
    """Give the blocks that did not come back as they were, and the neighbours of any that came in between."""
    if wanted == found:
        return []
    indices: set[int] = set()
    for kind, start, end, _, _ in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes():
        if kind == "insert":
            indices |= {max(start - 1, 0), min(start, len(wanted) - 1)}
        elif kind != "equal":
            indices |= set(range(start, end))
    return sorted(indices)


_COMPARED = {
    "title": "title",
    "subtitle": "subtitle",
    "language": "language",
    "published": "day of publication",
    "reviewed": "day of review",
    "summary": "summary",
    "key_points": "key points",
    "topics": "topics",
    "source_url": "web address",
    "excused": "excuses",
}


def _unlike(article: Article, again: Article, body_differs: bool) -> list[Finding]:
    named = [said for key, said in _COMPARED.items() if getattr(article, key) != getattr(again, key)]
    names = [[(byline.part, byline.name) for byline in one.bylines] for one in (article, again)]
    named += ["names"] if names[0] != names[1] else []
    named += ["text"] if body_differs else []
    return [
        Finding("M103", f"the {said} could not be written so that it is read the same way. Look at it in the file.")
        for said in named
    ]
