"""What a template is given: the article, the clinic, and the forms in which they are printed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup, escape

from ..model import (
    OFFERED_ADDRESS,
    Article,
    Asset,
    Byline,
    Clinic,
    Clinician,
    Edition,
    Layout,
    Neighbour,
    Offer,
    direction_of,
    plain_name,
)
from .glossary import entries_of, glossed_body, glossing_of, uses_in
from .labels import Labels, labels_for, written_date
from .own_pictures import logo_of, photo_of
from .qr import qr_code
from .tongues import mark_of

FOOTER = 74
"""Characters of title and byline that stay on one line of the footer."""
_BESIDE_NOTES = 54
"""The same where the page has a margin of notes."""


def clinic_context(clinic: Clinic, layout: Layout, labels: Labels) -> dict[str, Any]:
    """Give what every template knows; `assets` are the files that its document may show.

    Raises SettingsError where the clinic's logo cannot be drawn.
    """
    logo = logo_of(clinic, layout)
    others = [asset for asset in layout.assets if logo is None or PurePosixPath(asset.name).stem != "logo"]
    return {
        "clinic": clinic,
        "labels": labels,
        "logo": logo.name if logo else "",
        "web": web_link(clinic.web),
        "assets": [*others, logo] if logo else others,
    }


def article_context(
    article: Article,
    clinic: Clinic,
    layout: Layout,
    edition: Edition | None = None,
    neighbours: Sequence[Neighbour] = (),
) -> dict[str, Any]:
    """Give what the templates of a handout and of a chapter know.

    Without an edition, no term is explained; `neighbours` are the articles that it offers.

    Raises SettingsError and SourceError where the clinic's logo or an author's photo cannot be drawn.
    """
    labels = labels_for(article.language, clinic)
    context = clinic_context(clinic, layout, labels)
    photos = _photos(article, clinic)
    context["assets"] += photos.values()
    people = [Credit.of(byline, labels, photos) for byline in article.bylines]
    authors = [credit for credit in people if credit.part == "author"]
    running = _running_byline(authors, labels)
    glossing = glossing_of(article, clinic, edition) if edition else None
    room = _BESIDE_NOTES if glossing and glossing.glosses and glossing.form == "margin" else FOOTER
    body = article.body
    if edition and glossing:
        body = glossed_body(article, glossing, uses_in(article, clinic), is_printed=edition.is_printed)
    qr = qr_code(article.source_url) if article.source_url else None
    if qr:
        context["assets"].append(qr)
    return context | {
        "article": article,
        "title": article.title,
        "foreign": mark_of(clinic.language, article.language),
        "language": article.language,
        "direction": direction_of(article.language),
        "body": Markup(_for_page(body, labels)),
        "credits": people,
        "authors": authors,
        "byline": _joined(authors, labels),
        "running_byline": running,
        "short_title": shortened(article.title, room - len(running)),
        "title_width": _balanced_width(article.title),
        "dates": dates_of(article, labels),
        "glossing": glossing,
        "glosses": entries_of(glossing, article.language),
        "about": _about(article, clinic),
        "neighbours": [offered_at(each, each.address) for each in neighbours],
        "qr": qr.name if qr else "",
        "source_url": web_link(article.source_url),
        "translations": [],
        "is_book": False,
    }


def offered_at(neighbour: Neighbour, href: str) -> dict[str, Any]:
    """Give an article that is offered, and where a link to it leads; nowhere where that is empty."""
    return {
        "title": neighbour.title,
        "byline": neighbour.byline,
        "language": neighbour.language,
        "direction": direction_of(neighbour.language),
        "href": href,
        "place": OFFERED_ADDRESS.format(neighbour.slug),
        "web": web_link(neighbour.address),
    }


@dataclass(frozen=True)
class Credit:
    """A byline as a template prints it."""

    lead: str
    """By, Reviewed by, Edited by."""
    name: str
    credentials: str
    """Joined by commas, with pronouns that stand after them."""
    role: str
    part: str
    photo: str
    """Name of its asset; empty where there is none."""
    photo_text: str
    photo_size: tuple[int, int] | None = None
    """Width and height in pixels, for pages that are laid out before their pictures are there."""

    @classmethod
    def of(cls, byline: Byline, labels: Labels, photos: dict[str, Asset]) -> "Credit":
        """Make the printed form of a byline."""
        leads = {"author": labels.by, "reviewer": labels.reviewed_by, "editor": labels.edited_by}
        photo = photos.get(plain_name(byline.name))
        return cls(
            lead=leads[byline.part],
            name=byline.name,
            credentials=byline.letters,
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


def web_link(address: str) -> Web | None:
    """Give a web address as a link; None where there is none."""
    if not address:
        return None
    href = address if re.match(r"https?://", address) else f"https://{address}"
    return Web(href, re.sub(r"^https?://(www\.)?|/$", "", href))


def _for_page(body: str, labels: Labels) -> str:
    """Give pictures without alternative text the word "Picture", and links their printed address."""
    alt = f'"{escape(labels.picture)}"{labels.mark}'
    body = re.sub(r'(<img\b[^>]*?\balt=)""', lambda found: found[1] + alt, body)
    return re.sub(r'<a href="((?:https?://|mailto:|tel:)[^"]+)"([^>]*)>(.*?)</a>', _with_address, body, flags=re.DOTALL)


def _with_address(link: re.Match[str]) -> str:
    printed = re.sub(r"^https?://(?:www\.)?|^mailto:|^tel:|/$", "", link[1])
    if re.sub(r"<[^>]*>|^\s*https?://(www\.)?|/\s*$", "", link[3]).strip() == printed or "<img" in link[3]:
        return link[0]
    return f'<a href="{link[1]}"{link[2]} data-address="{printed}">{link[3]}</a>'


def _and_list(items: list[str], conjunction: str) -> str:
    """Join names that may hold commas: one; one and two; one; two; and three."""
    if len(items) < 3:
        return f" {conjunction} ".join(items)
    return "; ".join(items[:-1]) + f" {conjunction} {items[-1]}"


def byline_of(bylines: Sequence[Byline], labels: Labels) -> str:
    """Give the names of an article's authors with their credentials, as one line."""
    return _joined([Credit.of(byline, labels, {}) for byline in bylines if byline.part == "author"], labels)


