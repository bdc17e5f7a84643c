"""What themes and editors build with divs, figures and classes, made plain HTML that cleaning keeps."""

import re
from collections.abc import Callable, Mapping

from lxml import etree

from ...model import Removed
from .export import whole_address

_PLAYED = ("iframe", "video", "audio", "object", "embed")
_BOXES = (
    "section",
    "article",
    "aside",
    "header",
    "footer",
    "main",
    "nav",
    "details",
    "address",
    "center",
    "form",
    "fieldset",
)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|heic|tiff?|bmp)(?:\?.*)?$", re.IGNORECASE)
_LAZY = ("data-src", "data-lazy-src", "data-orig-file", "data-image", "data-original")


def make_plain(
    root: etree._Element, address: str, notes: Mapping[str, int], line_at: Callable[[str], int]
) -> list[Removed]:
    """Rebuild a post's tree in place, and give what paper cannot show.

    `address` is the post's own, to which links are relative; `notes` numbers the footnotes by id.
    """
    removed = _take_out_played(root, line_at) + _take_out_buttons(root, line_at)
    _load_lazy_pictures(root)
    _rename(root)
    _write_emoji(root)
    _make_verse(root)
    _align_paragraphs(root)
    _open_figures(root)
    _unwrap_lone_paragraphs(root)
    _link_notes(root, notes)
    _complete_addresses(root, address)
    return removed


def _take_out_played(root: etree._Element, line_at: Callable[[str], int]) -> list[Removed]:
    removed: list[Removed] = []
    for element in list(root.iter(*_PLAYED)):
        if element.getparent() is None:
            continue
        inner = next((e.get("src") for e in element.iter("source", "embed") if e.get("src")), None)
        address = element.get("src") or element.get("data-src") or element.get("data") or inner or f"<{element.tag}>"
        removed.append(Removed(line_at(address), address, "a video, a sound or a frame, which paper cannot show"))
        element.drop_tree()
    for wrapper in list(root.iter("div")):
        if "wp-block-embed__wrapper" in _classes(wrapper):
            text = "".join(wrapper.itertext()).strip()
            if text:
                removed.append(Removed(line_at(text), text, "a video, a sound or a frame, which paper cannot show"))
            wrapper.drop_tree()
    return removed


def _take_out_buttons(root: etree._Element, line_at: Callable[[str], int]) -> list[Removed]:
    removed: list[Removed] = []
    for link in list(root.iter("a")):
        if "wp-block-file__button" in _classes(link):
            text = "".join(link.itertext()).strip()
            removed.append(Removed(line_at(text), text, "a button to download a file, which paper cannot do"))
            link.drop_tree()
    return removed


def _load_lazy_pictures(root: etree._Element) -> None:
    """Give pictures that a script would load their address, and drop the copies kept for pages without scripts."""
    for image in root.iter("img"):
        source = image.get("src") or ""
        lazy = next((image.get(name) for name in _LAZY if image.get(name)), None)
        if lazy and (not source or source.startswith("data:")):
            image.set("src", lazy)
    shown = {image.get("src") for image in root.iter("img") if next(image.iterancestors("noscript"), None) is None}
    for spare in list(root.iter("noscript")):
        images = list(spare.iter("img"))
        is_copy = bool(images) and all(_same_picture(image.get("src"), shown) for image in images)
        spare.drop_tree() if is_copy else spare.drop_tag()


def _same_picture(address: str | None, shown: set[str | None]) -> bool:
    name = (address or "").split("?")[0]
    return any((other or "").split("?")[0] == name for other in shown)


def _rename(root: etree._Element) -> None:
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        names = _classes(element)
        for side in ("center", "right"):
            if f"has-text-align-{side}" in names or (element.tag == "center" and side == "center"):
                element.set("style", f"text-align:{side}")
        if element.tag in _BOXES:
            element.tag = "div"
        elif element.tag in ("b", "i"):
            element.tag = "strong" if element.tag == "b" else "em"
        elif element.tag == "summary":
            element.tag = "p"
            _wrap_inside(element, "strong")


def _wrap_inside(element: etree._Element, tag: str) -> None:
    inner = etree.Element(tag)
    inner.text, element.text = element.text, None
    for child in list(element):
        inner.append(child)
    element.append(inner)


