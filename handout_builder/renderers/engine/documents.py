"""Pages as WeasyPrint takes them, parsed and styled with no more work than they need."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import cssselect2
import weasyprint
from weasyprint import CSS, HTML

_NOTES = re.compile(r"(?m)^::(?:foot)?note-[\w-]+ \{[^}]*\}$")
"""In the engine's own stylesheet: five pseudo-elements for every element of a page, for notes set by CSS."""
_MARKERS = re.compile(r"(?m)^::marker(?= \{)")
_NEEDS_THEM = re.compile(r"footnote\s*[;}]|position:\s*note|::(?:foot)?note-|::marker|list-item")
"""In a page's stylesheet."""


def document_of(text: str, base: str, fetcher: Any, stylesheet: str) -> HTML:
    """Parse a page; by the rules of HTML where it is not well-formed XML, as a clinic's own template may be."""
    sheets = None if _NEEDS_THEM.search(stylesheet) else [plain_stylesheet()]
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - our own template, in which all that is not ours is escaped
    except ElementTree.ParseError:
        root = None
    if root is None or root.tag != "html":
        document = _Document(string=text, base_url=base, url_fetcher=fetcher)
    else:
        document = _Parsed(root, base, fetcher)
    document.plain = sheets
    return document


class _Document(HTML):  # type: ignore[misc]
    """A document with the engine's own stylesheet, or a plainer one in its place."""

    plain: list[CSS] | None = None

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        own: list[CSS] = super()._ua_stylesheets(forms)
        return own if self.plain is None else self.plain + own[1:]


class _Parsed(_Document):
    """A document that is parsed already."""

    def __init__(self, root: ElementTree.Element, base: str, fetcher: Any) -> None:
        self.base_url, self.url_fetcher, self.media_type = base, fetcher, "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


@lru_cache(maxsize=1)
def plain_stylesheet() -> CSS:
    """Give the engine's own stylesheet without notes, and with markers for items of lists only."""
    text = (Path(weasyprint.__file__).parent / "css" / "html5_ua.css").read_text("utf-8")
    return CSS(string=_MARKERS.sub("li::marker, summary::marker", _NOTES.sub("", text)))
