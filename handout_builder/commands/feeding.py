"""The feeds beside the download page, with the covers that both show and those of books."""

from pathlib import Path

from ..builder import SiteFiles
from ..catalogue.feeds import Picture, feed_files
from ..errors import HandoutError, PictureError
from ..model import OPDS, Asset, Clinic, Download, Offers, SiteFile, digest
from ..pictures import cover_thumbnail, size_of
from .covers import book_cover_of, drawn, made_of, taken_out


def write_feeds(offers: Offers, clinic: Clinic, logo: Asset | None, files: SiteFiles, folder: Path) -> None:
    """Write the feeds of what is offered, once the covers of its articles are in place. Raises StorageError."""
    covers = {offer.slug: f"covers/{offer.slug}.png" for offer in offers.articles}
    covers |= {book.path: _keep_cover(book, clinic, logo, files, folder) for book in offers.books}
    found = {key: _picture(folder / "handouts", path) for key, path in covers.items()}
    files.put(feed_files(offers, clinic, {key: picture for key, picture in found.items() if picture}))


def _keep_cover(book: Download, clinic: Clinic, logo: Asset | None, files: SiteFiles, folder: Path) -> str:
    """Bring the small cover of a book up to date; give its path."""
    path = f"{OPDS}/cover.{Path(book.path).stem}.png"
    own, cover = taken_out([book], folder), book_cover_of(book, clinic, logo)
    told = digest(own) if own else made_of(cover)
    if not files.keep(path, told):
        try:
            files.put([SiteFile(path, cover_thumbnail(own or drawn(cover)))], made_of=told)
        except HandoutError as error:
            files.faults.append(f"handouts/{path}: {error}")
    return path


def _picture(handouts: Path, path: str) -> Picture | None:
    """Measure a cover; none where it is not there."""
    try:
        return Picture(path, *size_of((handouts / path).read_bytes()))
    except (OSError, PictureError):
        return None
