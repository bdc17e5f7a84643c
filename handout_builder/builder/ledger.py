"""The ledger: what was made, from what, in an SQLite file in handouts/."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic

from ..errors import SettingsError
from ..model import Facts, Finding, PageStart

FILE = ".ledger.sqlite3"
VERSION = 2
"""Raised whenever the table changes; a ledger of another version is begun anew and everything is made again."""

_TABLE = """
CREATE TABLE handouts (
    slug TEXT, edition TEXT, source TEXT, path TEXT, parts TEXT, pictures TEXT,
    digest TEXT, size INTEGER, pages INTEGER, findings TEXT, starts TEXT,
    PRIMARY KEY (slug, edition)
)
"""
_FACTS = """
CREATE TABLE IF NOT EXISTS facts (
    slug TEXT, edition TEXT, title TEXT, words INTEGER, checks INTEGER, picture BLOB,
    PRIMARY KEY (slug, edition)
)
"""
"""What only the report needs, apart, so that a build that makes nothing does not read the pictures."""


@dataclass(frozen=True)
class Entry:
    """What is known of a handout that was made."""

    slug: str
    edition: str
    source: str
    """Path relative to the clinic's folder; empty for the bundle."""
    path: str
    """Path relative to the clinic's folder."""
    parts: dict[str, str]
    """What it was made of: name of the part -> digest."""
    pictures: tuple[str, ...]
    """Paths relative to sources/ that the source names."""
    digest: str
    """Of the handout's bytes."""
    size: int
    pages: int | None
    findings: tuple[Finding, ...]
    starts: tuple[PageStart, ...] = ()
    """Where its printed pages begin."""


COMMIT_EVERY = 0.5
"""Seconds. What a killed build did not commit is found changed by the next one and made again: late is safe."""


class Ledger:
    """The entries, read once; changes reach the file twice a second and when the ledger is closed."""

    def __init__(self, connection: sqlite3.Connection, entries: list[Entry]) -> None:
        self._connection = connection
        self._committed = monotonic()
        self._entries = {entry.slug + "\0" + entry.edition: entry for entry in entries}

    def entries(self) -> list[Entry]:
        """Give every entry."""
        return list(self._entries.values())

    def find(self, slug: str, edition: str) -> Entry | None:
        """Give the entry of a handout; None where it was never made."""
        return self._entries.get(f"{slug}\0{edition}")

    def record(self, entry: Entry) -> None:
        """Write an entry in the place of the one before."""
        self._entries[f"{entry.slug}\0{entry.edition}"] = entry
        values = asdict(entry) | {
            "parts": json.dumps(entry.parts),
            "pictures": json.dumps(entry.pictures),
            "findings": json.dumps([asdict(finding) for finding in entry.findings]),
            "starts": json.dumps([asdict(start) for start in entry.starts]),
        }
        self._connection.execute(
            "INSERT OR REPLACE INTO handouts VALUES "
            "(:slug, :edition, :source, :path, :parts, :pictures, :digest, :size, :pages, :findings, :starts)",
            values,
        )
        self._commit_now_and_then()

    def describe(self, facts: Facts) -> None:
        """Write what the report tells of a handout."""
        self._connection.execute(
            "INSERT OR REPLACE INTO facts VALUES (:slug, :edition, :title, :words, :checks, :picture)", asdict(facts)
        )

    def facts(self) -> list[Facts]:
        """Give what the report tells of each handout."""
        return [Facts(*row) for row in self._connection.execute("SELECT * FROM facts ORDER BY slug, edition")]

    def forget(self, slug: str, edition: str) -> None:
        """Strike an entry out."""
        self._entries.pop(f"{slug}\0{edition}", None)
        for table in ("handouts", "facts"):
            self._connection.execute(f"DELETE FROM {table} WHERE slug = ? AND edition = ?", (slug, edition))  # noqa: S608
        self._commit_now_and_then()

    def _commit_now_and_then(self) -> None:
        if monotonic() - self._committed > COMMIT_EVERY:
            self._connection.commit()
            self._committed = monotonic()


@contextmanager
def open_ledger(handouts: Path) -> Iterator[Ledger]:
    """Open the ledger of a folder; one that is damaged or of another version is begun anew.

    Raises SettingsError where it cannot be opened.
    """
    path = handouts / FILE
    try:
        handouts.mkdir(parents=True, exist_ok=True)
        connection, entries = _opened(path)
    except (OSError, sqlite3.Error) as error:
        raise SettingsError(
            [f"{path}: cannot be opened ({error}). Is handouts/ writable, and is no other build running?"]
        ) from error
    with closing(connection):
        try:
            yield Ledger(connection, entries)
        finally:
            connection.commit()


def _opened(path: Path) -> tuple[sqlite3.Connection, list[Entry]]:
    try:
        return _connect(path)
    except sqlite3.OperationalError:
        # Locked, or not ours to write: beginning anew would not help.
        raise
    except sqlite3.DatabaseError:
        path.unlink()
        return _connect(path)


def _connect(path: Path) -> tuple[sqlite3.Connection, list[Entry]]:
    connection = sqlite3.connect(path, timeout=30)
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            connection.execute("DROP TABLE IF EXISTS handouts")
            connection.execute(_TABLE)
            connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.commit()
        connection.execute(_FACTS)
        # A damaged file often opens well and fails when it is read.
        entries = [_entry(row) for row in connection.execute("SELECT * FROM handouts")]
    except sqlite3.DatabaseError:
        connection.close()
        raise
    except (ValueError, TypeError, KeyError) as error:
        connection.close()
        raise sqlite3.DatabaseError(f"not a ledger of ours: {error}") from error
    return connection, entries


def _entry(row: tuple[str, str, str, str, str, str, str, int, int | None, str, str]) -> Entry:
    slug, edition, source, path, parts, pictures, digest, size, pages, findings, starts = row
    found = tuple(Finding(**finding) for finding in json.loads(findings))
    return Entry(
        slug,
        edition,
        source,
        path,
        json.loads(parts),
        tuple(json.loads(pictures)),
        digest,
        size,
        pages,
        found,
        tuple(PageStart(**start) for start in json.loads(starts)),
    )
