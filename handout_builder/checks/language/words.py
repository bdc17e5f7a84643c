"""The words of a sentence, as a reader would say them one after another."""

import re

_APART = re.compile(r"\s+|--+|[—―…/|]|(?<!\d)–|–(?!\d)|(?<=\d)–(?=\d)|(?<=[^\W\d_]{2})\.(?=[^\W\d_]{4})")
"""What stands between two words: spaces, dashes, slashes, and a full stop that lacks its space."""

_ADDRESS = re.compile(r"://|@|^www\.|\w\.(?:com|org|net|gov|edu|info|io|us|uk|es|example)(?![\w.]*\w)", re.IGNORECASE)
"""What shows a web or mail address, which nobody reads as prose."""

_EDGE = re.compile(r"^[^\w$£€#]+|[^\w%°]+$")


def words_of(sentence: str) -> tuple[str, ...]:
    """Give a sentence's words as written, without the marks around them; hyphenated ones are one word each."""
    prose = " ".join(part for part in sentence.split() if not _ADDRESS.search(part.lstrip("(“\"'<")))
    parts = (_EDGE.sub("", part) for part in _APART.split(prose.replace("_", " ")))
    return tuple(part for part in parts if any(map(str.isalnum, part)))
