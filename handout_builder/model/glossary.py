"""A glossary: the clinic's plain words for terms, and which of them a handout explains."""

from dataclasses import dataclass
from typing import Literal

Form = Literal["end", "margin"]
"""Where a handout has the plain words: in a list at its end, or beside the text that uses the term."""


@dataclass(frozen=True)
class Term:
    """A term in sources/glossary.toml."""

    term: str
    """As it is printed beside its plain words."""
    plain: str
    """The plain words for it."""
    also: tuple[str, ...] = ()
    """Other forms of the word, such as its plural."""
    languages: tuple[str, ...] = ()
    """BCP 47 tags of the languages in whose articles it is explained; the plain words are in the first one."""

    @property
    def forms(self) -> tuple[str, ...]:
        """Give the term and its other forms."""
        return (self.term, *self.also)

    def is_for(self, language: str) -> bool:
        """Tell whether it is explained in articles of a language; what is for es is for es-MX too."""
        tag = language.casefold()
        return any(tag == own.casefold() or tag.startswith(f"{own.casefold()}-") for own in self.languages)


@dataclass(frozen=True)
class Gloss:
    """A term that an article uses, with where its plain words belong."""

    term: Term
    block: int
    """Number, from 0, of the block of the body that uses it first."""


@dataclass(frozen=True)
class Glossing:
    """The terms that a handout of an article explains, and where."""

    form: Form = "end"
    heading: str = ""
    """What stands above them at the end."""
    glosses: tuple[Gloss, ...] = ()
    """In the order of their first use."""
