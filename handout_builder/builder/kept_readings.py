"""What was understood of a source, kept in the ledger: a book with one changed article is not read all over again."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ..model import Article, Byline, Clinic, Finding, Listing, Section
from . import fingerprints
from .ledger import Entry, Ledger
from .one_state import IN_MEMORY, AsRead, Listed
from .sources import Source

_DAYS = ("published", "reviewed", "updated", "modified")


class KeptReadings:
    """The readings that the ledger keeps of a clinic's sources.

    Articles with pictures are only listed there: what their files hold is not in the ledger.
    """

    def __init__(self, ledger: Ledger, clinic: Clinic, folder: Path) -> None:
        self._ledger, self._folder = ledger, folder
        shared = [clinic.language, fingerprints.clinicians_digest(clinic), fingerprints.versions_digest()]
        self._shared = "\0".join(shared)
        self._listed: dict[Source, Listed] = {}

    def find(self, source: Source) -> AsRead | None:
        """Give what was understood of the very bytes that a source was planned with; None where they are new."""
        text = self._ledger.reading(source.slug, self._key(source))
        listed = self.listed(source) if text else None
        return AsRead(source, listed.listing, (), article_of(text)) if listed else None

    def listed(self, source: Source) -> Listed | None:
        """Give what a book has to know of a source, as it was planned; None where it or a picture of it is new."""
        if source in self._listed:
            return self._listed[source]
        kept = self._ledger.listing(source.slug, self._key(source))
        if kept is None:
            return None
        pictures = tuple((name, found) for name, found in json.loads(kept[0]))
        sources = self._folder / "sources"
        if any(fingerprints.file_digest(sources / name) != found for name, found in pictures):
            return None
        listed = Listed(source, listing_from(kept[1]), pictures)
        if len(self._listed) < IN_MEMORY:
            self._listed[source] = listed
        return listed

    def listed_as_made(self, entry: Entry) -> Listed | None:
        """Give what a book has to know of the source that a handout was made of; None where that is unknown."""
        return self.listed(self.source_of(entry))

    def source_of(self, entry: Entry) -> Source:
        """Give a source in the state that a handout was made of, even where it is gone since."""
        found, _, shown = entry.parts["source"].partition(" ")
        return Source(self._folder / shown, shown, entry.slug, found)

    def has(self, source: Source) -> bool:
        """Tell whether a source need not be read."""
        return self._ledger.has_reading(source.slug, self._key(source))

    def keep(self, found: AsRead) -> None:
        """Keep what was read."""
        slug, key = found.source.slug, self._key(found.source)
        self._ledger.keep_listing(slug, key, json.dumps(found.pictures), as_json(found.listing))
        if not found.article.picture_paths and not found.article.pictures:
            self._ledger.keep_reading(slug, key, written(found.article))

    def _key(self, source: Source) -> str:
        return fingerprints.digest(f"{source.shown}\0{source.digest}\0{self._shared}".encode())


def without_remarks(article: Article) -> Article:
    """Leave behind what only `read` tells of an article."""
    return replace(article, removed=(), named=(), taken=(), decisions=())


def written(article: Article) -> str:
    """Write an article that has no pictures as JSON."""
    return as_json(without_remarks(article))


def as_json(value: Article | Listing) -> str:
    """Write what is known of an article as JSON."""
    return json.dumps(vars(value), default=_plain, ensure_ascii=False)


def _plain(value: Any) -> Any:
    # What dataclasses.asdict does takes ten times as long: it copies every value.
    return value.isoformat() if isinstance(value, date) else vars(value)


def article_of(text: str) -> Article:
    """Give the article that was written as JSON."""
    values: Mapping[str, Any] = json.loads(text)
    findings = tuple(Finding(**one) for one in values["findings"])
    excused = tuple((code, reason) for code, reason in values.get("excused", ()))
    return Article(**_made(values) | {"findings": findings, "excused": excused})


def listing_from(text: str) -> Listing:
    """Give the listing that was written as JSON."""
    return Listing(**_made(json.loads(text)))


def _made(values: Mapping[str, Any]) -> dict[str, Any]:
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return {
        **values,
        **lists,
        **{name: date.fromisoformat(values[name]) for name in _DAYS if values.get(name)},
        "bylines": tuple(Byline(**one | {"credentials": tuple(one["credentials"])}) for one in values["bylines"]),
        "sections": tuple(Section(**one) for one in values["sections"]),
    }
