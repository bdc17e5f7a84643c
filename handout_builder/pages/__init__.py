"""An Article and an Edition become a Page: documents and every asset they need."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError
from markupsafe import Markup

from ..errors import SettingsError
from ..model import Article, Asset, Byline, Clinic, Clinician, Cover, Document, Edition, Layout, Page
from .labels import Labels, labels_for, written_date
from .layouts import load_layout, shipped_layouts
from .qr import qr_code
from .stylesheets import css_string, resolve
from .tints import tint

__all__ = ["bind", "lay_out", "load_layout", "shipped_layouts"]

FOOTER = 68
"""Characters of title and byline that stay on one line of the footer."""

_RIGHT_TO_LEFT = ("ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv")


def lay_out(article: Article, clinic: Clinic, layout: Layout, edition: Edition) -> Page:
    """Lay one article out in one edition. Raises SettingsError where a template is wrong."""
    context = _context(article, clinic, layout)
    assets = [Asset(f"pictures/{picture.name}", picture.media_type, picture.data) for picture in article.pictures]
    assets += context["assets"]
    if edition.kind == "pdf":
        documents = [
            Document("handout.html", _rendered(layout, "handout.html", context), article.title, article.sections)
        ]
    else:
        documents = [_cover_document(layout, context, article.title), _chapter(article, layout, context)]
        documents.append(_navigation(layout, context, documents))
    return Page(
        edition=edition,
        slug=article.slug,
        title=article.title,
        language=article.language,
        identifier=_identifier(clinic, article.slug),
        documents=tuple(documents),
        stylesheet=_stylesheet(layout, clinic, edition, context["labels"]),
        assets=_used(assets, documents, edition),
        bylines=article.bylines,
        modified=_modified([article]),
        publisher=clinic.name,
        summary=article.summary,
        topics=article.topics,
        cover=Cover(article.title, context["byline"], clinic.name, clinic.brand) if edition.kind == "epub" else None,
        source=article.source,
    )


def bind(articles: Sequence[Article], clinic: Clinic, layout: Layout, edition: Edition, slug: str) -> Page:
    """Bind articles into one book: cover, contents, a chapter an article, the clinic's closing page."""
    labels = labels_for(clinic.language)
    contexts = [_context(article, clinic, layout) for article in articles]
    chapters = [_chapter(article, layout, context) for article, context in zip(articles, contexts, strict=True)]
    entries = [
        {
            "title": context["article"].title,
            "byline": context["byline"],
            "href": chapter.name,
            "language": context["article"].language,
        }
        for context, chapter in zip(contexts, chapters, strict=True)
    ]
    book = _clinic_context(clinic, layout, labels) | {
        "language": clinic.language,
        "foreign": "",
        "direction": _direction(clinic.language),
        "title": f"{clinic.name}: {labels.collection}",
        "entries": entries,
        "is_book": True,
    }
    documents = [
        _cover_document(layout, book, book["title"]),
        Document("contents.xhtml", _rendered(layout, "contents.xhtml", book), labels.contents, landmark="toc"),
        *chapters,
        Document("closing.xhtml", _rendered(layout, "closing.xhtml", book), labels.note, landmark="backmatter"),
    ]
    documents.append(_navigation(layout, book, documents))
    assets = [
        Asset(f"pictures/{picture.name}", picture.media_type, picture.data)
        for article in articles
        for picture in article.pictures
    ]
    assets += [asset for context in [book, *contexts] for asset in context["assets"]]
    return Page(
        edition=edition,
        slug=slug,
        title=book["title"],
        language=clinic.language,
        identifier=_identifier(clinic, ""),
        documents=tuple(documents),
        stylesheet=_stylesheet(layout, clinic, edition, labels),
        assets=_used(assets, documents, edition),
        bylines=_everyone(articles),
        modified=_modified(articles),
        publisher=clinic.name,
        topics=tuple(dict.fromkeys(topic for article in articles for topic in article.topics)),
        cover=Cover(labels.collection, "", clinic.name, clinic.brand),
    )


def _clinic_context(clinic: Clinic, layout: Layout, labels: Labels) -> dict[str, Any]:
    logo = next((asset for asset in layout.assets if PurePosixPath(asset.name).stem == "logo"), None)
    return {
        "clinic": clinic,
        "labels": labels,
        "logo": logo.name if logo else "",
        "web": _web(clinic.web),
        "assets": list(layout.assets),
    }


