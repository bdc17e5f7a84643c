"""What an ePub says in a few sentences of how it can be read (EPUB Accessibility 1.1, section 2.2)."""

from dataclasses import replace

from ..model import Page
from .labels import Labels


def with_access_summary(page: Page, labels: Labels) -> Page:
    """Give a book the summary of its accessibility, by what is really in it."""
    has_pictures = any(asset.media_type.startswith("image/") for asset in page.assets)
    described = labels.access_some_pictures if page.undescribed else labels.access_pictures
    sentences = (
        labels.access_order,
        labels.access_pages if page.pages_of else "",
        described if has_pictures else labels.access_no_pictures,
        labels.access_looks,
    )
    # A full stop that is as wide as a letter takes no space after it.
    summary = " ".join(filter(None, sentences)).replace("。 ", "。")
    return replace(page, access_summary=summary, labels_language=labels.language)
