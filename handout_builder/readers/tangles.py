"""Texts that would take hours to be taken apart, and that no person writes: refused before anything is tried.

Each of them is a kind of attack on parsers, or the wrong file.
"""

import re

from ..errors import SourceError

MOST_LINES = 20_000
"""Lines of a pasted text: about 500 pages."""
LONGEST_WORD = 20_000
"""Letters without a space, in a script that writes spaces."""
DEEPEST_LIST = 50
"""Levels of lists in lists."""
DEEPEST_BRACKETS = 100
"""Square brackets that are open at once in a paragraph."""
MOST_ATTRIBUTES = 1_000
"""Attributes of a tag."""

_RUN = re.compile(rf"[!-~]{{{LONGEST_WORD}}}")
_DEEP_ITEM = re.compile(rf"^(?:    |\t){{{DEEPEST_LIST},}}[ \t]*(?:[-*+]|\d+[.)])[ \t]", re.MULTILINE)
_LONG_TAG = re.compile(rf"<[A-Za-z][^<>]{{{3 * MOST_ATTRIBUTES},}}")
_IS_IT = "Is it the right file?"


def refuse_tangled_text(text: str) -> None:
    """Raise SourceError for a pasted text of endless lines or words."""
    if (lines := text.count("\n")) > MOST_LINES:
        raise SourceError(f"has {lines} lines, which is too long for an article (at most {MOST_LINES}). {_IS_IT}")
    if run := _RUN.search(text):
        raise SourceError(f"line {_line(text, run.start())}: holds a word of over {LONGEST_WORD} letters. {_IS_IT}")


def refuse_tangled_markdown(text: str) -> None:
    """Raise SourceError for lists in lists and brackets in brackets without end."""
    if item := _DEEP_ITEM.search(text):
        where = _line(text, item.start())
        raise SourceError(f"line {where}: is a list in lists over {DEEPEST_LIST} deep. Write it with fewer levels.")
    place = 0
    for block in text.split("\n\n"):
        open_now = 0
        for bracket in re.finditer(r"[\[\]]", block):
            open_now = max(0, open_now + (1 if bracket[0] == "[" else -1))
            if open_now > DEEPEST_BRACKETS:
                where = _line(text, place + bracket.start())
                raise SourceError(
                    f"line {where}: opens over {DEEPEST_BRACKETS} square brackets in one another. {_IS_IT}"
                )
        place += len(block) + 2


def refuse_tangled_html(html: str) -> None:
    """Raise SourceError for a tag of thousands of attributes."""
    for tag in _LONG_TAG.finditer(html):
        if tag[0].count("=") > MOST_ATTRIBUTES or len(tag[0].split()) > MOST_ATTRIBUTES:
            where = _line(html, tag.start())
            raise SourceError(f"line {where}: holds a tag with over {MOST_ATTRIBUTES} attributes. {_IS_IT}")


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
