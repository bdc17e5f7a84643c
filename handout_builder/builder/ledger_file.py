"""The ledger's file: its tables, its rows, and what becomes of it where it is damaged."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import astuple, fields
from pathlib import Path
from sys import intern
from typing import Any

from ..model import Facts, Finding, PageStart
from .claims import is_inside
from .entry import Entry, KeptChapter, SiteEntry
from .fingerprints import digest

FILE = ".ledger.sqlite3"
VERSION = 8
"""Raised whenever a table changes; a ledger of another version is begun anew and everything is made again."""

_TABLES = """
CREATE TABLE handouts (
    slug TEXT, edition TEXT, source TEXT, path TEXT, parts TEXT, pictures TEXT,
    digest TEXT, size INTEGER, pages INTEGER, findings TEXT, starts TEXT, seal TEXT,
    PRIMARY KEY (slug, edition)
);
CREATE TABLE facts (
    slug TEXT, edition TEXT, title TEXT, words INTEGER, checks INTEGER, picture BLOB, seal TEXT,
    PRIMARY KEY (slug, edition)
);
CREATE TABLE report (made_of TEXT, digest TEXT);
CREATE TABLE settled (made_of TEXT);
CREATE TABLE readings (slug TEXT PRIMARY KEY, made_of TEXT, article TEXT, seal TEXT);
CREATE TABLE listings (slug TEXT PRIMARY KEY, made_of TEXT, pictures TEXT, listing TEXT, seal TEXT);
CREATE TABLE chapters (
    book TEXT, slug TEXT, made_of TEXT, digest TEXT, pages TEXT, assets TEXT, seal TEXT,
    PRIMARY KEY (book, slug)
);
CREATE TABLE site (path TEXT PRIMARY KEY, owner TEXT, made_of TEXT, digest TEXT, seal TEXT);
"""
"""The facts, which only the report needs, are apart, so that a build that makes nothing does not read the pictures."""

_BESIDE = ("", "-journal", "-wal", "-shm")
"""What SQLite keeps beside a file belongs to it: it would be written into one begun anew."""

_NOT_ITS_FAULT = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_NOMEM,
}
"""Errors of the place where the ledger is: to begin it anew would not help."""


class DamagedError(sqlite3.DatabaseError):
    """A row is not as it was written."""


def open_file(path: Path) -> tuple[sqlite3.Connection, list[Entry]]:
    """Open the ledger and read its entries; one that is not there, damaged or of another version is begun anew."""
    if path.is_symlink():
        # Where it leads is no ledger of ours.
        path.unlink()
    if path.exists():
        try:
            return _opened(path)
        except sqlite3.Error as error:
            if not is_damage(error):
                raise
    return begin_anew(path), []


def read_file(path: Path) -> tuple[sqlite3.Connection, list[Entry]]:
    """Open the ledger to read its entries only; one that is not there, or damaged, has none."""
    try:
        return _opened(path)
    except sqlite3.Error:
        return _with_tables(sqlite3.connect(":memory:")), []


def begin_anew(path: Path) -> sqlite3.Connection:
    """Take a ledger away and begin another."""
    take_away(path)
    return _with_tables(_connected(path, "rwc"))


def take_away(path: Path) -> None:
    """Take a ledger away, and all that belongs to it."""
    for ending in _BESIDE:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether an error says that the file is damaged, or was never a ledger of this version."""
    # The last eight bits are the kind of error, what stands before them is a detail.
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF not in _NOT_ITS_FAULT


def is_sound(connection: sqlite3.Connection, entries: Sequence[Entry]) -> bool:
    """Read the whole file, and tell whether it is as it was written."""
    try:
        checked = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        told = {(fact.slug, fact.edition) for fact in all_facts(connection)}
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
        return False
    return checked and told == {(entry.slug, entry.edition) for entry in entries}


def write_entry(connection: sqlite3.Connection, entry: Entry) -> None:
    """Write an entry in the place of the one before."""
    values = {each.name: getattr(entry, each.name) for each in fields(entry)} | {
        "parts": json.dumps(entry.parts),
        "pictures": json.dumps(entry.pictures),
        "findings": json.dumps(list(map(vars, entry.findings))),
        "starts": json.dumps(list(map(vars, entry.starts))),
    }
    _write_sealed(connection, "handouts", tuple(values.values()))


def has_entry(connection: sqlite3.Connection, slug: str) -> bool:
    """Tell whether any edition of an article, or of a book, is known."""
    return connection.execute("SELECT 1 FROM handouts WHERE slug = ? LIMIT 1", (slug,)).fetchone() is not None


def write_facts(connection: sqlite3.Connection, facts: Facts) -> None:
    """Write what the report tells of a handout in the place of what it told before."""
    _write_sealed(connection, "facts", astuple(facts))


def write_reading(connection: sqlite3.Connection, slug: str, made_of: str, article: str) -> None:
    """Write what was understood of a source in the place of what was before."""
    _write_sealed(connection, "readings", (slug, made_of, article))


def reading_of(connection: sqlite3.Connection, slug: str, made_of: str) -> str:
    """Give what was understood of a source; empty where it is not known, or not as it was written."""
    command = "SELECT * FROM readings WHERE slug = ? AND made_of = ?"
    row = connection.execute(command, (slug, made_of)).fetchone()
    try:
        return str(_unsealed(row)[2]) if row else ""
    except DamagedError:
        return ""


def write_listing(connection: sqlite3.Connection, slug: str, made_of: str, pictures: str, listing: str) -> None:
    """Write what a book has to know of a source in the place of what was before."""
    _write_sealed(connection, "listings", (slug, made_of, pictures, listing))


