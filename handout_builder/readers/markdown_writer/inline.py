r"""Words, emphasis, links and pictures inside a block, written as Markdown.

What could be taken for a mark is escaped, and nothing else: a person is going to edit this. Where that is not
enough, the careful manner escapes every sign and writes emphasis as tags.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote

from lxml import etree

from .tidying import BLOCKS


class NotMarkdownError(Exception):
    """This block has no form in Markdown."""


@dataclass(frozen=True)
class Manner:
    """How a block is to be written."""

    careful: bool = False
    """Escape every sign, and write emphasis as tags."""
    in_cell: bool = False
    """Inside a row of a table, where a bar parts cells and a line cannot end."""
    nested: bool = False
    """Inside a list or a quotation, where neither HTML nor fenced code is understood."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """Picture's src on the page -> its path as the source is to name it."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """Id of a footnote -> its label; empty where footnotes are written as HTML."""


_SIGNS = r"\`*_{}[]<>#+-.!()"
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u2028\u2029\u0085\ue000\u000b\u000c\r]")
"""What the reader of text files would drop or take for a line's end."""
_ENTITY = re.compile(r"&(?=#?\w+;)")
_TAG_OPENS = re.compile(r"<(?=[A-Za-z/!?])")


def write_inline(element: etree._Element, manner: Manner) -> str:
    """Write what an element holds; a line break ends a line. Raises NotMarkdownError for a block inside."""
    parts = [_text(element.text, manner)]
    for child in element:
        parts += [_child(child, manner), _text(child.tail, manner)]
    # A picture's mark before what opens a link.
    return re.sub(r"(?<!\\)!(?=\[)", r"\\!", "".join(parts)) if _has_loose_bang(element) else "".join(parts)


def _has_loose_bang(element: etree._Element) -> bool:
    texts = [element.text, *(child.tail for child in element)]
    is_link = [child.tag == "a" or child.tag == "sup" for child in element]
    return any((text or "").endswith("!") and link for text, link in zip(texts, is_link, strict=False))


def _text(text: str | None, manner: Manner) -> str:
    if not text:
        return ""
    if manner.careful:
        escaped = "".join(f"\\{sign}" if sign in _SIGNS and sign not in "<>" else sign for sign in text)
        escaped = escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    else:
        escaped = re.sub(r"[\\`*_{\[!]", lambda found: _escaped(found, text), text)
        escaped = _TAG_OPENS.sub("&lt;", _ENTITY.sub("&amp;", escaped))
    if manner.in_cell:
        escaped = escaped.replace("|", "\\|")
    return _visible(escaped)


def _escaped(found: re.Match[str], text: str) -> str:
    """Escape a sign where it would be a mark; the text's edges count as places where it would."""
    sign, before, after = found[0], text[: found.start()][-1:], text[found.end() :][:1]
    is_mark = {
        "\\": not after or after in _SIGNS + "|",
        "*": before != " " or after != " ",
        "_": not (before.isalnum() and after.isalnum()),
        "[": after == "^" or not after or re.search(r"\][(\[:]", text[found.end() :]) is not None,
        "!": after == "[",
    }.get(sign, True)
    return f"\\{sign}" if is_mark else sign


def _visible(text: str) -> str:
    """Write characters that a text file would lose as their numbers."""
    return _INVISIBLE.sub(lambda found: f"&#{ord(found[0])};", text)


def _child(element: etree._Element, manner: Manner) -> str:
    tag = element.tag
    if tag in BLOCKS:
        raise NotMarkdownError(tag)
    if tag == "br" and not element.attrib:
        return "<br>" if manner.in_cell else "<br>\n"
    if tag == "img":
        return _image(element, manner)
    if tag == "sup" and manner.notes and (label := _note_label(element, manner)):
        return f"[^{label}]"
    if tag == "a" and set(element.attrib) <= {"href", "title"} and element.get("href"):
        return _link(element, manner)
    if tag == "code" and not element.attrib and len(element) == 0 and not manner.careful and element.text:
        return _code(element.text, manner)
    if tag in ("em", "strong") and not element.attrib and not manner.careful:
        mark = "*" if tag == "em" else "**"
        return f"{mark}{write_inline(element, manner)}{mark}"
    return _tags(element, write_inline(element, manner), manner)


def _tags(element: etree._Element, inside: str, manner: Manner) -> str:
    attributes = "".join(f' {name}="{_attribute(value)}"' for name, value in element.attrib.items())
    opening = f"<{element.tag}{attributes}>".replace("|", "&#124;" if manner.in_cell else "|")
    return opening if element.tag in ("br", "img") else f"{opening}{inside}</{element.tag}>"


