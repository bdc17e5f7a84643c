"""What a web page says by style: stress becomes mark-up, a direction that is the language's own goes."""

import re
from typing import Any

from ...model import direction_of
from ..body import HEADINGS

_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_SLANTED = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_RIGHT_TO_LEFT_LETTER = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def write_out_styles(article: Any) -> None:
    """Make strong and em of words that a style makes bold or slanted; headings are bold as it is."""
    for span in article.xpath(".//span[@style]"):
        style = span.get("style")
        is_heading = any(above.tag in HEADINGS for above in span.iterancestors())
        if _SLANTED.search(style):
            span.tag = "em"
        elif _BOLD.search(style) and not is_heading:
            span.tag = "strong"


def drop_directions(article: Any, language: str) -> None:
    """Take off directions that say what the language says; what is in a part with another one keeps its own."""
    own = direction_of(language)
    for element in article.xpath(".//*[@dir]"):
        value = element.get("dir").casefold()
        if value == "auto":
            value = "rtl" if _RIGHT_TO_LEFT_LETTER.search("".join(element.itertext())) else "ltr"
        if value == own and not any(above.get("dir") for above in element.iterancestors() if above is not article):
            element.attrib.pop("dir")
