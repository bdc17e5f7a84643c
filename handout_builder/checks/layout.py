"""What no page can show well: too wide, too long, or hardly there (family X)."""

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from ..model import Article, Clinic, Finding
from .blocks import blocks_of, root_of, word_count
from .rules import Rule

_COLUMNS, _PARAGRAPH, _UNBROKEN, _TITLE, _SHORT = 6, 150, 60, 100, 50

WIDE_TABLE = Rule(
    "X201",
    f"A table of more than {_COLUMNS} columns",
    "Make two tables of it, or a list.",
    "RNIB Clear Print: a line holds 60 to 70 characters; eight columns leave each of them less than a word",
)
LONG_PARAGRAPH = Rule(
    "X202",
    f"A paragraph of more than {_PARAGRAPH} words",
    "Part it where the thought turns, or make a list of it.",
    "SSA: a paragraph has up to seven lines; this is twice as much",
)
UNBROKEN = Rule(
    "X203",
    f"More than {_UNBROKEN} letters without a place to break",
    "Put spaces in, or say it another way.",
    "RNIB Clear Print: nothing is hyphenated, and a line holds 60 to 70 characters",
)
LONG_TITLE = Rule(
    "X204",
    f"A title of more than {_TITLE} letters",
    'Shorten it, and put the rest into "subtitle:" at the top.',
    "ACB large print sets titles in 22 points: a longer one takes a third of the page",
)
SHORT = Rule(
    "X205",
    f"An article of fewer than {_SHORT} words",
    "See whether all of it is there.",
    "PEMAT-P: a handout makes its purpose evident, which takes a few sentences",
)
RULES = (WIDE_TABLE, LONG_PARAGRAPH, UNBROKEN, LONG_TITLE, SHORT)

_RUN = re.compile(rf"[^\W_]{{{_UNBROKEN + 1},}}")
_SPACED = 0x0E00
"""Letters below are of scripts that part words by spaces; Thai, Chinese and their neighbours stand above."""


def check_layout(article: Article, clinic: Clinic, today: date) -> Iterator[Finding]:  # noqa: ARG001 - as every check
    """Look for what a page cannot show well."""
    if len(article.title) > _TITLE:
        yield LONG_TITLE.found(f"a title of {len(article.title)} letters", article.title)
    for table in root_of(article.body).iter("table"):
        columns = max((sum(int(cell.get("colspan") or 1) for cell in row) for row in table.iter("tr")), default=0)
        if columns > _COLUMNS:
            yield WIDE_TABLE.found(f"a table of {columns} columns", _first_words(table))
    blocks = blocks_of(article.body)
    counts = [word_count(block.text, article.language) for block in blocks]
    for block, count in zip(blocks, counts, strict=True):
        if count > _PARAGRAPH and block.kind in ("paragraph", "item", "quotation", "cell"):
            yield LONG_PARAGRAPH.found(f"a paragraph of {count} words", block.opening)
        # A text is in pieces more quickly than it is looked at letter by letter.
        long = [piece for piece in block.text.split() if len(piece) > _UNBROKEN]
        for run in (run for piece in long for run in _RUN.findall(piece)):
            if all(ord(letter) < _SPACED for letter in run):
                yield UNBROKEN.found(f"{len(run)} letters without a place to break", run)
    if 0 < sum(counts) < _SHORT:
        yield SHORT.found(f"an article of {sum(counts)} words")


def _first_words(table: etree._Element) -> str:
    """Give the words of a table's first cell that has any."""
    texts = (" ".join("".join(cell.itertext()).split()) for cell in table.iter("th", "td"))
    return next(filter(None, texts), "")
