"""Where the pages of the printed handouts begin, for the page lists of ePubs.

The ledger knows it of every PDF that is up to date. Only where a build makes ePubs and no PDFs are pages laid out
just to find it.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor

from ..errors import WorkerError
from ..model import Clinic, Edition, Layout, PageStart
from ..pages import lay_out
from ..renderers import find_page_starts
from . import fingerprints
from .ledger import Ledger
from .limits import Limits, Work
from .one_state import AsRead
from .plan import article_parts

_COMMON = ("layout", "settings", "clinicians", "versions")


class PrintedPages:
    """The page starts of a clinic's printed edition."""

    def __init__(self, edition: Edition, clinic: Clinic, layout: Layout, ledger: Ledger, limits: Limits) -> None:
        self.edition = edition
        self._clinic, self._layout, self._ledger = clinic, layout, ledger
        self._work = Work(find_page_starts, limits)
        self._found: dict[str, tuple[PageStart, ...]] = {}

    def starts(
        self, readings: Sequence[AsRead], parts: Mapping[str, str], executor: Executor
    ) -> dict[str, tuple[PageStart, ...]]:
        """Give the page starts of articles by slug; `parts` are those of the ePub that wants them."""
        for reading in readings:
            recorded = self._recorded(reading, parts)
            if recorded is not None:
                self._found[reading.source.slug] = recorded
        unknown = [reading.article for reading in readings if reading.source.slug not in self._found]
        pages = [lay_out(article, self._clinic, self._layout, self.edition) for article in unknown]
        futures = [(page.slug, executor.submit(self._work, page)) for page in pages]
        for slug, future in futures:
            try:
                self._found[slug] = future.result()
            except WorkerError:
                self.give_up(slug)
        return {reading.source.slug: self._found[reading.source.slug] for reading in readings}

    def give_up(self, slug: str) -> None:
        """Take an article for one that cannot be printed, without finding it out once more."""
        self._found[slug] = ()

    def _recorded(self, reading: AsRead, parts: Mapping[str, str]) -> tuple[PageStart, ...] | None:
        """Give what the ledger knows, if the PDF was made of what the ePub is made of."""
        entry = self._ledger.find(reading.source.slug, self.edition.name)
        if entry is None:
            return None
        wanted = {name: parts[name] for name in _COMMON} | article_parts(reading.source, self.edition, self._clinic)
        return entry.starts if entry.parts == wanted | {"pictures": fingerprints.together(reading.pictures)} else None
