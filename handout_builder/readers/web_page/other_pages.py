"""The links that stand below an article on its web page, which may lead to other articles."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .parts import words_in

Link = tuple[Any, str, str]
"""An element, its words and its address."""


def links_below(elements: Sequence[Any], article: Any) -> list[Link]:
    """Give the links of a page, whose `elements` are in their order, from where its article begins."""
    start = next((number for number, element in enumerate(elements) if element is article), 0)
    return [(each, words_in(each), each.get("href") or "") for each in elements[start:] if each.tag == "a"]


def named_by(links: Iterable[Link], article: Any) -> Iterator[str]:
    """Give the words and addresses of those links that are no part of the article as it was read."""
    kept = set(article.iter("a"))
    for element, words, address in links:
        if element not in kept and not address.startswith("#"):
            yield from (words, address)
