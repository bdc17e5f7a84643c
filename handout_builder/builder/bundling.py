"""The bundle, made a chapter at a time: of its many articles only one is in memory at once.

What did not change since the bundle was made last is taken over from there, without being laid out, packed and
compared again: the ledger knows what each chapter was made of, and the digest of what was proved.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ..errors import ProofError, RenderError
from ..model import Article, Asset, Clinic, Edition, Glossing, Handout, Layout, Listing, Page, PageStart, Volume
from ..pages import Bundle, glossing_of
from ..proofs import examine_bundle
from . import fingerprints
from .books import source_part
from .ledger import KeptChapter
from .one_state import AsRead, Listed, reading_name
from .placing import not_written
from .plan import Task
from .proving import fault_in
from .shelf import Shelf

if TYPE_CHECKING:
    from ..renderers.epub import Packed
    from .build import Build

_COMMON = ("layout", "settings", "clinicians", "versions", "edition", "glossary")


@dataclass(frozen=True)
class Binding:
    """What a worker on this machine needs to lay out, write and prove a bundle."""

    clinic: Clinic
    layout: Layout
    edition: Edition
    slug: str
    volume: Volume | None
    printed: Edition | None
    """The edition whose pages are marked in the chapters."""
    listed: tuple[Listed, ...]
    starts: Mapping[str, Sequence[PageStart]]
    """By slug, where the pages of an article's printed edition begin."""
    made_of: Mapping[str, str]
    """By slug, the digest of all that is on a chapter."""
    kept: Mapping[str, KeptChapter]
    """By slug, the chapters that are taken over."""
    before: Path | None
    """The bundle as it was made last."""
    shelf: Shelf
    """The articles of all other chapters."""
    place: Path
    """Where the bundle is written."""
    path: str
    """Where it will be put, relative to the clinic's folder."""


@dataclass(frozen=True)
class BoundHandout(Handout):
    """A bundle that was written beside its place."""

    chapters: tuple[KeptChapter, ...] = ()
    """What the ledger is told of its chapters, once it is in its place."""


def collate(
    task: Task,
    listed: Sequence[Listed],
    starts: Mapping[str, Sequence[PageStart]],
    printed: Edition | None,
    build: "Build",
) -> Binding:
    """Find what of a bundle can be taken over, and have all else read.

    `starts` are where the pages of each article's `printed` edition begin, by slug.
    """
    bundle = Bundle([each.listing for each in listed], build.clinic, build.layout, task.edition)
    before, known = _made_before(task, build)
    made_of, kept = {}, {}
    for each in listed:
        slug = each.listing.slug
        made_of[slug] = _made_of(task, each, bundle.surroundings(each.listing), starts.get(slug, ()))
        chapter = known.get(slug)
        if chapter and chapter.made_of == made_of[slug]:
            kept[slug] = chapter
        else:
            build.as_read(each.source)
    return Binding(
        clinic=build.clinic,
        layout=build.layout,
        edition=task.edition,
        slug=task.slug,
        volume=task.volume,
        printed=printed,
        listed=tuple(listed),
        starts=starts,
        made_of=made_of,
        kept=kept,
        before=before,
        shelf=build.shelf,
        place=build.place.beside(task.path),
        path=task.path,
    )


def _made_of(task: Task, listed: Listed, surroundings: str, starts: Sequence[PageStart]) -> str:
    common = (task.parts.get(name, "") for name in _COMMON)
    told = (source_part(listed.source), fingerprints.together(listed.pictures), surroundings, repr(tuple(starts)))
    return fingerprints.digest("\0".join((*common, *told)).encode("utf-8", "surrogatepass"))


def _made_before(task: Task, build: "Build") -> tuple[Path | None, dict[str, KeptChapter]]:
    """Give the bundle that was made last, if it is as it was made, and its chapters."""
    entry = build.ledger.find(task.slug, task.edition.name)
    if task.why == "forced" or entry is None or entry.digest != fingerprints.handout_digest(build.folder, entry.path):
        return None, {}
    return build.folder / entry.path, build.ledger.chapters(task.slug)


