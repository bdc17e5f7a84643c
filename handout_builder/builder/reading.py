"""Sources are read in worker processes, each once and before its turn, so that none can hang or end this one."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path

from ..errors import WorkerError
from ..model import Clinic
from .kept_readings import KeptReadings
from .ledger import Entry
from .limits import Limits, Work
from .one_state import AsRead, Listed, UnreadableError, read_one_state
from .sources import Source

_AHEAD = 8
"""Sources that are read before their turn, so that a page is always there to be rendered."""


class Reading:
    """The sources that a build reads, in the order in which they will be asked for."""

    def __init__(
        self,
        sources: Sequence[Source],
        folder: Path,
        clinic: Clinic,
        executor: Executor,
        limits: Limits,
        kept: KeptReadings,
    ) -> None:
        self._folder, self._executor, self._kept = folder, executor, kept
        self._language = clinic.language
        # Readers know people by their names; photos would only make the way longer.
        self._clinicians = tuple(replace(person, photo_data=b"") for person in clinic.clinicians)
        self._work = Work(read_one_state, limits)
        # What is known is not read ahead; where all is known but the words, they are read when they are asked for.
        self._next: Iterator[Source] = (source for source in sources if not kept.has(source))
        self._begun: dict[str, Future[AsRead]] = {}

    def as_read(self, source: Source) -> AsRead:
        """Give what was read of a source; asked for once each. Raises UnreadableError, which names the file."""
        if kept := self._kept.find(source):
            return kept
        while source.slug not in self._begun or len(self._begun) <= _AHEAD:
            following = next(self._next, None)
            if following is None:
                break
            self._begin(following)
        self._begin(source)
        try:
            found = self._begun.pop(source.slug).result()
        except WorkerError as error:
            raise UnreadableError(f"{source.shown}: {error}", source) from error
        self._kept.keep(found)
        return found

    def listed(self, source: Source) -> Listed | None:
        """Give what a book has to know of a source that need not be read for it; None where it must."""
        return self._kept.listed(source)

    def listed_as_made(self, entry: Entry) -> Listed | None:
        """Give what a book has to know of a source as a handout was made of it; None where that is not known."""
        return self._kept.listed_as_made(entry)

    def _begin(self, source: Source) -> None:
        if source.slug not in self._begun:
            self._begun[source.slug] = self._executor.submit(
                self._work, source, self._folder, self._clinicians, self._language
            )
