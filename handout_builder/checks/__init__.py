"""What would make a handout better for the patient: advice about an article, never a refusal.

Each module here holds one family's rules beside the functions that look for them. A check is pure: it is
given the article, the clinic and the day, and gives findings in reading order, without lines.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from ..model import Article, Clinic, Finding, excuse
from . import bylines, excuses, headings, language, layout, pictured_words, pictures, review, safety, web
from .blocks import Block, blocks_of
from .language import FEWEST_WORDS, grades, load_words
from .own_words import in_own_language
from .phrases import has_phrases
from .pictured_words import ReadWords
from .rules import Rule

Check = Callable[[Article, Clinic, date], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    safety.check_safety,
    review.check_review,
    bylines.check_bylines,
    headings.check_headings,
    language.check_language,
    pictures.check_pictures,
    web.check_web,
    layout.check_layout,
)
"""In the order in which their findings are given: first what matters most to a patient."""

RULES: tuple[Rule, ...] = (
    *safety.RULES,
    *review.RULES,
    *bylines.RULES,
    *headings.RULES,
    *language.RULES,
    *pictures.RULES,
    *pictured_words.RULES,
    *web.RULES,
    *layout.RULES,
    *excuses.RULES,
)
"""Of all families."""

_OF_WORDS = {
    rule.code for rule in (safety.NO_988, safety.PROMISE, safety.PROMOTION, web.ON_SCREEN, web.LEFTOVER, web.COPYRIGHT)
}
"""Codes of what is found by the lists of words of the article's language."""

FAMILIES = {
    "S": "safety",
    "R": "review",
    "B": "byline",
    "D": "dates",
    "H": "headings",
    "L": "language",
    "P": "pictures",
    "W": "web page",
    "X": "layout",
    "M": "front matter",
}
"""Letter of a code -> what its findings are about, in the order of CHECKS."""

__all__ = [
    "CHECKS",
    "FAMILIES",
    "FEWEST_WORDS",
    "RULES",
    "Block",
    "ReadWords",
    "Rule",
    "blocks_of",
    "check",
    "grades",
    "has_phrases",
    "load_words",
]


def check(article: Article, clinic: Clinic, today: date, read_words: ReadWords | None = None) -> list[Finding]:
    """Look for whatever would make an article better for the patient; `today` is the day that ages count from.

    What the article excuses is marked as such. `read_words` reads the words in pictures, which takes longest of all;
    without it they are not looked for.
    """
    found = _seen(article, clinic, today)
    found += pictured_words.check_pictured_words(article, read_words) if read_words else ()
    codes = [rule.code for rule in RULES]
    unlooked = () if read_words else [rule.code for rule in pictured_words.RULES]
    found += excuses.check_excuses(article, [*article.findings, *found], codes, unlooked)
    return excuse(found, article.excused)


def _seen(article: Article, clinic: Clinic, today: date) -> list[Finding]:
    own = in_own_language(article.body, article.language)
    if own == article.body:
        return [finding for look in CHECKS for finding in look(article, clinic, today)]
    in_own = replace(article, body=own)
    return [finding for look in CHECKS for finding in _without_foreign(look, article, in_own, clinic, today)]


def _without_foreign(look: Check, article: Article, in_own: Article, clinic: Clinic, today: date) -> Iterator[Finding]:
    """Leave out what the lists of words find only in a passage of another language; numbers count in any."""
    own = {(finding.code, finding.words) for finding in look(in_own, clinic, today)}
    for finding in look(article, clinic, today):
        if finding.code not in _OF_WORDS or (finding.code, finding.words) in own:
            yield finding
