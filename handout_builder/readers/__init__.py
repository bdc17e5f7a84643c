"""A file becomes Articles: one reader a kind of file.

Importing this package loads no parser; the reader of a kind is loaded when a file of that kind is read.
"""

import re
from collections.abc import Sequence
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from unicodedata import normalize

from ..errors import SourceError
from ..model import Article, Clinician

READERS = {
    ".txt": "pasted",
    ".text": "pasted",
    ".md": "markdown",
    ".markdown": "markdown",
}
"""File name ending -> the module here that reads it."""

_SAVE_AS = 'Open it, choose "Save as" and "Plain text (.txt)"; then put that file into sources/'
NOT_YET = {
    ".docx": f"Word files are not read. {_SAVE_AS}.",
    ".doc": f"Old Word files are not read. {_SAVE_AS}.",
    ".odt": f"OpenDocument files are not read. {_SAVE_AS}.",
    ".rtf": f"Rich text files are not read. {_SAVE_AS}.",
    ".pages": f"Pages files are not read. {_SAVE_AS}.",
    ".pdf": "PDFs are not read: they are what is made. Put the text it was made from into sources/ as .txt.",
    ".html": "Web pages are not read. Copy the article's text from the browser into a .txt file.",
    ".htm": "Web pages are not read. Copy the article's text from the browser into a .txt file.",
    ".xml": "An .xml file is no article. If it is a blog's export, bring its posts in with "
    '"python make_handouts.py import FILE"; if not, take it out of sources/.',
}
"""Articles in a form that no reader takes, and what to do."""


def is_source(path: Path) -> bool:
    """Tell whether a file in sources/ is meant as an article: not a picture, a settings file or a README."""
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return not hidden and path.stem.casefold() != "readme" and path.suffix.casefold() in {*READERS, *NOT_YET}


def slug_of(path: Path) -> str:
    """Name an article's handouts after its file: ASCII, lower case, words joined by hyphens."""
    plain = normalize("NFKD", path.stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:100].rstrip("-")
    return slug or "article-" + sha256(normalize("NFC", path.stem).encode()).hexdigest()[:8]


def read(path: Path, folder: Path, clinicians: Sequence[Clinician] = (), language: str = "en") -> list[Article]:
    """Read one source and the pictures it names.

    `folder` is the clinic's folder; pictures are taken from its sources/ only, or from beside the file
    where it lies elsewhere. `language` is taken where the text does not tell its own. Raises SourceError,
    which names the file.
    """
    shown = shown_path(path, folder)
    suffix = path.suffix.casefold()
    try:
        if suffix not in READERS:
            raise SourceError(NOT_YET.get(suffix, f'"{suffix}" files are not read. {_SAVE_AS}.'))
        reader = import_module(f".{READERS[suffix]}", __package__)
        root = folder / "sources"
        if not path.resolve().is_relative_to(root.resolve()):
            root = path.parent
        articles: list[Article] = reader.read_file(path, shown, root, clinicians, language)
        return articles
    except OSError as error:
        raise SourceError(f"{shown}: cannot be opened ({error.strerror}).") from error
    except SourceError as error:
        raise type(error)(f"{shown}: {error}" if not str(error).startswith("line ") else f"{shown}, {error}") from error
    except ImportError:
        raise
    except Exception as error:  # one article that no reader foresaw must not stop the others
        raise SourceError(
            f"{shown}: cannot be understood ({type(error).__name__}: {error}). "
            "Save it as plain text (.txt) and try again."
        ) from error


def shown_path(path: Path, folder: Path) -> str:
    """Write a path as messages show it: relative to the clinic's folder where it lies inside."""
    try:
        return path.absolute().relative_to(folder.absolute()).as_posix()
    except ValueError:
        return path.as_posix()
