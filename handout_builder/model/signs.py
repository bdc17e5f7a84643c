"""Signs that are no text: nobody can see them, and some of them no XML can hold."""

import re

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no XML can hold (XML 1.0, section 2.2), and the sign for deleting, which is in no font."""
UNSEEN = re.compile("[\x00-\x1f\x7f\ufffe\uffff]+")
"""What is no word in a line of text."""


def writable(text: str) -> str:
    """Leave out what no document can hold; halves of a sign, as JSON escapes them, are put together."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return UNWRITABLE.sub("", whole)


def one_line(text: str) -> str:
    """Write a text on one line, with one space between its words and without signs that nobody can see."""
    return " ".join(UNSEEN.sub("", " ".join(text.split())).split())
