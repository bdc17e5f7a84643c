"""The builder's own words on a page, in the article's language."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from markupsafe import Markup

from ..labels import ENGLISH, words_for
from ..model import Clinic, Finding, Volume
from .tongues import mark_of


@dataclass(frozen=True)
class Labels:
    """Words for one language; {} stands for a name, a number or a day."""

    language: str
    """BCP 47 tag of the words: the page's, or English where there are none."""
    mark: Markup
    """Attributes of an element that holds them, where they are not in the page's language."""
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
    glossary: str
    about: str
    read_next: str
    on_page: str
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
    volume: str
    index: str
    picture: str
    photo: str
    note: str
    copy: str
    advice: str
    access_order: str
    access_pages: str
    access_pictures: str
    access_some_pictures: str
    access_no_pictures: str
    access_looks: str


def labels_for(language: str, clinic: Clinic) -> Labels:
    """Give the labels of a language; English where there are none."""
    return _labels(language, clinic.labels)


@lru_cache(maxsize=64)
def _labels(language: str, labels: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]) -> Labels:
    own = _tables(labels)
    words = words_for(language, own)
    if words:
        return Labels(language, Markup(""), **words)
    return Labels(ENGLISH, mark_of(ENGLISH, language), **words_for(ENGLISH, own))


def volume_words(volume: Volume | None, labels: Labels) -> str:
    """Say which volume a book is; nothing where it is the only one."""
    return labels.volume.format(volume.number, volume.count) if volume else ""


def titled(*parts: str) -> str:
    """Give a book's title from what there is of its parts."""
    return " – ".join(filter(None, parts))


def missing_labels(language: str, clinic: Clinic) -> list[Finding]:
    """Say where the builder has no words for a language."""
    if words_for(language, own_words(clinic)):
        return []
    message = (
        f'the builder\'s own words, such as "{labels_for(language, clinic).key_points}", are in English, since it has '
        f'none for "{language}". Put them into layouts/labels.toml under [{language}]; docs/layouts.md shows how.'
    )
    return [Finding("L104", message, advice=False)]


def own_words(clinic: Clinic) -> dict[str, dict[str, str]]:
    """Give the words that the clinic prints otherwise: key of a language -> name -> word."""
    return _tables(clinic.labels)


def _tables(labels: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]) -> dict[str, dict[str, str]]:
    return {key: dict(words) for key, words in labels}


def written_date(day: date, language: str) -> str:
    """Write a day in full, as the language does; as an ISO date where the language is unknown."""
    # Babel reads its locale data on import; most articles have no date.
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        return format_date(day, "long", Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return day.isoformat()
