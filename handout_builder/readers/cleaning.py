"""The cleaning that every reader's body goes through: the same clean XHTML, whatever the source was.

Only what is listed here reaches a page. Whatever a source smuggles in (scripts, event handlers,
`javascript:` links, frames, remote pictures) is gone before the body leaves this file.
"""

import re
from html import escape
from itertools import chain, count, takewhile, zip_longest
from unicodedata import normalize
from urllib.parse import quote

import nh3
from lxml import etree

from ..model import SOURCE_LINK, Finding, Picture, Section
from .body import HEADINGS, Body, LineFinder, line_of, parse_html, plain_text
from .interrupts import heard_at_the_end

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
MOST_LETTERS = 54
"""Of the longest words of all columns; more would not stand beside each other in the largest print."""
MOST_LETTERS_SMALL = 82
"""The same in the smallest print, on an upright page."""
MOST_LETTERS_PHONE = 36
"""The same on a phone, each gap between two columns counted as a letter."""
LONGEST_WORD = 24
"""Letters of the longest word that a table column keeps whole."""
_ILLEGAL = re.compile(r"[\s\"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})")
"""What no web address may hold (RFC 3986, section 2) and browsers forgive."""
_WHOLE_ADDRESS = re.compile(
    r"https?://[^/\s%@:]+(:\d+)?([/?#]|$)|mailto:[^@\s]+@[^@\s]+$|tel:[\d+().-]+$", re.IGNORECASE
)


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
    with heard_at_the_end():
        cleaned: str = nh3.clean(
            "".join(
                [
                    escape(root.text or "", quote=False),
                    *(etree.tostring(c, encoding="unicode", method="html") for c in root),
                ]
            ),
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            clean_content_tags={"script", "style", "template", "iframe", "noscript"},
            url_schemes={"http", "https", "mailto", "tel", SOURCE_LINK.rstrip(":")},
            link_rel=None,
            attribute_filter=_filter_attribute,
        )
    return cleaned


def _filter_attribute(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        return " ".join(name for name in value.split() if name in _CLASSES) or None
    form = _FORMS.get(attribute)
    return value if form is None or form.fullmatch(value) else None


def _mend_parents(root: etree._Element) -> None:
    """Make paragraphs of list items, terms and captions outside their lists, and of headings without words."""
    for terms in list(root.iter("dl")):
        _move_out_termless(terms)
    for element in list(root.iter(*_PARENTS)):
        if element.getparent().tag not in _PARENTS[element.tag]:
            _make_paragraph(element)
    for heading in list(root.iter(*HEADINGS[1:])):
        if not plain_text(heading):
            _make_paragraph(heading)
    for parent in list(root.iter("ul", "ol")):
        for child in list(parent):
            if child.tag != "li":
                item = etree.Element("li")
                parent.replace(child, item)
                item.tail, child.tail = child.tail, None
                item.append(child)


def _move_out_termless(terms: etree._Element) -> None:
    """Put the definitions that stand before a list's first term before the list: they define nothing."""
    if (terms.text or "").strip():
        return
    for definition in list(takewhile(lambda child: child.tag == "dd", terms)):
        terms.addprevious(definition)
    if not len(terms):
        terms.drop_tree()


def _make_paragraph(element: etree._Element) -> None:
    blocks = ("p", "ul", "ol", "dl", "table", "blockquote", "div", "figure", "pre", "hr", *HEADINGS)
    element.tag = "p" if all(inner is element for inner in element.iter(*blocks)) else "div"


def _drop_empty(root: etree._Element) -> None:
    for element in reversed(
        list(root.iter("p", "li", *HEADINGS, "blockquote", "ul", "ol", "em", "strong", "a", "div"))
    ):
        if element is not root and not plain_text(element) and next(element.iter("img"), None) is None:
            element.drop_tree()


def _level_headings(body: Body, source: str) -> None:
    """Close gaps in heading levels (WCAG 2.1, technique H42): the first is 2, none skips one."""
    open_levels: list[int] = []
    for heading in body.root.iter(*HEADINGS[1:]):
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
            new = _free(ascii_name(old) or "place", taken)
            taken.add(new)
            renamed.setdefault(old, new)
            element.set("id", new)
    sections: list[Section] = []
    for heading in body.root.iter(*HEADINGS[1:]):
        text = plain_text(heading)
        anchor = heading.get("id") or _free(ascii_name(text) or "section", taken)
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
    lines = LineFinder(source)
    for link in list(body.root.iter("a")):
        href = _ILLEGAL.sub(lambda found: quote(found[0]), link.get("href") or "")
        if href:
            link.set("href", href)
        is_inside = href.startswith("#") and href[1:] in ids
        if _WHOLE_ADDRESS.match(href) or href.startswith(SOURCE_LINK) or is_inside:
            continue
        if link.get("id") and not href:
            link.tag = "span"
            continue
        text = plain_text(link)
        body.findings.append(
            Finding(
                "X101",
                f'the link of "{text}" leads nowhere outside the web site and was left out; its words stay.',
                lines.line_of(text),
            )
        )
        link.drop_tag()


def _mend_tables(root: etree._Element) -> None:
    for table in root.iter("table"):
        columns = max((sum(int(cell.get("colspan") or 1) for cell in row) for row in table.iter("tr")), default=0)
        longest = _longest_words(table)
        signs = {
            "wide": columns >= 6,
            "tight": sum(longest) + columns > MOST_LETTERS_PHONE,
            "crowded": columns >= 6 and sum(longest) > MOST_LETTERS,
            "long-words": max(longest, default=0) > LONGEST_WORD or sum(longest) > MOST_LETTERS_SMALL,
        }
        classes = [name for name, holds in signs.items() if holds]
        if classes:
            table.set("class", " ".join(classes))
        for cell in table.iter("th"):
            in_head = any(parent.tag == "thead" for parent in cell.iterancestors())
            if not cell.get("scope"):
                cell.set("scope", "col" if in_head or cell.getparent().getprevious() is None else "row")


def _longest_words(table: etree._Element) -> list[int]:
    """Give the letters of each column's longest word."""
    rows = [[max(map(len, plain_text(cell).split()), default=0) for cell in row] for row in table.iter("tr")]
    return [max(column) for column in zip_longest(*rows, fillvalue=0)]


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


def ascii_name(text: str) -> str:
    """Give the id that a heading gets from its words; empty where they have no letters of ASCII."""
    ascii_text = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:60].rstrip("-")
    return name if not name or name[0].isalpha() else f"s-{name}"


def _free(name: str, taken: set[str]) -> str:
    candidates = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(candidate for candidate in candidates if candidate not in taken)
