"""Headings: a reader finds the place by them, and a screen reader jumps from one to the next (family H)."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from ..model import Article, Clinic, Finding
from .blocks import Block, blocks_of, word_count
from .rules import Rule

_LONG = 300
"""Words that stand without a heading: about a printed page."""
_MOST_WORDS, _MOST_LETTERS = 12, 80
"""Of a heading: what is longer takes three lines of large print."""

NONE = Rule(
    "H201",
    "A long article without a heading",
    "Give each thought a heading that says what it is about.",
    "PEMAT-P: sections have informative headings; CDC Clear Communication Index: chunks of text have headings",
)
TWICE = Rule(
    "H202",
    "Two headings of the same words in one place",
    "Name each for what is under it.",
    "PEMAT-P: sections have informative headings; whoever hears the list of headings cannot tell the two apart",
)
TOO_LONG = Rule(
    "H203",
    f"A heading of more than {_MOST_WORDS} words or {_MOST_LETTERS} letters",
    "Say it in a few words, and the rest under it.",
    "PEMAT-P: sections have informative headings; a longer one takes three lines of large print",
)
LONG_SECTION = Rule(
    "H204",
    f"More than {_LONG} words in a row without a heading",
    "Part them with a heading where the thought turns.",
    "PEMAT-P: information is broken into short sections",
)
EMPTY = Rule(
    "H205",
    "A heading with nothing under it",
    "Write what belongs there, or take the heading out.",
    "WCAG 2.1, 2.4.6: a heading describes what is under it",
)
RULES = (NONE, TWICE, TOO_LONG, LONG_SECTION, EMPTY)


def check_headings(article: Article, clinic: Clinic, today: date) -> Iterator[Finding]:  # noqa: ARG001 - as every check
    """Look for what keeps a reader from finding the place."""
    blocks = blocks_of(article.body)
    headings = [block for block in blocks if block.kind == "heading"]
    words = sum(word_count(block.text, article.language) for block in blocks)
    if not headings and words > _LONG:
        yield NONE.found(f"{words} words without a heading")
    seen: set[tuple[str, ...]] = set()
    above: list[Block] = []
    for heading in headings:
        above = [*(one for one in above if one.level < heading.level), heading]
        # "What helps" may stand under each of several others.
        path = tuple(one.text.casefold().rstrip(":") for one in above)
        if path in seen:
            yield TWICE.found("two headings of the same words", heading.text)
        seen.add(path)
        if len(heading.text.split()) > _MOST_WORDS or len(heading.text) > _MOST_LETTERS:
            yield TOO_LONG.found(f"a heading of {len(heading.text.split())} words", heading.text)
    if headings:
        yield from _long_sections(article, blocks)
    yield from _empty(article)


def _long_sections(article: Article, blocks: list[Block]) -> Iterator[Finding]:
    first, words = "", 0
    for block in [*blocks, Block("heading", "")]:
        if block.kind != "heading":
            first = first or block.opening
            words += word_count(block.text, article.language)
            continue
        if words > _LONG:
            yield LONG_SECTION.found(f"{words} words in a row without another heading", first)
        first, words = block.text, 0


def _empty(article: Article) -> Iterator[Finding]:
    """Find headings under which not even a picture or a deeper heading stands."""
    blocks = blocks_of(article.body, with_pictures=True)
    for block, below in pairwise([*blocks, Block("heading", "", 2)]):
        if block.kind == below.kind == "heading" and below.level <= block.level:
            yield EMPTY.found("nothing stands under this heading", block.text)
