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
    """Make a cover small: equal bytes give equal bytes. Raises PictureError."""
    from PIL import Image

    with opened(data) as image:
        palette = image.getpalette() or []
        ground, white = palette[:3], palette[-3:]
        if image.mode == "P" and palette == _ramp(ground, white, len(palette) // 3):
            # Shades in a row can be mixed as they are, which takes a tenth of the time.
            step = 255 // (len(palette) // 3 - 1)
            shades = Image.frombytes("L", image.size, image.tobytes()).point(lambda shade: shade * step)
            few = shades.reduce(_SMALLER).point(lambda shade: (shade * (_SHADES - 1) + 127) // 255)
            small = Image.frombytes("P", few.size, few.tobytes())
            small.putpalette(_ramp(ground, white, _SHADES))
        else:
            small = image.convert("RGB").reduce(_SMALLER).quantize(_SHADES, dither=Image.Dither.NONE)
    written = BytesIO()
    small.save(written, "PNG", bits=4)
    return written.getvalue()


def _ramp(first: list[int], last: list[int], count: int) -> list[int]:
    """Give the palette of some shades between two colours."""
    steps = max(count - 1, 1)
    pairs = list(zip(first, last, strict=True))
    return [round(low + (high - low) * shade / steps) for shade in range(count) for low, high in pairs]
