"""The clinic's own pictures, made fit for a page: its logo and the photos of its people.

What is wrong with one is said of its own file, since no article can do anything about it.
"""

from functools import lru_cache
from pathlib import PurePosixPath

from ..errors import PictureError, SettingsError, SourceError
from ..model import Asset, Clinic, Clinician, Layout
from ..pictures import Printable, checked_drawing, printable

_LOGO = 1200, 1200
"""Pixels of a logo at most: 300 dots an inch on a binder's cover, and more than an ePub's takes."""
_PHOTO = 500, 500
"""The same of a clinician's photo, which is 17 mm wide in print and 4 letters' width in an ePub."""


def logo_of(clinic: Clinic, layout: Layout) -> Asset | None:
    """Give the clinic's logo; None where it has none. Raises SettingsError where it cannot be drawn."""
    logo = next((asset for asset in layout.assets if PurePosixPath(asset.name).stem == "logo"), None)
    if logo is None:
        return None
    try:
        if logo.media_type == "image/svg+xml":
            return Asset(logo.name, logo.media_type, _drawing(logo.data))
        made = _picture(logo.data, _LOGO)
    except PictureError as error:
        where = f"layouts/{clinic.logo}" if clinic.logo else f"layouts/{layout.name}/{logo.name}"
        raise SettingsError([f"{where}: the clinic's logo {error}."]) from error
    return Asset(f"logo{made.suffix}", made.media_type, made.data)


def photo_of(person: Clinician, number: int) -> Asset:
    """Give a clinician's photo; `number` tells it from others. Raises SourceError where it cannot be drawn."""
    try:
        made = _picture(person.photo_data, _PHOTO)
    except PictureError as error:
        raise SourceError(
            f"sources/{person.photo}: the photo of {person.name} (in sources/clinicians.toml) {error}."
        ) from error
    return Asset(f"people/{number}{made.suffix}", made.media_type, made.data)


@lru_cache(maxsize=64)
def _picture(data: bytes, largest: tuple[int, int]) -> Printable:
    return printable(data, largest)


@lru_cache(maxsize=4)
def _drawing(data: bytes) -> bytes:
    return checked_drawing(data)
