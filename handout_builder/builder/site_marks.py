"""What each text of the download page begins with, so that it is known as ours even where .made was lost."""

import re
from pathlib import Path

_COMMENT = rb"Written by Handout Builder\."
_BEGINNINGS = {
    ".html": rb'\s*<!DOCTYPE html>.*?\n<meta name="generator" content="Handout Builder"/>\n',
    ".css": rb"/\* " + _COMMENT,
    ".js": rb"/\* " + _COMMENT,
    ".txt": rb"# " + _COMMENT + rb"\n",
    ".xml": rb"<\?xml [^>]*\?>\n(<!-- " + _COMMENT + rb" -->\n|<feed [^>]*><generator>Handout Builder</generator>)",
    ".json": rb'\{"metadata":\{"generator":"Handout Builder",',
}
_LONGEST = 2048
"""Bytes in which that stands."""


def is_marked(file: Path) -> bool:
    """Tell whether a file begins as its kind does where this program writes it. Raises OSError."""
    beginning = _BEGINNINGS.get(file.suffix)
    if beginning is None:
        return False
    with file.open("rb") as opened:
        return re.match(beginning, opened.read(_LONGEST), re.DOTALL) is not None
