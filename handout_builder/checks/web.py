"""What a web page or its pasting left in the text (family W)."""

import re
from collections.abc import Iterator
from datetime import date

from ..model import Article, Clinic, Finding
from .blocks import Block, blocks_of, root_of
from .phrases import each_of, found_phrases, is_phrase
from .rules import Rule

_PAPER = "A handout is read on paper too, where nothing can be clicked"

ON_SCREEN = Rule(
    "W201",
    "Words that do nothing on paper",
    "Say what is there and give its address in words.",
    _PAPER,
)
LEFTOVER = Rule(
    "W202",
    "A line that belongs to the web page around the article",
    "Delete it if it is none of the author's words.",
    _PAPER,
)
TRACKING = Rule(
    "W203",
    "An address that tells a company who follows it",
    "Cut it off before the question mark, and see that it still leads there.",
    "A patient's interest in a topic of health is nobody else's business, and a short address can be typed",
)
COPYRIGHT = Rule(
    "W204",
    "A web site's copyright line",
    "Delete it, or keep whose the words are in a sentence: it may say that they cannot be handed out.",
    "CMS Toolkit: a handout says who produced it, once",
)
EMOJI = Rule(
    "W205",
    "A line of nothing but emoji",
    "Delete it: a screen reader reads each one's name aloud.",
    "WCAG 2.1, 1.1.1: what is not text needs words in its place, and decoration none",
)
RULES = (ON_SCREEN, LEFTOVER, TRACKING, COPYRIGHT, EMOJI)

_ADDRESS = re.compile(r"https?://[^\s<>\")\]]+")
_TRACKING = re.compile(r"[?&](?:utm_\w+|fbclid|gclid|msclkid|mc_[ce]id|igshid|_hs(?:enc|mi)|vero_id|si)=")
_COPYRIGHT = re.compile(r"(?:copyright\s*)?(?:©|\(c\)(?=\s*\d{4}))|copyright\s+\d{4}", re.IGNORECASE)
_EMOJI = re.compile("[\u2600-\u260f\u2613-\u2712\u2719-\u27bf\U0001f300-\U0001faff]")
"""Boxes to tick and their ticks are none."""
_SHORT = 15
"""Words of a copyright line at most; what is longer is a sentence about it."""


def check_web(article: Article, clinic: Clinic, today: date) -> Iterator[Finding]:  # noqa: ARG001 - as every check
    """Look for what only works, or only stands, on a web page."""
    blocks = blocks_of(article.body)
    screen = (found[0] for block in blocks for found in found_phrases(block.text, article.language, "screen"))
    yield from each_of(ON_SCREEN, "words that do nothing on paper", screen)
    for block in blocks:
        if block.kind in ("paragraph", "item", "quotation"):
            yield from _line(block, article.language)
    links = [str(link.get("href")) for link in root_of(article.body).iter("a")]
    texts = [*(block.text for block in blocks), *links]
    addresses = (found[0] for text in texts if "://" in text for found in _ADDRESS.finditer(text))
    yield from each_of(TRACKING, "an address that tells who follows it", filter(_TRACKING.search, addresses))


def _line(block: Block, language: str) -> Iterator[Finding]:
    if is_phrase(block.text, language, "leftovers"):
        yield LEFTOVER.found("what may be left of a web page", block.text)
    elif _COPYRIGHT.match(block.text) and len(block.text.split()) <= _SHORT:
        yield COPYRIGHT.found("a copyright line", block.text)
    elif _EMOJI.search(block.text) and not re.search(r"\w", block.text):
        yield EMOJI.found("a line of nothing but emoji", block.text)
