"""Opening a picture that anybody may have made: what its header promises is weighed before it is unpacked."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from ..errors import PictureError

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_MEMORY = 100 * 1024 * 1024
"""Bytes that unpacking a picture may take."""
_DRAFTED = ("JPEG", "MPO")
"""Pillow's names of what can be unpacked at a part of its size."""
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_BYTES_A_PIXEL = {"1": 2, "L": 2, "P": 5, "RGB": 4, "I;16": 4, "I;16B": 4}
"""By Pillow's mode, with what the first step after unpacking takes; 8 for all others, which have transparency."""
_PROGRESSIVE = 3
"""Bytes a pixel that the decoder holds of a JPEG that comes in several scans, however small it is wanted."""


@contextmanager
def opened(data: bytes) -> Iterator["Image"]:
    """Open a picture whose pixels can then be loaded. Raises PictureError where it is damaged or a trap."""
    from PIL import Image, ImageFile

    # The renderer turns this on for all of the process, and half a photo would pass for a whole one.
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=_FORMATS) as image:
                if image.format not in _DRAFTED:
                    # Before anything is asked of it: where Pillow looks for its metadata, it unpacks a PNG whole.
                    _weigh(image, image.size)
                yield image
    except PictureError:
        raise
    except Image.DecompressionBombError as error:
        raise PictureError("has more pixels than can be printed. Save a smaller copy") from error
    except MemoryError:
        raise
    except Exception as error:  # what a decoder raises over hostile bytes is written nowhere
        raise PictureError("is damaged and cannot be drawn. Save it anew from the program that made it") from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def draft(image: "Image", wanted: tuple[int, int]) -> None:
    """Let a JPEG be unpacked at a half, a quarter or an eighth where that is enough. Raises PictureError if too much.

    Called before the pixels are loaded; of other kinds of pictures there is nothing to choose.
    """
    if image.format in _DRAFTED:
        whole = image.size
        image.draft(None, wanted)
        _weigh(image, whole, whole[0] * whole[1] * _PROGRESSIVE * bool(image.info.get("progressive")))


def _weigh(image: "Image", whole: tuple[int, int], held: int = 0) -> None:
    if image.width * image.height * _BYTES_A_PIXEL.get(image.mode, 8) + held > MOST_MEMORY:
        raise PictureError(f"is {whole[0]} x {whole[1]} pixels, more than can be printed. Save a smaller copy")