def _context(article: Article, clinic: Clinic, layout: Layout) -> dict[str, Any]:
    labels = labels_for(article.language)
    context = _clinic_context(clinic, layout, labels)
    photos = _photos(clinic)
    context["assets"] += photos.values()
    people = [Credit.of(byline, labels, photos) for byline in article.bylines]
    authors = [credit for credit in people if credit.part == "author"]
    running = _running_byline(authors, labels)
    qr = qr_code(article.source_url) if article.source_url else None
    if qr:
        context["assets"].append(qr)
    return context | {
        "article": article,
        "title": article.title,
        "foreign": _foreign(clinic, article.language),
        "language": article.language,
        "direction": _direction(article.language),
        "body": Markup(_for_page(article.body, labels)),
        "credits": people,
        "authors": authors,
        "byline": _and_list([credit.text for credit in authors], labels.conjunction),
        "running_byline": running,
        "short_title": _shortened(article.title, FOOTER - len(running)),
        "title_width": _balanced_width(article.title),
        "dates": _dates(article, labels),
        "about": _about(article, clinic),
        "qr": qr.name if qr else "",
        "source_url": _web(article.source_url),
        "is_book": False,
    }


@dataclass(frozen=True)
class Credit:
    """A byline as a template prints it."""

    lead: str
    """By, Reviewed by, Edited by."""
    name: str
    credentials: str
    """Joined by commas."""
    role: str
    part: str
    photo: str
    """Name of its asset; empty where there is none."""
    photo_text: str

    @classmethod
    def of(cls, byline: Byline, labels: Labels, photos: dict[str, Asset]) -> "Credit":
        """Make the printed form of a byline."""
        leads = {"author": labels.by, "reviewer": labels.reviewed_by, "editor": labels.edited_by}
        photo = photos.get(byline.name.casefold())
        return cls(
            lead=leads[byline.part],
            name=byline.name,
            credentials=", ".join(byline.credentials),
            role=byline.role,
            part=byline.part,
            photo=photo.name if photo and byline.part == "author" else "",
            photo_text=labels.photo.format(byline.name),
        )

    @property
    def text(self) -> str:
        """Give name and credentials."""
        return ", ".join(part for part in (self.name, self.credentials) if part)


@dataclass(frozen=True)
class Web:
    """A web address as a link and as it is printed."""

    href: str
    text: str
    """Without scheme and closing slash."""


def _web(address: str) -> Web | None:
    if not address:
        return None
    href = address if re.match(r"https?://", address) else f"https://{address}"
    return Web(href, re.sub(r"^https?://(www\.)?|/$", "", href))


def _chapter(article: Article, layout: Layout, context: dict[str, Any]) -> Document:
    text = _rendered(layout, "chapter.xhtml", context)
    # A prefix, since an article may be called "cover" or "contents".
    return Document(f"chapter-{article.slug}.xhtml", text, article.title, article.sections, "bodymatter")


def _cover_document(layout: Layout, context: dict[str, Any], title: str) -> Document:
    return Document("cover.xhtml", _rendered(layout, "cover.xhtml", context | {"title": title}), landmark="cover")


def _navigation(layout: Layout, context: dict[str, Any], documents: Sequence[Document]) -> Document:
    listed = [document for document in documents if document.title]
    landmarks = [document for document in documents if document.landmark]
    first = {document.landmark: document for document in reversed(landmarks)}
    text = _rendered(
        layout,
        "nav.xhtml",
        context | {"documents": listed, "landmarks": list(reversed(first.values())), "nested": _nested},
    )
    return Document("nav.xhtml", text, in_spine=False)


def _nested(document: Document) -> list[dict[str, Any]]:
    """Nest a document's sections by their levels."""
    root: list[dict[str, Any]] = []
    stack: list[tuple[int, list[dict[str, Any]]]] = [(1, root)]
    for section in document.sections:
        while stack[-1][0] >= section.level:
            stack.pop()
        entry: dict[str, Any] = {
            "heading": section.heading,
            "href": f"{document.name}#{section.anchor}",
            "inside": [],
        }
        stack[-1][1].append(entry)
        stack.append((section.level, entry["inside"]))
    return root