def bind_and_prove(binding: Binding) -> BoundHandout:
    """Lay a bundle out, write it and prove it, in a worker of this machine.

    Raises SettingsError where a template is wrong, ProofError where the proof fails, StorageError and RenderError
    where it cannot be written.
    """
    bundle = Bundle([each.listing for each in binding.listed], binding.clinic, binding.layout, binding.edition)
    laid_out = Shelf(binding.place.with_name(f".chapters.{os.getpid()}.part"))
    with ExitStack() as stack:
        stack.callback(binding.shelf.close)
        stack.callback(laid_out.take_away)
        chapters = [
            binding.kept.get(listing.slug) or _lay_out(bundle, listing, binding, laid_out)
            for listing in bundle.listings
        ]
        _write(bundle, chapters, binding, laid_out)
        proved = {slug: chapter.digest for slug, chapter in binding.kept.items()}
        checks = examine_bundle(
            binding.place, bundle.listings, partial(_article, binding), proved, partial(_glossing, binding)
        )
    if fault := fault_in(checks):
        raise ProofError(fault)
    words = sum(listing.words for listing in bundle.listings)
    return BoundHandout(b"", checks=len(checks), words=words, chapters=tuple(chapters))


def _write(bundle: Bundle, chapters: Sequence[KeptChapter], binding: Binding, laid_out: Shelf) -> None:
    """Write the book; all that is known of it while it is written is gone before it is proved."""
    from ..renderers.epub import write_epub

    pairs = zip(bundle.listings, chapters, strict=True)
    documents = [bundle.document_of(listing, chapter.pages) for listing, chapter in pairs]
    assets = [Asset(name, media_type, b"") for chapter in chapters for name, media_type in chapter.assets]
    page = bundle.bind(documents, assets, binding.slug, binding.printed, binding.volume)
    with ExitStack() as stack:
        before = stack.enter_context(binding.before.open("rb")) if binding.before else None
        try:
            # What a full disk does not take may be told only when the file is closed.
            with binding.place.open("w+b") as out:
                write_epub(page, out, _Elsewhere(page, laid_out, before))
        except OSError as error:
            raise RenderError(not_written(binding.path, error)) from error


def _lay_out(bundle: Bundle, listing: Listing, binding: Binding, shelf: Shelf) -> KeptChapter:
    slug = listing.slug
    chapter = bundle.chapter(_article(binding, slug), binding.starts.get(slug, ()))
    data = chapter.document.text.encode()
    shelf.put(chapter.document.name, data)
    for asset in chapter.assets:
        shelf.put(asset.name, asset.data)
    shown = tuple((asset.name, asset.media_type) for asset in chapter.assets)
    return KeptChapter(slug, binding.made_of[slug], fingerprints.digest(data), chapter.document.pages, shown)


def _article(binding: Binding, slug: str) -> Article:
    reading: AsRead = binding.shelf.get_value(reading_name(slug))
    return reading.article


def _glossing(binding: Binding, article: Article) -> Glossing | None:
    return glossing_of(article, binding.clinic, binding.edition)


class _Elsewhere(Mapping[str, "bytes | Packed"]):
    """The files of a bundle that its page does not bring, by their names in the zip."""

    def __init__(self, page: Page, laid_out: Shelf, before: IO[bytes] | None) -> None:
        from ..renderers.epub import FOLDER, Before

        self._laid_out, self._before = laid_out, Before(before) if before else None
        names = [document.name for document in page.documents if not document.text]
        names += [asset.name for asset in page.assets if not asset.data]
        self._names = {FOLDER + name: name for name in names}

    def __getitem__(self, name: str) -> "bytes | Packed":
        inside = self._names[name]
        if inside in self._laid_out or not self._before:
            return self._laid_out.get(inside)
        return self._before.packed(name)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
