"""The download page as a whole: what it consists of, and what each of its files is made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from ..model import Article, Asset, Clinic, Layout, Listing, Offer, Offers, SiteFile, digest, plain_name
from ..pages import (
    InnerLinks,
    ReadNext,
    entries_of,
    grouped,
    logo_of,
    offered_at,
    own_name,
    page_starts,
    photo_of,
    stylesheet_of,
    tint,
    web_glossing,
)
from ..pictures import drawing_size, photo_within, size_of
from .articles import article_pages, page_name, people_on, picture_files
from .cards import card_of
from .colours import ground
from .frame import SCRIPT, STYLE, Surroundings, logo_path, photo_path
from .lists import clinician_pages, index_pages
from .look import templates
from .people import people_of
from .robots import robots_txt, sitemap_xml
from .searching import scripts_of
from .topics import topics_of

_PHOTO = 240, 240
"""Pixels of a clinician's photo at most; it is shown at half of that."""


class Site:
    """The download page of what a clinic offers."""

    def __init__(
        self,
        offers: Offers,
        listings: Mapping[str, Listing],
        clinic: Clinic,
        layout: Layout,
        *,
        has_feeds: bool = False,
    ) -> None:
        """Take what is offered, with the listing of each article by its slug, for where links lead.

        `has_feeds` tells that there are OPDS feeds in opds/. Raises SettingsError where the logo cannot be drawn.
        """
        self._offers, self._clinic = offers, clinic
        self._by_slug = {offer.slug: offer for offer in offers.articles}
        self._listings = {slug: listings[slug] for slug in self._by_slug}
        self._people = people_of(offers.articles, clinic)
        names = {slug: page_name(slug) for slug in self._by_slug}
        self._links = InnerLinks(list(self._listings.values()), clinic, names, page_name)
        groups = grouped(list(self._listings.values()), clinic)
        self._next = ReadNext(self._listings.values(), clinic)
        self._group_of = {listing.slug: group for group in groups for listing in group}
        logo = logo_of(clinic, layout)
        self._around = Surroundings(clinic, _with_templates(layout), has_feeds, logo, _size_of_logo(logo))

    @property
    def logo(self) -> Asset | None:
        """Give the clinic's logo; None where it has none."""
        return self._around.logo

    def made_of(self, slug: str) -> str:
        """Give the digest of what is on an article's pages beside its text and the clinic's settings."""
        offer = self._by_slug[slug]
        people = [(person.path, person.signature) for person in people_on(offer, self._people)]
        books = [(book.path, book.topic, book.volume) for book in self._offers.books]
        targets = self._links.targets(self._listings[slug])
        return digest(repr((offer, people, books, targets, self._translations(offer), self._offered(slug))).encode())

    def article_files(self, article: Article) -> list[SiteFile]:
        """Give the pages of an article and its pictures, the first page first. Raises SettingsError."""
        offer = self._by_slug[article.slug]
        linked = replace(article, body=self._links.turned_inside(article.body))
        people, translations = people_on(offer, self._people), self._translations(offer)
        # Told from the article alone, since links from others ask for it too.
        starts = page_starts(article.body)
        # Of the article's own body, in which links are where the author put them.
        glosses = entries_of(web_glossing(article, self._clinic), article.language)
        offered, books = self._offered(article.slug), self._offers.books
        pages = article_pages(linked, starts, glosses, offer, books, people, translations, offered, self._around)
        return [*pages, *picture_files(article)]

    def other_files(self) -> Iterator[SiteFile]:
        """Give all that is not of one article, one after the other. Raises SettingsError and SourceError."""
        language = self._clinic.language
        topics = topics_of(self._offers.articles, language)
        cards = [card_of(offer, self._clinic, language, topics) for offer in self._offers.articles]
        style, script = self._style, templates()["site.js"].encode()
        scripts, by_slug = scripts_of(cards), {card.slug: card for card in cards}
        yield SiteFile(STYLE, style)
        yield SiteFile(SCRIPT, script)
        yield from (SiteFile(f"site/cards-{n}.js", text.encode()) for n, text in enumerate(scripts, start=1))
        yield from self._pictures()
        people, weight = list(self._people.values()), len(style) + len(script)
        offers, books = self._offers.articles, self._offers.books
        listed: list[str] = []
        for page in index_pages(offers, cards, topics, books, people, len(scripts), weight, self._around):
            listed.append(page.path)
            yield page
        for key, person in self._people.items():
            photo = self._photos[key].name if key in self._photos else ""
            own = [by_slug[offer.slug] for offer in person.offers]
            for page in clinician_pages(person, own, photo, len(style), self._around):
                listed.append(page.path)
                yield page
        yield from self._for_search_engines(listed)

    @cached_property
    def _style(self) -> bytes:
        clinic = self._clinic
        given = {
            "--brand": clinic.brand,
            "--text": clinic.text,
            "--tint": ground(clinic.brand, clinic.text),
            "--line": tint(clinic.brand, 0.35),
        }
        css = stylesheet_of(self._around.layout, "site.css", given)
        return f"/* Written by Handout Builder. */\n{css}".encode()

    @cached_property
    def _photos(self) -> dict[str, Asset]:
        """Give the photos of the people who have a page, by plain name."""
        return {
            plain_name(person.name): photo_of(person, number)
            for number, person in enumerate(self._clinic.clinicians, start=1)
            if person.photo_data and plain_name(person.name) in self._people
        }

    def _pictures(self) -> Iterator[SiteFile]:
        if logo := self._around.logo:
            yield SiteFile(logo_path(logo), logo.data)
        for photo in self._photos.values():
            is_jpeg = photo.media_type == "image/jpeg"
            yield SiteFile(photo_path(photo.name), photo_within(photo.data, _PHOTO) if is_jpeg else photo.data)

    def _for_search_engines(self, lists: Sequence[str]) -> Iterator[SiteFile]:
        settings = self._clinic.catalogue
        yield SiteFile("robots.txt", robots_txt(settings).encode())
        if settings.url and settings.search_engines:
            pages: list[tuple[str, date | None]] = [("" if path == "index.html" else path, None) for path in lists]
            pages += [(f"articles/{page_name(offer.slug)}", offer.modified) for offer in self._offers.articles]
            yield SiteFile("sitemap.xml", sitemap_xml(settings, pages).encode())

    def _offered(self, slug: str) -> list[dict[str, Any]]:
        """Give the pages of the articles that an article names."""
        return [offered_at(each, page_name(each.slug)) for each in self._next.after(self._listings[slug])]

    def _translations(self, offer: Offer) -> list[dict[str, str]]:
        """Give the pages of an article in other languages, each by its language's own name."""
        return [
            {"name": own_name(other.language), "href": page_name(other.slug), "language": other.language}
            for other in self._group_of[offer.slug]
            if other.slug != offer.slug
        ]


def _with_templates(layout: Layout) -> Layout:
    """Give a layout that has the templates of the site too; those of the clinic's own go first."""
    shipped = {name: text for name, text in templates().items() if not name.endswith(".js")}
    return replace(layout, files=tuple(sorted((shipped | dict(layout.files)).items())))


def _size_of_logo(logo: Asset | None) -> tuple[int, int] | None:
    if logo is None:
        return None
    return drawing_size(logo.data) if logo.media_type == "image/svg+xml" else size_of(logo.data)
