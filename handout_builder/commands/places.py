"""Where in a source the words of a finding stand: a check sees the clean body, a person the file."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from unicodedata import normalize

from ..errors import SourceError
from ..model import Finding
from ..readers import TAKES_FRONT_MATTER
from ..readers.decoding import decode

_PAGES = (".html", ".htm", ".xhtml")
_LEAST = 4
"""Words that tell a place, where what follows them is written otherwise in the source."""


@dataclass(frozen=True)
class Places:
    """The words of a source, without signs and capitals, and the line of each."""

    words: str
    """A space before each word and after the last."""
    starts: tuple[int, ...]
    """Where in `words` each word's space is."""
    lines: tuple[int, ...]
    """Of each word, 1-based."""
    text: str

    def placed(self, finding: Finding) -> Finding:
        """Give a finding its line, if it has words that stand in the source."""
        return replace(finding, line=self.line_of(finding.words)) if finding.words and not finding.line else finding

    def line_of(self, words: str) -> int | None:
        """Give the 1-based line where some words first stand; None where they do not, or in a file without lines."""
        wanted = [word for word, _ in _words(words)]
        if not wanted:
            place = self.text.find(words)
            return self.text.count("\n", 0, place) + 1 if place >= 0 else None
        place = self.words.find(f" {' '.join(wanted)} ")
        if place < 0 and len(wanted) > _LEAST:
            # A link or a note in their midst has more words in the source.
            place = self.words.find(f" {' '.join(wanted[:_LEAST])} ")
        return self.lines[bisect_right(self.starts, place) - 1] if place >= 0 else None


def places_in(path: Path) -> Places:
    """Read a source once more, for the lines of its words; a file that is no text has none."""
    suffix = path.suffix.casefold()
    text = ""
    if suffix in (*TAKES_FRONT_MATTER, *_PAGES):
        try:
            text = decode(path.read_bytes())
        except (OSError, SourceError):
            # It was read a moment ago, and is being written: a finding without its line is still one.
            text = ""
    if suffix in _PAGES:
        text = re.sub(r"<[^>]*>", lambda tag: re.sub(r"[^\n]", " ", tag[0]), text)
        text = "\n".join(map(unescape, text.split("\n")))
    found = _words(text)
    starts, length = [], 0
    for word, _ in found:
        starts.append(length)
        length += len(word) + 1
    words = "".join(f" {word}" for word, _ in found) + " "
    return Places(words, tuple(starts), tuple(line for _, line in found), text)


def _words(text: str) -> list[tuple[str, int]]:
    plain = enumerate(normalize("NFKC", text).casefold().split("\n"), start=1)
    return [(word, number) for number, line in plain for word in re.findall(r"[^\W_]+", line)]
