"""The words of an HTML or XHTML document, in the order in which they are read."""

from lxml import etree

from .reading import Reading

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_IN_LINE = frozenset("a abbr b bdi bdo cite code em i kbd mark q s small span strong sub sup u del ins img wbr".split())
_PARTS = ("article", "section")


def read_element(element: etree._Element, reading: Reading) -> None:
    """Read an element from top to bottom."""
    tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
    if not tag or tag in ("script", "style"):
        return
    start = 0 if tag in _IN_LINE else reading.edge()
    reading.add(element.text or "")
    for child in element:
        read_element(child, reading)
        reading.add(child.tail or "")
    if tag in _IN_LINE:
        return
    if tag in _HEADINGS:
        reading.end_heading(_HEADINGS[tag], start)
    elif tag in _PARTS:
        reading.end_part(start)
    reading.edge()
