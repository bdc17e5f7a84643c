"""The links of a web page's article: made whole, or kept within it, or taken out where they are just signs."""

import re
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

from ...model import UNWRITABLE
from ..body import HEADINGS


def mend_links(article: Any, address: str) -> None:
    """Make links whole; those to the page itself lead to a place in it; ids that none leads to go."""
    for link in list(article.iter("a")):
        if link.get("name") and not link.get("id"):
            link.set("id", link.get("name"))
        href = (link.get("href") or "").strip()
        if not href:
            continue
        whole = _whole(href, address)
        href = href if UNWRITABLE.search(whole) else whole
        link.set("href", href)
        is_sign = not re.search(r"[^\W_]", "".join(link.itertext())) and next(link.iter("img"), None) is None
        if is_sign and href.startswith("#") and "".join(link.itertext()).strip():
            link.drop_tree()
    wanted = {link.get("href")[1:] for link in article.iter("a") if (link.get("href") or "").startswith("#")}
    for element in article.iter():
        if element.get("id") and element.get("id") not in wanted:
            element.attrib.pop("id")


def lower_headings(article: Any) -> None:
    """Move headings a level down where the article's sections have that of a title."""
    if next(article.iter("h1"), None) is None:
        return
    for heading in list(article.iter(*HEADINGS)):
        heading.tag = f"h{min(int(heading.tag[1]) + 1, 6)}"


def _whole(href: str, address: str) -> str:
    try:
        base, fragment = urldefrag(urljoin(address, href) if address else href)
    except ValueError:  # no address at all
        return href
    is_here = base.rstrip("/") in ("", urldefrag(address)[0].rstrip("/"))
    return f"#{unquote(fragment)}" if is_here and fragment else href if not address else urljoin(address, href)
