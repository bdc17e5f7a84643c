"""How works are shelved: which feeds there are, what each holds and where it leads; neither Atom nor JSON yet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ...model import UNDATED, Clinic, Offer, plain_name
from ...pages import own_name
from ..people import Person
from ..words import Words
from .places import identifier, key_of
from .works import Work, plain

PER_PAGE = 100
"""Entries on a page of a feed."""
ROOT = "index"
_NEW = "http://opds-spec.org/sort/new"
_PART = "subsection"
_NAMED = 3
"""Titles that tell what a feed holds."""


@dataclass(frozen=True)
class Feed:
    """A feed: it leads to other feeds, or lists works."""

    stem: str
    """Its file's name without ending and number."""
    identifier: str
    title: str
    language: str
    """BCP 47 tag of its title."""
    modified: date
    """Last day that a work in it, or below it, was worked on."""
    up: str = ROOT
    """Stem of the feed that leads to it; its own for the root."""
    rel: str = _PART
    """How that feed's link to it is called (OPDS 1.2, section 8.3)."""
    feeds: tuple["Feed", ...] = ()
    """To which it leads; no feed has both."""
    works: tuple[Work, ...] = ()

    @property
    def told(self) -> str:
        """Say in a few words what is in it: the first titles, since they need no translation."""
        titles = [each.title for each in (self.feeds or self.works)]
        return "; ".join(titles[:_NAMED]) + ("…" if len(titles) > _NAMED else "")

    @property
    def size(self) -> int:
        """Give the number of its entries on all pages."""
        return len(self.feeds) + len(self.works)


@dataclass(frozen=True)
class FeedPage:
    """A page of a feed."""

    feed: Feed
    number: int
    """From 1."""
    last: int
    """Number of the last page."""
    feeds: tuple[Feed, ...]
    works: tuple[Work, ...]


def pages_of(feed: Feed) -> Iterator[FeedPage]:
    """Part a feed into pages; one without entries has one page."""
    last = max(1, -(-feed.size // PER_PAGE))
    for number in range(1, last + 1):
        part = slice((number - 1) * PER_PAGE, number * PER_PAGE)
        yield FeedPage(feed, number, last, feed.feeds[part], feed.works[part])


class Shelves:
    """Works, by all that they can be found by."""

    def __init__(self, clinic: Clinic, words: Words) -> None:
        """Take whose works they are, and the words of the feeds' own titles."""
        self._clinic, self._words = clinic, words

    def root(
        self, articles: Sequence[Work], books: Sequence[Work], offers: Sequence[Offer], people: Iterable[Person]
    ) -> Feed:
        """Give the feed that leads to all others; `articles` are the works of the `offers`, in the same order."""
        words = self._words
        newest = sorted(articles, key=lambda work: work.modified, reverse=True)
        by_slug = {offer.slug: work for offer, work in zip(offers, articles, strict=True)}
        feeds = [
            self._list("all", words["home"], articles),
            self._list("new", words["newest"], newest, rel=_NEW),
            self._guide("topics", words["topic"], self._topics(articles)),
            self._guide("clinicians", words["clinician"], self._clinicians(people, by_slug)),
            self._guide("languages", words["language"], self._languages(articles)),
            self._list("books", words["together"], books),
        ]
        return self._guide(ROOT, self._clinic.name, (feed for feed in feeds if feed.size))

    def _topics(self, articles: Iterable[Work]) -> list[Feed]:
        """Give a feed a topic; capitals do not part topics, as they do not part binders."""
        titles: dict[str, str] = {}
        found: dict[str, list[Work]] = {}
        for work in articles:
            for topic in dict.fromkeys(each.casefold() for each in work.topics):
                found.setdefault(topic, []).append(work)
            titles = {topic.casefold(): topic for topic in reversed(work.topics)} | titles
        return [self._list(f"topic.{key_of(key, 'topic')}", titles[key], found[key], "topics") for key in sorted(found)]

    def _clinicians(self, people: Iterable[Person], by_slug: dict[str, Work]) -> list[Feed]:
        return [
            self._list(
                f"clinician.{person.slug}",
                person.signature,
                [by_slug[offer.slug] for offer in person.offers],
                "clinicians",
                identity=f"clinician:{plain_name(person.name)}",
            )
            for person in people
        ]

    def _languages(self, articles: Iterable[Work]) -> list[Feed]:
        found: dict[str, list[Work]] = {}
        for work in articles:
            found.setdefault(work.language.casefold(), []).append(work)
        named = sorted((own_name(works[0].language), language) for language, works in found.items())
        return [
            self._list(f"language.{key_of(language, 'language')}", name, found[language], "languages")
            for name, language in named
        ]

    def _list(
        self, stem: str, title: str, works: Sequence[Work], up: str = ROOT, *, rel: str = _PART, identity: str = ""
    ) -> Feed:
        modified = max((work.modified for work in works), default=UNDATED)
        known = identifier(self._clinic, identity or stem)
        return Feed(stem, known, plain(title), self._words.language, modified, up, rel, works=tuple(works))

    def _guide(self, stem: str, title: str, feeds: Iterable[Feed]) -> Feed:
        led = tuple(feeds)
        modified = max((feed.modified for feed in led), default=UNDATED)
        return Feed(stem, identifier(self._clinic, stem), plain(title), self._words.language, modified, feeds=led)
