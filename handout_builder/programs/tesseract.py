"""Tesseract, which reads the words in a picture."""

import os
import platform
import shutil
import subprocess
from collections.abc import Iterator

NAME = "Tesseract"
_DATA = {"en": "eng", "es": "spa"}
"""First part of an article's language -> the data that reads it."""
SECONDS = 20
"""That a picture may take; a page of print takes one or two."""
_SURE = 80
"""Of 100: what it is less sure of is a pattern rather than a word."""
_SCATTERED = "11"
"""Its way of looking for words wherever they stand, as on a poster or under a photo."""


def missing() -> str:
    """Say what installs it with the data of all languages that it is asked for; empty where they are here."""
    return "" if set(_DATA.values()) <= set(_languages()) else _advice()


class Tesseract:
    """The program, for one run: it is asked once what it can read, and not again for words when it hangs."""

    def __init__(self) -> None:
        self._here: frozenset[str] | None = None
        self.has_hung = False
        """Whether it took too long for a picture; then it reads no more."""

    def reads(self, language: str) -> bool:
        """Tell whether pictures of articles in a language, a BCP 47 tag, can be read; the program is asked."""
        if self._here is None:
            self._here = frozenset(_languages())
        return not self.has_hung and _data_of(language) in self._here

    def words_in(self, picture: bytes, language: str) -> tuple[str, ...]:
        """Give the words that are surely in a picture, in reading order; none where it cannot be read in time."""
        data = _data_of(language)
        if self.has_hung or not data:
            return ()
        try:
            told = _told(["-", "-", "-l", data, "--psm", _SCATTERED, "tsv"], picture)
        except subprocess.TimeoutExpired:
            self.has_hung = True
            return ()
        return tuple(_sure_words(told))


def _data_of(language: str) -> str:
    return _DATA.get(language.partition("-")[0].casefold(), "")


def _sure_words(table: str) -> Iterator[str]:
    """Read its table of tabs: a line a word, the last two columns how sure it is and what it reads."""
    for line in table.splitlines()[1:]:
        *_, sure, word = line.split("\t") if line.count("\t") == 11 else ("-1", "")
        if _number(sure) >= _SURE and word.strip():
            yield word.strip()


def _number(told: str) -> float:
    try:
        return float(told)
    except ValueError:
        return -1


def _languages() -> list[str]:
    try:
        return _told(["--list-langs"], b"").split("\n")
    except subprocess.TimeoutExpired:
        return []


def _told(arguments: list[str], given: bytes) -> str:
    """Give what it says; nothing where it is not there. Raises subprocess.TimeoutExpired."""
    # Of several threads each waits for the others: one is as quick.
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program
            [shutil.which("tesseract") or "tesseract", *arguments],
            input=given,
            capture_output=True,
            env=environment,
            timeout=SECONDS,
        )
    except OSError:
        return ""
    return done.stdout.decode("utf-8", "replace")


def _advice() -> str:
    system = platform.system()
    if system == "Darwin":
        return "brew install tesseract tesseract-lang"
    if system == "Windows":
        return "winget install UB-Mannheim.TesseractOCR"
    if shutil.which("dnf"):
        return "sudo dnf install tesseract tesseract-langpack-eng tesseract-langpack-spa"
    return "sudo apt-get install tesseract-ocr tesseract-ocr-spa"
