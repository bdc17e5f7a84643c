"""Bytes to text: encodings, line ends and invisible characters."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, lookup
from pathlib import Path

from ..errors import SourceError
from .old_encodings import NAMES, old_encoding

LARGEST = 4 * 1024 * 1024
"""Bytes of the longest text taken for an article: about 3,000 pages."""

_KINDS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a rich text (RTF) file"),
)

_AS_TEXT = "Save the article as plain text (.txt) or Markdown (.md)"


def decode(data: bytes, declared: str = "", largest: int = LARGEST) -> str:
    r"""Give the text of a file: UTF-8 or UTF-16 with or without a mark, else as declared, else an older encoding.

    `declared` is the encoding that the file itself names, which is not always true. Line ends become \n;
    zero-width and soft-hyphen characters, which show nothing, go. No-break spaces stay. Raises SourceError
    for a file that is empty, binary or over `largest` bytes.
    """
    if len(data) > largest:
        raise SourceError(_too_long(len(data), largest))
    for start, kind in _KINDS:
        if data.startswith(start):
            raise SourceError(f"is {kind}, not text. {_AS_TEXT}.")
    text = _to_text(data, declared)
    if len(re.findall(r"[\x00-\x08\x0e-\x1f]", text)) > len(text) / 200:
        raise SourceError(f"is not text. {_AS_TEXT}.")
    text = tidy(text)
    if not text.strip():
        raise SourceError("is empty. Put the article into it, or delete the file.")
    return text


def text_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """Read a file that should be text. Raises SourceError for one that is too long, before it is in memory."""
    if (size := path.stat().st_size) > largest:
        raise SourceError(_too_long(size, largest))
    return path.read_bytes()


def _too_long(size: int, largest: int) -> str:
    shown, most = size / 1024 / 1024, largest // 1024 // 1024
    return f"is {shown:.0f} MB, which is too long for an article (at most {most} MB). Is it the right file?"


def guessed_encoding(data: bytes) -> str:
    """Name the encoding of a text that does not tell its own and is in no usual one; empty for all others."""
    if b"\0" in data or data.startswith((BOM_UTF8, BOM_UTF16_LE, BOM_UTF16_BE)):
        return ""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return NAMES.get(old_encoding(data), "")
    return ""


def _to_text(data: bytes, declared: str) -> str:
    for mark, encoding in ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\0" in data:
        return _strictly(data, _utf16_without_mark(data))
    if _shifts(declared) and b"\x1b" in data:  # all its bytes are ASCII, so it would pass for UTF-8
        return _strictly(data, declared)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if (text := _as_declared(data, declared)) is not None:
            return text
        forgiving = data.decode("utf-8", "replace")
        if sum(ord(c) > 127 and c != "\ufffd" for c in forgiving) > forgiving.count("\ufffd"):
            line = data.count(b"\n", 0, error.start) + 1
            raise SourceError(f"line {line}: holds a damaged character. Type it anew and save as UTF-8.") from error
        return _strictly(data, old_encoding(data))


_WIDER = {"iso8859-1": "windows-1252", "ascii": "windows-1252", "shift_jis": "cp932", "gb2312": "gb18030"}
"""Encodings that pages name, and the wider ones that browsers read them in (WHATWG Encoding Standard, section 4.2)."""


def _shifts(declared: str) -> bool:
    return declared.casefold().startswith("iso-2022-")


def _as_declared(data: bytes, declared: str) -> str | None:
    try:
        name = lookup(declared).name
        return data.decode(_WIDER.get(name, name))
    except (LookupError, UnicodeError):
        return None


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(f"is not text in an encoding we know. {_AS_TEXT}, with the encoding UTF-8.") from error


def _utf16_without_mark(data: bytes) -> str:
    """Tell the byte order by where the zeros of Latin letters stand."""
    even, odd = data[0:2000:2].count(0), data[1:2000:2].count(0)
    if max(even, odd) < len(data[0:2000:2]) / 3 or min(even, odd) > max(even, odd) / 10:
        raise SourceError(f"is not text. {_AS_TEXT}.")
    return "utf-16-le" if odd > even else "utf-16-be"


def tidy(text: str) -> str:
    r"""Make all line ends \n and take out what shows nothing: zero-width, soft-hyphen and control characters."""
    text = re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text)
    # Thai, Lao, Khmer and Burmese part their words with zero-width spaces; elsewhere they are paste debris.
    text = re.sub(r"(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b", "", text)
    text = re.sub(r"[\u2060\ufeff\u00ad]", "", text)
    return re.sub(r"[\x00-\x08\x0e-\x1f\x7f]", "", text)
