"""The articles in sources/: which files are meant as such, and what their handouts are called."""

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import SettingsError
from ..model import Receipt
from ..readers import is_beside_page, is_source, slug_of
from . import fingerprints

_COMPANIONS = {
    ".toml",
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".webp",
    ".svg",
    ".heic",
    ".tif",
    ".tiff",
    ".bmp",
    ".db",
    ".ini",
}
"""What may lie beside articles without being one."""


@dataclass(frozen=True)
class Source:
    """An article's file, before it is read."""

    path: Path
    shown: str
    slug: str
    digest: str


@dataclass
class Found:
    """What is in sources/."""

    sources: list[Source] = field(default_factory=list)
    """Every article that has a slug of its own, in the order of the slugs."""
    refused: list[Receipt] = field(default_factory=list)
    """Files that cannot have handouts: two that want the same slug."""
    ignored: list[str] = field(default_factory=list)
    """Files that are no articles, for a word to the person who put them there."""


def check_folder(folder: Path) -> None:
    """See that a folder is a clinic's before anything is written there. Raises SettingsError."""
    root = folder / "sources"
    if not root.is_dir():
        raise SettingsError(
            [
                f"{root}: there is no such folder. Name the clinic's folder with --folder, "
                'or make one with "new FOLDER".'
            ]
        )


def find_sources(folder: Path) -> Found:
    """Look through sources/ of a clinic's folder. Raises SettingsError where there is none."""
    check_folder(folder)
    root = folder / "sources"
    found = Found()
    by_slug: dict[str, list[str]] = defaultdict(list)
    for name in _files_in(root):
        relative = Path(name)
        if not _is_unicode(name):
            found.ignored.append(name.encode("utf-8", "replace").decode())
        elif is_source(relative):
            by_slug[slug_of(relative)].append(name)
        elif relative.suffix.casefold() not in _COMPANIONS and relative.stem.casefold() != "readme":
            found.ignored.append(f"sources/{name}")
    for slug, names in sorted(by_slug.items()):
        if len(names) == 1:
            path = root / names[0]
            found.sources.append(Source(path, f"sources/{names[0]}", slug, fingerprints.file_digest(path)))
        else:
            found.refused += _refusals(slug, [f"sources/{name}" for name in names])
    return found


def _files_in(root: Path, inner: str = "") -> Iterator[str]:
    """Give every file but hidden ones and those that belong to a saved web page, by its place, parted by slashes.

    No paths are made of thousands of names: that would take longer than to read them.
    """
    try:
        with os.scandir(root / inner) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if _is_hidden(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            if not is_beside_page(root / inner / entry.name):
                yield from _files_in(root, f"{inner}{entry.name}/")
        # A link that leads nowhere is an article that cannot be opened, not one that is gone.
        elif entry.is_file() or (entry.is_symlink() and not os.path.exists(entry.path)):  # noqa: PTH110
            yield f"{inner}{entry.name}"


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _refusals(slug: str, shown: list[str]) -> Iterator[Receipt]:
    for name in shown:
        others = " and ".join(other for other in shown if other != name)
        message = (
            f'{name}: its handouts would have the same name, "{slug}", as those of {others}. Rename one of the files.'
        )
        yield Receipt(slug, "", name, "failed", message, source=name)


def _is_unicode(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def check_only(found: Found, only: Sequence[str]) -> None:
    """See that articles have these slugs. Raises SettingsError where one is unknown, with a guess."""
    from difflib import get_close_matches

    known = [source.slug for source in found.sources] + [receipt.slug for receipt in found.refused]
    mistakes = []
    for slug in only:
        if slug not in known:
            guess = [name for name in known if slug.casefold() in name] or get_close_matches(slug, known, 1, 0.4)
            hint = (
                f"Did you mean {guess[0]}?"
                if guess
                else "The names are those of the files in sources/, without the ending."
            )
            mistakes.append(f"{slug}: no article has this name. {hint}")
    if mistakes:
        raise SettingsError(mistakes)
