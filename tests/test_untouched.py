"""A build that has nothing to do reads nothing again, and misses no change for it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from handout_builder.untouched import FILE, glance, recall, remember

from .conftest import HOME, ClinicFolder

WHAT_A_BUILD_READS_WITH = ("sqlite3", "handout_builder.builder", "handout_builder.settings")


def imported(clinic: ClinicFolder) -> str:
    command = [sys.executable, "-X", "importtime", str(HOME / "make_handouts.py"), "--folder", str(clinic.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Nothing to do: 2 handouts are up to date." in done.stderr
    return done.stderr


def test_a_glance_is_enough_once_a_build_found_nothing_to_do(paperless: ClinicFolder) -> None:
    source = paperless.write("sources/sleep.md", "# Sleep\n\nBy Jane Roe\n\nRest well!\n")
    paperless.write("sources/notes.xyz", "what cannot be read")
    assert paperless.run().code == 0
    time.sleep(3.2)
    looked = imported(paperless)
    assert all(f" {module}\n" in looked for module in WHAT_A_BUILD_READS_WITH)
    glanced = imported(paperless)
    assert not any(f" {module}\n" in glanced for module in WHAT_A_BUILD_READS_WITH)
    for said in (looked, glanced):
        assert "sources/notes.xyz: not an article" in said
    # Of the same length, and with its old date: as a file from a backup, or a careful editor.
    before = source.stat()
    source.write_text("# Sleep\n\nBy Jane Roe\n\nRest more!\n", "utf-8")
    os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert source.stat().st_size == before.st_size
    done = paperless.run()
    assert "2 made" in done.err
    assert "the article changed" in done.out


def rewritten(path: Path) -> None:
    """Write other words of the same length and give the file its old date back."""
    before = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a source rewritten": lambda folder: rewritten(folder / "sources" / "a.md"),
    "a source replaced": lambda folder: (folder / "new").replace(folder / "sources" / "a.md"),
    "a source renamed": lambda folder: (folder / "sources" / "a.md").rename(folder / "sources" / "b.md"),
    "a source added": lambda folder: (folder / "sources" / "deep" / "c.md").write_bytes(b"c"),
    "a source removed": lambda folder: (folder / "sources" / "a.md").unlink(),
    "the settings rewritten": lambda folder: rewritten(folder / "layouts" / "clinic.toml"),
    "a layout's file added": lambda folder: (folder / "layouts" / "own.css").write_bytes(b"c"),
    "a handout rewritten": lambda folder: rewritten(folder / "handouts" / "letter" / "a.pdf"),
    "a handout removed": lambda folder: (folder / "handouts" / "letter" / "a.pdf").unlink(),
    "the ledger rewritten": lambda folder: rewritten(folder / "handouts" / ".ledger.sqlite3"),
    "a file beside rewritten": lambda folder: rewritten(folder / "font"),
    "a file beside removed": lambda folder: (folder / "font").unlink(),
    "another file may be read": lambda folder: (folder / "sources" / "a.md").chmod(0o600),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "sources/a.md",
        "sources/deep/b.md",
        "layouts/clinic.toml",
        "handouts/letter/a.pdf",
        "handouts/.ledger.sqlite3",
        "font",
        "new",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"some words")
    return tmp_path


@pytest.mark.parametrize("change", CHANGES)
def test_no_change_escapes_a_glance(folder: Path, change: str) -> None:
    beside = [str(folder / "font")]
    before = glance(folder, beside)
    assert before
    assert before.digest == getattr(glance(folder, beside), "digest", "")
    # The clock of most file systems ticks every four milliseconds.
    time.sleep(0.05)
    CHANGES[change](folder)
    after = glance(folder, beside)
    assert after
    assert after.digest != before.digest


def test_a_glance_says_nothing_of_what_a_link_leads_to(folder: Path) -> None:
    (folder / "sources" / "link.md").symlink_to(folder / "new")
    assert glance(folder, []) is None


def test_what_is_young_could_change_unseen(folder: Path) -> None:
    sight = glance(folder, [])
    assert sight
    assert not sight.is_telling
    old = time.time() - 60
    for path in folder.rglob("*"):
        os.utime(path, (old, old))
    # Its date says that it is old, its entry on the disk that it was touched just now.
    again = glance(folder, [])
    assert again
    assert not again.is_telling


@pytest.mark.parametrize("damage", [b"", b"\n", b"0\n[]", b"\xff\xfe"])
def test_what_was_kept_and_is_damaged_is_not_believed(folder: Path, damage: bytes) -> None:
    sight = glance(folder, [])
    assert sight
    remember(folder, sight, ["all is well"], [])
    kept = folder / "handouts" / FILE
    assert recall(folder) == ["all is well"]
    kept.write_bytes(kept.read_bytes().replace(b"well", b"lost"))
    assert recall(folder) is None
    kept.write_bytes(damage)
    assert recall(folder) is None
