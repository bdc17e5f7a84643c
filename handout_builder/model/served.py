"""What is known of a file of handouts/ by its place alone."""

from pathlib import PurePosixPath

OPDS = "opds"
"""Folder of the feeds: those that lead to other feeds lie right in it, those that list handouts in folders of it."""

OPDS_JSON = "application/opds+json"

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


def atom_type(kind: str) -> str:
    """Give the media type of an OPDS 1.2 feed; `kind` is navigation or acquisition."""
    return f"application/atom+xml;profile=opds-catalog;kind={kind}"


def media_type_of(path: str) -> str:
    """Give the media type of a file by its path below handouts/; empty for what handouts/ has no business with."""
    place = PurePosixPath(path)
    suffix = place.suffix.casefold()
    if place.parts[:1] == (OPDS,) and suffix == ".json":
        return OPDS_JSON
    if place.parts[:1] == (OPDS,) and suffix == ".xml":
        return atom_type("navigation" if len(place.parts) == 2 else "acquisition")
    return _TYPES.get(suffix, "")