def _attribute(value: str) -> str:
    """Escape an attribute's value, with the marks that Markdown would see in it even there."""
    return _visible(re.sub(r"[\\`\[\]!{}*_]", lambda found: f"&#{ord(found[0])};", escape(value)))


def _note_label(element: etree._Element, manner: Manner) -> str | None:
    link = element[0] if len(element) == 1 and not element.text and not element[0].tail else None
    if link is None or link.tag != "a" or link.get("class") != "footnote-ref":
        return None
    return manner.notes.get((link.get("href") or "")[1:])


def _link(element: etree._Element, manner: Manner) -> str:
    href = element.get("href")
    text = element.text if len(element) == 0 else None
    if not element.get("title") and text and href in (text, f"mailto:{text}") and re.match(r"https?://|mailto:", href):
        return f"<{text}>"
    if manner.careful or re.search(r"[\[\]]", "".join(element.itertext())):
        return _tags(element, write_inline(element, manner), manner)
    return f"[{write_inline(element, manner)}]({_target(href, element.get('title'))})"


def _target(address: str, title: str | None) -> str:
    target = f"<{address}>" if re.search(r"[()\s]", address) else address
    if title and ('"' in title or "\\" in title):
        raise NotMarkdownError("title")
    return f'{target} "{_visible(title)}"' if title else target


def _image(element: etree._Element, manner: Manner) -> str:
    address = quote(manner.addresses.get(element.get("src"), element.get("src")), safe="/:.-_~")
    alt, title = element.get("alt") or "", element.get("title")
    is_plain = not re.search(r"[\[\]\\<>&`*_\"|]", alt + (title or "")) and set(element.attrib) <= {
        "src",
        "alt",
        "title",
    }
    if is_plain and not manner.careful:
        return f"![{_visible(alt)}]({_target(address, title)})"
    copy = etree.Element("img", {**element.attrib, "src": address})
    return _tags(copy, "", manner)


def picture(element: etree._Element, caption: str | None, manner: Manner) -> str:
    """Write a picture of its own with its caption."""
    copy = etree.Element("img", dict(element.attrib))
    if caption:
        if re.search(r"[\[\]\\<>&`*_\"{}]", caption):
            raise NotMarkdownError("caption")
        copy.set("title", caption)
    return _image(copy, manner)


def _code(text: str, manner: Manner) -> str:
    if (manner.in_cell and "|" in text) or text != text.strip() or text.startswith("`") or text.endswith("`"):
        raise NotMarkdownError("code")
    fence = "`"
    while fence in text:
        fence += "`"
    return f"{fence}{_code_text(text)}{fence}"


def _code_text(text: str) -> str:
    if _INVISIBLE.search(text):
        raise NotMarkdownError("code")
    return text


_LINE_STARTS = (
    (re.compile(r"(\d+)\.(?=\s|$)"), r"\1\\."),
    (re.compile(r"([-+])(?=\s|$)"), r"\\\1"),
    (re.compile(r"([#>])"), r"\\\1"),
    (re.compile(r"!!!"), r"\\!!!"),
    (re.compile(r":(?=\s|$)"), "&#58;"),
    (re.compile(r"(-)(?=[-\s]*$)"), r"\\\1"),
    (re.compile(r"=(?=[=\s]*$)"), "&#61;"),
    (re.compile(r"(_)(?=\s*_\s*_[_\s]*$)"), r"\\\1"),
    (re.compile(r"~(?=~~)"), "&#126;"),
    (re.compile(r"\[(?=[^\]]*\]:)"), r"\\["),
    (re.compile(r"-(?=[-:| ]*\|)"), r"\\-"),
)
"""What would open a list, a heading, a rule and so on at the start of a line -> how it is written there."""
_EDGE = re.compile(
    r"^[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x1c-\x1f]+|[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x1c-\x1f]+$"
)
"""White space that is no space, which Markdown strips from the ends of a text."""
_BULLETS = re.compile(r"^[•▪‣●○◦](?=\s)")


def protect(line: str) -> str:
    """Escape what has a meaning only at the start of a line, or at its ends."""
    for form, instead in _LINE_STARTS:
        if form.match(line):
            line = form.sub(instead, line, count=1)
            break
    line = _BULLETS.sub(lambda found: f"&#{ord(found[0])};", line)
    return _EDGE.sub(lambda found: "".join(f"&#{ord(sign)};" for sign in found[0]), line)
