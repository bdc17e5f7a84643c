"""The ledger: what was made, from what, in an SQLite file in handouts/."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic

from ..errors import SettingsError, StorageError
from ..model import Facts
from . import ledger_file
from .entry import Entry, KeptChapter, SiteEntry

__all__ = ["Entry", "KeptChapter", "Ledger", "SiteEntry", "open_ledger", "read_ledger"]

COMMIT_EVERY = 0.5
"""Seconds. What a killed build did not commit is found changed by the next one and made again: late is safe."""


class Ledger:
    """The entries, read once; changes reach the file twice a second and when the ledger is closed.

    `make_safe` is called before they do: the ledger speaks of nothing that a loss of power could undo.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        entries: Sequence[Entry],
        make_safe: Callable[[], None] = lambda: None,
    ) -> None:
        self._path = path
        self._connection = connection
        self._make_safe = make_safe
        self._committed = monotonic()
        self._entries = {entry.slug + "\0" + entry.edition: entry for entry in entries}

    def entries(self) -> list[Entry]:
        """Give every entry."""
        return list(self._entries.values())

    def find(self, slug: str, edition: str) -> Entry | None:
        """Give the entry of a handout; None where it was never made."""
        return self._entries.get(f"{slug}\0{edition}")

    def record(self, entry: Entry, facts: Facts) -> None:
        """Write an entry, and what the report tells of it, in the place of what was known before."""
        self.forget_report()
        ledger_file.write_entry(self._connection, entry)
        ledger_file.write_facts(self._connection, facts)
        self._entries[f"{entry.slug}\0{entry.edition}"] = entry
        self._commit_now_and_then()

    def renew(self, entry: Entry) -> None:
        """Write an entry of which only what it was made of is told anew; the handout is the same."""
        ledger_file.write_entry(self._connection, entry)
        self._entries[f"{entry.slug}\0{entry.edition}"] = entry

    def facts(self) -> Iterator[Facts]:
        """Give what the report tells of each handout, one after the other. Raises sqlite3.Error where it is damaged."""
        return ledger_file.all_facts(self._connection)

    def picture(self, slug: str, edition: str) -> bytes:
        """Give the picture of a handout that the report shows."""
        return ledger_file.picture_of(self._connection, slug, edition)

    def forget(self, slug: str, edition: str) -> None:
        """Strike an entry out."""
        self.forget_report()
        for table in ("handouts", "facts"):
            self._connection.execute(f"DELETE FROM {table} WHERE slug = ? AND edition = ?", (slug, edition))  # noqa: S608
        self._entries.pop(f"{slug}\0{edition}", None)
        # Other editions are made of the same source, and are not made again for this one's sake.
        if not ledger_file.has_entry(self._connection, slug):
            ledger_file.forget_source(self._connection, slug)
            ledger_file.forget_book(self._connection, slug)
        self._commit_now_and_then()

    def reading(self, slug: str, made_of: str) -> str:
        """Give what was understood of a source, made of what is told by a digest; empty where it is not known."""
        return ledger_file.reading_of(self._connection, slug, made_of)

    def has_reading(self, slug: str, made_of: str) -> bool:
        """Tell whether it is known what was understood of a source."""
        return ledger_file.has_reading(self._connection, slug, made_of)

    def keep_reading(self, slug: str, made_of: str, article: str) -> None:
        """Write what was understood of a source."""
        ledger_file.write_reading(self._connection, slug, made_of, article)

    def listing(self, slug: str, made_of: str) -> tuple[str, str] | None:
        """Give the pictures of a source and what a book has to know of it; None where that is not known."""
        return ledger_file.listing_of(self._connection, slug, made_of)

    def keep_listing(self, slug: str, made_of: str, pictures: str, listing: str) -> None:
        """Write what a book has to know of a source."""
        ledger_file.write_listing(self._connection, slug, made_of, pictures, listing)

    def chapters(self, book: str) -> dict[str, KeptChapter]:
        """Give the chapters of a bundle as it was made last, by slug; none where that is not known."""
        return ledger_file.all_chapters(self._connection, book)

    def keep_chapters(self, book: str, chapters: Iterable[KeptChapter]) -> None:
        """Write what is known of the chapters of a bundle in the place of what was known before."""
        before, now = self.chapters(book), {chapter.slug: chapter for chapter in chapters}
        for slug in before.keys() - now.keys():
            ledger_file.forget_chapter(self._connection, book, slug)
        for slug, chapter in now.items():
            if before.get(slug) != chapter:
                ledger_file.write_chapter(self._connection, book, chapter)

    def report(self) -> tuple[str, str]:
        """Give the digest of what the report was made of, and its own; empty where none is up to date."""
        found: tuple[str, str] | None = self._connection.execute("SELECT made_of, digest FROM report").fetchone()
        return found or ("", "")

    def record_report(self, made_of: str, digest: str) -> None:
        """Write what the report was made of, and its digest."""
        self.forget_report()
        self._connection.execute("INSERT INTO report VALUES (?, ?)", (made_of, digest))

    def forget_report(self) -> None:
        """Take the report for one that is not up to date, or not there."""
        self._connection.execute("DELETE FROM report")

    def settled(self) -> str:
        """Give the digest of what all handouts offer was told from last; empty where some may offer something else."""
        found: tuple[str] | None = self._connection.execute("SELECT made_of FROM settled").fetchone()
        return found[0] if found else ""

    def record_settled(self, made_of: str) -> None:
        """Write that all handouts offer what is told from this."""
        if self.settled() != made_of:
            self._connection.execute("DELETE FROM settled")
            self._connection.execute("INSERT INTO settled VALUES (?)", (made_of,))

    def site(self) -> dict[str, SiteEntry]:
        """Give what is known of each file of the download page, by its path."""
        return {entry.path: entry for entry in ledger_file.site_entries(self._connection)}

    def record_site(self, entry: SiteEntry) -> None:
        """Write what is known of a file of the download page."""
        ledger_file.write_site_entry(self._connection, entry)
        self._commit_now_and_then()

    def forget_site(self, path: str) -> None:
        """Strike a file of the download page out."""
        ledger_file.forget_site_entry(self._connection, path)

    def begin_anew_if_damaged(self) -> bool:
        """Read the whole file; begin it anew, and tell so, where it is not as it was written."""
        if ledger_file.is_sound(self._connection, self.entries()):
            return False
        self._connection.close()
        self._connection = ledger_file.begin_anew(self._path)
        self._entries = {}
        return True

    def commit(self) -> None:
        """Let all changes reach the file."""
        if self._connection.in_transaction:
            self._make_safe()
            self._connection.commit()
        self._committed = monotonic()

    def close(self) -> None:
        """Give the file back; what was not committed is lost."""
        self._connection.close()

    def _commit_now_and_then(self) -> None:
        if monotonic() - self._committed > COMMIT_EVERY:
            self.commit()


