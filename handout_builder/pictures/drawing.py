"""An SVG that anybody may have made: one that reaches for what lies outside of it, or never ends, is refused."""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

from ..errors import PictureError
from .printable import LARGEST, printable

MOST = 50_000
"""Elements that are drawn, those that are shown again each time."""
_LARGEST = 4 * 1024 * 1024
"""Bytes of a drawing."""
_DEEPEST = 100
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_OUTSIDE = re.compile(
    r"url\(\s*[\"']?\s*(?!#)(?!data:image/)([^)\"']{0,80})|@import\s*[\"']?([^;\"']{0,80})", re.IGNORECASE
)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6}\s?|[^0-9a-fA-F])")
_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,", re.IGNORECASE)
_NOT_HERE = 'shows "{}", which lies outside of it. Save it with everything in it, as the program that made it can'
_TOO_MUCH = "draws more than {} shapes. Simplify it, or save it as PNG"


def checked_drawing(data: bytes) -> bytes:
    """Give an SVG that can be drawn with nothing but itself. Raises PictureError, saying what is wrong."""
    if len(data) > _LARGEST:
        raise PictureError(f"is over {_LARGEST // 1024 // 1024} MB. Simplify it, or save it as PNG")
    from lxml import etree

    # Programs for drawing name their namespaces by entities; libxml stops those that grow without end.
    parser = etree.XMLParser(resolve_entities="internal", no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PictureError("is damaged and cannot be drawn. Save it anew from the program that made it") from error
    if etree.QName(root).localname != "svg":
        raise PictureError("is not an SVG drawing. Save it as one")
    changed = bool(root.getroottree().docinfo.doctype) or root.getprevious() is not None
    for element in list(root.iter()):
        changed |= _check(element)
    _count(root)
    return etree.tostring(root) if changed else data


def _check(element: Any) -> bool:
    """Check what an element refers to; tell whether it was changed."""
    if not isinstance(element.tag, str):
        if "stylesheet" in str(getattr(element, "target", "")):
            raise PictureError(_NOT_HERE.format((element.text or "")[:80]))
        return False
    for text in (element.text or "" if element.tag.endswith("style") else "", *element.attrib.values()):
        if outside := _OUTSIDE.search(_ESCAPE.sub(_unescaped, text)):
            raise PictureError(_NOT_HERE.format((outside[1] or outside[2] or "").strip()))
    is_link = element.tag.rsplit("}", 1)[-1] == "a"
    hrefs = [] if is_link else [name for name in _HREFS if name in element.attrib]
    return True in [_check_href(element, name) for name in hrefs]


def _check_href(element: Any, name: str) -> bool:
    address = element.get(name).strip()
    if address.startswith("#") or not address:
        return False
    if not (found := _DATA.match(address)):
        raise PictureError(_NOT_HERE.format(address[:80]))
    try:
        inside = printable(b64decode(unquote_to_bytes(address[found.end() :])), LARGEST)
    except (PictureError, ValueError) as error:
        raise PictureError("holds a picture that is damaged and cannot be drawn. Save it anew") from error
    element.set(name, f"data:{inside.media_type};base64,{b64encode(inside.data).decode()}")
    return True


def _unescaped(escape: re.Match[str]) -> str:
    """Write out an escape of CSS (CSS Syntax 3, section 4.3.7)."""
    try:
        return chr(int(escape[1], 16))
    except (ValueError, OverflowError):
        return escape[1]


def _count(root: Any) -> None:
    """Raise PictureError where what is shown again by <use>, and again inside it, is more than can be drawn."""
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    known: dict[Any, int] = {}

    def drawn(element: Any, depth: int) -> int:
        if depth > _DEEPEST:
            raise PictureError("shows itself inside itself. Simplify it, or save it as PNG")
        if element not in known:
            total = 1 + sum(drawn(inner, depth + 1) for inner in _inside(element, by_id))
            if total > MOST:
                raise PictureError(_TOO_MUCH.format(MOST))
            known[element] = total
        return known[element]

    drawn(root, 0)


def _inside(element: Any, by_id: dict[str, Any]) -> Iterator[Any]:
    """Give what is drawn inside an element, patterns and markers that it names included."""
    yield from (child for child in element if isinstance(child.tag, str))
    for name, value in element.attrib.items():
        wanted = [value.strip()[1:]] if name in _HREFS and value.strip().startswith("#") else []
        for key in [*wanted, *re.findall(r"url\(\s*[\"']?#([^)\"']+)", value)]:
            if key in by_id:
                yield by_id[key]
