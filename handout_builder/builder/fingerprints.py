"""What a handout is made of, as digests of contents: clocks and file dates tell nothing here."""

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from hashlib import blake2b
from pathlib import Path

from .. import __version__
from ..model import Clinic, Edition
from ..model import digest as digest
from ..renderers.scripts import SCRIPTS
from ..renderers.versions import installed_version

_MAKERS = (
    "weasyprint",
    "ebooklib",
    "jinja2",
    "markdown",
    "nh3",
    "pillow",
    "fontpkg-atkinson-hyperlegible",
    "fontpkg-inter",
)
"""The packages whose change can change a handout's bytes."""

_NOT_ON_A_PAGE = (
    "clinicians",
    "glossary",
    "glossing",
    "editions",
    "binder_topics",
    "paper",
    "layout",
    "time_limit",
    "memory_limit",
    "catalogue",
    "mail",
    "printer",
)


_PIECE = 1024 * 1024
"""Bytes of a file that are in memory at once."""


def file_digest(path: str | Path) -> str:
    """Give the digest of a file; empty where it cannot be read."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - thousands are read by a build that makes nothing
            found = blake2b(digest_size=16)
            while some := file.read(_PIECE):
                found.update(some)
            return found.hexdigest()
    except OSError:
        return ""


def handout_digest(folder: Path, path: str) -> str:
    """Give the digest of a handout; empty where none is, such as where a link or a pipe took its place."""
    try:
        with open(os.path.join(folder, path), "rb", buffering=0, opener=_open_as_it_is) as file:  # noqa: PTH118
            return digest(file.readall())
    except OSError:
        return ""


def _open_as_it_is(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def files_digest(root: Path, names: Sequence[str]) -> str:
    """Give one digest of several files, those that are not there included."""
    return together((name, file_digest(root / name)) for name in names)


def together(files: Iterable[tuple[str, str]]) -> str:
    """Give one digest of several files, each told as its name and its digest."""
    return digest("\n".join(f"{name}\0{found}" for name, found in files).encode())


def settings_digest(clinic: Clinic) -> str:
    """Give the digest of what the clinic's settings put on a page."""
    values = {key: value for key, value in asdict(clinic).items() if key not in _NOT_ON_A_PAGE}
    return digest(json.dumps(values, sort_keys=True).encode())


def clinicians_digest(clinic: Clinic) -> str:
    """Give the digest of the clinic's people, their photos included."""
    return digest(repr([(person, digest(person.photo_data)) for person in clinic.clinicians]).encode())


def glossary_part(clinic: Clinic, edition: Edition, printed: Edition | None) -> dict[str, str]:
    """Give the digest of the plain words in an edition, and of where they are in the one whose pages it lists.

    Nothing is given where there are none.
    """
    places = [clinic.glossing.form_of(each.part_of or each.name) for each in (edition, printed) if each]
    if not clinic.glossary or not any(places):
        return {}
    return {"glossary": digest(repr((clinic.glossary, places)).encode())}


@cache
def versions_digest() -> str:
    """Give the digest of the versions of this program and of what it makes handouts with."""
    return digest("\n".join([__version__, *(f"{name} {found}" for name, found in _makers().items())]).encode())


@cache
def versions() -> dict[str, str]:
    """Give what has to be the same on two machines for their handouts to be, by name."""
    return {"handout-builder": __version__, "Python": ".".join(map(str, sys.version_info[:2]))} | _makers()


def differences(found: Mapping[str, str], wanted: Mapping[str, str]) -> str:
    """Say what is of another version than wanted, or missing, or too much; nothing where all is the same."""
    names = [name for name in {**wanted, **found} if found.get(name) != wanted.get(name)]
    return ", ".join(f"{name} {found.get(name, '(none)')} instead of {wanted.get(name, '(none)')}" for name in names)


def _makers() -> dict[str, str]:
    fonts = {script.package: script.edition for script in SCRIPTS if script.is_installed}
    return {name: installed_version(name) for name in _MAKERS} | fonts


@cache
def edition_digest(edition: Edition, printed: Edition | None) -> str:
    """Give the digest of an edition's form; `printed` is the edition whose pages it lists, if it does."""
    return digest(repr((edition, printed)).encode())
