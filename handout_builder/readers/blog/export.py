"""An export's posts as values, and what they refer to: authors, pictures, reusable blocks."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from email.utils import parsedate_to_datetime
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote, urljoin

from lxml import etree

from ...errors import SourceError
from ..body import parse_html, plain_text
from .scanning import Piece, declared_namespaces, parse_piece, scan

_EXPORT_SPACE = re.compile(r"https?://wordpress\.org/export/")
_SPACES = {"http://purl.org/rss/1.0/modules/content/": "content", "http://purl.org/dc/elements/1.1/": "dc"}
_REFERRED = re.compile(r"attachment|wp_block|guest-author")
_NO_TOPICS = {"uncategorized", "uncategorised"}


@dataclass(frozen=True)
class Account:
    """Somebody who posts; e-mail addresses are not even read."""

    login: str
    display: str = ""
    first: str = ""
    last: str = ""

    @property
    def name(self) -> str:
        """The person's name; empty where the export holds none, since a login is no name."""
        whole = f"{self.first} {self.last}".strip()
        for name in (self.display, whole):
            if name and "@" not in name and (name.casefold() != self.login.casefold() or " " in name):
                return name
        return ""


@dataclass(frozen=True)
class Upload:
    """A picture or another file of the blog."""

    address: str
    parent: str = ""
    """Number of the post it was put up for."""
    caption: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Post:
    """A post, a page or whatever else stands in the export as an item."""

    line: int
    """1-based line of the export where it begins."""
    content_line: int
    """1-based line where its content begins."""
    number: str
    """The blog's own number for it."""
    kind: str
    """post, page, attachment and so on."""
    status: str
    title: str
    content: str = field(repr=False)
    slug: str = ""
    summary: str = ""
    link: str = ""
    key: str = ""
    """What tells it from every other post, also in a later export."""
    creator: str = ""
    coauthors: tuple[str, ...] = ()
    """Logins, in order, where a plug-in for several authors wrote them."""
    published: date | None = None
    topics: tuple[str, ...] = ()
    is_protected: bool = False
    """Whether it has a password, which itself is not read."""
    notes: tuple[tuple[str, str], ...] = ()
    """(id, HTML) of each footnote."""


class Export:
    """An export, opened: what posts refer to is in memory, the posts themselves are read one at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.accounts: dict[str, Account] = {}
        self.uploads: dict[str, Upload] = {}
        """By the upload's number."""
        self.blocks: dict[str, str] = {}
        """Contents of reusable blocks, by number."""
        self.site = ""
        self.language = ""
        self.is_squarespace = False
        self.break_line: int | None = None
        """Line of the item in whose middle the file ends."""
        self._declared: dict[str, str] = {}
        pieces = scan(path)
        self._read_head(next(pieces))
        for piece in pieces:
            if not piece.is_whole:
                self.break_line = piece.line
            elif _REFERRED.search(piece.text):
                self._note(piece)

    def posts(self) -> Iterator[Post]:
        """Give every whole item, in the order of the file."""
        for piece in scan(self._path):
            if piece.is_item and piece.is_whole:
                yield self._post(piece, _values(parse_piece(piece.text, self._declared)))

    def _read_head(self, head: Piece) -> None:
        if re.search(r"<!ENTITY", head.text, re.IGNORECASE):
            raise SourceError(
                "declares entities, which no blog's export does and which can be an attack. Not imported."
            )
        _check_kind(head.text)
        self._declared = declared_namespaces(head.text)
        root = parse_piece(head.text, self._declared)
        values = _values(next((e for e in root.iter() if e.find("{*}wxr_version") is not None), root))
        self.site = values.get("link") or values.get("wp:base_blog_url", "")
        self.language = values.get("language", "")
        self.is_squarespace = "squarespace" in head.text.casefold()
        for element in root.iter("{*}author"):
            account = _values(element)
            if login := account.get("wp:author_login", ""):
                names = (account.get(f"wp:author_{key}", "") for key in ("display_name", "first_name", "last_name"))
                self.accounts[login] = Account(login, *(_words(name) for name in names))

    def _note(self, piece: Piece) -> None:
        root = parse_piece(piece.text, self._declared)
        values, meta = _values(root), _meta(root)
        number, kind = values.get("wp:post_id", ""), values.get("wp:post_type", "")
        if kind == "attachment" and (address := values.get("wp:attachment_url") or values.get("guid", "")):
            caption = _words(values.get("excerpt:encoded", ""))
            alt = _words(meta.get("_wp_attachment_image_alt", ""))
            self.uploads[number] = Upload(address, values.get("wp:post_parent", ""), caption, alt)
        elif kind == "wp_block":
            self.blocks[number] = values.get("content:encoded", "")
        elif kind == "guest-author" and (login := meta.get("cap-user_login", "")):
            self.accounts.setdefault(login, Account(login, _words(meta.get("cap-display_name", ""))))

    def _post(self, piece: Piece, values: "_Values") -> Post:
        before = piece.text[: max(piece.text.find("content:encoded"), 0)]
        link = urljoin(self.site, values.get("link", "")) if values.get("link") else ""
        number = values.get("wp:post_id", "")
        status = values.get("wp:status", "") or "publish"
        kind = values.get("wp:post_type", "") or "post"
        return Post(
            line=piece.line,
            content_line=piece.line + before.count("\n"),
            number=number,
            kind=kind,
            status=status,
            title=_words(values.get("title", "")),
            content=values.get("content:encoded", "") or values.get("description", ""),
            slug=unquote(values.get("wp:post_name", "")).strip("/").split("/")[-1],
            summary=_words(values.get("excerpt:encoded", "")),
            link=link,
            key=values.get("guid") or link or f"{kind} {number}",
            creator=values.get("dc:creator", ""),
            coauthors=tuple(name for domain, _, name in values.categories if domain == "author"),
            published=_day(values) if status not in ("draft", "pending", "auto-draft") else None,
            topics=_topics(values),
            is_protected=bool(values.get("wp:post_password")),
            notes=_notes(values.meta.get("footnotes", "")),
        )


