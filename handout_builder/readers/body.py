"""The body every reader ends with: the same clean XHTML, whatever the source was.

Only what is listed here reaches a page. Whatever a source smuggles in (scripts, event handlers,
`javascript:` links, frames, remote pictures) is gone before the body leaves this file.
"""

import re
from dataclasses import dataclass, field
from html import escape
from unicodedata import normalize
from urllib.parse import quote

import nh3
from lxml import etree
from lxml import html as lxml_html

from ..model import Finding, Picture, Removed, Section
from .pictures import PictureShelf

_TAGS = {
    *("p h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote div br hr pre".split()),
    *("table caption thead tbody tfoot tr th td figure figcaption img".split()),
    *("a em strong i b u s del ins sub sup small code abbr span q cite mark kbd".split()),
}
_ATTRIBUTES = {
    "*": {"id", "class", "lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start", "type"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
_CLASSES = {
    *("admonition admonition-title note tip warning danger important caution attention hint error".split()),
    *("footnote footnote-ref align-right align-center verse".split()),
}
_FORMS = {
    "colspan": re.compile(r"[1-9]\d{0,2}"),
    "rowspan": re.compile(r"[1-9]\d{0,2}"),
    "start": re.compile(r"\d{1,9}"),
    "type": re.compile(r"[1aAiI]"),
    "dir": re.compile(r"ltr|rtl|auto"),
    "lang": re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
    "scope": re.compile(r"row|col|rowgroup|colgroup"),
}
"""Attributes that must have a form; one that has not is left out."""
_RESERVED = {"title", "key-points", "toc", "landmarks"}
"""Ids that the layouts use."""
_PARENTS = {"li": ("ul", "ol"), "dt": ("dl",), "dd": ("dl",), "figcaption": ("figure",), "caption": ("table",)}
"""Elements that stand only in these; elsewhere they become paragraphs."""
LONGEST_WORD = 24
"""Letters of the longest word that a table column keeps whole."""
_VOID = {"br", "hr", "img"}
_ILLEGAL = re.compile(r"[\s\"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})")
"""What no web address may hold (RFC 3986, section 2) and browsers forgive."""
_WHOLE_ADDRESS = re.compile(
    r"https?://[^/\s%@:]+(:\d+)?([/?#]|$)|mailto:[^@\s]+@[^@\s]+$|tel:[\d+().-]+$", re.IGNORECASE
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
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
    """Parse a fragment, however broken, into a <div>."""
    # These two would end the document that the parser builds around a fragment.
    text = re.sub(r"</?(?:html|body)\b[^>]*>", "", text, flags=re.IGNORECASE)
    return lxml_html.fragment_fromstring(text, create_parent="div", parser=lxml_html.HTMLParser(huge_tree=True))


def line_of(source: str, words: str) -> int | None:
    """Give the 1-based line where a text first stands in the source; None where it does not stand so."""
    place = source.find(words) if words else -1
    return source.count("\n", 0, place) + 1 if place >= 0 else None


def take_out_hidden(root: etree._Element, source: str) -> list[Removed]:
    """Take scripts, styles, frames and comments out, and say what they held."""
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


def clean(root: etree._Element, pictures: tuple[Picture, ...], source: str) -> Body:
    """Clean a parsed body: allowed elements only, headings from h2 without gaps, ids and links that hold."""
    body = Body(root)
    for element in root.iter():
        if isinstance(element.tag, str) and "text-align" in (element.get("style") or ""):
            side = re.search(r"text-align:\s*(right|center)", element.get("style") or "")
            element.set(
                "class",
                f"{element.get('class', '')} align-{side[1]}".strip() if side else element.get("class", ""),
            )
    allowed_pictures = {f"pictures/{picture.name}" for picture in pictures}
    body.root = parse_html(_sanitise(root))
    for image in list(body.root.iter("img")):
        if image.get("src") not in allowed_pictures:
            image.drop_tree()
    _mend_parents(body.root)
    _drop_empty(body.root)
    _level_headings(body, source)
    _name_anchors(body)
    _check_links(body, source)
    _mend_tables(body.root)
    _make_figures(body.root)
    return body


def _sanitise(root: etree._Element) -> str:
    # The first heading level belongs to the title: readers have moved what they found there.
    return nh3.clean(
        "".join(
            [
                escape(root.text or "", quote=False),
                *(etree.tostring(c, encoding="unicode", method="html") for c in root),
            ]
        ),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags={"script", "style", "template", "iframe", "noscript"},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        attribute_filter=_filter_attribute,
    )


def _filter_attribute(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        return " ".join(name for name in value.split() if name in _CLASSES) or None
    form = _FORMS.get(attribute)
    return value if form is None or form.fullmatch(value) else None


def _mend_parents(root: etree._Element) -> None:
    """Make paragraphs of list items, terms and captions outside their lists, and of headings without words."""
    for element in list(root.iter(*_PARENTS)):
        if element.getparent().tag not in _PARENTS[element.tag]:
            _make_paragraph(element)
    for heading in list(root.iter(*_HEADINGS[1:])):
        if not plain_text(heading):
            _make_paragraph(heading)
    for parent in list(root.iter("ul", "ol")):
        for child in list(parent):
            if child.tag != "li":
                item = etree.Element("li")
                parent.replace(child, item)
                item.tail, child.tail = child.tail, None
                item.append(child)


def _make_paragraph(element: etree._Element) -> None:
    blocks = ("p", "ul", "ol", "dl", "table", "blockquote", "div", "figure", "pre", "hr", *_HEADINGS)
    element.tag = "p" if all(inner is element for inner in element.iter(*blocks)) else "div"


def _drop_empty(root: etree._Element) -> None:
    for element in reversed(
        list(root.iter("p", "li", *_HEADINGS, "blockquote", "ul", "ol", "em", "strong", "a", "div"))
    ):
        if element is not root and not plain_text(element) and next(element.iter("img"), None) is None:
            element.drop_tree()


def _level_headings(body: Body, source: str) -> None:
    """Close gaps in heading levels (WCAG 2.1, technique H42): the first is 2, none skips one."""
    open_levels: list[int] = []
    for heading in body.root.iter(*_HEADINGS[1:]):
        written = int(heading.tag[1])
        while open_levels and open_levels[-1] >= written:
            open_levels.pop()
        open_levels.append(written)
        level = min(len(open_levels) + 1, 6)
        if level != written and len(open_levels) > 1:
            text = plain_text(heading)
            body.findings.append(
                Finding(
                    "H101",
                    f'heading "{text}" skips a level; it is set one level below the one before it.',
                    line_of(source, text),
                )
            )
        heading.tag = f"h{level}"


def _name_anchors(body: Body) -> None:
    """Give each heading an id; make all ids ASCII names, unique, and keep the links to them."""
    renamed: dict[str, str] = {}
    taken = set(_RESERVED)
    for element in body.root.iter():
        if (old := element.get("id")) is not None:
            new = _free(_ascii_name(old) or "place", taken)
            taken.add(new)
            renamed.setdefault(old, new)
            element.set("id", new)
    sections: list[Section] = []
    for heading in body.root.iter(*_HEADINGS[1:]):
        text = plain_text(heading)
        anchor = heading.get("id") or _free(_ascii_name(text) or "section", taken)
        taken.add(anchor)
        heading.set("id", anchor)
        sections.append(Section(int(heading.tag[1]), text, anchor))
    body.sections = tuple(sections)
    for link in body.root.iter("a"):
        if (href := link.get("href") or "").startswith("#"):
            link.set("href", "#" + renamed.get(href[1:], href[1:]))


def _check_links(body: Body, source: str) -> None:
    """Unwrap links that lead nowhere from a printed page or an ePub: their words stay."""
    ids = {element.get("id") for element in body.root.iter() if element.get("id")}
    for link in list(body.root.iter("a")):
        href = _ILLEGAL.sub(lambda found: quote(found[0]), link.get("href") or "")
        if href:
            link.set("href", href)
        if _WHOLE_ADDRESS.match(href) or (href.startswith("#") and href[1:] in ids):
            continue
        if link.get("id") and not href:
            link.tag = "span"
            continue
        text = plain_text(link)
        body.findings.append(
            Finding(
                "X101",
                f'the link of "{text}" leads nowhere outside the web site and was left out; its words stay.',
                line_of(source, text),
            )
        )
        link.drop_tag()


def _mend_tables(root: etree._Element) -> None:
    for table in root.iter("table"):
        columns = max((sum(int(cell.get("colspan") or 1) for cell in row) for row in table.iter("tr")), default=0)
        longest = max((len(word) for word in plain_text(table).split()), default=0)
        classes = [name for name, holds in (("wide", columns >= 6), ("long-words", longest > LONGEST_WORD)) if holds]
        if classes:
            table.set("class", " ".join(classes))
        for cell in table.iter("th"):
            in_head = any(parent.tag == "thead" for parent in cell.iterancestors())
            if not cell.get("scope"):
                cell.set("scope", "col" if in_head or cell.getparent().getprevious() is None else "row")


def _make_figures(root: etree._Element) -> None:
    """Make a paragraph that holds just a picture a figure; the picture's title is its caption."""
    for image in list(root.iter("img")):
        title = image.get("title", "")
        paragraph = image.getparent()
        alone = paragraph.tag == "p" and len(paragraph) == 1 and not plain_text(paragraph)
        if alone:
            image.attrib.pop("title", None)
            paragraph.tag = "figure"
            if title:
                etree.SubElement(paragraph, "figcaption").text = title


def _ascii_name(text: str) -> str:
    ascii_text = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:60].rstrip("-")
    return name if not name or name[0].isalpha() else f"s-{name}"


def _free(name: str, taken: set[str]) -> str:
    candidates = [name, *(f"{name}-{number}" for number in range(2, len(taken) + 3))]
    return next(candidate for candidate in candidates if candidate not in taken)


def plain_text(element: etree._Element) -> str:
    """Give an element's words in one line; a line break parts words."""
    parts: list[str] = []
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            parts.append((" " if inner.tag == "br" else "") + (inner.text or ""))
        elif inner is not element:
            parts.append(inner.tail or "")
    return " ".join("".join(parts).split())


_BLOCKS = {
    *_HEADINGS,
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
