"""What stands below an article on its web page may name other articles: those lines that may be their titles."""

import re
from collections.abc import Iterable

from .junk import junk_kind
from .languages import navigation_words

MOST = 60
"""Lines at most: a page that names more names them all."""
_LONGEST = 250
"""Characters of the longest title."""
_MARKS = " :：←→‹›<>«»|·•-–—…"
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{4,}")
"""Characters that stand for words, between which there is no space."""

_LABEL = re.compile(r"([^:：→←›‹»«|]{1,40}?)\s*[:：→←›‹»«|]+\s*(?=\S)")
_SAID_TWICE = re.compile(r"(.{2,40}?) \1 (?=\S)")
"""A link to the next article has a word to be seen and one to be heard."""


def titles_in(lines: Iterable[str]) -> tuple[str, ...]:
    """Give the lines that may be titles of other articles, each once, without "Next:" before them; addresses too."""
    found = (line if line.startswith(("http://", "https://")) else _title(line) for line in lines)
    return tuple(dict.fromkeys(filter(None, found)))[:MOST]


def _title(line: str) -> str:
    """Give the title that a line may be; empty where it is none."""
    text = _without_label(" ".join(line.split())).strip(_MARKS)
    is_long_enough = " " in text or _DENSE.search(text)
    return text if is_long_enough and len(text) <= _LONGEST and not junk_kind(text) else ""


def _without_label(line: str) -> str:
    """Give a line without the words of navigation that it begins with: "Next: ", "Previous → " or "Next Next "."""
    label = _LABEL.match(line) or _SAID_TWICE.match(line)
    return line[label.end() :] if label and label[1].casefold().strip(_MARKS) in navigation_words() else line
