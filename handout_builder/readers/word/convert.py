"""The conversion to HTML by mammoth, which is given only what it keeps.

Mammoth alone loses fields, equations, ruby, outline levels, list formats and text boxes' places, and trusts a
style map inside the file. So rewrite.py writes the text anew in the part of WordprocessingML that mammoth keeps
whole; mammoth makes HTML of it: runs, links, notes, merged cells. Each paragraph carries a bookmark by which
places.py knows it again.
"""

from io import BytesIO
from typing import Any
from zipfile import ZipFile, ZipInfo

from lxml import etree

from ..body import parse_html
from .names import RELATIONSHIPS, Element, R, W

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_STYLES = "u => u\nstrike => s\nb => strong\ni => em"
PICTURE_ID = "picture"


def to_html(blocks: list[Element], notes: list[list[Element]], links: dict[str, str]) -> Any:
    """Convert rewritten blocks and notes into a parsed <div>; `links` are addresses by relationship id."""
    import mammoth

    document = etree.Element(W + "document")
    etree.SubElement(document, W + "body").extend(blocks)
    footnotes = etree.Element(W + "footnotes")
    for place, note in enumerate(notes, 1):
        etree.SubElement(footnotes, W + "footnote", {W + "id": str(place)}).extend(note)
    relationships = _relationships(links)
    file = BytesIO()
    # Told as a ZipInfo, a file is stored as it is, and no clock is asked: a zip cannot tell a year before 1980.
    with ZipFile(file, "w") as made:
        made.writestr(ZipInfo("[Content_Types].xml"), _TYPES)
        made.writestr(ZipInfo("_rels/.rels"), _relationships({}))
        for name, root in (("document", document), ("footnotes", footnotes)):
            made.writestr(ZipInfo(f"word/{name}.xml"), etree.tostring(root))
            made.writestr(ZipInfo(f"word/_rels/{name}.xml.rels"), relationships)
    file.seek(0)
    result = mammoth.convert_to_html(
        file,
        style_map="\n".join([_STYLES, *(f"r.{mark} => span.{mark}" for mark in _marks(document, footnotes))]),
        include_default_style_map=False,
        include_embedded_style_map=False,
        convert_image=mammoth.images.img_element(lambda _: {"src": ""}),
    )
    return parse_html(result.value)


def _marks(*parts: Element) -> list[str]:
    """Give the marks of languages, which look like styles of runs."""
    return sorted({style.get(W + "val") for part in parts for style in part.iter(W + "rStyle")})


def _relationships(links: dict[str, str]) -> bytes:
    root = etree.Element(f"{{{RELATIONSHIPS}}}Relationships")
    office = R.strip("{}")
    for name, address in links.items():
        etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", Id=name, Type=f"{office}/hyperlink", Target=address)
    attributes = {"Id": PICTURE_ID, "Type": f"{office}/image", "Target": "media/picture"}
    etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", attributes)
    found: bytes = etree.tostring(root)
    return found
