"""Pictures without colours, as a photocopier would make them, so that what is judged here is what is printed."""

import re
from dataclasses import replace
from io import BytesIO

from ..model import Asset

_PAINT = re.compile(r"""\b(fill|stroke|color|stop-color|flood-color)(\s*[:=]\s*["']?\s*)([^"';}<>]+)""")
_JPEG_QUALITY = 80
"""High enough that a second compression is not seen, and low enough that the file does not grow by it."""


def without_colours(asset: Asset) -> Asset:
    """Give a picture in greys of the same lightness; what is no picture stays as it is."""
    if asset.media_type == "image/svg+xml":
        return replace(asset, data=_grey_drawing(asset.data))
    if asset.media_type.startswith("image/"):
        return _grey_picture(asset)
    return asset


def _grey_drawing(data: bytes) -> bytes:
    from PIL import ImageColor

    def grey(paint: re.Match[str]) -> str:
        try:
            red, green, blue = ImageColor.getrgb(paint[3].strip())[:3]
        except ValueError:
            # none, currentColor, or the name of a gradient, whose own colours are greyed.
            return paint[0]
        return paint[1] + paint[2] + "#" + f"{round(0.299 * red + 0.587 * green + 0.114 * blue):02x}" * 3

    return _PAINT.sub(grey, data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def _grey_picture(asset: Asset) -> Asset:
    """Give a JPEG as a JPEG, anything else as a PNG; one that cannot be opened is left to the renderer to name."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    written = BytesIO()
    try:
        with Image.open(BytesIO(asset.data)) as opened:
            picture = ImageOps.exif_transpose(opened)
            is_jpeg = asset.media_type == "image/jpeg"
            grey = picture.convert("L" if is_jpeg or not picture.has_transparency_data else "LA")
            grey.save(written, "JPEG" if is_jpeg else "PNG", **({"quality": _JPEG_QUALITY} if is_jpeg else {}))
    except (UnidentifiedImageError, OSError):
        return asset
    return replace(asset, media_type="image/jpeg" if is_jpeg else "image/png", data=written.getvalue())
