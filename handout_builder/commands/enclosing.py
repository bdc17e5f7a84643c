"""Handouts are put into a letter: made if they have to be, read, and named for the person who opens them."""

from collections.abc import Sequence
from pathlib import Path

from ..delivery.email import Attachment, Enclosed, Letter, attachment_of, language_of, subject_of, told_apart
from ..errors import SourceError
from ..model import EDITIONS, Article, Clinic, Edition
from .making import Made, articles_of, made_handouts


def letter_of(
    folder: Path,
    clinic: Clinic,
    slugs: Sequence[str],
    editions: Sequence[str],
    *,
    subject: str = "",
    title_in_subject: bool = False,
    neutral_names: bool = False,
) -> Letter:
    """Write the letter that brings these handouts. Raises as made_handouts does."""
    slugs, editions = list(dict.fromkeys(slugs)), list(dict.fromkeys(editions))
    made = made_handouts(folder, slugs, editions)
    articles = articles_of(folder, clinic, slugs)
    files = told_apart(_attachment(one, made, articles, slugs, neutral_names) for one in made)
    by_slug: dict[str, list[Attachment]] = {}
    for one, file in zip(made, files, strict=True):
        by_slug.setdefault(one.slug, []).append(file)
    enclosed = tuple(
        Enclosed(articles[slug].title, _byline(articles[slug], clinic), articles[slug].language, tuple(by_slug[slug]))
        for slug in slugs
    )
    language = language_of([one.language for one in enclosed], clinic)
    titles = "; ".join(one.title for one in enclosed) if title_in_subject else ""
    subject = subject or titles or clinic.mail.subject or subject_of(language, clinic)
    return Letter(clinic, enclosed, language, subject)


def _attachment(
    one: Made, made: Sequence[Made], articles: dict[str, Article], slugs: Sequence[str], neutral: bool
) -> Attachment:
    edition = _edition(one.edition)
    ending = one.path.suffix
    shared = sum(other.slug == one.slug and other.path.suffix == ending for other in made) > 1
    try:
        data = one.path.read_bytes()
    except OSError as error:
        raise SourceError(f"{one.path}: cannot be read ({error.strerror}). Build again.") from error
    number = slugs.index(one.slug) + 1 if neutral else 0
    return attachment_of(articles[one.slug], edition, data, neutral=number, shared=shared)


def _edition(name: str) -> Edition:
    return next(edition for edition in EDITIONS if edition.name == name)


def _byline(article: Article, clinic: Clinic) -> str:
    from ..pages.context import byline_of
    from ..pages.labels import labels_for

    labels = labels_for(article.language, clinic)
    names = byline_of(article.bylines, labels)
    return f"{labels.by} {names}" if names else ""
