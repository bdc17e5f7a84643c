"""What a page tells of itself: its identifier, its last change, the pictures that it needs."""

import re
from collections.abc import Sequence
from datetime import date
from html import unescape
from typing import Any
from unicodedata import normalize
from uuid import NAMESPACE_URL, uuid5

from ..model import Article, Asset, Clinic, Document, Edition, Glossing


def modified(article: Article) -> date | None:
    """Give the last day that an article tells."""
    return max(filter(None, (article.published, article.reviewed, article.updated)), default=None)


def pages_of(clinic: Clinic, printed: Edition, name: str) -> str:
    """Name the printed handouts as they lie in the clinic's folder."""
    return f"{clinic.name}: {printed.name}/{name}{printed.suffix}"


def words_of_settings(clinic: Clinic) -> tuple[tuple[str, str], ...]:
    """Give the words that come from the clinic's settings, each with the place where it is written."""
    own = {
        "name": clinic.name,
        "tagline": clinic.tagline,
        "phone": clinic.phone,
        "address": " ".join(clinic.address),
        "crisis": clinic.crisis,
        "disclaimer": clinic.disclaimer,
    }
    words = [(f"layouts/clinic.toml: {key}", text) for key, text in own.items()]
    words += [("layouts/labels.toml", " ".join(word for _, word in pairs)) for _, pairs in clinic.labels]
    people = ((person.name, f"{person.role} {person.bio}") for person in clinic.clinicians)
    return (*words, *((f"sources/clinicians.toml: {name}", text) for name, text in people))


def words_of_glossary(glossing: Glossing | None, article: Article) -> tuple[tuple[str, str], ...]:
    """Give the words that explain terms, each with the place where it is written.

    Letters that the article has itself are left out: what is wrong with those is not to be mended in the glossary.
    """
    if glossing is None:
        return ()
    terms = [gloss.term for gloss in glossing.glosses]
    own = dict.fromkeys(map(ord, normalize("NFC", article.title + unescape(article.body))))
    return tuple((f"sources/glossary.toml: {term.term}", f"{term.term} {term.plain}".translate(own)) for term in terms)


def undescribed(article: Article) -> int:
    """Count the pictures without alternative text, each time they are shown."""
    return len(re.findall(r'<img\b[^>]*?\balt=""', article.body))


def identifier(clinic: Clinic, slug: str, edition: Edition) -> str:
    """Give a name that stays the same from build to build."""
    # A library that holds two profiles of one handout must not take them for one file.
    profile = "" if edition.profile == "standard" else f"#{edition.profile}"
    return uuid5(NAMESPACE_URL, f"handout:{clinic.name}/{slug}{profile}").urn


def used(assets: list[Asset], documents: Sequence[Document], stylesheet: str) -> tuple[Asset, ...]:
    """Keep what the documents and their stylesheet show, each once; the rest would be dead weight."""
    text = "".join(document.text for document in documents)
    shown = [asset for asset in assets if f'"{asset.name}"' in text or asset.name in stylesheet]
    return tuple({asset.name: asset for asset in shown}.values())


def logo(context: dict[str, Any]) -> Asset | None:
    """Give the clinic's logo, as a template's context names it."""
    return next((asset for asset in context["assets"] if asset.name == context["logo"]), None)
