"""The books that articles are bound in: what they are called, where they lie, and what they are made of."""

from collections.abc import Iterable
from pathlib import Path

from ..model import Clinic, Edition, Volume
from ..readers import slug_of
from . import fingerprints
from .ledger import Entry, Ledger
from .sources import Source

_VOLUME = "."
"""Stands between the slug of a book and the number of a volume; no slug that is made of words has it."""


def books_of(edition: Edition, clinic: Clinic) -> list[tuple[str, str]]:
    """Give slug and topic of each book of an edition: that of all articles, and binders of a topic."""
    whole = slug_of(Path(clinic.name.replace("/", " ") + ".x"))
    topics = clinic.binder_topics if edition.kind == "binder" else ()
    of_topics = {f"{whole}-{slug_of(Path(topic.replace('/', ' ') + '.x'))}": topic for topic in topics}
    return [(whole, ""), *of_topics.items()]


def book_path(slug: str, edition: Edition) -> str:
    """Give the place of a book, or of a volume of it, relative to the clinic's folder."""
    book, _, number = slug.partition(_VOLUME)
    name, ending = edition.suffix.rsplit(".", 1)
    return f"handouts/{book}{name}{'-' * bool(number)}{number}.{ending}"


def volume_slug(book: str, number: int) -> str:
    """Give the slug of a volume of a book, which no article and no other book can have."""
    return f"{book}{_VOLUME}{number}"


def volume_of(slug: str) -> int:
    """Give the number of a volume, from 1."""
    return int(slug.partition(_VOLUME)[2] or 1)


def volumes_of(ledger: Ledger, book: str, edition: str) -> list[Entry]:
    """Give what the ledger knows of a book and its volumes, of those too that it has no more."""
    return [entry for entry in ledger.entries() if entry.edition == edition and book_of(entry.slug) == book]


def book_of(slug: str) -> str:
    """Give the slug of the book that a volume belongs to, or that it is."""
    return slug.partition(_VOLUME)[0]


def source_part(source: Source) -> str:
    """Give the part of a handout that is its article's file: another ending is another way to read it."""
    return f"{source.digest} {source.shown}"


def articles_digest(sources: Iterable[Source]) -> str:
    """Give the digest of all articles that are bound together."""
    return fingerprints.digest("\n".join(f"{source.shown}\0{source.digest}" for source in sources).encode())


def settled_digest(sources: Iterable[Source], clinic: Clinic) -> str:
    """Give the digest of all that rules what articles offer, beside what is a part of every handout."""
    site = clinic.catalogue
    return fingerprints.digest(f"{articles_digest(sources)} {site.on} {site.url}".encode())


def state_of(source: Source, pictures: Iterable[tuple[str, str]], offered: str = "") -> str:
    """Give the digest of all that an article is made of: its file, its pictures, and the others that it offers."""
    told = (source_part(source), fingerprints.together(pictures), *filter(None, [offered]))
    return fingerprints.digest("\0".join(told).encode())


def members_digest(states: Iterable[str], left_out: Iterable[Source], volume: Volume | None) -> dict[str, str]:
    """Give the parts of a book that are the articles bound in it, and those that could not be."""
    place, count = (volume.number, volume.count) if volume else (1, 1)
    lines = (f"{place} of {count}", *states, *(f"not {source.shown}" for source in left_out))
    return {"members": fingerprints.digest("\n".join(lines).encode("utf-8")), "volumes": str(count)}
