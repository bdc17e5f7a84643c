"""The people of the download page: everyone who wrote an article has a page of their own."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..model import Byline, Clinic, Clinician, Offer, plain_name, slug_for


@dataclass
class Person:
    """Somebody who wrote an article that is offered."""

    key: str
    """Plain name: what tells whether two are one person."""
    slug: str
    name: str
    """As it is printed."""
    letters: str
    """Credentials and pronouns, as they stand after the name."""
    role: str
    known: Clinician | None
    """What clinicians.toml tells; None where the person is not in it."""
    offers: list[Offer] = field(default_factory=list)
    """In the order in which they are listed."""

    @property
    def path(self) -> str:
        """Give the place of the person's page, relative to handouts/."""
        return f"clinicians/{self.slug}.html"

    @property
    def signature(self) -> str:
        """Give the name with what stands after it."""
        return ", ".join(part for part in (self.name, self.letters) if part)


def people_of(offers: Iterable[Offer], clinic: Clinic) -> dict[str, Person]:
    """Give everybody by plain name, in the order of their names."""
    known = {plain_name(person.name): person for person in clinic.clinicians}
    bylines: dict[str, Byline] = {}
    named: dict[str, list[Offer]] = {}
    for offer in offers:
        for byline in (byline for byline in offer.bylines if byline.part == "author"):
            key = plain_name(byline.name)
            bylines.setdefault(key, byline)
            if offer not in (own := named.setdefault(key, []))[-1:]:
                own.append(offer)
    found: dict[str, Person] = {}
    taken: set[str] = set()
    for key in sorted(named):
        slug = _free(slug_for(key, "person", "clinician"), taken)
        found[key] = _person(key, slug, bylines[key], known.get(key), named[key])
    return found


def _person(key: str, slug: str, byline: Byline, known: Clinician | None, offers: list[Offer]) -> Person:
    credentials = ", ".join(known.credentials) if known and known.credentials else byline.letters
    name = known.name if known else byline.name
    return Person(key, slug, name, credentials, (known.role if known else "") or byline.role, known, offers)


def _free(slug: str, taken: set[str]) -> str:
    number = 1
    free = slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    taken.add(free)
    return free
