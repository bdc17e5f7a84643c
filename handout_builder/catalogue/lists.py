"""Lists of articles: the download page itself, and the page of each clinician."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..model import Download, Offer, SiteFile
from ..pages import labels_for, mark_of, own_name, rendered, web_link
from .cards import Card, links_of
from .frame import Surroundings, photo_path
from .people import Person
from .previews import about_list, about_person, described
from .topics import Topic
from .words import words_in

PAGE_BUDGET = 92_000
"""Bytes of a page with its stylesheet and its script, and some left over."""
_MOST = 24
"""Cards on a page."""


def list_name(stem: str, number: int) -> str:
    """Name a page of a list, relative to handouts/; a slug has no dot."""
    return f"{stem}.html" if number == 1 else f"{stem}.{number}.html"


def index_pages(
    offers: Sequence[Offer],
    cards: Sequence[Card],
    topics: Mapping[str, Topic],
    books: Sequence[Download],
    people: Iterable[Person],
    scripts: int,
    weight: int,
    around: Surroundings,
) -> Iterator[SiteFile]:
    """Give the pages of the list of all articles; `scripts` hold what is searched, `weight` is what a page loads."""
    clinic = around.clinic
    labels, words = labels_for(clinic.language, clinic), words_in(clinic.language, clinic)
    everybody = list(people)
    extra = {
        "title": labels.collection,
        "topics": [(topic.text, mark_of(topic.language, words.language)) for topic in topics.values()],
        "people": everybody,
        "languages": sorted({(own_name(offer.language), offer.language) for offer in offers}),
        "scripts": scripts,
        "books": links_of(books, words),
        "description": described(f"{labels.collection}: {clinic.name}. {clinic.tagline}"),
    }
    told = about_list(f"{labels.collection}: {clinic.name}", clinic.language, clinic, around.address("index.html"))
    yield from _pages("index", "site-index.html", cards, extra, told, weight, around)


def clinician_pages(
    person: Person, cards: Sequence[Card], photo: str, weight: int, around: Surroundings
) -> Iterator[SiteFile]:
    """Give the pages of a clinician; `photo` is the name of the asset that shows the person, or empty."""
    clinic = around.clinic
    extra = {
        "title": person.name,
        "person": person,
        "link": web_link(person.known.link if person.known else ""),
        "photo": f"../{photo_path(photo)}" if photo else "",
        "description": described(person.known.bio if person.known and person.known.bio else person.signature),
    }
    told = about_person(person, clinic, around.address(person.path))
    stem = person.path.removesuffix(".html")
    yield from _pages(stem, "site-clinician.html", cards, extra, told, weight, around)


def _pages(
    stem: str,
    template: str,
    cards: Sequence[Card],
    extra: dict[str, Any],
    told: dict[str, Any],
    weight: int,
    around: Surroundings,
) -> Iterator[SiteFile]:
    def write(number: int, shown: Sequence[Card], count: int) -> bytes:
        path = list_name(stem, number)
        names = [list_name(stem, each).rpartition("/")[2] for each in range(1, count + 1)]
        context = around.frame(path, around.clinic.language) | extra
        context |= {"cards": shown, "number": number, "names": names, "told": around.told(told)}
        return rendered(around.layout, template, context).encode()

    # What stands on every page, and the most that a list of its pages takes.
    room = PAGE_BUDGET - weight - len(write(1, (), 1)) - 160 * min(len(cards) // _MOST + 1, 12)
    shares = list(_shared_out(cards, room, around))
    for number, share in enumerate(shares, start=1):
        yield SiteFile(list_name(stem, number), write(number, share, len(shares)))


def _shared_out(cards: Sequence[Card], room: int, around: Surroundings) -> Iterator[list[Card]]:
    context = around.frame("index.html", around.clinic.language)
    held: list[Card] = []
    size = 0
    for card in cards:
        length = len(rendered(around.layout, "site-card.html", context | {"card": card}).encode())
        if held and (len(held) == _MOST or size + length > room):
            yield held
            held, size = [], 0
        held.append(card)
        size += length
    yield held
