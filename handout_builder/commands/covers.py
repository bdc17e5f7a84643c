"""The small covers of the download page: taken out of the ePubs that were made, else drawn."""

from collections.abc import Callable, Iterable
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from ..errors import HandoutError, RenderError
from ..model import Asset, Clinic, Cover, Download, Offer, digest
from ..pages import byline_of, labels_for, volume_words
from ..pictures import cover_thumbnail

_IN_EPUBS = "EPUB/cover.png"


def cover_of(offer: Offer, clinic: Clinic, logo: Asset | None) -> Cover:
    """Give what stands on an article's cover."""
    labels = labels_for(offer.language, clinic)
    return Cover(
        offer.title,
        byline_of(offer.bylines, labels),
        clinic.name,
        clinic.brand,
        logo=logo,
        word=labels.cover,
        language=offer.language,
    )


def book_cover_of(book: Download, clinic: Clinic, logo: Asset | None) -> Cover:
    """Give what stands on the cover of a book that brings none."""
    labels = labels_for(clinic.language, clinic)
    title = book.topic or labels.collection
    which = volume_words(book.volume, labels)
    return Cover(title, which, clinic.name, clinic.brand, logo=logo, word=labels.cover, language=clinic.language)


def made_of(cover: Cover) -> str:
    """Give the digest of all that is on a cover."""
    return digest(repr((cover, digest(cover.logo.data) if cover.logo else "")).encode())


def small_cover(offer: Offer, cover: Cover, folder: Path) -> bytes:
    """Give a cover as a list shows it. Raises RenderError where it cannot be drawn."""
    try:
        return cover_thumbnail(taken_out(offer.downloads, folder) or drawn(cover))
    except HandoutError:
        raise
    except Exception as error:
        raise RenderError(f"its cover could not be drawn ({type(error).__name__}: {error}).") from error


def taken_out(downloads: Iterable[Download], folder: Path) -> bytes:
    """Give the cover that an ePub among some downloads brings; empty where none does."""
    for download in downloads:
        if download.edition in ("epub", "bundle"):
            try:
                with ZipFile(folder / "handouts" / download.path) as book:
                    return book.read(_IN_EPUBS)
            except (OSError, BadZipFile, KeyError):
                return b""
    return b""


def drawn(cover: Cover) -> bytes:
    """Draw a cover as an ePub has it. Raises RenderError."""
    # Letters are drawn by the engine's font library, which a build that makes nothing does without.
    from ..renderers.cover import draw_cover

    draw: Callable[[Cover], bytes] = draw_cover
    return draw(cover)