def _joined(authors: Sequence[Credit], labels: Labels) -> str:
    return _and_list([credit.text for credit in authors], labels.conjunction)


def _running_byline(authors: list[Credit], labels: Labels) -> str:
    if len(authors) > 2:
        return f"{authors[0].text} {labels.others.format(len(authors) - 1)}"
    text = _joined(authors, labels)
    return text if len(text) <= 44 else _and_list([author.name for author in authors], labels.conjunction)


def shortened(title: str, room: int) -> str:
    """Cut a title between words to so many letters, or to a few where there is hardly room."""
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


def dates_of(article: Article | Offer, labels: Labels) -> list[str]:
    """Give the days that an article tells, each as it is printed."""
    days = (
        (labels.published, article.published),
        (labels.updated, article.updated),
        (labels.reviewed, article.reviewed),
    )
    return [label.format(written_date(day, labels.language)) for label, day in days if day]


def _about(article: Article, clinic: Clinic) -> list[tuple[Clinician, Web | None]]:
    people = {plain_name(person.name): person for person in clinic.clinicians if person.bio}
    # Who is told of in the article's own words is not told of twice.
    authors = [byline for byline in article.bylines if byline.part == "author" and not byline.bio]
    found = [people[plain_name(byline.name)] for byline in authors if plain_name(byline.name) in people]
    return [(person, web_link(person.link)) for person in found]


def _photos(article: Article, clinic: Clinic) -> dict[str, Asset]:
    """Give the photos of an article's authors as assets, by plain name."""
    authors = {plain_name(byline.name) for byline in article.bylines if byline.part == "author"}
    return {
        plain_name(person.name): photo_of(person, number)
        for number, person in enumerate(clinic.clinicians, start=1)
        if person.photo_data and plain_name(person.name) in authors
    }
