"""Articles that are the same in several languages are kept together, the clinic's own language first."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from ..model import Clinic


class Translated(Protocol):
    """What tells that it is a translation, and of what."""

    @property
    def slug(self) -> str:
        """Give its own name."""

    @property
    def original(self) -> str:
        """Give the name of what it translates; empty where it is no translation."""

    @property
    def language(self) -> str:
        """Give its BCP 47 tag."""


A = TypeVar("A", bound=Translated)


def together(articles: Sequence[A], clinic: Clinic) -> list[A]:
    """Give articles in their order, but each translation beside its original, the clinic's language first."""
    return [article for group in grouped(articles, clinic) for article in group]


def grouped(articles: Sequence[A], clinic: Clinic) -> list[list[A]]:
    """Give articles by what they are translations of; those without translations are alone."""
    groups: dict[str, list[A]] = {}
    for article in articles:
        groups.setdefault(article.original or article.slug, []).append(article)
    return [sorted(group, key=lambda article: _rank(article, clinic)) for group in groups.values()]


def own_name(language: str) -> str:
    """Give a language's own name for itself, as a link shows it: Español; its tag where that is unknown."""
    # Babel reads its locale data on import; most articles have no translation.
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(language, sep="-").get_display_name() or language
    except (UnknownLocaleError, ValueError):
        return language
    return f"{name[0].upper()}{name[1:]}"


def _rank(article: Translated, clinic: Clinic) -> tuple[bool, bool, bool, str]:
    tag, own = article.language.casefold(), clinic.language.casefold()
    return tag != own, tag.split("-")[0] != own.split("-")[0], bool(article.original), tag
