"""An export's posts as values, and what they refer to: authors, pictures, reusable blocks."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import unquote, urljoin

from ...errors import SourceError
from .scanning import Piece, declared_namespaces, parse_piece, scan
from .values import Values, meta_of, values_of, words_of

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
                yield self._post(piece, values_of(parse_piece(piece.text, self._declared)))

    def _read_head(self, head: Piece) -> None:
        if re.search(r"<!ENTITY", head.text, re.IGNORECASE):
            raise SourceError(
                "declares entities, which no blog's export does and which can be an attack. Not imported."
            )
        _check_kind(head.text)
        self._declared = declared_namespaces(head.text)
        root = parse_piece(head.text, self._declared)
        values = values_of(next((e for e in root.iter() if e.find("{*}wxr_version") is not None), root))
        self.site = values.get("link") or values.get("wp:base_blog_url", "")
        named = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", values.get("language", ""))
        self.language = named[0].lower() if named else ""
        self.is_squarespace = "squarespace" in head.text.casefold()
        for element in root.iter("{*}author"):
            account = values_of(element)
            if login := account.get("wp:author_login", ""):
                names = (account.get(f"wp:author_{key}", "") for key in ("display_name", "first_name", "last_name"))
                self.accounts[login] = Account(login, *(words_of(name) for name in names))

    def _note(self, piece: Piece) -> None:
        root = parse_piece(piece.text, self._declared)
        values, meta = values_of(root), meta_of(root)
        number, kind = values.get("wp:post_id", ""), values.get("wp:post_type", "")
        if kind == "attachment" and (address := values.get("wp:attachment_url") or values.get("guid", "")):
            caption = words_of(values.get("excerpt:encoded", ""))
            alt = words_of(meta.get("_wp_attachment_image_alt", ""))
            self.uploads[number] = Upload(address, values.get("wp:post_parent", ""), caption, alt)
        elif kind == "wp_block":
            self.blocks[number] = values.get("content:encoded", "")
        elif kind == "guest-author" and (login := meta.get("cap-user_login", "")):
            self.accounts.setdefault(login, Account(login, words_of(meta.get("cap-display_name", ""))))

    def _post(self, piece: Piece, values: Values) -> Post:
        before = piece.text[: max(piece.text.find("content:encoded"), 0)]
        link = whole_address(self.site, values.get("link", "")) if values.get("link") else ""
        number = values.get("wp:post_id", "")
        status = values.get("wp:status", "") or "publish"
        kind = values.get("wp:post_type", "") or "post"
        return Post(
            line=piece.line,
            content_line=piece.line + before.count("\n"),
            number=number,
            kind=kind,
            status=status,
            title=words_of(values.get("title", "")),
            content=values.get("content:encoded", "") or values.get("description", ""),
            slug=unquote(values.get("wp:post_name", "")).strip("/").split("/")[-1],
            summary=words_of(values.get("excerpt:encoded", "")),
            link=link,
            key=values.get("guid") or link or f"{kind} {number}",
            creator=values.get("dc:creator", ""),
            coauthors=tuple(name for domain, _, name in values.categories if domain == "author"),
            published=_day(values) if status not in ("draft", "pending", "auto-draft") else None,
            topics=_topics(values),
            is_protected=bool(values.get("wp:post_password")),
            notes=_notes(values.meta.get("footnotes", "")),
        )


def _topics(values: Values) -> tuple[str, ...]:
    wanted = [
        name
        for domain, nicename, name in values.categories
        if domain in ("", "category", "post_tag", "tag") and name and not {nicename, name.casefold()} & _NO_TOPICS
    ]
    # Categories and tags of the same name, and WXR 1.0, which says each twice.
    return tuple(
        {name.casefold(): name for name in reversed(wanted)}[key] for key in dict.fromkeys(n.casefold() for n in wanted)
    )


def _day(values: Values) -> date | None:
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


def whole_address(base: str, address: str) -> str:
    """Make an address within a site whole; one that is no address stays as it is."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


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
