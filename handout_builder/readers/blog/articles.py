"""A post becomes an Article."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lxml import etree

from ...errors import EmptyError, SourceError
from ...model import Article, Clinician, Finding, Removed
from ..assembly import Draft, draft_of, finish
from ..body import line_of, parse_html, place_pictures, take_out_hidden
from ..decoding import decode
from ..front_matter import FrontMatter, is_web_address
from ..markdown import take_credits, take_title
from .blocks import Blocks, has_blocks, take_page_marks_out
from .downloads import Downloads
from .export import Export, Post
from .paragraphs import add_paragraphs
from .shapes import caption_without_picture, make_plain
from .shortcodes import Shortcodes

_SHOWN = 3
"""Parts left out that are named of a post of which nothing remains."""
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|big|cite|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|tt|u)\b[^<>]*>",
    re.IGNORECASE,
)
_NOTE_MARK = re.compile(r"<sup[^<>]*\bdata-fn=.*?</sup>", re.DOTALL)
_DECLARATION = re.compile(r"<(?=[!?])(?!!--)")
"""What HTML takes for a comment, with all the words after it, though nobody wrote one."""
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)


@dataclass(frozen=True)
class PostArticle:
    """A post as an article, and what a person must still see to."""

    article: Article
    missing: tuple[str, ...]
    """Addresses of pictures that are not among the downloads."""
    nameless: tuple[str, ...]
    """Logins that posted it and have no name in the export."""


@dataclass
class _Content:
    """A post's content while it is read."""

    html: str
    first_line: int
    removed: list[Removed] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def line_at(self, words: str) -> int:
        """Give the line of the content where words stand, the first where that cannot be told."""
        return line_of(self.html, words) or 1


def names_of(post: Post, export: Export) -> tuple[list[str], list[str]]:
    """Give the names of those who wrote a post, and the logins that have none."""
    names: list[str] = []
    nameless: list[str] = []
    for login in post.coauthors or ((post.creator,) if post.creator else ()):
        account = export.accounts.get(login)
        # A plug-in may put down names instead of logins; one that has a space in it is a name.
        name = account.name if account else login if " " in login and "@" not in login else ""
        (names if name else nameless).append(name or login)
    return list(dict.fromkeys(names)), list(dict.fromkeys(nameless))


def read_post(
    post: Post,
    export: Export,
    downloads: Downloads,
    path: Path,
    shown: str,
    clinicians: Sequence[Clinician],
    language: str,
) -> PostArticle:
    """Read a post. `path` is the source it is going to be, `shown` the export.

    Raises SourceError with a line, EmptyError where there is nothing to print.
    """
    try:
        text = decode(post.content.encode("utf-8", "replace")) if post.content.strip() else ""
    except SourceError as error:
        raise SourceError(f"line {post.line}: {error}") from error
    if not text:
        raise EmptyError(f"line {post.line}: was left out, since it has no text.")
    content = _Content(_DECLARATION.sub("&lt;", text), post.content_line)
    names, nameless = names_of(post, export)
    draft = _draft(post, content, downloads, path, shown, clinicians, export.language or language)
    tree = _tree(post, export, content)
    try:
        draft.removed += take_out_hidden(tree, content.html)
        take_title(draft, tree)
        take_credits(draft, tree)
        if names and not any(byline.part == "author" for byline in draft.credits.bylines):
            draft.front.values["author"] = names
        _find_pictures(tree, downloads, content)
        draft.removed += place_pictures(tree, draft.shelf, content.html) + content.removed
        caption_without_picture(tree)
        article = finish(draft, tree)
    except EmptyError as error:
        raise EmptyError(
            f"line {post.line}: was left out, since it has nothing to print{_what_else(draft.removed)}."
        ) from error
    except SourceError as error:
        raise SourceError(f"line {post.line}: {error}") from error
    return PostArticle(_at_lines_of_export(article, post), tuple(dict.fromkeys(content.missing)), tuple(nameless))


def _what_else(removed: Sequence[Removed]) -> str:
    """Name what was left out of a post of which nothing remains."""
    shown = [f'"{line.text}" ({line.reason})' for line in removed[:_SHOWN]]
    more = [f"{len(removed) - _SHOWN} more"] if len(removed) > _SHOWN else []
    return f" but {', '.join([*shown, *more])}" if shown else ""


