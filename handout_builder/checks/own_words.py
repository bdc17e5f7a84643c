"""Which words of a body are in the article's own language: a passage in another is not held against its lists."""

from copy import deepcopy
from functools import lru_cache

from lxml import etree

from .blocks import root_of


@lru_cache(maxsize=4)
def in_own_language(body: str, language: str) -> str:
    """Give a body without the words that its mark-up says are in another language. `language` is a BCP 47 tag."""
    if 'lang="' not in body:
        return body
    root = deepcopy(root_of(body))
    for element in root.xpath("//*[@lang]"):
        if _first_part(element.get("lang")) != _first_part(language):
            _empty(element)
    # What stands around the passages stays as it is; its own element is the one that was put around the body.
    whole: str = etree.tostring(root, encoding="unicode")
    return whole.removeprefix("<div>").removesuffix("</div>")


def _empty(element: etree._Element) -> None:
    after = element.tail
    for child in list(element):
        element.remove(child)
    # A space, so that an element without words does not join those around it.
    element.text, element.tail = " ", after


def _first_part(language: str) -> str:
    return language.partition("-")[0].casefold()
