"""Have handouts ready for a command that hands them on: what is not made or out of date is made first."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from ..builder import check_folder, check_only, find_sources
from ..errors import MissingProgramError, SourceError
from ..model import EDITIONS, Article, Clinic, Receipt
from ..readers import read
from .build import Wanted, build
from .talk import Results, tell_findings

_BOOKS = {edition.name for edition in EDITIONS if edition.is_book}


class Made(NamedTuple):
    """A handout that is up to date."""

    slug: str
    """The clinic's own slug for what several articles are bound in."""
    edition: str
    path: Path


def made_handouts(folder: Path, slugs: Sequence[str], editions: Sequence[str]) -> list[Made]:
    """Make what is not up to date; give the handouts in the order of the slugs, then of the editions, books last.

    Talk goes to stderr. Raises SettingsError where a slug is unknown, with a guess; SourceError where a handout cannot
    be made; MissingProgramError where none of its kind can be made here.
    """
    check_folder(folder)
    results = Results(folder, aside=True)
    _, unavailable, _ = build(Wanted(folder, only=tuple(slugs), editions=tuple(editions)), results)
    wanted = [receipt for receipt in results.receipts if receipt.slug in slugs or receipt.edition in _BOOKS]
    failed = [receipt for receipt in wanted if receipt.status == "failed"]
    tell_findings((receipt for receipt in wanted if receipt.status == "made"), verbose=False)
    if failed:
        why = "\n".join(dict.fromkeys(receipt.why for receipt in failed))
        raise MissingProgramError(why) if unavailable else SourceError(why)
    wanted.sort(key=lambda receipt: _place(receipt, slugs, editions))
    return list(_made(wanted, folder))


def check_slugs(folder: Path, slugs: Sequence[str]) -> None:
    """Raise SettingsError where a slug is unknown, with a guess."""
    check_folder(folder)
    check_only(find_sources(folder), slugs)


def _place(receipt: Receipt, slugs: Sequence[str], editions: Sequence[str]) -> tuple[int, int]:
    last = len(slugs)
    return (slugs.index(receipt.slug) if receipt.slug in slugs else last, editions.index(receipt.edition))


def _made(receipts: Iterable[Receipt], folder: Path) -> Iterable[Made]:
    for receipt in receipts:
        yield Made(receipt.slug, receipt.edition, folder / receipt.path)


def articles_of(folder: Path, clinic: Clinic, slugs: Sequence[str]) -> dict[str, Article]:
    """Read the articles of these slugs. Raises SourceError."""
    sources = [source for source in find_sources(folder).sources if source.slug in slugs]
    return {source.slug: read(source.path, folder, clinic.clinicians, clinic.language)[0] for source in sources}
