"""The articles in sources/: which files are meant as such, and what their handouts are called."""

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import SettingsError
from ..model import Receipt
from ..readers import is_beside_page, is_source, shown_path, slug_of
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
    by_slug: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(_files_in(root)):
        relative = path.relative_to(root)
        if not _is_unicode(path):
            found.ignored.append(str(relative).encode("utf-8", "replace").decode())
        elif is_source(relative):
            by_slug[slug_of(path)].append(path)
        elif path.suffix.casefold() not in _COMPANIONS and path.stem.casefold() != "readme":
            found.ignored.append(shown_path(path, folder))
    for slug, paths in sorted(by_slug.items()):
        shown = [shown_path(path, folder) for path in paths]
        if len(paths) == 1:
            found.sources.append(Source(paths[0], shown[0], slug, fingerprints.file_digest(paths[0])))
        else:
            found.refused += _refusals(slug, shown)
    return found


def _files_in(root: Path) -> Iterator[Path]:
    """Give every file but hidden ones and those that belong to a saved web page."""
    for place, folders, names in os.walk(root):
        here = Path(place)
        folders[:] = [name for name in folders if not _is_hidden(name) and not is_beside_page(here / name)]
        for name in names:
            path = here / name
            # A link that leads nowhere is an article that cannot be opened, not one that is gone.
            if not _is_hidden(name) and (path.is_file() or (path.is_symlink() and not path.exists())):
                yield path


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _refusals(slug: str, shown: list[str]) -> Iterator[Receipt]:
    for name in shown:
        others = " and ".join(other for other in shown if other != name)
        message = (
            f'{name}: its handouts would have the same name, "{slug}", as those of {others}. Rename one of the files.'
        )
        yield Receipt(slug, "", name, "failed", message, source=name)


def _is_unicode(path: Path) -> bool:
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
