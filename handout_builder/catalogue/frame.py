"""What every page of the site has around it: letterhead, closing, and what it tells programs of itself."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from ..model import Asset, Clinic, Layout, direction_of
from ..pages import clinic_context, labels_for, mark_of
from .previews import absolute, as_json_ld
from .words import words_in

STYLE, SCRIPT = "site/style.css", "site/search.js"


@dataclass(frozen=True)
class Surroundings:
    """What all pages have in common."""

    clinic: Clinic
    layout: Layout
    """With the templates of the site among its files."""
    has_feeds: bool
    """Whether there are OPDS feeds beside the page."""
    logo: Asset | None
    logo_size: tuple[int, int] | None
    """Width and height in pixels, or in the units of a drawing; None where that is unknown."""

    def frame(self, path: str, language: str) -> dict[str, Any]:
        """Give what the templates know of a page in a language, at a place relative to handouts/."""
        clinic, labels = self.clinic, labels_for(language, self.clinic)
        context = clinic_context(clinic, self.layout, labels)
        root = "../" * path.count("/")
        return context | {
            "root": root,
            "language": language,
            "direction": direction_of(language),
            "foreign": mark_of(clinic.language, language),
            "words": words_in(language, clinic),
            "logo": f"{root}{logo_path(self.logo)}" if self.logo else "",
            "logo_size": self.logo_size,
            "canonical": self.address(path),
            "preview": "",
            "is_hidden": not clinic.catalogue.search_engines,
            "has_feeds": self.has_feeds,
            "style": root + STYLE,
            "script": root + SCRIPT,
            "phone": "".join(letter for letter in clinic.phone if letter in "+0123456789"),
            "is_home": path == "index.html",
        }

    def address(self, path: str) -> str:
        """Give where a file of handouts/ stands on the web; empty where that is not known."""
        base = absolute(self.clinic.catalogue.url)
        if not base:
            return ""
        return f"{base}/" if path == "index.html" else f"{base}/{quote(path)}"

    def told(self, data: dict[str, Any]) -> Markup:
        """Write what a page tells of itself."""
        return as_json_ld(data)


def logo_path(logo: Asset) -> str:
    """Name the place of the clinic's logo, relative to handouts/."""
    return f"site/{logo.name}"


def photo_path(name: str) -> str:
    """Name the place of a clinician's photo, relative to handouts/, by its name as an asset."""
    return f"site/{name.replace('/', '-')}"
