"""Dates as people write them, in the article's language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from .languages import Language, language_words

YEARS = range(1900, 2200)
"""What can be the year of an article."""


@dataclass(frozen=True)
class FoundDate:
    """A date in a line, with its label and its time of day."""

    start: int
    end: int
    """Place in the text."""
    label: str
    """published, reviewed or updated as the words before it say; empty where they say nothing."""
    readings: tuple[date, ...]
    """The day; two where it may be either, none where the day or the year is missing."""
    is_month: bool = False
    """Whether it is a month with its year, such as March 2025."""


_FIGURE = re.compile(r"\d")
"""In every date, whatever its form."""


def parse_date(text: str, words: Language) -> date | None:
    """Read a whole text as one date: 2025-03-01, March 1, 2025, 1 de marzo de 2025; None where it is none.

    An all-number date is taken where it can be only one day, or where the language says what stands first.
    March 2025 is no day.
    """
    text = " ".join(text.split()).strip(" .")
    found = find_dates(text, words)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(text)) or found[0].label:
        return None
    return found[0].readings[0] if len(found[0].readings) == 1 else None


def parse_date_line(line: str, words: Language) -> tuple[str, date] | None:
    """Read a line that holds nothing but a date and perhaps what it dates.

    Gives ("published", "reviewed" or "updated", day); None for any other line.
    """
    text = " ".join(line.split()).strip(" .")
    found = find_dates(text, words)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(text)) or len(found[0].readings) != 1:
        return None
    return found[0].label or "published", found[0].readings[0]


def find_dates(text: str, words: Language) -> list[FoundDate]:
    """Find the dates of a line, in its order; an English one too, since a page's frame may be English."""
    if _FIGURE.search(text) is None:
        return []
    own = [_found(match, words) for match in _pattern(words.tag).finditer(text)]
    if own or words.tag == "en":
        return [found for found in own if found]
    english = language_words("en")
    return [found for match in _pattern("en").finditer(text) if (found := _found(match, english))]


def _found(match: re.Match[str], words: Language) -> FoundDate | None:
    readings = _readings(match, words)
    if readings is None:
        return None
    label = " ".join((match["label"] or "").casefold().split())
    # 24/2025 may be anything; after a label, 4/2025 is a month.
    if match["monthh"] and not label:
        return None
    is_month = any(match[f"year{form}"] for form in "dh") or bool(match["yearc"] and not match["dayc"])
    return FoundDate(match.start(), match.end(), words.dates.labels.get(label, ""), readings, is_month)


def _readings(match: re.Match[str], words: Language) -> tuple[date, ...] | None:
    """Give the days that a date may be; None where it is no day of any calendar."""
    if match["parts"]:
        return _from_numbers(re.split(r"\s*[./-]\s*", match["parts"]), words.dates.order) or None
    number = next((match[f"year{form}"] for form in "abcdh" if match[f"year{form}"]), "")
    named = next((match[f"month{form}"] for form in "abdef" if match[f"month{form}"]), "")
    month = _number_of(named, words) if named else int(match["monthc"] or match["monthg"] or match["monthh"])
    day = next((match[f"day{form}"] for form in "abcefg" if match[f"day{form}"]), "")
    if not number or not day:
        return () if month in range(1, 13) and int(day or 1) in range(1, 32) else None
    return _days((int(number), month, int(day))) or None


def _number_of(month: str, words: Language) -> int:
    return words.dates.months[" ".join(month.casefold().split())]


def _from_numbers(parts: Sequence[str], order: str) -> tuple[date, ...]:
    first, second, third = map(int, parts)
    if len(parts[0]) == 4:
        return _days((first, second, third))
    if len(parts[2]) == 2:
        third += 2000 if third < 80 else 1900
    day_first, month_first = _days((third, second, first)), _days((third, first, second))
    if order == "day":
        return day_first or month_first
    return tuple(sorted({*day_first, *month_first}))


def _days(*triples: tuple[int, int, int]) -> tuple[date, ...]:
    found = []
    for year, month, day in triples:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return tuple(day for day in found if day.year in YEARS)


@cache
def _pattern(tag: str) -> re.Pattern[str]:
    """Build the form of a date in a language, with label, weekday and time of day around it."""
    words = language_words(tag).dates
    month, within = _any_of(words.months), _any_of(words.within)
    ordinal, comma = r"(?:st|nd|rd|th|er|[ºª°])?\.?", r"\s*[,،]?\s*"
    joined = rf"\s*(?:(?:{within})\s+)?" if within else r"\s*"
    weekday = rf"(?:(?:{_any_of(words.weekdays)})\.?)"
    forms = (
        rf"(?P<daya>\d{{1,2}}){ordinal}{joined}(?P<montha>{month})\.?{comma}{joined}(?P<yeara>\d{{4}})",
        rf"(?P<monthb>{month})\.?\s*(?:the\s+)?(?P<dayb>\d{{1,2}}){ordinal}{comma}{joined}(?P<yearb>\d{{4}})",
        r"(?P<monthg>\d{1,2})\s*月\s*(?P<dayg>\d{1,2})\s*[日号號]",
        r"(?P<yearc>\d{4})\s*年\s*(?P<monthc>\d{1,2})\s*月(?:\s*(?P<dayc>\d{1,2})\s*[日号號])?",
        r"(?P<parts>\d{4}\s?-\s?\d{1,2}\s?-\s?\d{1,2}|\d{4}/\d{1,2}/\d{1,2}|\d{4}\.\s?\d{1,2}\.\s?\d{1,2}"
        r"|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|\d{1,2}\.\s?\d{1,2}\.\s?(?:\d{4}|\d{2})|\d{1,2}-\d{1,2}-(?:\d{4}|\d{2}))",
        r"(?P<monthh>\d{1,2})\s?/\s?(?P<yearh>\d{4})",
        rf"(?P<monthd>{month})\.?{comma}{joined}(?P<yeard>\d{{4}})",
        rf"(?P<daye>\d{{1,2}}){ordinal}{joined}(?P<monthe>{month})",
        rf"(?P<monthf>{month})\.?\s*(?P<dayf>\d{{1,2}}){ordinal}",
    )
    clock = rf"(?:(?:{_any_of(words.time)})\s*)?" if words.time else ""
    noon = r"[ap]\.?\s?m\b\.?"
    zone = r"(?:\s*(?:[a-z]{1,3}t|utc|gmt|z)\b)?"
    hour = rf"\d{{1,2}}\s*(?:[:h.時点點时]\s*\d{{2}}(?:[:分]\d{{0,2}})?(?:\s*{noon})?|{noon}){zone}"
    label = rf"(?P<label>{_any_of(words.labels)})\s*[:：]?\s*"
    before = rf"(?:(?:{_any_of(words.before)})\s*)?" if words.before else ""
    return re.compile(
        rf"(?<![A-Za-zÀ-ɏ\d./])(?:{label})?{before}(?:{weekday}{comma})?{before}(?:{'|'.join(forms)})"
        rf"(?:t[\d:.]+(?:z|[+-][\d:]+)?)?(?:\s*{weekday})?(?:{comma}{clock}{hour})?(?![A-Za-zÀ-ɏ\d]|[./-]\d)",
        re.IGNORECASE,
    )


def _any_of(words: Sequence[str] | dict[str, int] | dict[str, str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
