"""The body of an article: how it is parsed, what is taken out of it, and how it is written as XHTML."""

import re
from dataclasses import dataclass, field
from html import escape

from lxml import etree
from lxml import html as lxml_html

from ..errors import SourceError
from ..model import Finding, Removed, Section
from .pictures import PictureShelf
from .tangles import refuse_tangled_html

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_VOID = {"br", "hr", "img"}
_INVISIBLE = (
    "script",
    "style",
    "template",
    "iframe",
    "object",
    "embed",
    "noscript",
    "svg",
    "math",
    "title",
    "head",
)

_NO_CHARACTER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d)|x0*(?:[0-8bcef]|1[\da-f]|fff[ef])(?![\da-f]));?",
    re.IGNORECASE,
)
"""Control characters and their references, which XML cannot hold and nobody can see."""


@dataclass
class Body:
    """A cleaned body and what was noticed while cleaning it."""

    root: etree._Element
    sections: tuple[Section, ...] = ()
    removed: list[Removed] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def xhtml(self) -> str:
        """Write the body as XHTML that an HTML parser reads the same way."""
        for element in self.root.iter():
            if element.tag not in _VOID and len(element) == 0 and element.text is None:
                element.text = ""
        parts = [escape(self.root.text or "", quote=False)]
        parts += [etree.tostring(child, encoding="unicode") for child in self.root]
        return "".join(parts).strip()


def parse_html(text: str) -> etree._Element:
    """Parse a fragment, however broken, into a <div>. Raises SourceError where it is nested without end."""
    # These two would end the document that the parser builds around a fragment.
    text = re.sub(r"</?(?:html|body)\b[^>]*>", "", _NO_CHARACTER.sub("", text), flags=re.IGNORECASE)
    refuse_tangled_html(text)
    parser = lxml_html.HTMLParser(huge_tree=True)
    root = lxml_html.fragment_fromstring(text, create_parent="div", parser=parser)
    if any("depth" in error.message for error in parser.error_log):
        # The parser gives up there, and the rest of the words would be lost.
        raise SourceError("has boxes in boxes, or quotations in quotations, over 2,000 deep. Write it with fewer.")
    return root


def line_of(source: str, words: str) -> int | None:
    """Give the 1-based line where a text first stands in the source; None where it does not stand so."""
    place = source.find(words) if words else -1
    return source.count("\n", 0, place) + 1 if place >= 0 else None


class LineFinder:
    """Finds lines of texts that come in the order of the source, looking at no part of it twice."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._place, self._line = 0, 1

    def line_of(self, words: str) -> int | None:
        """Give the 1-based line where a text next stands, else where it first stands; None where it does not."""
        place = self._source.find(words, self._place) if words else -1
        if place < 0:
            return line_of(self._source, words)
        self._line += self._source.count("\n", self._place, place)
        self._place = place + len(words)
        return self._line


def plain_text(element: etree._Element) -> str:
    """Give an element's words in one line; a line break parts words."""
    parts: list[str] = []
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            parts.append((" " if inner.tag == "br" else "") + (inner.text or ""))
        elif inner is not element:
            parts.append(inner.tail or "")
    return " ".join("".join(parts).split())


def empty_embedded(root: etree._Element) -> None:
    """Give back what follows an <embed>: it holds nothing, which the parser does not know."""
    for embed in list(root.iter("embed")):
        after = embed.makeelement("span")
        after.text, after.tail = embed.text, embed.tail
        after.extend(list(embed))
        embed.text = embed.tail = None
        embed.addnext(after)
        after.drop_tag()


def take_out_hidden(root: etree._Element, source: str) -> list[Removed]:
    """Take scripts, styles, frames and comments out, and say what they held."""
    empty_embedded(root)
    removed: list[Removed] = []
    for element in list(root.iter(etree.Comment, etree.ProcessingInstruction, *_INVISIBLE)):
        is_tag = isinstance(element.tag, str)
        text = " ".join(("".join(element.itertext()) if is_tag else element.text or "").split())
        kind = f"<{element.tag}>" if is_tag else "comment"
        line = line_of(source, f"<{element.tag}" if is_tag else "<!--") or 1
        if text or is_tag:
            removed.append(Removed(line, text or kind, f"a web page's {kind}, which is never shown"))
        element.drop_tree() if is_tag else _drop_comment(element)
    return removed


def _drop_comment(node: etree._Element) -> None:
    parent, previous, tail = node.getparent(), node.getprevious(), node.tail or ""
    if parent is None:
        return
    parent.remove(node)
    if previous is not None:
        previous.tail = (previous.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail


def place_pictures(root: etree._Element, shelf: PictureShelf, source: str) -> list[Removed]:
    """Point each picture at its file on the page; one that cannot be shown goes, its words reported."""
    removed: list[Removed] = []
    for image in list(root.iter("img")):
        alt = " ".join((image.get("alt") or "").split())
        address = image.get("src") or ""
        line = line_of(source, address) or line_of(source, alt)
        picture = shelf.take(address, alt, line)
        if picture is None:
            removed.append(Removed(line or 1, alt or address, "the words of a picture that cannot be shown"))
            image.drop_tree()
            continue
        image.set("src", f"pictures/{picture.name}")
        image.set("alt", alt)
        if not alt:
            shelf.findings.append(
                Finding(
                    "P102",
                    f'picture "{address}" has no alternative text. Say what it shows: ![words]({address})',
                    line,
                )
            )
    return removed


_BLOCKS = {
    *HEADINGS,
    "p",
    "li",
    "dt",
    "dd",
    "blockquote",
    "div",
    "td",
    "th",
    "caption",
    "figcaption",
    "pre",
    "br",
    "figure",
    "tr",
    "hr",
}


def body_words(xhtml: str) -> list[str]:
    """Give the words of a clean body in reading order, as they stand between white space."""
    parts: list[str] = []
    root = etree.fromstring(f"<div>{xhtml}</div>", etree.XMLParser(huge_tree=True))
    for event, element in etree.iterwalk(root, events=("start", "end")):
        edge = " " if element.tag in _BLOCKS else ""
        parts.append(edge + (element.text or "") if event == "start" else edge + (element.tail or ""))
    return "".join(parts).split()
