"""Feeds as Atom (RFC 4287) in the profile of OPDS 1.2."""

from copy import deepcopy
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from lxml import etree

from ...model import Clinic, media_type_of
from .links import links_of
from .places import ATOM, JSON, file_name, link_to, path_of
from .shelves import PER_PAGE, ROOT, Feed, FeedPage
from .works import Work, plain

_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/terms/"
_SEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
_IMAGES = ("http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail")


class AtomWriter:
    """Writes a clinic's feeds; what it tells of a work is made once, however many feeds list it."""

    def __init__(self, clinic: Clinic, web: str) -> None:
        """Take whose feeds they are; `web` is the clinic's web address, or empty."""
        self._clinic, self._web = clinic, web
        self._entries: dict[str, Any] = {}

    def write(self, page: FeedPage) -> bytes:
        """Write a page of a feed."""
        feed = page.feed
        names = {None: _ATOM, "dc": _DC, "opensearch": _SEARCH}
        root = etree.Element(f"{{{_ATOM}}}feed", nsmap=names)
        root.set(_LANGUAGE, feed.language)
        _add(root, "generator", "Handout Builder")
        _add(root, "id", feed.identifier)
        _add(root, "title", feed.title)
        _add(root, "updated", _instant(feed.modified))
        self._name_clinic(root)
        for rel, href, media_type in links_of(page, ATOM):
            _link(root, rel, href, media_type)
        if feed.stem == ROOT:
            _link(root, "alternate", link_to("index.html"), "text/html")
        other = file_name(feed.stem, JSON, page.number)
        _link(root, "alternate", other, media_type_of(path_of(other)))
        if page.last > 1:
            for name, number in (
                ("totalResults", feed.size),
                ("startIndex", (page.number - 1) * PER_PAGE + 1),
                ("itemsPerPage", PER_PAGE),
            ):
                etree.SubElement(root, f"{{{_SEARCH}}}{name}").text = str(number)
        root.extend(_way(each) for each in page.feeds)
        root.extend(self._entry(work) for work in page.works)
        return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))

    def _name_clinic(self, root: Any) -> None:
        author = _add(root, "author")
        _add(author, "name", plain(self._clinic.name))
        if self._web:
            _add(author, "uri", self._web)

    def _entry(self, work: Work) -> Any:
        if work.name not in self._entries:
            self._entries[work.name] = self._told(work)
        return deepcopy(self._entries[work.name])

    def _told(self, work: Work) -> Any:
        """Tell of a work (OPDS 1.2, section 5)."""
        entry = etree.Element(f"{{{_ATOM}}}entry", nsmap={None: _ATOM, "dc": _DC})
        entry.set(_LANGUAGE, work.language)
        _add(entry, "title", work.title)
        # The entry is another thing than the publication that it tells of (OPDS 1.2, section 5.1.1).
        _add(entry, "id", uuid5(UUID(work.identifier), "entry").urn)
        _add(entry, "updated", _instant(work.modified))
        for byline in work.bylines:
            person = _add(entry, "author" if byline.part == "author" else "contributor")
            _add(person, "name", plain(byline.signature))
        for name, text in (
            ("identifier", work.identifier),
            ("language", work.language),
            ("publisher", plain(self._clinic.name)),
            ("issued", work.published.isoformat() if work.published else ""),
        ):
            if text:
                etree.SubElement(entry, f"{{{_DC}}}{name}").text = text
        for topic in work.topics:
            _add(entry, "category", term=topic, label=topic)
        if work.summary:
            _add(entry, "summary", work.summary, type="text")
        self._lead(entry, work)
        return entry

    def _lead(self, entry: Any, work: Work) -> None:
        for copy in work.copies:
            download = copy.download
            link = _link(entry, _OPEN_ACCESS, link_to(download.path), download.media_type)
            link.set("title", plain(copy.text))
            link.set("length", str(download.size))
        if work.cover:
            for rel in _IMAGES:
                _link(entry, rel, link_to(work.cover.path), media_type_of(work.cover.path))
        if work.page:
            _link(entry, "alternate", link_to(work.page), "text/html")


def _way(feed: Feed) -> Any:
    """Tell of a feed in the one that leads to it."""
    entry = etree.Element(f"{{{_ATOM}}}entry", nsmap={None: _ATOM})
    _add(entry, "title", feed.title)
    _add(entry, "id", feed.identifier)
    _add(entry, "updated", _instant(feed.modified))
    _add(entry, "content", feed.told, type="text")
    name = file_name(feed.stem, ATOM)
    _link(entry, feed.rel, name, media_type_of(path_of(name)))
    return entry


def _instant(day: date) -> str:
    """Give a day as Atom writes it: its first moment, since no article tells more."""
    return f"{day.isoformat()}T00:00:00Z"


def _add(parent: Any, name: str, text: str = "", **attributes: str) -> Any:
    child = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    child.text = text or None
    return child


def _link(parent: Any, rel: str, href: str, media_type: str) -> Any:
    return _add(parent, "link", rel=rel, href=href, type=media_type)
