"""What an element of an export holds, by the names of its parts, whatever prefixes stand for its namespaces."""

import re
from html import escape, unescape

from lxml import etree

from ..body import parse_html, plain_text

_EXPORT_SPACE = re.compile(r"https?://wordpress\.org/export/")
_SPACES = {"http://purl.org/rss/1.0/modules/content/": "content", "http://purl.org/dc/elements/1.1/": "dc"}


class Values(dict[str, str]):
    """An element's children by name (wp:status, title); of two with the same name, the first."""

    categories: list[tuple[str, str, str]]
    """(domain, nicename, words) of each."""
    meta: dict[str, str]


def values_of(root: etree._Element) -> Values:
    """Give what the children of an item, or of another element, hold."""
    item = root.find("item") if root.find("item") is not None else root
    values = Values()
    values.categories = []
    values.meta = meta_of(item)
    for child in item:
        name = _name(child)
        if name == "category":
            words = words_of(_inside(child))
            values.categories.append((child.get("domain") or "", child.get("nicename") or "", words))
        elif name not in values:
            values[name] = _inside(child) if name == "content:encoded" else _inside(child).strip()
    return values


def _name(element: etree._Element) -> str:
    uri, _, local = str(element.tag).rpartition("}")
    uri = uri.lstrip("{")
    if _EXPORT_SPACE.match(uri):
        return f"excerpt:{local}" if "excerpt" in uri else f"wp:{local}"
    space = _SPACES.get(uri)
    return f"{space}:{local}" if space else f"{uri} {local}" if uri else local


def _inside(element: etree._Element) -> str:
    """Give an element's text; mark-up that nobody escaped is text too."""
    if len(element) == 0:
        return element.text or ""
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        etree.cleanup_namespaces(child)
        parts.append(etree.tostring(child, encoding="unicode"))
    return "".join(parts)


def meta_of(root: etree._Element) -> dict[str, str]:
    """Give the fields that plug-ins and editors keep beside a post."""
    found: dict[str, str] = {}
    for element in root.iter("{*}postmeta"):
        if _name(element) == "wp:postmeta":
            values = {_name(child): child.text or "" for child in element}
            found.setdefault(values.get("wp:meta_key", ""), values.get("wp:meta_value", ""))
    return found


def words_of(text: str) -> str:
    """Give the words of a short text that may hold mark-up, in one line."""
    if re.search(r"</?[a-zA-Z][^<>]*>", text):
        text = plain_text(parse_html(text))
    return " ".join(unescape(text).split())
