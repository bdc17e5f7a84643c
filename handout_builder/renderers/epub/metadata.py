"""What an ePub says of itself: who wrote it, what it is, and how it can be read."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image

from ...model import Asset, Page, name_as_sorted
from .packing import FOLDER, Packed

_RELATORS = {"author": "aut", "reviewer": "rev", "editor": "edt"}
"""MARC relator codes."""

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def credit(book: Any, page: Page) -> None:
    """Name each person with role and sort form (EPUB 3.3, section 5.5.3.1)."""
    for number, byline in enumerate(page.bylines, start=1):
        uid = f"person-{number}"
        element = "creator" if byline.part == "author" else "contributor"
        book.add_metadata("DC", element, byline.signature, {"id": uid})
        role = {"refines": f"#{uid}", "property": "role", "scheme": "marc:relators"}
        book.add_metadata(None, "meta", _RELATORS[byline.part], role)
        book.add_metadata(None, "meta", name_as_sorted(byline.name), {"refines": f"#{uid}", "property": "file-as"})


def describe(book: Any, page: Page) -> None:
    """Write what the book is about, who publishes it and when it was last worked on."""
    if page.publisher:
        book.add_metadata("DC", "publisher", page.publisher)
    if page.summary:
        book.add_metadata("DC", "description", page.summary)
    if page.modified:
        book.add_metadata("DC", "date", page.modified.isoformat())
    for topic in page.topics:
        book.add_metadata("DC", "subject", topic)


def tell_access(book: Any, page: Page, elsewhere: Mapping[str, bytes | Packed]) -> None:
    """Tell how the book, as it really is, can be read (EPUB Accessibility 1.1, section 2.2)."""
    moves = any(_moves(asset, elsewhere) for asset in _pictures(page))
    for name, value in _access(page, moves):
        book.add_metadata(None, "meta", value, {"property": f"schema:{name}"})
    attributes = {"property": "schema:accessibilitySummary", _LANGUAGE: page.labels_language}
    book.add_metadata(None, "meta", page.access_summary, attributes)


def name_page_source(book: Any, page: Page) -> None:
    """Name the printed handouts that the page list mirrors (EPUB Accessibility 1.1, section 3.3)."""
    if page.pages_of:
        book.add_metadata("DC", "source", page.pages_of)
        book.add_metadata(None, "meta", page.pages_of, {"property": "pageBreakSource"})


def _access(page: Page, moves: bool) -> list[tuple[str, str]]:
    modes = ["textual", "visual"] if _pictures(page) else ["textual"]
    facts = [("accessMode", mode) for mode in modes]
    # Words alone tell everything only where every picture is put into words.
    sufficient = ["textual", "textual,visual"] if _pictures(page) else ["textual"]
    facts += [("accessModeSufficient", each) for each in (sufficient[1:] if page.undescribed else sufficient)]
    facts += [("accessibilityFeature", feature) for feature in _features(page)]
    return [*facts, ("accessibilityHazard", "unknown" if moves else "none")]


def _features(page: Page) -> list[str]:
    features = ["ARIA", "tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability"]
    if _pictures(page) and not page.undescribed:
        features.append("alternativeText")
    return features + ["pageBreakMarkers", "pageNavigation"] * bool(page.pages_of)


def _pictures(page: Page) -> list[Asset]:
    return [asset for asset in page.assets if asset.media_type.startswith("image/")]


def _moves(asset: Asset, elsewhere: Mapping[str, bytes | Packed]) -> bool:
    """Tell whether a picture is animated: nobody has looked whether it flashes. One that cannot be opened is not."""
    if asset.media_type not in ("image/gif", "image/webp", "image/png"):
        return False
    found = elsewhere.get(FOLDER + asset.name, asset.data)
    try:
        with Image.open(BytesIO(found.unpacked if isinstance(found, Packed) else found)) as image:
            return bool(getattr(image, "is_animated", False))
    except OSError:
        return False
