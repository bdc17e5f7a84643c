"""What a page tells of itself to programs: link previews (Open Graph) and schema.org data as JSON-LD."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from ..model import Article, Byline, Clinic, Offer
from .people import Person

_DESCRIBED = 200
"""Letters of a description at most, in whole words."""


def described(text: str) -> str:
    """Give a text short enough for a preview."""
    text = " ".join(text.split())
    if len(text) <= _DESCRIBED:
        return text
    return text[: _DESCRIBED - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def as_json_ld(told: Mapping[str, Any]) -> Markup:
    """Write data for a script element, which no text in it can end (HTML, section 4.12.1.3)."""
    text = json.dumps({"@context": "https://schema.org", **_without_empty(told)}, ensure_ascii=False)
    escaped = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}
    return Markup(text.translate(escaped))


def about_article(article: Article, offer: Offer, clinic: Clinic, address: str, description: str) -> dict[str, Any]:
    """Tell of an article; `address` is where its page stands on the web, or empty."""
    return {
        "@type": ["MedicalWebPage", "Article"],
        "headline": article.title,
        "alternativeHeadline": article.subtitle,
        "description": description,
        "inLanguage": article.language,
        "identifier": offer.identifier,
        "url": address,
        "author": [_somebody(person) for person in article.bylines if person.part == "author"],
        "reviewedBy": [_somebody(person) for person in article.bylines if person.part == "reviewer"],
        "editor": [_somebody(person) for person in article.bylines if person.part == "editor"],
        "datePublished": _day(article.published),
        "dateModified": _day(offer.changed),
        "lastReviewed": _day(article.reviewed),
        "keywords": list(article.topics),
        "wordCount": offer.words,
        "timeRequired": f"PT{offer.minutes}M",
        "audience": {"@type": "MedicalAudience", "audienceType": "Patient"},
        "isAccessibleForFree": True,
        "publisher": publisher(clinic),
    }


def about_list(title: str, language: str, clinic: Clinic, address: str) -> dict[str, Any]:
    """Tell of a list of articles."""
    return {
        "@type": "CollectionPage",
        "name": title,
        "inLanguage": language,
        "url": address,
        "publisher": publisher(clinic),
    }


def about_person(person: Person, clinic: Clinic, address: str) -> dict[str, Any]:
    """Tell of a clinician."""
    link = person.known.link if person.known else ""
    told = {
        "@type": "Person",
        "name": person.name,
        "honorificSuffix": person.letters,
        "jobTitle": person.role,
        "description": person.known.bio if person.known else "",
        "url": absolute(link),
        "worksFor": publisher(clinic) if person.known else {},
    }
    return {"@type": "ProfilePage", "url": address, "mainEntity": _without_empty(told)}


def publisher(clinic: Clinic) -> dict[str, Any]:
    """Tell of the clinic."""
    told = {"name": clinic.name, "url": absolute(clinic.web), "telephone": clinic.phone, "email": clinic.email}
    return _without_empty({"@type": "MedicalOrganization", **told, "address": ", ".join(clinic.address)})


def absolute(address: str) -> str:
    """Give a web address with its scheme and without a slash at its end; empty where there is none."""
    address = address.rstrip("/")
    return address if not address or "://" in address else f"https://{address}"


def _somebody(person: Byline) -> dict[str, Any]:
    told = {"@type": "Person", "name": person.name, "honorificSuffix": ", ".join(person.credentials)}
    return _without_empty({**told, "jobTitle": person.role})


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _without_empty(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value not in ("", [], {}, None)}
