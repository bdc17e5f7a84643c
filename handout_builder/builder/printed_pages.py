"""Where the pages of the printed handouts begin, for the page lists of ePubs.

The ledger knows it of every PDF that is up to date. Only where a build makes ePubs and no PDFs are pages laid out
just to find it.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future

from ..errors import TooLongError, WorkerError
from ..model import Clinic, Edition, Layout, Listing, Neighbour, PageStart
from ..pages import lay_out
from ..renderers import find_page_starts
from . import fingerprints
from .ledger import Ledger
from .limits import Limits, Work
from .neighbours import next_parts
from .one_state import AsRead, Listed
from .plan import article_parts
from .sources import Source

_COMMON = ("layout", "settings", "clinicians", "versions")

_AHEAD = 16
"""Articles whose pages are laid out at once."""


class PrintedPages:
    """The page starts of a clinic's printed edition."""

    def __init__(self, edition: Edition, clinic: Clinic, layout: Layout, ledger: Ledger, limits: Limits) -> None:
        self.edition = edition
        self._clinic, self._layout, self._ledger = clinic, layout, ledger
        self._work = Work(find_page_starts, limits)
        self._found: dict[str, tuple[PageStart, ...]] = {}
        self.unsure: set[str] = set()
        """Slugs of articles that another build may be able to print."""

    def starts(
        self,
        listed: Sequence[Listed],
        parts: Mapping[str, str],
        executor: Executor,
        as_read: Callable[[Source], AsRead],
        neighbours_of: Callable[[Listing], tuple[Neighbour, ...]],
    ) -> dict[str, tuple[PageStart, ...]]:
        """Give the page starts of articles by slug; `parts` are those of the ePub that wants them."""
        for each in listed:
            recorded = self._recorded(each, parts, neighbours_of(each.listing))
            if recorded is not None:
                self._found[each.source.slug] = recorded
        begun: deque[tuple[str, Future[tuple[PageStart, ...]]]] = deque()
        for each in listed:
            if each.source.slug not in self._found:
                article, neighbours = as_read(each.source).article, neighbours_of(each.listing)
                page = lay_out(article, self._clinic, self._layout, self.edition, neighbours=neighbours)
                begun.append((page.slug, executor.submit(self._work, page)))
                if len(begun) > _AHEAD:
                    self._take(*begun.popleft())
        for slug, future in begun:
            self._take(slug, future)
        return {each.source.slug: self._found[each.source.slug] for each in listed}

    def _take(self, slug: str, future: Future[tuple[PageStart, ...]]) -> None:
        try:
            self._found[slug] = future.result()
        except TooLongError:
            self._found[slug] = ()
        except WorkerError:
            self.give_up(slug)

    def give_up(self, slug: str) -> None:
        """Take an article for one that this build cannot print, without finding it out once more."""
        self._found[slug] = ()
        self.unsure.add(slug)

    def _recorded(
        self, listed: Listed, parts: Mapping[str, str], neighbours: Sequence[Neighbour]
    ) -> tuple[PageStart, ...] | None:
        """Give what the ledger knows, if the PDF was made of what the ePub is made of."""
        entry = self._ledger.find(listed.source.slug, self.edition.name)
        if entry is None:
            return None
        wanted = {name: parts[name] for name in _COMMON} | article_parts(listed.source, self.edition, self._clinic)
        wanted |= {"pictures": fingerprints.together(listed.pictures)} | next_parts(neighbours)
        return entry.starts if entry.parts == wanted else None
