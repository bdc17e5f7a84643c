"""The bundle, made a chapter at a time: of its many articles only one is in memory at once.

What did not change since the bundle was made last is taken over from there, without being laid out, packed and
compared again: the ledger knows what each chapter was made of, and the digest of what was proved.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ..errors import ProofError, RenderError
from ..model import Article, Asset, Edition, Handout, Listing, Page, PageStart
from ..pages import Bundle
from ..proofs import examine_bundle
from . import fingerprints
from .ledger import KeptChapter
from .one_state import AsRead, Listed, reading_name
from .placing import not_written
from .plan import Task, source_part
from .proving import fault_in
from .shelf import Shelf

if TYPE_CHECKING:
    from ..renderers.epub import Packed
    from .preparing import Build

_COMMON = ("layout", "settings", "clinicians", "versions", "edition")


@dataclass(frozen=True)
class Binding:
    """What a worker on this machine needs to write and prove a bundle, beside its page."""

    listings: tuple[Listing, ...]
    """In the order of the chapters."""
    shelf: Shelf
    """The new chapters, their files, and the articles that they are of."""
    before: Path | None
    """The bundle as it was made last."""
    taken_over: frozenset[str]
    """Names of the files that are taken over from there."""
    proved: Mapping[str, str]
    """By slug the digests of the chapters that are taken over."""
    place: Path
    """Where the bundle is written."""
    path: str
    """Where it will be put, relative to the clinic's folder."""


@dataclass(frozen=True)
class Bound:
    """A bundle ready to be written."""

    page: Page
    binding: Binding
    chapters: tuple[KeptChapter, ...]
    """What the ledger is told of its chapters, once it is in its place."""


def collate(
    task: Task,
    listed: Sequence[Listed],
    starts: Mapping[str, Sequence[PageStart]],
    printed: Edition | None,
    build: "Build",
) -> Bound:
    """Bring the chapters of a bundle together in order, and put on the shelf what cannot be taken over.

    `starts` are where the pages of each article's `printed` edition begin, by slug.
    """
    bundle = Bundle([each.listing for each in listed], build.clinic, build.layout)
    sources = {each.listing.slug: each for each in listed}
    before, known = _made_before(task, build)
    chapters, documents, assets = [], [], []
    taken_over: set[str] = set()
    proved: dict[str, str] = {}
    for listing in bundle.listings:
        one, own = sources[listing.slug], starts.get(listing.slug, ())
        made_of = _made_of(task, one, bundle.surroundings(listing), own)
        chapter = known.get(listing.slug)
        if chapter and chapter.made_of == made_of:
            taken_over |= {bundle.name_of(listing), *(name for name, _ in chapter.assets)}
            proved[listing.slug] = chapter.digest
        else:
            chapter = _lay_out(bundle, build.as_read(one.source), own, made_of, build.shelf)
        chapters.append(chapter)
        documents.append(bundle.document_of(listing, chapter.pages))
        assets += [Asset(name, media_type, b"") for name, media_type in chapter.assets]
    page = bundle.bind(documents, assets, task.edition, task.slug, printed)
    place = build.place.beside(task.path)
    binding = Binding(tuple(bundle.listings), build.shelf, before, frozenset(taken_over), proved, place, task.path)
    return Bound(page, binding, tuple(chapters))


def _made_of(task: Task, listed: Listed, surroundings: str, starts: Sequence[PageStart]) -> str:
    common = (task.parts.get(name, "") for name in _COMMON)
    told = (source_part(listed.source), fingerprints.together(listed.pictures), surroundings, repr(tuple(starts)))
    return fingerprints.digest("\0".join((*common, *told)).encode("utf-8", "surrogatepass"))


def _lay_out(bundle: Bundle, reading: AsRead, starts: Sequence[PageStart], made_of: str, shelf: Shelf) -> KeptChapter:
    chapter = bundle.chapter(reading.article, starts)
    data = chapter.document.text.encode()
    shelf.put(chapter.document.name, data)
    for asset in chapter.assets:
        shelf.put(asset.name, asset.data)
    shown = tuple((asset.name, asset.media_type) for asset in chapter.assets)
    return KeptChapter(reading.source.slug, made_of, fingerprints.digest(data), chapter.document.pages, shown)


def _made_before(task: Task, build: "Build") -> tuple[Path | None, dict[str, KeptChapter]]:
    """Give the bundle that was made last, if it is as it was made, and its chapters."""
    entry = build.ledger.find(task.slug, task.edition.name)
    if task.why == "forced" or entry is None or entry.digest != fingerprints.handout_digest(build.folder, entry.path):
        return None, {}
    return build.folder / entry.path, build.ledger.chapters()


def write_and_prove(page: Page, binding: Binding) -> Handout:
    """Write a bundle and prove it, in a worker of this machine.

    Raises ProofError where the proof fails, StorageError and RenderError where it cannot be written.
    """
    from ..renderers.epub import write_epub

    with ExitStack() as stack:
        stack.callback(binding.shelf.close)
        before = stack.enter_context(binding.before.open("rb")) if binding.before else None
        try:
            with binding.place.open("w+b") as out:
                write_epub(page, out, _Elsewhere(page, binding, before))
        except OSError as error:
            raise RenderError(not_written(binding.path, error)) from error
        checks = examine_bundle(binding.place, binding.listings, partial(_article, binding), binding.proved)
    if fault := fault_in(checks):
        raise ProofError(fault)
    return Handout(b"", checks=len(checks), words=sum(listing.words for listing in binding.listings))


def _article(binding: Binding, slug: str) -> Article:
    reading: AsRead = binding.shelf.get_value(reading_name(slug))
    return reading.article


class _Elsewhere(Mapping[str, "bytes | Packed"]):
    """The files of a bundle that its page does not bring, by their names in the zip."""

    def __init__(self, page: Page, binding: Binding, before: IO[bytes] | None) -> None:
        from ..renderers.epub import FOLDER, Before

        self._shelf, self._before = binding.shelf, Before(before) if before else None
        names = [document.name for document in page.documents if not document.text]
        names += [asset.name for asset in page.assets if not asset.data]
        self._names = {FOLDER + name: name for name in names}
        self._taken_over = binding.taken_over

    def __getitem__(self, name: str) -> "bytes | Packed":
        inside = self._names[name]
        if self._before and inside in self._taken_over:
            return self._before.packed(name)
        return self._shelf.get(inside)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