@contextmanager
def open_ledger(handouts: Path, make_safe: Callable[[], None]) -> Iterator[Ledger]:
    """Open the ledger of a folder, to be written; one that is damaged or of another version is begun anew.

    Raises SettingsError where it cannot be opened, StorageError where it can be written no more.
    """
    path = handouts / ledger_file.FILE
    try:
        ledger = Ledger(path, *ledger_file.open_file(path), make_safe)
    except (OSError, sqlite3.Error) as error:
        raise SettingsError(
            [f"{path}: cannot be opened ({error}). See that you may write there, or take it away; then build again."]
        ) from error
    try:
        yield ledger
        ledger.commit()
    except sqlite3.Error as error:
        ledger.close()
        if ledger_file.is_damage(error):
            ledger_file.take_away(path)
        raise StorageError(
            f"{path}: cannot be written ({error}). Make room on the disk, see that you may write there, and build "
            "again; what was finished is in place."
        ) from error
    except BaseException:
        with suppress(sqlite3.Error):
            ledger.commit()
        raise
    finally:
        ledger.close()


@contextmanager
def read_ledger(handouts: Path) -> Iterator[Ledger]:
    """Open the ledger of a folder to be read, while a build may be at work there; make nothing, mend nothing."""
    path = handouts / ledger_file.FILE
    ledger = Ledger(path, *ledger_file.read_file(path))
    try:
        yield ledger
    finally:
        ledger.close()
