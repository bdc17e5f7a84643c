"""The words of a sentence, as a reader would say them one after another."""

import re

_APART = re.compile(r"\s+|--+|[—―…/|]|(?<!\d)–|–(?!\d)|(?<=\d)–(?=\d)|(?<=[^\W\d_]{2})\.(?=[^\W\d_]{4})")
"""What stands between two words: spaces, dashes, slashes, and a full stop that lacks its space."""

_ADDRESS = re.compile(r"://|@|^www\.|\w\.(?:com|org|net|gov|edu|info|io|us|uk|es|example)(?![\w.]*\w)", re.IGNORECASE)
"""What shows a web or mail address, which nobody reads as prose."""

_EDGE = re.compile(r"^[^\w$£€#]+|[^\w%°]+$")
_ODD = re.compile(r"[—―…/|–@_]|--|\.\w")
"""What a sentence has that is more than words with spaces between them."""


def words_of(sentence: str) -> tuple[str, ...]:
    """Give a sentence's words as written, without the marks around them; hyphenated ones are one word each."""
    parts = sentence.split() if _ODD.search(sentence) is None else _parted(sentence)
    words = (part if part.isalnum() else _EDGE.sub("", part) for part in parts)
    return tuple(word for word in words if word.isalnum() or any(map(str.isalnum, word)))


def _parted(sentence: str) -> list[str]:
    prose = " ".join(part for part in sentence.split() if not _ADDRESS.search(part.lstrip("(“\"'<")))
    return _APART.split(prose.replace("_", " "))