@lru_cache(maxsize=4)
def _environment(layout: Layout) -> Environment:
    return Environment(
        loader=DictLoader(dict(layout.files)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _rendered(layout: Layout, name: str, context: dict[str, Any]) -> str:
    try:
        return _environment(layout).get_template(name).render(context)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f"layouts/{layout.name}/{getattr(error, 'name', None) or name}" + (f", line {line}" if line else "")
        raise SettingsError([f"{where}: the template is wrong: {error}."]) from error


@lru_cache(maxsize=32)
def _stylesheet(layout: Layout, clinic: Clinic, edition: Edition, labels: Labels) -> str:
    name = "handout.css" if edition.kind == "pdf" else "book.css"
    css = dict(layout.files).get(name)
    if css is None:
        raise SettingsError([f"layouts/{layout.name}: the file {name} is missing."])
    given = {
        "--brand": clinic.brand,
        "--text": clinic.text,
        "--tint": tint(clinic.brand, 0.07),
        "--line": tint(clinic.brand, 0.35),
        "--paper": edition.paper,
        "--clinic-name": css_string(clinic.name),
        "--page-word": css_string(labels.page),
        "--of-word": css_string(labels.of),
    }
    return resolve(css, given, f"layouts/{layout.name}/{name}")


def _for_page(body: str, labels: Labels) -> str:
    """Give pictures without alternative text the word "Picture", and web links their printed address."""
    body = re.sub(r'(<img\b[^>]*?\balt=)""', rf'\1"{labels.picture}"', body)
    return re.sub(r'<a href="(https?://[^"]+)"([^>]*)>(.*?)</a>', _with_address, body, flags=re.DOTALL)


def _with_address(link: re.Match[str]) -> str:
    printed = re.sub(r"^https?://(?:www\.)?|/$", "", link[1])
    if re.sub(r"<[^>]*>|^\s*https?://(www\.)?|/\s*$", "", link[3]).strip() == printed or "<img" in link[3]:
        return link[0]
    return f'<a href="{link[1]}"{link[2]} data-address="{printed}">{link[3]}</a>'


def _and_list(items: list[str], conjunction: str) -> str:
    """Join names that may hold commas: one; one and two; one; two; and three."""
    if len(items) < 3:
        return f" {conjunction} ".join(items)
    return "; ".join(items[:-1]) + f" {conjunction} {items[-1]}"


def _running_byline(authors: list[Credit], labels: Labels) -> str:
    if len(authors) > 2:
        return f"{authors[0].text} {labels.others.format(len(authors) - 1)}"
    text = _and_list([author.text for author in authors], labels.conjunction)
    return text if len(text) <= 44 else _and_list([author.name for author in authors], labels.conjunction)


def _shortened(title: str, room: int) -> str:
    room = max(room, 24)
    if len(title) <= room:
        return title
    return title[: room - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def _balanced_width(title: str) -> float:
    """Give the width in em that breaks a title into lines of like length.

    The engine has no `text-wrap: balance`; the measure holds about 31 letters of a title's size, 41 of a long one's.
    """
    on_a_line = 41 if len(title) > 90 else 31
    lines = -(-len(title) // on_a_line)
    letters = 45.0 if lines == 1 else len(title) / lines * 1.08 + 3
    return round(letters * 0.51, 1)


def _dates(article: Article, labels: Labels) -> list[str]:
    days = ((labels.published, article.published), (labels.reviewed, article.reviewed))
    return [label.format(written_date(day, article.language)) for label, day in days if day]


def _about(article: Article, clinic: Clinic) -> list[tuple[Clinician, Web | None]]:
    people = {person.name.casefold(): person for person in clinic.clinicians if person.bio}
    authors = [byline for byline in article.bylines if byline.part == "author"]
    found = [people[byline.name.casefold()] for byline in authors if byline.name.casefold() in people]
    return [(person, _web(person.link)) for person in found]


def _photos(clinic: Clinic) -> dict[str, Asset]:
    """Give the clinicians' photos as assets, by name in lower case."""
    photos: dict[str, Asset] = {}
    for number, person in enumerate(clinic.clinicians, start=1):
        if person.photo_data:
            suffix = PurePosixPath(person.photo).suffix.lower()
            media_type = "image/png" if suffix == ".png" else "image/jpeg"
            photos[person.name.casefold()] = Asset(f"people/{number}{suffix}", media_type, person.photo_data)
    return photos


def _foreign(clinic: Clinic, language: str) -> Markup:
    """Mark the clinic's own words where they are not in the article's language."""
    if clinic.language.split("-")[0] == language.split("-")[0]:
        return Markup("")
    return Markup(' lang="{0}" xml:lang="{0}"').format(clinic.language)


def _everyone(articles: Sequence[Article]) -> tuple[Byline, ...]:
    """Name each person once: authors first, in the order of the chapters."""
    everyone = [byline for article in articles for byline in article.bylines]
    by_name: dict[tuple[str, str], Byline] = {}
    for byline in sorted(everyone, key=lambda byline: byline.part != "author"):
        by_name.setdefault((byline.name, byline.part), byline)
    return tuple(by_name.values())


def _modified(articles: Sequence[Article]) -> Any:
    days = [day for article in articles for day in (article.published, article.reviewed) if day]
    return max(days, default=None)


def _identifier(clinic: Clinic, slug: str) -> str:
    return uuid5(NAMESPACE_URL, f"handout:{clinic.name}/{slug}").urn


def _direction(language: str) -> str:
    return "rtl" if language.split("-")[0].casefold() in _RIGHT_TO_LEFT else "ltr"


def _used(assets: list[Asset], documents: Sequence[Document], edition: Edition) -> tuple[Asset, ...]:
    """Keep what the documents show, each once; an unused file in an ePub would be dead weight."""
    text = "".join(document.text for document in documents)
    fonts = [asset for asset in assets if edition.kind == "pdf" and asset.media_type.startswith("font/")]
    shown = [asset for asset in assets if f'"{asset.name}"' in text]
    return tuple({asset.name: asset for asset in [*shown, *fonts]}.values())
