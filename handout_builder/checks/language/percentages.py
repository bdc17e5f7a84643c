"""Percentages and fractions that are not also said in plain numbers."""

import re
from collections.abc import Iterator

from ...model import Finding
from ..rules import Rule
from .listing import listed
from .prose import Prose

RULE = Rule(
    "L211",
    "Percentages are not said in plain numbers",
    'Say it in people too: "6 in 10 people (60%)".',
    "PEMAT-P item 6 (AHRQ): numbers are clear and easy to understand: whole ones, not fractions or percentages",
)

_SHARE = re.compile(
    r"(?<![\d.,/])(\d{1,3}(?:\.\d+)?)(\s?%|[\s-]per\s?cent\b)(?!\s*(?:saline|solution|cream|gel|alcohol))"
)
_FRACTION = re.compile(r"(?<![\d/.,-])([1-9])/([2-9]|1[0-2]|100)(?![\d/])(?=\s+(?:of|the)\b)")
_COUNTS = "one|two|three|four|five|six|seven|eight|nine|ten"
_OF = r"(?:in|out of|of every|of) (?:every )?"
_WHOLE = rf"(?:\d+(?![\d.,]*(?:\s?%|[\s-]per\s?cent))|{_COUNTS}|twenty|a hundred|one hundred|a thousand)"
_PLAIN = re.compile(
    rf"\b(?:(?:\d+|{_COUNTS}|few|most) {_OF}{_WHOLE}|half|(?:a|one|two|three)[ -](?:thirds?|quarters?|fifths?)|"
    r"nearly all|almost all)\b",
    re.IGNORECASE,
)


def percentages(prose: Prose) -> Iterator[Finding]:
    """Look for percentages and fractions without a plain form in their sentence or the next."""
    found = [
        share
        for section in prose.sections
        for paragraph in section.paragraphs
        for here, after in zip(paragraph, (*paragraph[1:], None), strict=True)
        for share in hard_shares(here.text, here.text + " " + (after.text if after else ""))
    ]
    if found:
        yield RULE.found(told_of(found), found[0])


def told_of(shares: list[str]) -> str:
    """Say that shares are hard to picture, and what some of them are in people."""
    distinct = [f"{share}{_in_people(share)}" for share in dict.fromkeys(shares)]
    return f"shares are hard to picture: {listed(distinct, 3)}"


def hard_shares(sentence: str, around: str) -> list[str]:
    """Give the percentages and fractions of a sentence; none where a plain form stands in what is around it."""
    shares = [match[0] for match in _SHARE.finditer(sentence) if 0 < float(match[1]) < 100]
    shares += [match[0] for match in _FRACTION.finditer(sentence) if int(match[1]) < int(match[2])]
    return shares if shares and not _PLAIN.search(around) else []


def _in_people(share: str) -> str:
    """Say a percentage as so many in ten or a hundred people; empty where that would be no whole number."""
    match = _SHARE.match(share)
    number = float(match[1]) if match else 0
    if number and number % 10 == 0:
        return f" (about {number / 10:.0f} in 10)"
    return f" (about {number:.0f} in 100)" if number >= 1 else ""
