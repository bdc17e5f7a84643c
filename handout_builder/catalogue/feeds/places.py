"""Where feeds lie and how they are named: all in one folder, so that a link looks the same from each."""

from hashlib import sha256
from unicodedata import normalize
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from ...model import OPDS, PUBLICATION, Clinic, slug_for

ATOM, JSON = ".xml", ".json"


def file_name(stem: str, suffix: str, number: int = 1) -> str:
    """Name a page of a feed; a key has no dot."""
    return f"{stem}{suffix}" if number == 1 else f"{stem}.{number}{suffix}"


def publication_name(name: str) -> str:
    """Name the file of what OPDS 2.0 tells of a work alone."""
    return f"{PUBLICATION}.{name}{JSON}"


def path_of(name: str) -> str:
    """Give the path of a feed's file, relative to handouts/."""
    return f"{OPDS}/{name}"


def link_to(path: str) -> str:
    """Give the address of a file of handouts/, as a feed links to it."""
    return f"../{quote(path)}"


def key_of(text: str, kind: str) -> str:
    """Name a topic, or anything that a person named, so that no other is named the same, whatever else there is."""
    slug = slug_for(text, kind, kind)
    if slug.replace("-", " ") == text:
        return slug
    # Letters were lost, which another text may have lost too.
    return f"{slug}-{sha256(normalize('NFC', text).encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def identifier(clinic: Clinic, thing: str) -> str:
    """Give a urn:uuid of the clinic's, the same however often the feeds are made."""
    return uuid5(NAMESPACE_URL, f"handout:{clinic.name}/{OPDS}/{thing}").urn
