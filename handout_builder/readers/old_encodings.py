"""Which of the encodings before Unicode a text is in: told by where its letters and marks would stand."""

import re

_LONG_RUN = re.compile(rb"[\x80-\xff]{3,}")
_CYRILLIC = ("windows-1251", "koi8-r")
_COMMON = set("оеаинтсрвл")
"""The ten letters that make up most of any text in Russian, Ukrainian or Bulgarian."""
_LEAST = 20
"""Letters that are needed to tell a script by their frequencies."""
_LETTERS = set("éèêëàâäáãåçñóòôöõúùûüíìîïßœæøÿ")
_CAPITALS = set("ÉÈÊÀÂÄÁÃÅÇÑÓÒÔÖÕÚÙÛÜÍÌÎÏŒÆØ")
_SURE, _UNSURE = 0.9, 0.5
NAMES = {"mac_roman": "Mac Roman", "windows-1251": "Windows-1251 (Cyrillic)", "koi8-r": "KOI8-R (Cyrillic)"}
"""What is said of an encoding."""


def old_encoding(data: bytes) -> str:
    """Tell the encoding of a text that is in no Unicode one; Windows-1252 where nothing speaks for another."""
    high = sum(byte > 127 for byte in data)
    in_runs = sum(map(len, _LONG_RUN.findall(data)))
    if in_runs >= max(_LEAST, 0.7 * high):
        return next((name for name in _CYRILLIC if _is_cyrillic(data.decode(name, "replace"))), "windows-1252")
    mac, windows = (_plausible(data.decode(name, "replace")) for name in ("mac_roman", "windows-1252"))
    return "mac_roman" if mac >= _SURE and windows <= _UNSURE else "windows-1252"


def _is_cyrillic(text: str) -> bool:
    """Tell whether the letters are as frequent as in Cyrillic, and most of them small."""
    letters = re.findall("[А-яЁё]", text)
    common = sum(letter in _COMMON for letter in letters)
    return len(letters) >= _LEAST and common > 0.55 * len(letters)


def _plausible(text: str) -> float:
    """Give the share of the signs beyond ASCII that stand where a person would write them."""
    found = [(text[place - 1 : place], text[place], text[place + 1 : place + 2]) for place in _places(text)]
    return sum(_fits(*each) for each in found) / len(found) if found else 0.0


def _places(text: str) -> list[int]:
    return [place for place, sign in enumerate(text) if ord(sign) > 127]


def _fits(before: str, sign: str, after: str) -> bool:
    if sign in _LETTERS:
        return before.isalpha() or after.isalpha()
    if sign in _CAPITALS:
        return not before.islower() and after.isalpha()
    if sign in "‘“":
        return not before.isalnum() and not after.isspace()
    if sign == "’":
        return before.isalnum()
    if sign == "”":
        return not before.isspace() and not after.isalnum()
    if sign in "–—":
        return before.isspace() == after.isspace()
    if sign in "…™®©°":
        return not before.isspace() or not after.isspace()
    return sign in "•\u00a0"
