"""Whether a reader can tell how old an article is, who looked at it, and what it rests on (family R)."""

import re
from collections.abc import Iterator
from datetime import date

from ..model import Article, Clinic, Finding
from .blocks import blocks_of
from .phrases import found_phrases, is_phrase
from .rules import Rule

_YEARS = 3

NO_DATE = Rule(
    "R201",
    "No date at all",
    'Add "reviewed:" and the day of the last review at the top, as 2026-01-15, or "published:".',
    "PIF TICK: information for patients shows its date and when it is reviewed; the CMS Toolkit asks for the date too",
)
OLD = Rule(
    "R202",
    f"Last looked at more than {_YEARS * 12} months ago",
    'Have it read again, change what is no longer so, and put the day into "reviewed:".',
    f"PIF TICK: a review is at most {_YEARS * 12} months away",
)
NO_REVIEWER = Rule(
    "R203",
    "Nobody is named who reviewed it",
    'Have a second clinician read it and add "reviewer:" at the top.',
    "PIF TICK: a review is dated; a name tells whose it is, and the CMS Toolkit asks who produced a handout",
)
NO_SOURCE = Rule(
    "R204",
    "No source is named",
    'Add a heading "Sources" with what it rests on, or "source_url:" at the top.',
    "PIF TICK: information for patients names its sources",
)
RULES = (NO_DATE, OLD, NO_REVIEWER, NO_SOURCE)


def check_review(article: Article, clinic: Clinic, today: date) -> Iterator[Finding]:  # noqa: ARG001 - as every check
    """Look for dates, a reviewer and sources."""
    days = (("reviewed", article.reviewed), ("updated", article.updated), ("published", article.published))
    known = [(name, day) for name, day in days if day]
    if not known:
        yield NO_DATE.found("no date")
    else:
        # A review counts where there is one: a corrected comma is none.
        name, day = known[0]
        if (today.year, today.month, today.day) > (day.year + _YEARS, day.month, day.day):
            yield OLD.found(f"last {name} on {day.isoformat()}, more than {_YEARS * 12} months ago")
    if not any(byline.part == "reviewer" for byline in article.bylines):
        yield NO_REVIEWER.found("no reviewer")
    if not _has_source(article):
        yield NO_SOURCE.found("no source")


def _has_source(article: Article) -> bool:
    """Look for an address on the web, footnotes, or a heading or the first words of a line that name sources."""
    if article.source_url or 'class="footnote"' in article.body:
        return True
    for block in blocks_of(article.body):
        opening = re.match(r"[^:：]{1,60}(?=[:：])", block.text)
        if is_phrase(block.text, article.language, "sources"):
            return True
        if opening and is_phrase(opening[0], article.language, "sources"):
            return True
        if block.kind == "heading" and next(found_phrases(block.text, article.language, "sources"), None):
            return True
    return False
