"""Topics: what articles are chosen by, each in the language of the article that named it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..model import Offer


@dataclass(frozen=True)
class Topic:
    """A topic of some articles."""

    text: str
    """As it is capitalised most often."""
    language: str
    """BCP 47 tag."""


def topics_of(offers: Iterable[Offer], language: str) -> Mapping[str, Topic]:
    """Give every topic once by its small letters, in their order.

    It is in this language if an article in it names it, else in that of the first one that does.
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    languages: dict[str, str] = {}
    for offer in offers:
        for topic in offer.topics:
            key = topic.casefold()
            spellings[key][topic] += 1
            if offer.language == language:
                languages[key] = language
            languages.setdefault(key, offer.language)
    return {key: Topic(spellings[key].most_common(1)[0][0], languages[key]) for key in sorted(spellings)}
