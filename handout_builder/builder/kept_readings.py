"""What was understood of a source, kept in the ledger: a book with one changed article is not read all over again."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from ..model import Article, Byline, Clinic, Finding, Section
from . import fingerprints
from .ledger import Ledger
from .one_state import AsRead
from .sources import Source

_DAYS = ("published", "reviewed", "updated")


class KeptReadings:
    """The readings that the ledger keeps of a clinic's sources.

    Articles with pictures are not among them: what their files hold is not in the ledger.
    """

    def __init__(self, ledger: Ledger, clinic: Clinic) -> None:
        self._ledger = ledger
        shared = [clinic.language, fingerprints.clinicians_digest(clinic), fingerprints.versions_digest()]
        self._shared = "\0".join(shared)

    def find(self, source: Source) -> AsRead | None:
        """Give what was understood of the very bytes that a source was planned with; None where they are new."""
        text = self._ledger.reading(source.slug, self._key(source))
        return AsRead(source, article_of(text), ()) if text else None

    def has(self, source: Source) -> bool:
        """Tell whether a source need not be read."""
        return self._ledger.has_reading(source.slug, self._key(source))

    def keep(self, found: AsRead) -> None:
        """Keep what was read."""
        if not found.article.picture_paths and not found.article.pictures:
            self._ledger.keep_reading(found.source.slug, self._key(found.source), written(found.article))

    def _key(self, source: Source) -> str:
        return fingerprints.digest(f"{source.shown}\0{source.digest}\0{self._shared}".encode())


def without_remarks(article: Article) -> Article:
    """Leave behind what only `read` tells of an article."""
    return replace(article, removed=(), taken=(), decisions=())


def written(article: Article) -> str:
    """Write an article that has no pictures as JSON."""
    return json.dumps(asdict(without_remarks(article)), default=date.isoformat, ensure_ascii=False)


def article_of(text: str) -> Article:
    """Give the article that was written as JSON."""
    values: Mapping[str, Any] = json.loads(text)
    made = {
        "bylines": tuple(Byline(**one | {"credentials": tuple(one["credentials"])}) for one in values["bylines"]),
        "sections": tuple(Section(**one) for one in values["sections"]),
        "findings": tuple(Finding(**one) for one in values["findings"]),
    }
    days = {name: date.fromisoformat(values[name]) for name in _DAYS if values[name]}
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list) and name not in made}
    return Article(**{**values, **lists, **days, **made})
