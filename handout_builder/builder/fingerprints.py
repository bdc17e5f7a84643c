"""What a handout is made of, as digests of contents: clocks and file dates tell nothing here."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from .. import __version__
from ..model import Clinic, Edition
from ..renderers.scripts import SCRIPTS

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

_NOT_ON_A_PAGE = ("clinicians", "editions", "binder_topics", "paper", "layout")


_PIECE = 1024 * 1024
"""Bytes of a file that are in memory at once."""


def digest(data: bytes) -> str:
    """Give the digest of some bytes, 32 hexadecimal digits."""
    return blake2b(data, digest_size=16).hexdigest()


_OF_NONE = digest(b"")


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


def files_digest(root: Path, names: Sequence[str]) -> str:
    """Give one digest of several files, those that are not there included."""
    if not names:
        return _OF_NONE
    return digest("\n".join(f"{name}\0{file_digest(root / name)}" for name in names).encode())


def settings_digest(clinic: Clinic) -> str:
    """Give the digest of what the clinic's settings put on a page."""
    values = {key: value for key, value in asdict(clinic).items() if key not in _NOT_ON_A_PAGE}
    return digest(json.dumps(values, sort_keys=True).encode())


def clinicians_digest(clinic: Clinic) -> str:
    """Give the digest of the clinic's people, their photos included."""
    return digest(repr([(person, digest(person.photo_data)) for person in clinic.clinicians]).encode())


@cache
def versions_digest() -> str:
    """Give the digest of the versions of this program and of what it makes handouts with."""
    fonts = [f"{script.package} {version(script.package)}" for script in SCRIPTS if find_spec(script.module)]
    return digest("\n".join([__version__, *(f"{name} {version(name)}" for name in _MAKERS), *fonts]).encode())


@cache
def edition_digest(edition: Edition, printed: Edition | None) -> str:
    """Give the digest of an edition's form; `printed` is the edition whose pages it lists, if it does."""
    return digest(repr((edition, printed)).encode())
