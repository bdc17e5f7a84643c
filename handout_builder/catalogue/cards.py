"""Cards: how an article stands in a list, in its own language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from ..model import Clinic, Download, Offer, direction_of, plain_name
from ..pages import byline_of, dates_of, labels_for, mark_of, own_name
from .topics import Topic
from .words import Words, words_in

COVER = 160, 240
"""Pixels in which a cover is laid out; it has twice as many each way."""


@dataclass(frozen=True)
class Link:
    """A download as it is offered."""

    text: str
    path: str
    """Relative to handouts/."""
    size: str
    """As people read it."""
    media_type: str


@dataclass(frozen=True)
class Card:
    """What a list shows of an article."""

    slug: str
    title: str
    language: str
    """Empty where it is the page's."""
    direction: str
    byline: str
    subtitle: str
    summary: str
    facts: tuple[tuple[str, Markup], ...]
    """Reading time, language, days; each with the mark of its language."""
    topics: tuple[tuple[str, Markup], ...]
    """Each with the mark of its language."""
    people: tuple[str, ...]
    """Plain names, to be chosen by."""
    tag: str
    """BCP 47 tag of the article."""
    words_mark: Markup
    """Of the words of its downloads."""
    downloads: tuple[Link, ...]


def card_of(offer: Offer, clinic: Clinic, page_language: str, known: Mapping[str, Topic]) -> Card:
    """Make the card of an offer for a page in a language; `known` are the topics of all articles."""
    labels, words = labels_for(offer.language, clinic), _words_in(offer.language, clinic)
    facts = [
        (words["minutes"].format(offer.minutes), words.mark),
        (own_name(offer.language), Markup("")),
        *((day, labels.mark) for day in dates_of(offer, labels)),
    ]
    byline = byline_of(offer.bylines, labels)
    return Card(
        slug=offer.slug,
        title=offer.title,
        language="" if offer.language == page_language else offer.language,
        direction=direction_of(offer.language),
        byline=byline,
        subtitle=offer.subtitle,
        summary=offer.summary,
        facts=tuple(facts),
        topics=tuple((topic, mark_of(known[topic.casefold()].language, offer.language)) for topic in offer.topics),
        people=tuple(dict.fromkeys(plain_name(one.name) for one in offer.bylines if one.part == "author")),
        tag=offer.language,
        words_mark=words.mark,
        downloads=links_of(offer.downloads, words),
    )


@lru_cache(maxsize=16)
def _words_in(language: str, clinic: Clinic) -> Words:
    return words_in(language, clinic)


def links_of(downloads: Iterable[Download], words: Words) -> tuple[Link, ...]:
    """Give downloads as they are offered, in some words."""
    return tuple(Link(_text(each, words), each.path, size_text(each.size), each.media_type) for each in downloads)


def _text(download: Download, words: Words) -> str:
    name = words[download.edition.replace("-", "_")]
    if download.topic:
        name = words["topic_binder"].format(download.topic)
    volume = download.volume
    return f"{name} – {words['volume'].format(volume.number, volume.count)}" if volume else name


def size_text(size: int) -> str:
    """Write a size in bytes as people read it, with a space that keeps it on one line."""
    return f"{max(1, round(size / 1024))}\u00a0KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f}\u00a0MB"