def _draft(
    post: Post,
    content: _Content,
    downloads: Downloads,
    path: Path,
    shown: str,
    clinicians: Sequence[Clinician],
    language: str,
) -> Draft:
    values: dict[str, Any] = {
        "title": post.title or post.slug.replace("-", " ").replace("_", " "),
        "published": post.published.isoformat() if post.published else "",
        "summary": post.summary,
        "topics": list(post.topics),
        "source_url": post.link if is_web_address(post.link) else "",
    }
    front = FrontMatter({key: value for key, value in values.items() if value}, 0)
    draft = draft_of(_words_of(Shortcodes.blank(content.html)), front, path, shown, path.parent, clinicians, language)
    if downloads.folder:
        draft.shelf.root = draft.shelf.folder = downloads.folder
    return draft


def _tree(post: Post, export: Export, content: _Content) -> etree._Element:
    """Make plain HTML of the content: marks of the blog taken out, paragraphs put in, shapes made plain."""
    html, removed = take_page_marks_out(content.html, content.line_at)
    shortcodes = Shortcodes(export.uploads, post.number, content.line_at)
    html = shortcodes.take_out(html)
    blocks = Blocks(export.blocks, post.notes, content.line_at)
    if has_blocks(html):
        html = blocks.take_out(html)
    elif not export.is_squarespace:
        html = add_paragraphs(html)
    tree = parse_html(html)
    numbers = {name: number for number, (name, _) in enumerate(post.notes, start=1)}
    content.removed += (
        removed
        + shortcodes.removed
        + blocks.removed
        + make_plain(tree, post.link or export.site, numbers, content.line_at)
    )
    return tree


def _find_pictures(tree: etree._Element, downloads: Downloads, content: _Content) -> None:
    """Point pictures at their downloads; one that is not there goes, its words and its address kept in mind."""
    for image in list(tree.iter("img")):
        address = (image.get("src") or "").strip()
        if found := downloads.find(address):
            image.set("src", quote(found))
            continue
        alt = " ".join((image.get("alt") or "").split())
        line = line_of(content.html, address) or content.line_at(alt)
        if address and not address.startswith("data:"):
            content.missing.append(address)
        shown = address if len(address) < 200 else f"{address[:60]}..."
        content.removed.append(
            Removed(line, f"{alt} ({shown})" if alt else shown, "a picture that is not among the downloads")
        )
        image.drop_tree()


def _words_of(html: str) -> str:
    """Give a content's words on the lines where they stand, without tags."""

    def blank(found: re.Match[str]) -> str:
        return " " + "\n" * found[0].count("\n")

    html = _NOTE_MARK.sub("", html.replace("</a><a", "</a> <a"))
    return unescape(_TAG.sub(blank, _INLINE_TAG.sub(lambda found: "\n" * found[0].count("\n"), html)))


def _at_lines_of_export(article: Article, post: Post) -> Article:
    """Count lines from the top of the export."""
    offset = post.content_line - 1
    return replace(
        article,
        removed=tuple(replace(line, line=line.line + offset) for line in article.removed),
        findings=tuple(_moved(finding, offset) for finding in article.findings if finding.code != "W101"),
    )


def _moved(finding: Finding, offset: int) -> Finding:
    return replace(finding, line=finding.line + offset if finding.line else finding.line)


def file_name(post: Post) -> str:
    """Name a post's source after its slug, else its title; without what a file name may not hold."""
    name = post.slug or post.title or post.link.split("?")[0].strip("/").split("/")[-1] or f"post-{post.number}"
    name = re.sub(r"[\x00-\x1f\\/:*?\"<>|.\s\u200b-\u200f\u202a-\u202e]+", "-", name.lower()).strip("-")
    name = name.encode()[:120].decode("utf-8", "ignore").rstrip("-")
    reserved = re.fullmatch(r"readme|con|prn|aux|nul|com\d|lpt\d", name)
    return f"{name}-article" if reserved or not name else name


def picture_addresses(post: Post, export: Export) -> list[str]:
    """Give the addresses of all pictures that a post may show."""
    found = re.findall(r"""\bsrc=["']([^"']+)|\bdata-[\w-]+=["']([^"']+\.\w{3,4})["']""", post.content)
    addresses = [unescape(first or second) for first, second in found]
    if "[gallery" in post.content:
        listed = set(re.findall(r"\d+", " ".join(re.findall(r"\[gallery[^\]]*\]", post.content))))
        addresses += [u.address for n, u in export.uploads.items() if n in listed or u.parent == post.number]
    return addresses
