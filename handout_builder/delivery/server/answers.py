"""What a request for a file is answered with: status, headers and which of its bytes."""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from hashlib import sha256

from .files import Opened

_ON_THE_PAGE = 'document.documentElement.className = "js";'
"""The one script that stands in a page itself, since it has to run before anything is painted."""
_KNOWN = b64encode(sha256(_ON_THE_PAGE.encode()).digest()).decode()
_PAGE_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    f"script-src 'self' 'sha256-{_KNOWN}'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What a page may do: show and run what comes from here, and nothing else."""
_DRAWING_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"
_RANGE = re.compile(r"bytes=\s*(\d*)\s*-\s*(\d*)\s*")


@dataclass(frozen=True)
class Answer:
    """How a file is answered."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    start: int = 0
    """First byte that is sent."""
    length: int = 0
    """Bytes of the file that are sent."""
    is_compressed: bool = False
    """Whether they are to be compressed on the way."""


SAFETY = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cache-control": "no-cache"}
"""Headers of every answer: types are what they are told to be, no address is passed on, a rebuild is seen at once."""


def answer(opened: Opened, asked: Mapping[str, str], *, is_head: bool) -> Answer:
    """Decide how a file is answered; `asked` are the headers of the request, by names in lower case."""
    is_compressed = opened.is_text and "range" not in asked and _takes_gzip(asked.get("accept-encoding", ""))
    tag = f'{opened.tag[:-1]}-gz"' if is_compressed else opened.tag
    headers = SAFETY | {"etag": tag, "last-modified": opened.last_modified}
    if opened.is_text:
        headers["vary"] = "accept-encoding"
    if _has_it(opened, asked):
        return Answer(304, headers)
    headers |= {"content-type": opened.media_type, "accept-ranges": "bytes"}
    if policy := _policy(opened.media_type):
        headers["content-security-policy"] = policy
    if is_compressed:
        return Answer(200, headers | {"content-encoding": "gzip"}, 0, opened.size, is_compressed=True)
    part = None if is_head or asked.get("if-range", tag) != tag else _range(asked.get("range", ""), opened.size)
    if part is None:
        return Answer(200, headers | {"content-length": str(opened.size)}, 0, opened.size)
    start, length = part
    if length < 1:
        return Answer(416, headers | {"content-range": f"bytes */{opened.size}", "content-length": "0"})
    told = {"content-range": f"bytes {start}-{start + length - 1}/{opened.size}", "content-length": str(length)}
    return Answer(206, headers | told, start, length)


def _policy(media_type: str) -> str:
    if media_type.startswith("text/html"):
        return _PAGE_POLICY
    return _DRAWING_POLICY if media_type == "image/svg+xml" else ""


def _has_it(opened: Opened, asked: Mapping[str, str]) -> bool:
    """Tell whether the reader has this very file already (RFC 9110, section 13.2.2)."""
    if "if-none-match" in asked:
        # The compressed file is the same file to somebody who has it.
        known = {tag.strip().removeprefix("W/").replace('-gz"', '"') for tag in asked["if-none-match"].split(",")}
        return "*" in known or opened.tag in known
    try:
        return opened.touched <= parsedate_to_datetime(asked["if-modified-since"]).timestamp()
    except (KeyError, ValueError, OverflowError):
        return False


def _takes_gzip(accepted: str) -> bool:
    """Tell whether a reader takes compressed text (RFC 9110, section 12.5.3)."""
    for part in accepted.casefold().split(","):
        name, _, weight = part.partition(";")
        if name.strip() in ("gzip", "x-gzip"):
            return not re.fullmatch(r"\s*q=0(\.0*)?\s*", weight)
    return False


def _range(asked: str, size: int) -> tuple[int, int] | None:
    """Give first byte and number of bytes of a range; no bytes where it lies outside, None for the whole file.

    Several ranges at once are answered with the whole file (RFC 9110, section 14.2 allows it).
    """
    found = _RANGE.fullmatch(asked)
    if not found or found[0].strip().endswith("=-") or max(map(len, found.groups())) > 18:
        return None
    first, last = (int(number) if number else None for number in found.groups())
    if first is None:
        length = min(last or 0, size)
        return size - length, length
    if last is not None and last < first:
        return None
    return first, min(size - 1 if last is None else last, size - 1) - first + 1
