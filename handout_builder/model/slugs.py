"""Slugs: names as files and addresses can have them everywhere."""

import re
from hashlib import sha256
from unicodedata import normalize

_LONGEST = 100
_NO_NAMES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
"""What no file can be called on Windows, whatever its ending."""

_SPELT = str.maketrans(
    {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D"}
    | {"ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ł": "l", "Ł": "L", "ı": "i"}
)
"""Latin letters that are no letter of ASCII with a mark."""


def slug_for(text: str, kind: str, ending: str) -> str:
    """Write a text in ASCII, lower case, words joined by hyphens.

    Where nothing of it is left, its digest follows the `kind` of thing that it names; where no file may be called so,
    it is followed by the `ending`.
    """
    plain = normalize("NFKD", text.translate(_SPELT)).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].rstrip("-")
    if slug in _NO_NAMES:
        return f"{slug}-{ending}"
    return slug or f"{kind}-{sha256(normalize('NFC', text).encode()).hexdigest()[:8]}"
