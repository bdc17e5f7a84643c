"""Where in a source the words of a finding stand: a check sees the clean body, a person the file."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from html import unescape
from itertools import islice
from pathlib import Path
from unicodedata import normalize

from ..errors import SourceError
from ..model import Finding
from ..readers import TAKES_FRONT_MATTER
from ..readers.decoding import decode
from ..readers.front_matter import parse_front_matter

_PAGES = (".html", ".htm", ".xhtml")
_LEAST = 4
"""Words that tell a place, where what follows them is written otherwise in the source."""
_MOST = 50
"""Places that are looked at for one where the words stand alone."""


@dataclass(frozen=True)
class Places:
    """The words of a source, without signs and capitals, and the line of each."""

    text: str
    body: int
    """The line on which the article begins below its front matter, 1-based."""
    words: str
    """A space before each word and after the last."""
    starts: tuple[int, ...]
    """Where in `words` each word's space is."""
    lines: tuple[int, ...]
    """Of each word, 1-based."""

    def placed(self, finding: Finding) -> Finding:
        """Give a finding its line, if it has words that stand in the source."""
        return replace(finding, line=self.line_of(finding.words)) if finding.words and not finding.line else finding

    def line_of(self, words: str) -> int | None:
        """Give the 1-based line where some words stand, rather alone than among others; None where they do not."""
        wanted = [word for word, _ in _words(words)]
        if not wanted:
            place = self.text.find(words)
            return self.text.count("\n", 0, place) + 1 if place >= 0 else None
        found = list(islice(self._found(wanted), _MOST))
        if not found and len(wanted) > _LEAST:
            # A link or a note in their midst has more words in the source.
            found = list(islice(self._found(wanted[:_LEAST]), 1))
        in_body = [one for one in found if self.lines[one] >= self.body] or found
        alone = (one for one in in_body if self._is_alone(one, one + len(wanted)))
        return self.lines[next(alone, in_body[0])] if in_body else None

    def _found(self, wanted: list[str]) -> Iterator[int]:
        """Give the number of the word, 0-based, at each place where some words stand."""
        sought = f" {' '.join(wanted)} "
        place = self.words.find(sought)
        while place >= 0:
            yield bisect_left(self.starts, place)
            place = self.words.find(sought, place + 1)

    def _is_alone(self, first: int, after: int) -> bool:
        before = self.lines[first - 1] if first else 0
        behind = self.lines[after] if after < len(self.lines) else 0
        return self.lines[first] != before and self.lines[after - 1] != behind


def places_in(path: Path) -> Places:
    """Read a source once more, for the lines of its words; a file that is no text has none."""
    suffix = path.suffix.casefold()
    text, body = "", 1
    if suffix in (*TAKES_FRONT_MATTER, *_PAGES):
        # It was read a moment ago and may be being written: a finding without its line is still one.
        with suppress(OSError, SourceError):
            text = decode(path.read_bytes())
            body = parse_front_matter(text).lines + 1
    if suffix in _PAGES:
        text = re.sub(r"<[^>]*>", lambda tag: re.sub(r"[^\n]", " ", tag[0]), text)
        text = "\n".join(map(unescape, text.split("\n")))
    found = _words(text)
    starts, length = [], 0
    for word, _ in found:
        starts.append(length)
        length += len(word) + 1
    words = "".join(f" {word}" for word, _ in found) + " "
    return Places(text, body, words, tuple(starts), tuple(line for _, line in found))


def _words(text: str) -> list[tuple[str, int]]:
    plain = enumerate(normalize("NFKC", text).casefold().split("\n"), start=1)
    return [(word, number) for number, line in plain for word in re.findall(r"[^\W_]+", line)]
