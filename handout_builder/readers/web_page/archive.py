"""A saved page as its file holds it: plain HTML, MHTML (Chrome, Edge) or a web archive (Safari)."""

import re
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from plistlib import InvalidFileException, loads
from typing import Any
from xml.parsers.expat import ExpatError

from ...errors import SourceError
from ..decoding import decode

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest file taken, its pictures included."""
LONGEST = 16 * 1024 * 1024
"""Bytes of the longest page itself."""

_SAVE_AGAIN = 'Open the page in a browser and save it again as "Web page, complete".'
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]*encoding=[\"']([\w.:-]+)", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_SELF_CLOSED = re.compile(r"<(script|style|title|textarea|iframe|div|span|a|p|i|b|em|strong|td|th|li)\b([^<>]*)/>")


@dataclass(frozen=True)
class SavedPage:
    """A page's HTML and what was saved in the same file."""

    html: str
    address: str = ""
    """Where the file says that it was saved from; empty where it does not."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    """By the address that the page names them with."""


def open_page(path: Path) -> SavedPage:
    """Open a saved page, whatever its file's name ends in. Raises SourceError."""
    if path.stat().st_size > LARGEST:
        raise SourceError(f"is over {LARGEST // 1024 // 1024} MB. Save the article's page alone.")
    data = path.read_bytes()
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"bplist00") or b"<plist" in start:
        return _open_webarchive(data)
    if not start.startswith(b"<") and b"multipart/related" in start.lower():
        return _open_mhtml(data)
    html = decode(data, _declared(data), LONGEST)
    if path.suffix.casefold() == ".xhtml":
        # In XML an element may close itself; an HTML parser would take it for one that stays open.
        html = _SELF_CLOSED.sub(r"<\1\2></\1>", html)
    saved = _SAVED_FROM.search(html[:10_000])
    return SavedPage(html, saved[1] if saved else "")


def _declared(data: bytes) -> str:
    found = _CHARSET.search(data[:4096])
    return (found[1] or found[2]).decode("ascii") if found else ""


def _open_mhtml(data: bytes) -> SavedPage:
    """Unpack MIME parts (RFC 2557): the first HTML is the page; a frame's comes after it."""
    parts = [part for part in message_from_bytes(data).walk() if not part.is_multipart()]
    page = next((part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    if page is None:
        raise SourceError(f"holds no web page. {_SAVE_AGAIN}")
    pictures: dict[str, bytes] = {}
    for part in parts:
        if part.get_content_maintype() == "image":
            pictures |= dict.fromkeys(_addresses(part), _bytes(part))
    body = _bytes(page)
    html = decode(body, page.get_content_charset("") or _declared(body), LONGEST)
    return SavedPage(html, str(page.get("Content-Location", "")).strip(), pictures)


def _addresses(part: Message) -> list[str]:
    name = str(part.get("Content-ID", "")).strip().strip("<>")
    return [address for address in (str(part.get("Content-Location", "")).strip(), name and f"cid:{name}") if address]


def _bytes(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _open_webarchive(data: bytes) -> SavedPage:
    try:
        archive: Any = loads(data)
        main = archive["WebMainResource"]
        html = decode(main["WebResourceData"], str(main.get("WebResourceTextEncodingName", "")), LONGEST)
        pictures = {
            str(resource["WebResourceURL"]): bytes(resource["WebResourceData"])
            for resource in archive.get("WebSubresources", ())
            if str(resource.get("WebResourceMIMEType", "")).startswith("image/")
        }
        return SavedPage(html, str(main.get("WebResourceURL", "")), pictures)
    except (InvalidFileException, ExpatError, KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
        raise SourceError(
            "is a web archive that cannot be opened. In Safari, open the page, choose all its text, copy it, and "
            "paste it into a .txt file; or save the page with another browser."
        ) from error
