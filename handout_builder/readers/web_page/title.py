"""The title of a web page's article, and the opening that stands above the text with it."""

import re
from typing import Any

from ..body import HEADINGS, plain_text
from .content import Prose
from .facts import Facts

SHORTEST_PART = 8
"""Letters above which a heading that is part of what the page calls itself is taken for the title."""


def find_title(body: Any, article: Any, facts: Facts, prose: Prose) -> Any | None:
    """Give the heading that is the article's title; None where the page shows none.

    A heading that says what the page calls itself is the title; else the article's first h1, else the page's.
    """
    sites = {_plain(site) for site in facts.sites}
    inside = [heading for heading in article.iter(*HEADINGS) if _plain(plain_text(heading))]
    place = {element: number for number, element in enumerate(body.iter())}
    above = [
        heading for heading in body.iter(*HEADINGS) if place[heading] < place[article] and _plain(plain_text(heading))
    ]
    called = {_plain(title) for title in facts.titles}
    around = {article, *article.iterancestors()}
    near = [h for h in [*inside, *reversed(above)] if h not in around and not prose.is_framed(h)]
    headings = [heading for heading in near if _plain(plain_text(heading)) not in sites]
    texts = {heading: _plain(plain_text(heading)) for heading in headings}
    same = [heading for heading in headings if texts[heading] in called]
    # A site's name may stand in the window's title, before the article's or after it.
    same += [h for h in headings if len(texts[h]) > SHORTEST_PART and any(texts[h] in name for name in called)]
    if same:
        return same[0]
    return next((heading for heading in headings if heading.tag == "h1"), None)


def join_opening(article: Any, title: Any) -> None:
    """Bring a title that stands above the article into it, with all that stands between the two."""
    if title is article or article in title.iterancestors():
        return
    ours = {title, *title.iterancestors()}
    branch = article
    while branch.getparent() not in ours:
        branch = branch.getparent()
    shared = branch.getparent()
    start = next(child for child in shared if child in ours)
    children = list(shared)
    opening = children[children.index(start) : children.index(branch)]
    text, article.text = article.text, None
    for number, child in enumerate(opening):
        article.insert(number, child)
    opening[-1].tail = f"{opening[-1].tail or ''}\n{text or ''}"


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
