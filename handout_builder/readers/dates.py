"""Dates as people write them, in the article's language."""

import re
from datetime import date

from .languages import Language


def parse_date(text: str, words: Language) -> date | None:
    """Read a whole text as one date: 2025-03-01, March 1, 2025, 1 de marzo de 2025; None where it is none.

    All-number dates other than ISO 8601 are not taken: 3/4/2025 is two days. Nor is March 2025, which is no day.
    """
    text = " ".join(text.casefold().strip(" .").split())
    if iso := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:t[\d:.]+(?:z|[+-][\d:]+)?)?", text):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    month_names = {name: number for number, name in enumerate(words.short_months, 1)}
    month_names |= {name: number for number, name in enumerate(words.months, 1)}
    month = "|".join(sorted(map(re.escape, month_names), key=len, reverse=True))
    forms = (
        rf"(?P<month>{month})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|º)?\.? (?:de |of )?(?P<month>{month})\.?,?(?: de| del)? (?P<year>\d{{4}})",
    )
    for form in forms:
        if found := re.fullmatch(form, text):
            return _day(int(found["year"]), month_names[found["month"]], int(found["day"]))
    return None


def parse_date_line(line: str, words: Language) -> tuple[str, date] | None:
    """Read a line that holds nothing but a date and perhaps what it dates.

    Gives ("published" or "reviewed", day); None for any other line.
    """
    text = " ".join(line.split())
    labels = [(label, "reviewed") for label in words.reviewed] + [(label, "published") for label in words.published]
    for label, kind in sorted(labels, key=lambda pair: -len(pair[0])):
        if text.casefold().startswith(label):
            rest = text[len(label) :]
            if rest[:1] in (" ", ":") and (day := parse_date(rest.lstrip(" :"), words)):
                return kind, day
    day = parse_date(text, words)
    return ("published", day) if day else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
