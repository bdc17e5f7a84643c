"""Words in pictures, which neither a screen reader nor a search finds (family P)."""

import re
from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from ..model import Article, Finding
from .blocks import root_of
from .rules import Rule

ReadWords = Callable[[bytes, str], Sequence[str]]
"""A picture and the article's language, a BCP 47 tag -> the words that are surely in it."""

_FEWEST, _LETTERS = 4, 3
"""Different words, and letters of each: fewer are a sign on a door in the photo, or a maker's name."""
_SHOWN = 10
_WORD = re.compile(rf"[^\W\d_]{{{_LETTERS},}}")

UNSAID = Rule(
    "P204",
    "Words in a picture that its alternative text does not say",
    "Write them into the article in place of the picture, or into its alternative text or caption.",
    "WCAG 2.1, 1.4.5 and 1.1.1: text is text and no picture of it, and what a picture says is said in words too",
)
RULES = (UNSAID,)


def check_pictured_words(article: Article, read_words: ReadWords) -> Iterator[Finding]:
    """Look for pictures of words; where alternative text and caption have most of them, it is well."""
    pictures = {picture.name: picture for picture in article.pictures}
    for image in root_of(article.body).iter("img"):
        # Once for each picture, however often it is shown.
        picture = pictures.pop(image.get("src", "").removeprefix("pictures/"), None)
        seen = [word for word in read_words(picture.data, article.language) if _has_sense(word)] if picture else []
        words = _words(" ".join(seen))
        if picture is None or len(words) < _FEWEST:
            continue
        said = _words(f"{image.get('alt', '')} {_caption(image)}")
        if len(words.keys() & said.keys()) * 2 <= len(words):
            shown = " ".join(seen[:_SHOWN]) + (" …" if len(seen) > _SHOWN else "")
            message = f'picture "{picture.source}" shows "{shown}", which its alternative text does not say'
            yield UNSAID.found(message, image.get("alt", ""))


def _has_sense(word: str) -> bool:
    return any(map(str.isalnum, word))


def _words(text: str) -> dict[str, str]:
    """Give the words of a text as they stand there, by the same in small letters."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text):
        found.setdefault(word.casefold(), word)
    return found


def _caption(image: etree._Element) -> str:
    figure = next(image.iterancestors("figure"), None)
    return " ".join("".join(each.itertext()) for each in figure.iter("figcaption")) if figure is not None else ""
