"""Where the pages of the printed handouts begin, for the page lists of ePubs.

The ledger knows it of every PDF that is up to date. Only where a build makes ePubs and no PDFs are pages laid out
just to find it.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path

from ..errors import WorkerError
from ..model import Article, Clinic, Edition, Layout, PageStart
from ..pages import lay_out
from ..renderers import find_page_starts
from . import fingerprints
from .ledger import Ledger
from .limits import Limits, Work
from .plan import article_parts
from .sources import Source

_COMMON = ("layout", "settings", "clinicians", "versions")


class PrintedPages:
    """The page starts of a clinic's printed edition."""

    def __init__(
        self, edition: Edition, folder: Path, clinic: Clinic, layout: Layout, ledger: Ledger, limits: Limits
    ) -> None:
        self.edition = edition
        self._folder, self._clinic, self._layout, self._ledger = folder, clinic, layout, ledger
        self._work = Work(find_page_starts, limits)
        self._found: dict[str, tuple[PageStart, ...]] = {}

    def starts(
        self, articles: Sequence[tuple[Source, Article]], parts: Mapping[str, str], executor: Executor
    ) -> dict[str, tuple[PageStart, ...]]:
        """Give the page starts of articles by slug; `parts` are those of the ePub that wants them."""
        for source, _ in articles:
            recorded = self._recorded(source, parts)
            if recorded is not None:
                self._found[source.slug] = recorded
        unknown = [article for source, article in articles if source.slug not in self._found]
        pages = [lay_out(article, self._clinic, self._layout, self.edition) for article in unknown]
        futures = [(page.slug, executor.submit(self._work, page)) for page in pages]
        for slug, future in futures:
            try:
                self._found[slug] = future.result()
            except WorkerError:
                self.give_up(slug)
        return {source.slug: self._found[source.slug] for source, _ in articles}

    def give_up(self, slug: str) -> None:
        """Take an article for one that cannot be printed, without finding it out once more."""
        self._found[slug] = ()

    def _recorded(self, source: Source, parts: Mapping[str, str]) -> tuple[PageStart, ...] | None:
        """Give what the ledger knows, if the PDF was made of what the ePub is made of."""
        entry = self._ledger.find(source.slug, self.edition.name)
        if entry is None:
            return None
        pictures = fingerprints.files_digest(self._folder / "sources", entry.pictures)
        wanted = {name: parts[name] for name in _COMMON} | article_parts(source, self.edition, self._clinic)
        return entry.starts if entry.parts == wanted | {"pictures": pictures} else None
