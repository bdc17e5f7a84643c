"""An export cut into its items, one in memory at a time, so that what is broken breaks one post and no more.

The file is not parsed as a whole: a stray sign, a second root or a missing end would lose everything after it.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

from lxml import etree

from ...errors import SourceError
from ...model import UNWRITABLE

LARGEST_ITEM = 64 * 1024 * 1024
"""Characters of the longest item, and of what stands before the first one."""
_CHUNK = 1024 * 1024
_MARK = re.compile(r"<!\[CDATA\[|<item(?=[\s>])|</item\s*>|<!--")
_CDATA = re.compile(r"<!\[CDATA\[")
_OPENING_TAG = re.compile(r"<([\w:.-]+)[^<>]*>\s*\Z")
_LONGEST_MARK = 300
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,31};")
_PREFIX = re.compile(r"[<\s/]([A-Za-z_][\w.-]*):[A-Za-z_][\w.-]*(?=[\s>/=])")
_DECLARED = re.compile(r"\bxmlns:([\w.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
NAMESPACES = {
    "wp": "http://wordpress.org/export/1.2/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
}
"""Prefix -> namespace, for exports that declare theirs nowhere."""


@dataclass(frozen=True)
class Piece:
    """A part of the file: what stands before the first item, then each item."""

    text: str
    line: int
    """1-based line where it begins."""
    is_item: bool = True
    is_whole: bool = True
    """False where the file ends before the item does."""


def scan(path: Path) -> Iterator[Piece]:
    """Cut a file into its pieces, the head first. Raises SourceError for what is no text or too long."""
    return _Scanner(path).pieces()


class _Scanner:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._buffer = ""
        self._start = 0
        """Where in the buffer the present piece begins."""
        self._line = 1
        """Line where the present piece begins."""
        self._is_head = True
        self._is_item = False
        self._is_over = False

    def pieces(self) -> Iterator[Piece]:
        """Walk from mark to mark: where an item begins, where it ends."""
        chunks = _chunks(self._path)
        place = 0
        while True:
            place, found = self._next(place)
            if found is None and not self._is_over:
                place -= self._start
                self._read_on(next(chunks, None))
            elif found is None:
                break
            else:
                is_end = found.startswith("</")
                end = place + len(found) if is_end else place
                # An item that begins inside another ends it: its own end is missing.
                if is_end or self._is_item or self._is_head:
                    yield self._piece(end)
                self._go_to(end)
                self._is_item, place = not is_end, end + (not is_end)
        if self._is_item or self._is_head:
            yield Piece(self._buffer[self._start :], self._line, self._is_item, is_whole=not self._is_item)

    def _read_on(self, more: str | None) -> None:
        self._is_over = more is None
        self._buffer = self._buffer[self._start :] + (more or "")
        self._start = 0
        if len(self._buffer) > LARGEST_ITEM:
            raise SourceError(f"line {self._line}: goes on for over 64 MB without an end. Is it the right file?")

    def _next(self, place: int) -> tuple[int, str | None]:
        """Find where the next item begins or ends, past CDATA and comments; None where more must be read first."""
        while found := _MARK.search(self._buffer, place):
            if found[0] not in ("<!--", "<![CDATA["):
                return found.start(), found[0]
            is_comment = found[0] == "<!--"
            end = self._buffer.find("-->", found.end()) if is_comment else cdata_end(self._buffer, found, self._is_over)
            if end < 0 and is_comment and self._is_over:
                end = found.end() - 3  # a comment without an end hides nothing
            elif end < 0:
                return found.start(), None
            place = end + 3
        return max(place, self._start, len(self._buffer) - _LONGEST_MARK), None

    def _piece(self, end: int) -> Piece:
        piece = Piece(self._buffer[self._start : end], self._line, self._is_item)
        self._is_head = False
        return piece

    def _go_to(self, end: int) -> None:
        self._line += self._buffer.count("\n", self._start, end)
        self._start = end


def cdata_end(text: str, opening: re.Match[str], is_over: bool = True) -> int:
    """Find where a CDATA section ends; negative where it does not yet.

    Some exports hold the end mark unescaped inside a text: only the last one before the element's own end counts.
    """
    last_tag = text.rfind("<", max(0, opening.start() - _LONGEST_MARK), opening.start())
    tag = _OPENING_TAG.match(text, max(0, last_tag), opening.start())
    close = f"</{tag[1]}" if tag else "</"
    end = text.find("]]>", opening.end())
    while end >= 0:
        after = text[end + 3 : end + 3 + _LONGEST_MARK].lstrip()
        if after.startswith((close, "<![CDATA[")) or (not after and is_over):
            return end
        closing, another = text.find(close, end + 3), text.find("]]>", end + 3)
        if closing < 0 and not is_over:
            return -1
        if another < 0 or (0 <= closing < another):
            return end
        end = another
    return -1


def _chunks(path: Path) -> Iterator[str]:
    """Read a file as text in pieces; bytes that are no UTF-8 become surrogates, to be read as Windows-1252 later."""
    with path.open("rb") as file:
        start = file.read(_CHUNK)
        decoder = codecs.getincrementaldecoder(_encoding(start))("surrogateescape")
        while start:
            text = decoder.decode(start)
            yield re.sub(r"\r\n?", "\n", text.lstrip("\ufeff")) if "\r" in text or text[:1] == "\ufeff" else text
            start = file.read(_CHUNK)
        if rest := decoder.decode(b"", final=True):
            yield rest


def _encoding(start: bytes) -> str:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start.startswith(b"PK\x03\x04"):
        raise SourceError("is a zip file. Unpack it and import the .xml files in it.")
    if start.startswith(b"\x1f\x8b"):
        raise SourceError("is packed (gzip). Unpack it and import the .xml file in it.")
    if start.count(b"\0") > len(start) / 50:
        raise SourceError("is not text, so it is no blog's export.")
    named = re.match(rb"[\s\xef\xbb\xbf]*<\?xml[^>]*encoding=[\"']([\w.-]+)", start)
    try:
        return codecs.lookup(named[1].decode()).name if named else "utf-8"
    except LookupError:
        return "utf-8"


def parse_piece(text: str, declared: dict[str, str]) -> etree._Element:
    """Mend a piece and parse it: CDATA as text, stray ampersands, control characters, undeclared prefixes."""
    text = _escape_cdata(_without_surrogates(text))
    text = re.sub(
        r"<\?.*?\?>|<!DOCTYPE[^>\[]*>|<!--.*?-->", lambda found: "\n" * found[0].count("\n"), text, flags=re.DOTALL
    )
    text = UNWRITABLE.sub("", text)
    text = _AMPERSAND.sub("&amp;", _NAMED.sub(lambda found: escape(unescape(found[0])), text))
    known = NAMESPACES | declared
    prefixes = dict.fromkeys(_PREFIX.findall(text)) | dict.fromkeys(known)
    names = {p: known.get(p) or f"urn:prefix:{p}" for p in prefixes if p not in ("xml", "xmlns")}
    spaces = " ".join(f'xmlns:{prefix}="{escape(uri)}"' for prefix, uri in names.items())
    # Nothing outside the text is asked for, and no entity can be declared inside an element.
    parser = etree.XMLParser(
        recover=True, huge_tree=True, resolve_entities=False, no_network=True, remove_comments=True
    )
    return etree.fromstring(f"<piece {spaces}>{text}</piece>", parser)


def declared_namespaces(head: str) -> dict[str, str]:
    """Give the prefixes that the head of an export declares."""
    return {found[0]: found[1] or found[2] for found in _DECLARED.findall(head)}


def _without_surrogates(text: str) -> str:
    if not re.search("[\ud800-\udfff]", text):
        return text
    return re.sub(
        "[\udc80-\udcff]+",
        lambda found: found[0].encode("utf-8", "surrogateescape").decode("windows-1252", "replace"),
        text,
    )


def _escape_cdata(text: str) -> str:
    """Write CDATA sections as escaped text, so that whatever stands in them is text."""
    parts: list[str] = []
    place = 0
    while opening := _CDATA.search(text, place):
        end = cdata_end(text, opening)
        parts += [text[place : opening.start()], escape(text[opening.end() : end if end >= 0 else None], quote=False)]
        place = end + 3 if end >= 0 else len(text)
    return "".join([*parts, text[place:]])