def _write_emoji(root: etree._Element) -> None:
    """Put the sign itself where a blog shows a small picture of it."""
    for image in list(root.iter("img")):
        if {"emoji", "wp-smiley"} & _classes(image) and image.get("alt"):
            image.tail = image.get("alt") + (image.tail or "")
            image.drop_tree()


def _make_verse(root: etree._Element) -> None:
    """Make lines of verse lines with breaks: they are no code."""
    for verse in root.iter("pre"):
        if "wp-block-verse" not in _classes(verse):
            continue
        verse.tag = "p"
        verse.set("class", "verse")
        for element in list(verse.iter()):
            _break_lines(element, "text")
            if element is not verse:
                _break_lines(element, "tail")


def _break_lines(element: etree._Element, slot: str) -> None:
    first, *others = (getattr(element, slot) or "").split("\n")
    setattr(element, slot, first)
    holder = element if slot == "text" else element.getparent()
    index = 0 if slot == "text" else holder.index(element) + 1
    for offset, line in enumerate(others):
        ending = etree.Element("br")
        ending.tail = line
        holder.insert(index + offset, ending)


def _open_figures(root: etree._Element) -> None:
    """Leave figures to pictures: quotations and tables stand without them, galleries are their pictures."""
    for figure in list(root.iter("figure")):
        caption = figure.find("figcaption")
        table = figure.find("table")
        if table is not None and caption is not None and table.find("caption") is None:
            caption.tag = "caption"
            table.insert(0, caption)
            caption.tail = None
        if table is not None or figure.find("blockquote") is not None or _holds_figures(figure):
            figure.tag = "div"
            for left in figure.findall("figcaption"):
                left.tag = "p"
    for gallery in list(root.iter("ul", "ol")):
        if _holds_figures(gallery) and {"blocks-gallery-grid", "wp-block-gallery"} & _classes(gallery):
            gallery.tag = "div"
            for item in gallery.findall("li"):
                item.drop_tag()
    for link in list(root.iter("a")):
        is_frame = next(link.iter("img"), None) is not None and not "".join(link.itertext()).strip()
        if is_frame and _PICTURE_FILE.search(link.get("href") or ""):
            link.drop_tag()


def _align_paragraphs(root: etree._Element) -> None:
    """Hand a box's alignment down to its paragraphs, which can say it for themselves."""
    for box in root.iter("div"):
        if "text-align" in (box.get("style") or "") and len(box) and all(child.tag == "p" for child in box):
            for paragraph in box:
                paragraph.set("style", paragraph.get("style") or box.get("style"))
            del box.attrib["style"]


def _unwrap_lone_paragraphs(root: etree._Element) -> None:
    """Take away the paragraph that some editors put into every list item and caption."""
    for holder in list(root.iter("li", "figcaption")):
        inner = [child for child in holder if isinstance(child.tag, str)]
        if len(inner) == 1 and inner[0].tag == "p" and not (holder.text or "").strip() and not inner[0].get("style"):
            inner[0].drop_tag()


def _holds_figures(element: etree._Element) -> bool:
    return any(inner is not element for inner in element.iter("figure"))


def _link_notes(root: etree._Element, notes: Mapping[str, int]) -> None:
    """Write marks of footnotes the way Markdown's footnotes are read."""
    for mark in root.iter("sup"):
        name = mark.get("data-fn") or ""
        if name in notes:
            tail = mark.tail
            mark.clear()
            mark.tail = tail
            mark.set("id", f"fnref-{notes[name]}")
            link = etree.SubElement(mark, "a", {"class": "footnote-ref", "href": f"#{name}"})
            link.text = str(notes[name])


def _complete_addresses(root: etree._Element, address: str) -> None:
    """Make addresses within the site whole, so that they lead there from paper too."""
    for element in root.iter("a", "img"):
        key = "href" if element.tag == "a" else "src"
        value = (element.get(key) or "").strip()
        if value and address and not value.startswith("#") and not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", value):
            element.set(key, whole_address(address, value))


def caption_without_picture(root: etree._Element) -> None:
    """Make the caption of a picture that is not there a paragraph."""
    for figure in list(root.iter("figure")):
        if next(figure.iter("img"), None) is None:
            figure.tag = "div"
            for caption in figure.findall("figcaption"):
                caption.tag = "p"


def _classes(element: etree._Element) -> set[str]:
    return set((element.get("class") or "").split())
