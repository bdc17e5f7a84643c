"""How large a picture is, and covers as small as a list shows them."""

import re
from io import BytesIO

from .opening import opened

_SMALLER = 5
"""Dots of a cover each way that become one."""
_SHADES = 16
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")


def size_of(data: bytes) -> tuple[int, int]:
    """Give a picture's width and height in pixels, without unpacking it. Raises PictureError."""
    with opened(data) as image:
        return image.size


def drawing_size(data: bytes) -> tuple[int, int] | None:
    """Give width and height of an SVG that was checked, in its own units; None where it does not tell them."""
    from lxml import etree

    root = etree.fromstring(data)
    told = [_NUMBER.fullmatch(root.get(name, "")) for name in ("width", "height")]
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    width, height = told
    if width and height:
        numbers = [float(width[1]), float(height[1])]
    else:
        numbers = [float(number) for number in box[2:] if _NUMBER.fullmatch(number)]
    if len(numbers) != 2 or min(numbers) < 1:
        return None
    return round(numbers[0]), round(numbers[1])


def cover_thumbnail(data: bytes) -> bytes:
    """Make a cover, which has few colours, small: equal bytes give equal bytes. Raises PictureError."""
    from PIL.Image import Dither, Quantize

    with opened(data) as image:
        small = image.convert("RGB").reduce(_SMALLER)
    few = small.quantize(_SHADES, method=Quantize.MEDIANCUT, dither=Dither.NONE)
    written = BytesIO()
    few.save(written, "PNG", optimize=True)
    return written.getvalue()
