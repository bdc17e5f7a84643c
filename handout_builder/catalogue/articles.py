"""The page of an article: its text, readable on a phone, and its downloads."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import unescape
from typing import Any

from markupsafe import Markup

from ..model import Article, Asset, Download, Offer, SiteFile, plain_name
from ..pages import Entry, article_context, for_screens, rendered
from ..pictures import size_of
from .body import on_the_web, parted, picture_path
from .cards import links_of
from .frame import Surroundings, photo_path
from .people import Person
from .previews import about_article, described
from .words import words_in


def page_name(slug: str, number: int = 1) -> str:
    """Name the file of a page of an article in articles/."""
    return f"{slug}.html" if number == 1 else f"{slug}.{number}.html"


def article_pages(
    article: Article,
    starts: Sequence[int],
    glosses: Sequence[Entry],
    offer: Offer,
    books: Sequence[Download],
    people: Sequence[Person],
    translations: Sequence[dict[str, str]],
    neighbours: Sequence[dict[str, Any]],
    around: Surroundings,
) -> list[SiteFile]:
    """Give the pages of an article whose links lead where they should already, the first one first.

    `neighbours` are the articles that it offers; `starts` tells which blocks of its body begin the others, `glosses`
    are the terms explained on the last one.
    """
    words = words_in(article.language, around.clinic)
    context = article_context(article, around.clinic, around.layout)
    body = on_the_web(str(context["body"]), article.slug, article.pictures, words)
    parts = parted(body, starts, lambda number: page_name(article.slug, number))
    photos = {asset.name: asset.data for asset in context["assets"]}
    context["credits"] = [
        replace(credit, photo=f"../{photo_path(credit.photo)}", photo_size=size_of(photos[credit.photo]))
        if credit.photo
        else credit
        for credit in context["credits"]
    ]
    description = described(article.summary or article.subtitle or _first_words(article.body))
    cover = around.address(f"covers/{article.slug}.png")
    common = context | {
        "glosses": glosses,
        "translations": translations,
        "neighbours": neighbours,
        "downloads": links_of(offer.downloads, words),
        "books": links_of(books, words),
        "people": people,
        "description": description,
        "modified": offer.changed,
        "names": [page_name(article.slug, number) for number in range(1, len(parts) + 1)],
    }
    files = []
    for number, part in enumerate(parts, start=1):
        path = f"articles/{page_name(article.slug, number)}"
        told = about_article(article, offer, around.clinic, around.address(path), description)
        page: dict[str, Any] = common | around.frame(path, article.language)
        page |= {"body": Markup(part), "number": number, "told": around.told(told), "preview": cover}
        files.append(SiteFile(path, rendered(around.layout, "site-article.html", page).encode()))
    return files


def picture_files(article: Article) -> Iterable[SiteFile]:
    """Give the pictures of an article, no larger than a screen shows them."""
    pictures = (Asset(picture.name, picture.media_type, picture.data) for picture in article.pictures)
    return [SiteFile(picture_path(article.slug, each.name), each.data) for each in map(for_screens, pictures)]


def people_on(offer: Offer, people: dict[str, Person]) -> list[Person]:
    """Give the authors of an article, each once, in the order of its bylines."""
    names = dict.fromkeys(plain_name(byline.name) for byline in offer.bylines if byline.part == "author")
    return [people[name] for name in names]


def _first_words(body: str) -> str:
    paragraph = re.search(r"<p\b[^>]*>(.*?)</p>", body, re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", "", paragraph[1])) if paragraph else ""