class _Values(dict[str, str]):
    """An element's children by name (wp:status, title); of two with the same name, the first."""

    categories: list[tuple[str, str, str]]
    """(domain, nicename, words) of each."""
    meta: dict[str, str]


def _values(root: etree._Element) -> _Values:
    item = root.find("item") if root.find("item") is not None else root
    values = _Values()
    values.categories = []
    values.meta = _meta(item)
    for child in item:
        name = _name(child)
        if name == "category":
            words = _words(_inside(child))
            values.categories.append((child.get("domain") or "", child.get("nicename") or "", words))
        elif name not in values:
            values[name] = _inside(child) if name == "content:encoded" else _inside(child).strip()
    return values


def _name(element: etree._Element) -> str:
    uri, _, local = str(element.tag).rpartition("}")
    uri = uri.lstrip("{")
    if _EXPORT_SPACE.match(uri):
        return f"excerpt:{local}" if "excerpt" in uri else f"wp:{local}"
    space = _SPACES.get(uri)
    return f"{space}:{local}" if space else f"{uri} {local}" if uri else local


def _inside(element: etree._Element) -> str:
    """Give an element's text; mark-up that nobody escaped is text too."""
    if len(element) == 0:
        return element.text or ""
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        etree.cleanup_namespaces(child)
        parts.append(etree.tostring(child, encoding="unicode"))
    return "".join(parts)


def _meta(root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("{*}postmeta"):
        if _name(element) == "wp:postmeta":
            values = {_name(child): child.text or "" for child in element}
            found.setdefault(values.get("wp:meta_key", ""), values.get("wp:meta_value", ""))
    return found


def _words(text: str) -> str:
    """Give the words of a short text that may hold mark-up, in one line."""
    if re.search(r"</?[a-zA-Z][^<>]*>", text):
        text = plain_text(parse_html(text))
    return " ".join(unescape(text).split())


def _topics(values: _Values) -> tuple[str, ...]:
    wanted = [
        name
        for domain, nicename, name in values.categories
        if domain in ("", "category", "post_tag", "tag") and name and not {nicename, name.casefold()} & _NO_TOPICS
    ]
    # Categories and tags of the same name, and WXR 1.0, which says each twice.
    return tuple(
        {name.casefold(): name for name in reversed(wanted)}[key] for key in dict.fromkeys(n.casefold() for n in wanted)
    )


def _day(values: _Values) -> date | None:
    """Give the day as the blog shows it; 0000-00-00 stands for none."""
    for key in ("wp:post_date", "wp:post_date_gmt"):
        found = re.match(r"(\d{4})-(\d\d)-(\d\d)", values.get(key, ""))
        if found and found[1] != "0000":
            try:
                return date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                continue
    try:
        return parsedate_to_datetime(values.get("pubDate", "")).date()
    except (ValueError, TypeError, IndexError):
        return None


def _notes(text: str) -> tuple[tuple[str, str], ...]:
    try:
        notes = json.loads(text) if text else []
        return tuple((str(note["id"]), str(note["content"])) for note in notes)
    except (ValueError, TypeError, KeyError):
        return ()


def _check_kind(head: str) -> None:
    """Raise SourceError, saying what it is, for a file that is no export."""
    ask = 'Ask for the export instead: in WordPress "Tools", "Export"; in Squarespace "Import & export", "WordPress".'
    if re.search(r"wordpress\.org/export/|<wp:|wxr_version", head):
        return
    if re.search(r"<feed\b", head) and "blogger" in head.casefold():
        raise SourceError("is Blogger's export, which is not read. Copy each article into a .txt file in sources/.")
    if re.search(r"<rss\b|<feed\b|<rdf:RDF\b", head):
        raise SourceError(f"is a blog's feed, which holds just its newest posts. {ask}")
    raise SourceError(f"is not a blog's export. {ask}")
