"""A whole blog's export becomes editable sources, a post each."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import EmptyError, HandoutError, SourceError
from ..model import Article, Clinician
from ..readers.blog.articles import PostArticle, file_name, names_of, picture_addresses, read_post
from ..readers.blog.downloads import Downloads
from ..readers.blog.export import Export, Post
from ..readers.bylines import known_person
from .memory import digest
from .sources import Intake, Taken

_FORM = "1"
"""Goes up when the same post would be written differently, so that unedited sources are written anew."""
_UNFINISHED = {"draft", "pending", "future"}
_NEVER = {"trash", "auto-draft", "inherit"}
_NEVER_KINDS = {
    *("attachment nav_menu_item revision wp_block wp_template wp_template_part wp_navigation wp_global_styles".split()),
    *("custom_css customize_changeset oembed_cache user_request guest-author wp_font_family wp_font_face".split()),
}


@dataclass(frozen=True)
class Wanted:
    """What of a blog is brought in beside its published posts."""

    drafts: bool = False
    pages: bool = False
    private: bool = False
    """Private posts, and those behind a password."""


@dataclass
class BlogReport:
    """What a person should hear once, at the end."""

    left_out: Counter[str] = field(default_factory=Counter)
    """What was not asked for, and how it can be -> how many."""
    failed: list[str] = field(default_factory=list)
    """What was wrong with each post that could not be read."""
    empty: list[str] = field(default_factory=list)
    """What is to be said of each post that holds nothing to print."""
    unknown: Counter[str] = field(default_factory=Counter)
    """Authors that are not in clinicians.toml -> number of posts."""
    nameless: dict[str, list[str]] = field(default_factory=dict)
    """Accounts without a name -> sources without an author."""
    missing: dict[str, list[str]] = field(default_factory=dict)
    """Addresses of pictures -> sources that lack them."""
    break_line: int | None = None
    """Line of the item in whose middle the file ends."""


def import_blog(
    path: Path, shown: str, intake: Intake, pictures: Path | None, wanted: Wanted, report: BlogReport
) -> Iterator[Taken]:
    """Bring the posts of an export in, and fill the report on the way. Raises SourceError for what is no export."""
    try:
        export = Export(path)
        report.break_line = export.break_line
        downloads = Downloads(pictures)
        seen: Counter[str] = Counter()
        for number, post in enumerate(export.posts(), start=1):
            # A blog that was moved or mended by hand may give two posts the same name.
            seen[post.key] += 1
            key = post.key if seen[post.key] == 1 else f"{post.key} no. {seen[post.key]}"
            if why := _why_left_out(post, wanted):
                report.left_out[why] += 1
                continue
            try:
                yield _take(key, post, export, downloads, shown, intake, report)
            except EmptyError as error:
                report.empty.append(f'{shown}, {error} ("{post.title}")')
                # Pictures that are not there may be all that it holds.
                lacking = [one for one in picture_addresses(post, export) if not downloads.find(one)]
                report.missing |= {address: report.missing.get(address, []) for address in lacking}
            except SourceError as error:
                report.failed.append(f'{shown}, {error} ("{post.title}")')
            if number % 50 == 0:
                intake.memory.save()
    except OSError as error:
        raise SourceError(f"{shown}: cannot be opened ({error.strerror}).") from error
    except SourceError as error:
        raise SourceError(f"{shown}{', ' if str(error).startswith('line ') else ': '}{error}") from error
    finally:
        intake.memory.save()


def _why_left_out(post: Post, wanted: Wanted) -> str:
    """Say why a post is not brought in; empty where it is. Machinery of the blog is no article and is not counted."""
    if post.kind in _NEVER_KINDS or post.status in _NEVER:
        return "parts of the blog that are no articles (pictures, menus, old versions)"
    if post.kind == "page" and not wanted.pages:
        return "pages (--pages brings them in)"
    if post.kind not in ("post", "page"):
        return f'items of the kind "{post.kind}", which are no posts'
    if post.status in _UNFINISHED and not wanted.drafts:
        return "drafts and posts not yet published (--drafts brings them in)"
    if (post.status == "private" or post.is_protected) and not wanted.private:
        return "private posts and posts behind a password (--private brings them in)"
    if post.status not in ("publish", "private", *_UNFINISHED):
        return f'posts with the state "{post.status}", which is not known'
    return ""


def _take(
    key: str, post: Post, export: Export, downloads: Downloads, shown: str, intake: Intake, report: BlogReport
) -> Taken:
    made: list[PostArticle] = []

    def read(path: Path) -> Article:
        made.append(read_post(post, export, downloads, path, shown, intake.clinicians, intake.language))
        return made[-1].article

    wanted = intake.sources / f"{file_name(post)}.md"
    try:
        taken = intake.take(f"blog {key}", _digest(post, export, downloads), wanted, read)
    except (HandoutError, OSError, ImportError):
        raise
    except Exception as error:  # one post that nobody foresaw must not stop the others
        raise SourceError(f"line {post.line}: cannot be understood ({type(error).__name__}: {error}).") from error
    for one in made:
        _note(one, taken, intake.clinicians, report)
    return taken


def _note(made: PostArticle, taken: Taken, clinicians: Sequence[Clinician], report: BlogReport) -> None:
    authors = [byline.name for byline in made.article.bylines if byline.part == "author"]
    report.unknown.update(name for name in authors if known_person(name, clinicians) is None)
    if not authors:
        for login in made.nameless or ("",):
            report.nameless.setdefault(login, []).append(taken.path)
    for address in made.missing:
        report.missing.setdefault(address, []).append(taken.path)


def _digest(post: Post, export: Export, downloads: Downloads) -> str:
    """Give a digest of everything that a post's source is made of."""
    found = sorted({name for address in picture_addresses(post, export) if (name := downloads.find(address))})
    parts = [
        _FORM,
        *(post.title, post.content, post.summary, post.link, str(post.published), *post.topics),
        *names_of(post, export)[0],
        *(f"{name} {words}" for name, words in post.notes),
        *(f"{name} {downloads.digest(name)}" for name in found),
    ]
    return digest("\0".join(parts).encode("utf-8", "replace"))
