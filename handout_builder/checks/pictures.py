"""Pictures: what is heard in their place, and whether they are sharp in print (family P)."""

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from ..model import Article, Clinic, Finding, Picture
from .blocks import root_of
from .phrases import found_phrases
from .rules import Rule

_LEAST = 200
"""Dots an inch, of the author's own file: photos that share one handout are printed with fewer, down to 150."""
_WIDTH, _HEIGHT = 165 / 25.4, 165 / 25.4
"""Inches that a picture takes in print at most."""
_HEIGHT_IN_TEXT = 60 / 25.4
"""The same of one that stands within a paragraph."""
_PLAIN = 96
"""Dots an inch of a picture that is narrower than the column."""
_SIGN = 1.5
"""Inches up to which a picture is a sign that needs no fine lines."""

FILE_NAME = Rule(
    "P201",
    "Alternative text that is a file's name",
    "Say in a sentence what the picture shows.",
    "WCAG 2.1, 1.1.1, failure F30: a file's name is no alternative text",
)
SAYS_PICTURE = Rule(
    "P202",
    "Alternative text that says that it is a picture",
    "Begin with what it shows: a screen reader says by itself that it is a picture.",
    "WCAG 2.1, 1.1.1: alternative text serves the purpose of the picture",
)
COARSE = Rule(
    "P203",
    f"A picture of less than {_LEAST} dots an inch in print",
    "Put the larger file of it, as it came from the camera or its author, in its place.",
    f"What printers and the trade take for sharp: {_LEAST} dots an inch and more",
)
RULES = (FILE_NAME, SAYS_PICTURE, COARSE)

_FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|heic|tiff?|bmp|svg)|(?:img|dsc[nf]?|pxl|image|photo|picture|screenshot)[\s_-]*\d+[\w-]*"
    r"|(?:image|photo|picture|img|untitled|screenshot|imagen|foto)",
    re.IGNORECASE,
)


def check_pictures(article: Article, clinic: Clinic, today: date) -> Iterator[Finding]:  # noqa: ARG001 - as every check
    """Look at each picture's alternative text and at its dots; one without such text is told by its reader."""
    by_name = {picture.name: picture for picture in article.pictures}
    coarse: set[str] = set()
    for image in root_of(article.body).iter("img"):
        picture = by_name.get(image.get("src", "").removeprefix("pictures/"))
        if picture is None:
            continue
        alt = image.get("alt", "")
        if _FILE_NAME.fullmatch(alt):
            yield FILE_NAME.found(f'picture "{picture.source}" has a file\'s name as alternative text', alt)
        elif _says_picture(alt, article.language):
            yield SAYS_PICTURE.found(f'picture "{picture.source}" has alternative text that says it is one', alt)
        dots = _dots(picture, image) if picture.name not in coarse else _LEAST
        if dots < _LEAST:
            coarse.add(picture.name)
            yield COARSE.found(f'picture "{picture.source}" has {dots} dots an inch in print', alt)


def _says_picture(alt: str, language: str) -> bool:
    found = next(found_phrases(alt, language, "pictured"), None)
    return found is not None and not found.start()


def _dots(picture: Picture, image: etree._Element) -> int:
    """Give the dots an inch of the author's own file as it is printed on letter paper; many for a mere sign."""
    width, height = picture.own_size
    parent = image.getparent()
    tallest = _HEIGHT_IN_TEXT if parent is not None and parent.tag == "p" else _HEIGHT
    dots = max(_PLAIN, width / _WIDTH, height / tallest)
    return round(dots) if width / dots > _SIGN else _LEAST
