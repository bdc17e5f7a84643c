"""What a clinic offers: the handouts that are in place, gathered from the ledger without reading a source."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import combining, normalize

from ..builder import Entry, Ledger, book_of, books_of, volume_of
from ..builder.kept_readings import KeptReadings
from ..model import EDITIONS, Clinic, Download, Listing, Offer, Offers, Volume
from ..pages import grouped, identifier

_ORDER = {edition.name: place for place, edition in enumerate(EDITIONS)}
_BY_NAME = {edition.name: edition for edition in EDITIONS}


@dataclass(frozen=True)
class Offered:
    """What a clinic offers, and what the articles were when their handouts were made."""

    offers: Offers
    listings: Mapping[str, Listing]
    """By slug."""
    made_of: Mapping[str, Entry]
    """By slug, one of the handouts of an article: what it tells of the source is true for all."""
    unknown: tuple[str, ...]
    """Sources whose handouts are in place, of another text than the one which is known."""


def gather_offers(folder: Path, clinic: Clinic, ledger: Ledger) -> Offers:
    """Gather what is in handouts/, each article as it was when its handouts were made.

    A handout that is missing, or that is of another state of its article than the one which is known, is not offered.
    """
    return gather(folder, clinic, ledger, KeptReadings(ledger, clinic, folder)).offers


def gather(folder: Path, clinic: Clinic, ledger: Ledger, kept: KeptReadings) -> Offered:
    """Gather what is in handouts/ with what it was made of."""
    in_place = [entry for entry in _in_order(ledger.entries()) if (folder / entry.path).is_file()]
    listings: dict[str, Listing] = {}
    downloads: dict[str, list[Download]] = {}
    made_of: dict[str, Entry] = {}
    for entry in in_place:
        if entry.source and (listed := kept.listed_as_made(entry)):
            listings[entry.slug], made_of[entry.slug] = listed.listing, entry
            downloads.setdefault(entry.slug, []).append(_download(entry))
    books = [_book(entry, clinic) for entry in in_place if not entry.source]
    offers = [_offer(listing, downloads[listing.slug], clinic) for listing in _sorted(listings.values(), clinic)]
    unknown = dict.fromkeys(entry.source for entry in in_place if entry.source and entry.slug not in listings)
    return Offered(Offers(tuple(offers), tuple(books)), listings, made_of, tuple(unknown))


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    offered = [entry for entry in entries if not _BY_NAME[entry.edition].part_of]
    return sorted(offered, key=lambda one: (book_of(one.slug), _ORDER[one.edition], volume_of(one.slug), one.path))


def _sorted(listings: Iterable[Listing], clinic: Clinic) -> list[Listing]:
    """Give listings in the order of their titles, each translation after what it translates."""
    by_title = sorted(listings, key=lambda listing: (_as_sorted(listing.title), listing.slug))
    groups: Sequence[list[Listing]] = grouped(by_title, clinic)
    groups = sorted(groups, key=lambda group: (_as_sorted(group[0].title), group[0].slug))
    return [listing for group in groups for listing in group]


def _as_sorted(title: str) -> str:
    """Give what a title is sorted by: without accents, and by its numbers, so that part 2 comes before part 10."""
    plain = "".join(letter for letter in normalize("NFKD", title.casefold()) if not combining(letter))
    return re.sub(r"\d+", lambda number: number[0].zfill(12), plain)


def _offer(listing: Listing, downloads: Iterable[Download], clinic: Clinic) -> Offer:
    return Offer(
        slug=listing.slug,
        title=listing.title,
        language=listing.language,
        identifier=identifier(clinic, listing.slug, _BY_NAME["epub"]),
        subtitle=listing.subtitle,
        summary=listing.summary,
        bylines=listing.bylines,
        topics=listing.topics,
        original=listing.original,
        published=listing.published,
        reviewed=listing.reviewed,
        updated=listing.updated,
        words=listing.words,
        downloads=tuple(downloads),
    )


def _download(entry: Entry) -> Download:
    kind = "application/pdf" if _BY_NAME[entry.edition].is_printed else "application/epub+zip"
    return Download(entry.edition, entry.path.removeprefix("handouts/"), kind, entry.size, entry.pages)


def _book(entry: Entry, clinic: Clinic) -> Download:
    topic = dict(books_of(_BY_NAME[entry.edition], clinic)).get(book_of(entry.slug), "")
    count = int(entry.parts.get("volumes", "1"))
    volume = Volume(volume_of(entry.slug), count) if count > 1 else None
    return replace(_download(entry), topic=topic, volume=volume)
