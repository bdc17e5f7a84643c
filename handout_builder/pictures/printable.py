"""A picture made fit for every page that may show it, once, when its article is read.

A small one stays byte for byte as it is, but for what it tells of itself.
"""

from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING

from ..errors import PictureError
from .colours import has_foreign_colours, in_srgb, orientation_of, profile_of, upright
from .kinds import picture_type
from .metadata import without_metadata
from .opening import draft, opened

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 2000, 1950
"""Pixels of width and height: 169 by 165 mm at 300 dots an inch, the widest and tallest that a layout prints."""
_STRIP = 2.0
"""A picture this many times as tall as wide is read from top to bottom, and may be this many times as tall."""
_HEAVY = 200 * 1024
"""Bytes of a picture, no JPEG, above which it is looked at whether it is a photo."""
_MANY_COLOURS = 4096
"""Colours among 65,000 dots, at most, of a drawing."""
QUALITY = 85


@dataclass(frozen=True)
class Printable:
    """A picture that is fit for a page."""

    media_type: str
    suffix: str
    """Ending of its file name, with the dot."""
    data: bytes = field(repr=False)
    own_size: tuple[int, int] = (0, 0)
    """Width and height in pixels of what it was made from, upright; 0 where it was not made from a file."""


def printable(data: bytes, largest: tuple[int, int] = LARGEST) -> Printable:
    """Make a picture fit for a page: equal bytes give equal bytes. Raises PictureError where it cannot be drawn."""
    media_type, suffix = picture_type(data)
    if not media_type:
        raise PictureError("is not a PNG, JPEG, GIF or WebP picture. Save it as one of these")
    with opened(data) as image:
        orientation = orientation_of(image)
        own_size = image.size if orientation < 5 else image.size[::-1]
        size = fitting(image.size, largest if orientation < 5 else largest[::-1])
        is_small = size == image.size and orientation == 1 and not has_foreign_colours(image)
        draft(image, size)
        image.load()
        if is_small and (media_type in ("image/jpeg", "image/gif") or len(data) <= _HEAVY or not _is_photo(image)):
            return Printable(media_type, suffix, without_metadata(data, media_type), own_size)
        return replace(drawn_anew(image, size, media_type, QUALITY, orientation), own_size=own_size)


def photo_within(data: bytes, largest: tuple[int, int]) -> bytes:
    """Give a photo that was made printable in a smaller size; the same bytes where it is small enough."""
    with opened(data) as image:
        size = fitting(image.size, largest)
        if size == image.size:
            return data
        image.draft(None, size)
        return drawn_anew(image, size, "image/jpeg", QUALITY).data


def drawn_anew(image: "Image", size: tuple[int, int], media_type: str, quality: int, orientation: int = 1) -> Printable:
    """Write a picture in another size: a photo as JPEG, a drawing or what one can see through as PNG."""
    is_photo = media_type == "image/jpeg" or _is_photo(image)
    plain = _plain(image)
    has_few = image.mode in ("1", "P") or _dots(plain).getcolors(256) is not None
    # Scaled first, since what comes after costs as much as there are pixels.
    scaled = _scaled(plain, size)
    made = upright(in_srgb(scaled, profile_of(image)), orientation)
    made.info = {}
    if is_photo:
        return Printable("image/jpeg", ".jpg", _as_jpeg(made, quality))
    return Printable("image/png", ".png", _as_png(made, has_few))


def fitting(size: tuple[int, int], largest: tuple[int, int]) -> tuple[int, int]:
    """Give the size, in the same proportions, that a picture may have at most."""
    width, height = size
    across, down = largest
    if height >= _STRIP * width:
        down = round(down * _STRIP)
    scale = min(1.0, across / max(width, 1), down / max(height, 1))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _plain(image: "Image") -> "Image":
    """Give a picture whose dots can be mixed: no palette, no 16 bits, no transparency that hides nothing."""
    from PIL import Image

    if image.mode.startswith("I;16"):
        high = slice(0, None, 2) if image.mode.endswith("B") else slice(1, None, 2)
        return Image.frombytes("L", image.size, image.tobytes()[high])
    if image.mode in ("L", "RGB", "CMYK") and "transparency" not in image.info:
        return image
    if image.mode == "1":
        return image.convert("L")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    plain = image if image.mode == mode else image.convert(mode)
    return plain.convert("RGB") if plain.mode == "RGBA" and not _is_seen_through(plain) else plain


def _is_seen_through(image: "Image") -> bool:
    return image.getchannel("A").getextrema()[0] != 255


def _scaled(image: "Image", size: tuple[int, int]) -> "Image":
    from PIL.Image import Resampling

    return image if image.size == size else image.resize(size, Resampling.LANCZOS, reducing_gap=3.0)


def _is_photo(image: "Image") -> bool:
    """Tell a photo from a drawing by the number of its colours; what one can see through is none."""
    if image.mode in ("1", "P") or image.mode.startswith("I;16"):
        return False
    if image.has_transparency_data and (image.mode != "RGBA" or _is_seen_through(image)):
        return False
    dots = _dots(image)
    if dots.getcolors(_MANY_COLOURS) is None:
        return True
    # A photo without colours has few of them, but hardly a ground that is the same all over.
    greys = dots.convert("L")
    counts = greys.histogram()
    is_grey = image.mode == "L" or greys.convert("RGB").tobytes() == dots.convert("RGB").tobytes()
    return is_grey and sum(map(bool, counts)) > 128 and max(counts) < sum(counts) / 4


def _dots(image: "Image") -> "Image":
    """Give some dots of a picture, as they are."""
    from PIL.Image import Resampling

    return image.resize((min(256, image.width), min(256, image.height)), Resampling.NEAREST)


def _as_jpeg(image: "Image", quality: int) -> bytes:
    written = BytesIO()
    opaque = image if image.mode in ("L", "RGB") else image.convert("RGB")
    opaque.save(written, "JPEG", quality=quality, optimize=True)
    return written.getvalue()


def _as_png(image: "Image", has_few: bool) -> bytes:
    from PIL.Image import Dither, Quantize

    written = BytesIO()
    if has_few and image.mode in ("RGB", "RGBA"):
        method = Quantize.FASTOCTREE if image.mode == "RGBA" else Quantize.MEDIANCUT
        image = image.quantize(256, method=method, dither=Dither.NONE)
    image.save(written, "PNG", optimize=True)
    return written.getvalue()
