"""Feeds as JSON: OPDS 2.0, whose publications are Readium Web Publication Manifests."""

import json
from datetime import date
from typing import Any

from ...model import UNDATED, Byline, Clinic, direction_of, media_type_of, name_as_sorted
from .links import links_of
from .places import ATOM, JSON, file_name, link_to, path_of, publication_name
from .shelves import PER_PAGE, ROOT, Feed, FeedPage
from .works import Work, plain

_OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
_BOOK = "http://schema.org/Book"


class JsonWriter:
    """Writes a clinic's feeds; what it tells of a work is made once, however many feeds list it."""

    def __init__(self, clinic: Clinic) -> None:
        """Take whose feeds they are."""
        self._clinic = clinic
        self._publications: dict[str, dict[str, Any]] = {}

    def write(self, page: FeedPage) -> bytes:
        """Write a page of a feed."""
        feed = page.feed
        metadata: dict[str, Any] = {
            # Not of the format, which knows nothing of who wrote it, but free to stand here.
            "generator": "Handout Builder",
            "title": feed.title,
            "identifier": feed.identifier,
            "modified": _instant(feed.modified),
            "numberOfItems": feed.size,
        }
        if page.last > 1:
            metadata |= {"itemsPerPage": PER_PAGE, "currentPage": page.number}
        links = [_link(href, media_type, rel=rel) for rel, href, media_type in links_of(page, JSON)]
        if feed.stem == ROOT:
            links.append(_link(link_to("index.html"), "text/html", rel="alternate"))
        other = file_name(feed.stem, ATOM, page.number)
        links.append(_link(other, media_type_of(path_of(other)), rel="alternate"))
        told: dict[str, Any] = {"metadata": metadata, "links": links}
        if page.feeds:
            told["navigation"] = [_way(each) for each in page.feeds]
        else:
            told["publications"] = [self.publication(work) for work in page.works]
        return _written(told)

    def write_alone(self, work: Work) -> bytes:
        """Write what is told of one work."""
        told = self.publication(work)
        return _written(told | {"metadata": {"generator": "Handout Builder"} | told["metadata"]})

    def publication(self, work: Work) -> dict[str, Any]:
        """Tell of a work."""
        if work.name not in self._publications:
            told = {"metadata": self._metadata(work), "links": _links(work), "images": _images(work)}
            self._publications[work.name] = {key: value for key, value in told.items() if value}
        return self._publications[work.name]

    def _metadata(self, work: Work) -> dict[str, Any]:
        told = {
            "@type": _BOOK,
            "title": work.title,
            "identifier": work.identifier,
            "language": work.language,
            "author": _people(work, "author"),
            "editor": _people(work, "editor"),
            "contributor": [person | {"role": "rev"} for person in _people(work, "reviewer")],
            "publisher": plain(self._clinic.name),
            "published": work.published.isoformat() if work.published else "",
            # Unlike Atom's entry, it may be silent where nobody knows.
            "modified": _instant(work.modified) if work.modified != UNDATED else "",
            "subject": list(work.topics),
            "description": work.summary,
            "readingProgression": direction_of(work.language),
        }
        return {key: value for key, value in told.items() if value}


def _people(work: Work, part: str) -> list[dict[str, str]]:
    return [_person(byline) for byline in work.bylines if byline.part == part]


def _person(byline: Byline) -> dict[str, str]:
    return {"name": plain(byline.signature), "sortAs": plain(name_as_sorted(byline.name))}


def _links(work: Work) -> list[dict[str, Any]]:
    own = publication_name(work.name)
    links = [_link(own, media_type_of(path_of(own)), rel="self")]
    links += [
        _link(
            link_to(copy.download.path),
            copy.download.media_type,
            rel=_OPEN_ACCESS,
            title=plain(copy.text),
            size=copy.download.size,
        )
        for copy in work.copies
    ]
    if work.page:
        links.append(_link(link_to(work.page), "text/html", rel="alternate"))
    return links


def _images(work: Work) -> list[dict[str, Any]]:
    cover = work.cover
    if cover is None:
        return []
    return [_link(link_to(cover.path), media_type_of(cover.path), width=cover.width, height=cover.height)]


def _way(feed: Feed) -> dict[str, Any]:
    name = file_name(feed.stem, JSON)
    counted = {"numberOfItems": feed.size}
    return _link(name, media_type_of(path_of(name)), rel=feed.rel, title=feed.title, properties=counted)


def _link(href: str, media_type: str, **more: Any) -> dict[str, Any]:
    return {"href": href, "type": media_type, **more}


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _written(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
