"""The proof of a finished handout: its bytes are read again and compared with the article, whoever made them.

Importing this package loads nothing that reads a file.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from io import BytesIO
from itertools import zip_longest
from pathlib import Path

from ..model import Article, Edition, Finding, Glossing, Listing
from .checks import Check

__all__ = ["Check", "examine", "examine_bundle", "examine_web_pages", "prove"]


def prove(
    data: bytes, articles: Sequence[Article], edition: Edition, glossings: Sequence[Glossing] = ()
) -> list[Finding]:
    """Give what is wrong with a handout; nothing where every word is in its place."""
    return [finding for check in examine(data, articles, edition, glossings) for finding in check.findings]


def examine(
    data: bytes, articles: Sequence[Article] | None, edition: Edition, glossings: Sequence[Glossing] = ()
) -> list[Check]:
    """Make every check of a handout and tell what each found; without articles, those that need none.

    `glossings` are what it explains of each article, in their order.
    """
    from .manuscript import manuscript_of, plain

    pairs = list(zip_longest(articles or (), glossings[: len(articles or ())]))

    if edition.kind in ("epub", "bundle"):
        from .chapters import Wanted
        from .epub import prove_epub

        wanted = [
            Wanted(plain(article.title), partial(manuscript_of, article, glossing)) for article, glossing in pairs
        ]
        return prove_epub(BytesIO(data), wanted or None, is_bundle=edition.kind == "bundle")
    manuscripts = [manuscript_of(article, glossing) for article, glossing in pairs] or None
    if edition.kind == "pdf":
        from .pdf import prove_pdf

        return prove_pdf(data, manuscripts[0] if manuscripts else None)
    if edition.kind == "binder":
        from .binder import prove_binder

        return prove_binder(data, manuscripts)
    if edition.kind == "booklet":
        from .booklet import prove_booklet

        return prove_booklet(data, manuscripts[0] if manuscripts else None)
    return []


def load(kind: str) -> None:
    """Import what proving editions of a kind takes."""
    if kind in ("epub", "bundle"):
        from . import epub  # noqa: F401 - loaded ahead
    else:
        from . import pdf  # noqa: F401 - likewise


def examine_bundle(
    place: Path,
    listings: Sequence[Listing],
    article: Callable[[str], Article],
    proved: Mapping[str, str],
    glossing: Callable[[Article], Glossing | None] = lambda _: None,
) -> list[Check]:
    """Make every check of a bundle in a file.

    `article` gives the article of a slug, `glossing` what is explained of it. Of the slugs in `proved` the chapter,
    whose digest stands there, was compared with its article before, and is only looked at as a part of the book.
    """
    from .chapters import Proved, Wanted
    from .epub import prove_epub
    from .manuscript import Manuscript, manuscript_of, plain

    def manuscript(slug: str) -> Manuscript:
        found = article(slug)
        return manuscript_of(found, glossing(found))

    wanted = []
    for listing in listings:
        known = None
        if found := proved.get(listing.slug):
            headings = tuple((section.level, plain(section.heading)) for section in listing.sections)
            authors = tuple(plain(byline.name) for byline in listing.bylines if byline.part == "author")
            known = Proved(found, headings, authors)
        wanted.append(Wanted(plain(listing.title), partial(manuscript, listing.slug), known))
    with place.open("rb") as file:
        return prove_epub(file, wanted, is_bundle=True)


def examine_web_pages(
    pages: Mapping[str, bytes], article: Article, beside: Collection[str], glossing: Glossing | None = None
) -> list[Check]:
    """Make every check of an article's pages on the web, by their places in handouts/.

    `beside` are its pictures, `glossing` is what the pages explain.
    """
    from .web_page import prove_web_pages

    return prove_web_pages(pages, article, beside, glossing)
