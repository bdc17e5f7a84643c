"""A file becomes Articles: one reader a kind of file.

Importing this package loads no parser; the reader of a kind is loaded when a file of that kind is read.
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from ..errors import SourceError
from ..model import Article, Clinician, slug_for

READERS = {
    ".txt": "pasted",
    ".text": "pasted",
    ".md": "markdown",
    ".markdown": "markdown",
    ".docx": "word",
    ".docm": "word",
    ".html": "web_page",
    ".htm": "web_page",
    ".xhtml": "web_page",
    ".mhtml": "web_page",
    ".mht": "web_page",
    ".webarchive": "web_page",
}
"""File name ending -> the module here that reads it."""

TAKES_FRONT_MATTER = (".txt", ".text", ".md", ".markdown")
"""Endings of the text files that a person can write in."""

_PAGES = (".html", ".htm", ".xhtml")
_BESIDE_PAGES = (
    *("_files .files -files _Dateien -Dateien _fichiers -fichiers _archivos -archivos _ficheros _arquivos".split()),
    *("_bestanden -bestanden _bestanden _file -filer _filer _pliki _soubory _dosyalar _tiedostot _elemei".split()),
    *("_файлы _ファイル _文件 _檔案 _파일".split()),
)
"""How browsers end the name of the folder they save beside a page, in their languages."""

_SAVE_AS = 'Open it, choose "Save as" and "Plain text (.txt)"; then put that file into sources/'
_AS_WORD = "Word document (.docx)"
_THEN = "and put that file into sources/"
NOT_YET = {
    ".doc": f'Old Word files are not read. Open it in Word, choose "Save as" and "{_AS_WORD}", {_THEN}.',
    ".odt": f'OpenDocument files are not read. Open it in LibreOffice, choose "Save as" and "{_AS_WORD}", {_THEN}.',
    ".rtf": f'Rich text files are not read. Open it in Word, choose "Save as" and "{_AS_WORD}", {_THEN}.',
    ".pages": f'Pages files are not read. Open it in Pages, choose File, "Export To" and "Word", {_THEN}.',
    ".gdoc": f'This only leads to a Google Doc. Open it, choose File, "Download" and "Microsoft Word", {_THEN}.',
    ".pdf": "PDFs are not read: they are what is made. Ask the author for the Word file, "
    "or copy the text into a .txt file.",
    ".xml": "An .xml file is no article. If it is a blog's export, bring its posts in with "
    '"python make_handouts.py import FILE"; if not, take it out of sources/.',
}
"""Articles in a form that no reader takes, and what to do."""

TOO_DEEP = (
    "is nested too deeply: lists, quotations or tables stand inside one another a hundred times and more. "
    "Take the outer ones away."
)
"""What is said of an article whose parts stand inside one another further than Python goes."""


def is_source(path: Path) -> bool:
    """Tell whether a file in sources/ is meant as an article: not a picture, a settings file or a README."""
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return not hidden and path.stem.casefold() != "readme" and path.suffix.casefold() in {*READERS, *NOT_YET}


def is_beside_page(folder: Path) -> bool:
    """Tell whether a folder, or one that it lies in, was saved beside a web page: its pictures, frames and ads."""
    for above in (folder, *folder.parents):
        for ending in _BESIDE_PAGES:
            page = above.name.removesuffix(ending)
            if page != above.name and any(above.with_name(page + suffix).is_file() for suffix in _PAGES):
                return True
    return False


def slug_of(path: Path) -> str:
    """Name an article's handouts after its file: ASCII, lower case, words joined by hyphens."""
    return slug_for(path.stem, "article", "handout")


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
        is_inside = path.resolve().is_relative_to(root.resolve())
        _refuse_what_is_no_file(path, folder, is_inside=is_inside)
        if not is_inside:
            root = path.parent
        articles: list[Article] = reader.read_file(path, shown, root, clinicians, language)
        return articles
    except OSError as error:
        raise SourceError(f"{shown}: cannot be opened ({error.strerror}).") from error
    except SourceError as error:
        raise type(error)(f"{shown}: {error}" if not str(error).startswith("line ") else f"{shown}, {error}") from error
    except RecursionError as error:
        raise SourceError(f"{shown}: {TOO_DEEP}") from error
    except (ImportError, MemoryError):
        raise
    except Exception as error:  # one article that no reader foresaw must not stop the others
        raise SourceError(
            f"{shown}: cannot be understood ({type(error).__name__}: {error}). "
            "Save it as plain text (.txt) and try again."
        ) from error


def _refuse_what_is_no_file(path: Path, folder: Path, *, is_inside: bool) -> None:
    """Raise SourceError for what would be waited for without end, and for what lies where no article of ours does.

    `is_inside` tells whether sources/ holds what the path leads to.
    """
    if path.is_dir():
        raise SourceError("is a folder, not an article. Name the file in it.")
    if path.exists() and not path.is_file():
        raise SourceError("is a pipe or a device, not a file. Save the article as a file and put that into sources/.")
    if not is_inside and path.absolute().is_relative_to(folder.absolute() / "sources"):
        raise SourceError("leads to a file outside sources/. Put the file itself into sources/.")


def shown_path(path: Path, folder: Path) -> str:
    """Write a path as messages show it: relative to the clinic's folder where it lies inside."""
    try:
        return path.absolute().relative_to(folder.absolute()).as_posix()
    except ValueError:
        return path.as_posix()
