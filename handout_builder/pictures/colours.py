"""Colours and directions as a camera writes them, made plain: sRGB and upright."""

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_ORIENTATION = 0x0112
"""The Exif tag that says how a picture is to be turned (Exif 3.0, section 4.6.5)."""


def orientation_of(image: "Image") -> int:
    """Give how a picture is to be turned: 1 for not at all, up to 8; from 5 on, width and height change places."""
    try:
        found = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - damaged metadata does no harm to the pixels, and is thrown away
        return 1
    return found if found in range(2, 9) else 1


def upright(image: "Image", orientation: int) -> "Image":
    """Turn and mirror a picture as its orientation says."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return image.transpose(turns[orientation]) if orientation in turns else image


def has_foreign_colours(image: "Image") -> bool:
    """Tell whether a picture's numbers mean other colours than sRGB's."""
    return image.mode == "CMYK" or profile_of(image) is not None


def in_srgb(image: "Image", profile: bytes | None) -> "Image":
    """Give a picture in sRGB, with its transparency; `profile` is the one that it came with."""
    from PIL import ImageCms

    if profile is None or image.mode not in ("RGB", "RGBA", "CMYK"):
        return image.convert("RGB") if image.mode == "CMYK" else image
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    opaque = image.convert("RGB") if alpha else image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        changed = ImageCms.profileToProfile(opaque, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        # A profile for another kind of picture, or a damaged one: the numbers are taken as they are.
        changed = None
    made = changed if changed is not None else opaque.convert("RGB")
    if alpha:
        made.putalpha(alpha)
    return made


def profile_of(image: "Image") -> bytes | None:
    """Give the colour profile that a picture has to be converted from; None where there is none, or sRGB's own."""
    from PIL import ImageCms

    data = image.info.get("icc_profile")
    if not data or image.mode not in ("RGB", "RGBA", "CMYK"):
        return None
    try:
        name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(data)))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
    return None if "srgb" in name.casefold() else bytes(data)