def listing_of(connection: sqlite3.Connection, slug: str, made_of: str) -> tuple[str, str] | None:
    """Give the pictures of a source and its listing; None where they are not known, or not as they were written."""
    command = "SELECT * FROM listings WHERE slug = ? AND made_of = ?"
    row = connection.execute(command, (slug, made_of)).fetchone()
    try:
        return _unsealed(row)[2:] if row else None
    except DamagedError:
        return None


def write_chapter(connection: sqlite3.Connection, book: str, chapter: KeptChapter) -> None:
    """Write a chapter of a bundle in the place of the one before."""
    pages, assets = json.dumps(chapter.pages), json.dumps(chapter.assets)
    _write_sealed(connection, "chapters", (book, chapter.slug, chapter.made_of, chapter.digest, pages, assets))


def all_chapters(connection: sqlite3.Connection, book: str) -> dict[str, KeptChapter]:
    """Give the chapters of a bundle by slug, but for those that are not as they were written."""
    found = {}
    for row in connection.execute("SELECT * FROM chapters WHERE book = ?", (book,)):
        try:
            _, slug, made_of, made, pages, assets = _unsealed(row)
        except DamagedError:
            continue
        shown = tuple((name, kind) for name, kind in _listed(assets))
        found[slug] = KeptChapter(slug, made_of, made, tuple(_listed(pages)), shown)
    return found


def forget_chapter(connection: sqlite3.Connection, book: str, slug: str) -> None:
    """Strike out a chapter that a bundle has no more."""
    connection.execute("DELETE FROM chapters WHERE book = ? AND slug = ?", (book, slug))


def forget_book(connection: sqlite3.Connection, book: str) -> None:
    """Strike out all chapters of a bundle."""
    connection.execute("DELETE FROM chapters WHERE book = ?", (book,))


def write_site_entry(connection: sqlite3.Connection, entry: SiteEntry) -> None:
    """Write a file of the download page in the place of what was known of it."""
    _write_sealed(connection, "site", astuple(entry))


def site_entries(connection: sqlite3.Connection) -> Iterator[SiteEntry]:
    """Give the files of the download page, but for those whose rows are not as they were written."""
    for row in connection.execute("SELECT * FROM site ORDER BY path"):
        with suppress(DamagedError):
            entry = SiteEntry(*_unsealed(row))
            if not entry.path or is_inside(entry.path):
                yield entry


def forget_site_entry(connection: sqlite3.Connection, path: str) -> None:
    """Strike out a file that the download page has no more."""
    connection.execute("DELETE FROM site WHERE path = ?", (path,))


def forget_source(connection: sqlite3.Connection, slug: str) -> None:
    """Strike out what is known of a source itself."""
    for table in ("readings", "listings", "chapters"):
        connection.execute(f"DELETE FROM {table} WHERE slug = ?", (slug,))  # noqa: S608


def has_reading(connection: sqlite3.Connection, slug: str, made_of: str) -> bool:
    """Tell whether it is known what was understood of a source, without reading it."""
    command = "SELECT 1 FROM readings WHERE slug = ? AND made_of = ?"
    return connection.execute(command, (slug, made_of)).fetchone() is not None


def all_facts(connection: sqlite3.Connection) -> Iterator[Facts]:
    """Read what the report tells of each handout, one after the other. Raises DamagedError."""
    return (Facts(*_unsealed(row)) for row in connection.execute("SELECT * FROM facts ORDER BY slug, edition"))


def picture_of(connection: sqlite3.Connection, slug: str, edition: str) -> bytes:
    """Give the picture of a handout that the report shows; empty where there is none."""
    command = "SELECT picture FROM facts WHERE slug = ? AND edition = ?"
    found: tuple[bytes] | None = connection.execute(command, (slug, edition)).fetchone()
    return found[0] if found else b""


def _opened(path: Path) -> tuple[sqlite3.Connection, list[Entry]]:
    connection = _connected(path, "rw")
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version != VERSION:
            raise DamagedError(f"a ledger of version {version}")
        connection.execute("SELECT made_of, digest FROM report").fetchone()
        return connection, [_entry(row) for row in connection.execute("SELECT * FROM handouts")]
    except BaseException:
        connection.close()
        raise


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", timeout=30, uri=True)


def _with_tables(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
    return connection


def _write_sealed(connection: sqlite3.Connection, table: str, values: tuple[object, ...]) -> None:
    marks = ", ".join("?" * (len(values) + 1))
    connection.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", (*values, _seal(values)))  # noqa: S608


def _seal(values: Iterable[object]) -> str:
    """Give a digest of a row: a bit that tips over on the disk must not be printed in a report."""
    return digest(repr(tuple(values)).encode("utf-8", "surrogatepass"))


def _unsealed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    *values, seal = row
    if seal != _seal(values):
        raise DamagedError("a row is not as it was written")
    return tuple(values)


def _listed(text: str) -> Any:
    # Most rows have nothing there, and there are thousands of them.
    return () if text == "[]" else json.loads(text)


def _entry(row: tuple[Any, ...]) -> Entry:
    slug, edition, source, path, parts, pictures, made, size, pages, findings, starts = _unsealed(row)
    try:
        found = tuple(Finding(**finding) for finding in _listed(findings))
        begins = tuple(PageStart(**start) for start in _listed(starts))
        # Most parts are the same for all handouts, of which there are thousands.
        parts = {intern(name): intern(part) for name, part in json.loads(parts).items()}
        pictures = tuple(_listed(pictures))
    except (ValueError, TypeError, KeyError) as error:
        raise DamagedError(str(error)) from error
    if not is_inside(path):
        raise DamagedError(f"{path} is no handout")
    return Entry(slug, edition, source, path, parts, pictures, made, size, pages, found, begins)
