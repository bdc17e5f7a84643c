"""The builder's own words on a page, in the article's language; the words are data: labels.toml."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Labels:
    """Words for one language; {} stands for a name, a number or a day."""

    kind: str
    by: str
    reviewed_by: str
    edited_by: str
    others: str
    conjunction: str
    published: str
    reviewed: str
    updated: str
    key_points: str
    about: str
    questions: str
    crisis: str
    scan: str
    qr: str
    page: str
    of: str
    contents: str
    pages: str
    landmarks: str
    cover: str
    collection: str
    index: str
    picture: str
    photo: str
    note: str
    copy: str
    advice: str


_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


def labels_for(language: str) -> Labels:
    """Give the labels of a language; English where there are none."""
    tag = language.casefold()
    first = tag.split("-")[0]
    if first == "zh":
        first = "zh-hant" if tag.startswith(_TRADITIONAL) else "zh-hans"
    return _all_labels().get(first) or _all_labels()["en"]


@cache
def _all_labels() -> dict[str, Labels]:
    tables = tomllib.loads((files(__package__) / "labels.toml").read_text("utf-8"))
    return {tag: Labels(**words) for tag, words in tables.items()}


def written_date(day: date, language: str) -> str:
    """Write a day in full, as the language does; as an ISO date where the language is unknown."""
    # Babel reads its locale data on import; most articles have no date.
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        return format_date(day, "long", Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return day.isoformat()
