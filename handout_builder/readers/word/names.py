"""The names in a Word file's XML, and how a part of it is parsed."""

import re
from typing import Any

from lxml import etree

from ...errors import SourceError

_OFFICE = "http://schemas.openxmlformats.org/"
W = f"{{{_OFFICE}wordprocessingml/2006/main}}"
R = f"{{{_OFFICE}officeDocument/2006/relationships}}"
M = f"{{{_OFFICE}officeDocument/2006/math}}"
A = f"{{{_OFFICE}drawingml/2006/main}}"
WP = f"{{{_OFFICE}drawingml/2006/wordprocessingDrawing}}"
MC = f"{{{_OFFICE}markup-compatibility/2006}}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741  it is the namespace's own letter
RELATIONSHIPS = f"{_OFFICE}package/2006/relationships"
CORE = f"{{{_OFFICE}package/2006/metadata/core-properties}}"
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"

Element = Any
"""An element of lxml, which ships no types."""

# ISO/IEC 29500 Strict names the same vocabulary by other addresses; told apart only where they are declared.
_STRICT = re.compile(rb"(=\s*[\"'])http://purl\.oclc\.org/ooxml/([a-z]+)/")
_TRANSITIONAL = {
    b"wordprocessingml": b"wordprocessingml/2006/",
    b"officeDocument": b"officeDocument/2006/",
    b"drawingml": b"drawingml/2006/",
}


def parse_part(data: bytes) -> Element:
    """Parse one part of the file. Raises SourceError where it is damaged or could be a trap.

    Entities are never defined by a program that writes Word files (ECMA-376 part 2, 8.1.1); nesting deeper
    than 256 and texts over 10 MB are refused by the parser.
    """
    data = _STRICT.sub(lambda found: found[1] + _OFFICE.encode() + _address(found[2]), data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(
            f"is damaged inside ({str(error)[:80]}). Open it in Word, save it under a new name and try again."
        ) from error
    if root.getroottree().docinfo.doctype:
        raise SourceError(
            "holds definitions that no Word file has and was not opened, to be safe. "
            "Open it in Word, save it under a new name and try again."
        )
    return root


def _address(vocabulary: bytes) -> bytes:
    return _TRANSITIONAL.get(vocabulary, vocabulary + b"/2006/")


def value(parent: Element | None, name: str) -> str | None:
    """Give the w:val of a child; None where there is no such child, an empty text where it has no w:val."""
    child = parent.find(W + name) if parent is not None else None
    return None if child is None else str(child.get(W + "val", ""))


def is_on(parent: Element | None, name: str) -> bool | None:
    """Read an on/off property; None where it is not given."""
    found = value(parent, name)
    return None if found is None else found not in ("0", "false", "off", "none")


def number(text: str | None, default: int = 0) -> int:
    """Read a whole number; the default where it is none."""
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else default
