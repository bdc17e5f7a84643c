"""What is known of a file of handouts/ by its place alone."""

from pathlib import PurePosixPath

OPDS = "opds"
"""Folder of the feeds."""

NAVIGATION = ("index", "topics", "clinicians", "languages")
"""The feeds that lead to other feeds; all others list handouts. A page after the first has a number: topics.2.xml."""
PUBLICATION = "publication"
"""Begins the name of what OPDS 2.0 tells of one article alone; its slug follows."""

OPDS_JSON = "application/opds+json"
PUBLICATION_JSON = "application/opds-publication+json"

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".epub": "application/epub+zip",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


def media_type_of(path: str) -> str:
    """Give the media type of a file by its path below handouts/; empty for what handouts/ has no business with."""
    place = PurePosixPath(path)
    suffix = place.suffix.casefold()
    if place.parts[:1] == (OPDS,) and suffix in (".xml", ".json"):
        return _feed_type(place.name.split(".")[0], suffix)
    return _TYPES.get(suffix, "")


def _feed_type(name: str, suffix: str) -> str:
    """Give the media type of a feed (OPDS 1.2, section 9.3; OPDS 2.0)."""
    if suffix == ".json":
        return PUBLICATION_JSON if name == PUBLICATION else OPDS_JSON
    kind = "navigation" if name in NAVIGATION else "acquisition"
    return f"application/atom+xml;profile=opds-catalog;kind={kind}"
